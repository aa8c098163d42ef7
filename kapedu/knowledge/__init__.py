"""Published figures with their origin, and the bibliography they point to."""

from typing import TYPE_CHECKING, Any

from kapedu.knowledge.errors import KnowledgeError
from kapedu.knowledge.quantity import Quantity, Status
from kapedu.knowledge.sheet import Sheet, fact, facts, sheet, sheet_names
from kapedu.knowledge.sources import reference

if TYPE_CHECKING:
    from kapedu.knowledge.citation import bibliography, cite
    from kapedu.knowledge.observation import Observation, observations

__all__ = [
    "KnowledgeError",
    "Observation",
    "Quantity",
    "Sheet",
    "Status",
    "bibliography",
    "cite",
    "fact",
    "facts",
    "observations",
    "reference",
    "sheet",
    "sheet_names",
]

_LATER = {  # not needed to compute: a kernel that never cites does not pay for it
    "bibliography": "citation",
    "cite": "citation",
    "Observation": "observation",
    "observations": "observation",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
