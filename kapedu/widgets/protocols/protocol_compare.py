"""Two published protocols in the same person: say which has more, then see the numbers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.protocol_comparison import numbers, protocol_comparison
from kapedu.knowledge import fact
from kapedu.language import N_, _, said
from kapedu.widgets.parts.controls import Button, Choice, Select, Slider
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.practice.comparison import ProtocolComparison

_ENDS = {"low": N_("Lower end"), "high": N_("Upper end")}
_MORE = {"a": "A", "b": "B", "same": N_("About the same")}
_SAID = {"a": "A", "b": "B", "same": N_("about the same")}
_ROUTES = {
    "iv": N_("Vein"),
    "im": N_("Muscle"),
    "sc": N_("Skin"),
    "sl": N_("Tongue"),
    "po": N_("Mouth"),
    "in": N_("Nose"),
}
_QUESTIONS = {
    "exposure": N_("Which has more exposure?"),
    "peak": N_("Which has the higher peak?"),
    "room": N_("Which takes more hours in the room, over the whole course?"),
}
_SAME = 0.1
_PLOT_PX = 340


def protocol_compare(first: str = "iv_depression", second: str = "esketamine_induction") -> ipywidgets.VBox:
    """Guess which of two protocols has more of what, then compare them.

    Args:
        first: Key of the protocol shown as A at the start.
        second: Key of the one shown as B.
    """
    return ProtocolCompare(first, second, guess=True).box


def weight_slider() -> Slider:
    """The person's weight, at the reference weight of the models."""
    reference = fact("simulation.conventions.reference_weight")
    return Slider(_("Body weight"), float(reference), 40, 150, 1, str(reference.unit))


class ProtocolCompare:
    """The comparison and its parts.

    Args:
        first: Key of protocol A.
        second: Key of protocol B.
        guess: Whether to ask before showing.
        weight: The slider to use; without it, one of its own.
        level: Level of the heading.
    """

    def __init__(
        self, first: str, second: str, *, guess: bool, weight: Slider | None = None, level: int = 3
    ) -> None:
        from kapedu.practice.regimens import protocols

        names = {
            key: f"{_(_ROUTES[one.route])}: {one.name}" if one.route in _ROUTES else one.name
            for key, one in protocols().items()
        }
        own = weight is None
        self.weight = weight or weight_slider()
        self.first = Select(_("Protocol A"), names, first)
        self.second = Select(_("Protocol B"), names, second)
        self.first_end = Choice(_("Dose of A"), said(_ENDS), "low")
        self.second_end = Choice(_("Dose of B"), said(_ENDS), "low")
        self.guesses = {key: Choice(_(question), said(_MORE)) for key, question in _QUESTIONS.items()}
        self.button = Button(_("Compare them"), self.reveal)
        self.said = Drawing(live=True)
        self.notes = Drawing()
        self.shown = stack()
        self.plot: PlotView | None = None
        self._guessing = guess
        selects = row(
            stack(self.first, self.first_end),
            stack(self.second, self.second_end),
        )
        asked = (*self.guesses.values(), self.button) if guess else ()
        parts = [selects, *([self.weight] if own else []), *asked, self.said, self.shown]
        self.box = activity(_("Compare two protocols"), *parts, level=level)
        self._show_ends()
        for control in (self.first, self.second, self.first_end, self.second_end, self.weight):
            control.observe(self._changed, names="value")
        if not guess:
            self.reveal()

    def reveal(self) -> None:
        """Show the comparison; where guesses were asked for, only when all were made."""
        if self._guessing and any(one.value is None for one in self.guesses.values()):
            self.said.html = f"<p>{_('Guess first: answer all three questions.')}</p>"
            return
        self._draw()

    def _changed(self, _change: Any) -> None:
        self._show_ends()
        if self.plot is not None:
            self._draw()

    def _show_ends(self) -> None:
        """A choice of ends only where a range was published."""
        from kapedu.practice.regimens import protocol

        for select, end in ((self.first, self.first_end), (self.second, self.second_end)):
            one = protocol(str(select.value))
            ranged = str(one.amounts("low")[-1]) != str(one.amounts("high")[-1])
            end.layout.display = None if ranged else "none"
            if not ranged and end.value != "low":
                end.value = "low"

    def comparison(self) -> ProtocolComparison:
        """What the controls ask for."""
        from kapedu.pharmacology import Patient
        from kapedu.practice.comparison import compare
        from kapedu.practice.regimens import protocol

        ends: Any = (self.first_end.value, self.second_end.value)
        pair = protocol(str(self.first.value)), protocol(str(self.second.value))
        return compare(*pair, Patient(self.weight.value), ends)

    def _draw(self) -> None:
        from kapedu.pharmacology import DosingError

        try:
            found = self.comparison()
        except DosingError as error:
            self.said.html = f"<p>This cannot be compared: {escape(str(error))}.</p>"
            return
        figure = protocol_comparison(found)
        if self.plot is None:
            self.plot = PlotView(figure, _PLOT_PX)
            self.shown.children = (self.plot, self.notes)
        else:
            self.plot.show(figure)
        self.said.html = _verdicts(found, self.guesses) if self._guessing else ""
        self.notes.html = numbers_html(numbers(found)) + _cautions(found)


def numbers_html(table: Any) -> str:
    """A table of a figure, open to everybody."""
    heads = "".join(f'<th scope="col">{escape(str(head))}</th>' for head in table.columns)
    short = [escape(str(head).partition(":")[0]) for head in table.columns[1:]]
    rows = "".join(
        f'<tr><th scope="row">{escape(str(first))}</th>'
        + "".join(
            f'<td data-label="{label}">{escape(str(cell))}</td>'
            for label, cell in zip(short, rest, strict=True)
        )
        + "</tr>"
        for first, *rest in table.rows
    )
    return (
        f'<div class="kapedu-scroll" role="region" tabindex="0" aria-label="{escape(table.caption)}">'
        f'<table class="kapedu-grid"><caption>{escape(table.caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cautions(found: ProtocolComparison) -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in found.cautions)
    return f"<p><strong>What the numbers do not say</strong></p><ul>{items}</ul>"


def _verdicts(found: ProtocolComparison, guesses: dict[str, Choice]) -> str:
    ratios = {
        "exposure": found.exposure_ratio,
        "peak": found.peak_ratio,
        "room": found.second.room_hours / found.first.room_hours,
    }
    items = []
    for key, ratio in ratios.items():
        answer = "same" if abs(ratio - 1) <= _SAME else "b" if ratio > 1 else "a"
        own = (
            _("as you said")
            if guesses[key].value == answer
            else _("you said {answer}").format(answer=_(_SAID[str(guesses[key].value)]))
        )
        told = _("B has {ratio} times that of A.").format(ratio=f"{ratio:.2g}")
        items.append(
            f"<li>{escape(_(_QUESTIONS[key]))} <strong>{escape(_(_MORE[answer]))}</strong> ({escape(own)}); "
            f"{escape(told)}</li>"
        )
    return f'<div class="kapedu-result"><ul>{"".join(items)}</ul></div>'
