"""A dashboard's state in its address: a link that opens the page as it is now, and a fresh start.

``?route=im&dose=0.7`` sets the controls when the page opens. What a link says is checked by the controls themselves;
what they refuse is told at the top of the page, and the rest is set.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

import anywidget
import traitlets as t

from kapedu.language import _
from kapedu.widgets.parts.controls import Choice, Select, Slider
from kapedu.widgets.parts.layout import page_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ipywidgets

_HERE = Path(__file__).parent
# What shared_state.js says; the page asks for the original.
_PAGE_WORDS = (
    "Copy a link to this",
    "Start again",
    "Link to this",
    "Copied. The link opens this page as it is now.",
    "Copy the link from this line.",
)
_LONGEST = 2000  # characters of a query; no dashboard needs as many
_NOT_OURS = frozenset({"token"})  # lets a visitor in, and sets nothing
_LONGEST_SHOWN = 40

Settable = Slider | Choice | Select


class SharedState(anywidget.AnyWidget):
    """The bar with the link; it sets and follows the controls.

    Args:
        controls: ``{name in the link: control}``, in the order in which a link sets them: what decides which
            values another control allows comes before that one.
    """

    _esm = _HERE / "shared_state.js"
    _css = _HERE / "shared_state.css"
    query = t.Unicode().tag(sync=True)
    problem = t.Unicode().tag(sync=True)
    _words = t.Dict().tag(sync=True)

    def __init__(self, controls: Mapping[str, Settable]) -> None:
        super().__init__(_words=page_words(*_PAGE_WORDS))
        self._controls = dict(controls)
        self._start = {name: control.value for name, control in self._controls.items()}
        for control in self._controls.values():
            control.observe(self._follow, names="value")
        self.on_msg(self._receive)

    def read(self, query: str) -> None:
        """Set the controls to what a link says, as far as they allow it.

        Args:
            query: The part of an address from its question mark on.
        """
        if len(query) > _LONGEST:
            long = _("This link is too long to be one of this page: {count} characters.")
            self.problem = long.format(count=len(query))
            return
        told = dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True))
        problems = [
            self._set(name, control, told[name]) for name, control in self._controls.items() if name in told
        ]
        for name in told.keys() - self._controls.keys() - _NOT_OURS:
            known = ", ".join(self._controls)
            unknown = _("{name} is nothing that this page can set; it knows {known}.")
            problems.append(unknown.format(name=repr(_short(name)), known=known))
        self.problem = " ".join(problem for problem in problems if problem)

    def _set(self, name: str, control: Settable, text: str) -> str:
        """Set one control; say what is wrong with the text, if anything."""
        try:
            control.value = float(text) if isinstance(control, Slider) else text
        except ValueError:
            return _("{setting} in the link: that is not a number.").format(setting=f"{name}={_short(text)}")
        except (t.TraitError, ArithmeticError):
            told = _("{setting} in the link: {allowed}")
            return told.format(setting=f"{name}={_short(text)}", allowed=_allowed(control))
        return ""

    def _follow(self, _change: Any) -> None:
        values = {name: control.value for name, control in self._controls.items()}
        # All or nothing: what one control starts with may depend on another.
        said = {} if values == self._start else values
        self.query = urlencode(
            {
                name: f"{value:g}" if isinstance(value, float) else value
                for name, value in said.items()
                if value is not None
            }
        )

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        match content:
            case {"query": str(query)}:
                self.read(query)


def _allowed(control: Settable) -> str:
    if isinstance(control, Slider):
        bounds = _("{label} goes from {low} to {high}").format(
            label=control.label,
            low=f"{control.minimum:g}",
            high=f"{control.maximum:g} {_(control.unit)}".rstrip(),
        )
        return f"{bounds}."
    options = ", ".join(control.options)
    return _("{label} is one of {options}.").format(label=control.label, options=options)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def with_link(box: ipywidgets.Box, controls: Mapping[str, Settable]) -> ipywidgets.Box:
    """The same box, with the bar below what it shows (see `SharedState`)."""
    box.children = (*box.children, SharedState(controls))
    return box
