"""Who may be treated, how, and what can go wrong: rules, regimens, monitoring, risks and drills."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kapedu.practice.screening import Screening, screen
    from kapedu.practice.screening_finding import Finding
    from kapedu.practice.screening_profile import Profile, ScreeningError

__all__ = ["Finding", "Profile", "Screening", "ScreeningError", "screen"]

_LATER = {  # each from its own module when first asked for: a screening needs no simulator
    "Finding": "screening_finding",
    "Profile": "screening_profile",
    "Screening": "screening",
    "ScreeningError": "screening_profile",
    "screen": "screening",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
