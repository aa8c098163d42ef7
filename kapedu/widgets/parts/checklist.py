"""Several of a few options, all of them in sight: native check boxes in one named group."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets as t

from kapedu.widgets.parts.controls import Control

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = Path(__file__).parent


class Checklist(Control):
    """Any number of named options.

    Args:
        label: The question or the name of the group.
        options: ``{value: label}``, in the order shown.
        value: The options ticked at the start.
        hint: A short explanation below the group.

    Raises:
        ValueError: There are no options.
        traitlets.TraitError: A value that is not among the options.

    Examples:
        >>> signs = Checklist("Signs", {"sleep": "Sleeps less", "calls": "Stops calling"})
        >>> signs.value = ["calls"]
        >>> signs.value
        ['calls']
    """

    _esm = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("native.js", "checklist.js"))
    _css = _HERE / "checklist.css"
    value = t.List(t.Unicode()).tag(sync=True)
    options = t.Dict(value_trait=t.Unicode(), key_trait=t.Unicode())
    _options = t.List().tag(sync=True)

    def __init__(
        self, label: str, options: Mapping[str, str], value: list[str] | None = None, hint: str = ""
    ) -> None:
        if not options:
            raise ValueError(f"{label!r} has no options; give at least one {{value: label}}")
        super().__init__(
            _kind="checklist", label=label, options=dict(options), value=list(value or []), hint=hint
        )

    def show(self, options: Mapping[str, str]) -> None:
        """Offer other options, none of them ticked."""
        with self.hold_sync():
            self.value = []
            self.options = dict(options)

    @t.observe("options")
    def _tell_the_page(self, change: Mapping[str, Any]) -> None:
        self._options = [[key, text] for key, text in change["new"].items()]

    @t.validate("value")
    def _among_the_options(self, proposal: Mapping[str, Any]) -> list[str]:
        value: list[str] = proposal["value"]
        unknown = [one for one in value if self.options and one not in self.options]
        if unknown:
            allowed = ", ".join(self.options)
            raise t.TraitError(f"{self.label!r}: {unknown[0]!r} is not an option; choose of {allowed}")
        return value
