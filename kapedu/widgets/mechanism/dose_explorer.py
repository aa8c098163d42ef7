"""The dose explorer: route, dose and person in, concentration and occupancy out, for one regimen or two."""

from __future__ import annotations

from collections import Counter
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget

from kapedu.figures import concentration, occupancy
from kapedu.knowledge import fact
from kapedu.knowledge.markup import status_name
from kapedu.language import N_, _, said
from kapedu.pharmacology import Course, DosingError, Patient, PatientError, occupancy_band, simulate
from kapedu.widgets.mechanism.regimen_controls import RegimenControls
from kapedu.widgets.parts.controls import Choice, Html, Select, Slider
from kapedu.widgets.parts.layout import row, stack
from kapedu.widgets.parts.plot_view import PlotView
from kapedu.widgets.parts.shared_state import with_link

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.figures import Figure
    from kapedu.widgets.parts.shared_state import Settable

_VIEWS = {
    "all": N_("Blood and effect site"),
    "arterial": N_("Arterial blood"),
    "venous": N_("Venous blood"),
    "effect_site": N_("Effect site"),
    "occupancy": N_("NMDA receptor occupancy"),
}
_TRACES = ("arterial", "venous", "effect_site")
_HOURS = {"2": N_("2 hours"), "4": N_("4 hours"), "8": N_("8 hours"), "24": N_("24 hours")}
_READ_AT_MIN = 120
_FRAMING = N_(
    "<strong>A teaching model, not dosing advice.</strong> The curves are those of a typical adult; people differ "
    "widely. The doses are examples to explore, not recommendations: a dose for a patient needs the sign-off of a "
    "qualified physician."
)


class _Style(anywidget.AnyWidget):
    """Carries the explorer's own style to the page; it is never shown itself."""

    _esm = "export default { render() {} };"
    _css = Path(__file__).parent / "dose_explorer.css"


class DoseExplorer:
    """The explorer and its parts; `box` is what is shown. Lessons and dashboards call `dose_explorer`."""

    def __init__(self) -> None:
        reference = fact("simulation.conventions.reference_weight")
        self._style = _Style()
        self.weight = Slider(_("Body weight"), float(reference), 40, 150, 1, str(reference.unit))
        self.a = RegimenControls(_("Regimen A"), "iv", self.weight, self.update)
        self.b = RegimenControls(_("Regimen B"), "sl", self.weight, self.update)
        self.compare = Choice(_("Compare"), {"off": _("One regimen"), "on": _("Two regimens")}, "off")
        self.view = Select(_("Show"), said(_VIEWS), "all")
        self.hours = Select(_("For"), said(_HOURS), "4")
        self.problem = Html(live=True)
        self.readings = Html()
        self.notes = Html()
        courses = self._courses()
        self.plot = PlotView(self._figure(courses), height_px=360, title=_("Course over time"))
        self._describe(courses)
        for regimen in (self.a, self.b):
            regimen.box.add_class("kapedu-regimen")
        self._show_b()
        left = stack(self.a.box, self.weight, self.compare, self.b.box)
        right = stack(_pair(self.view, self.hours), self.problem, self.plot, self.readings, self.notes)
        columns = stack(left, right)
        columns.add_class("kapedu-explorer")
        self.box = stack(Html(f'<p class="kapedu-framing">{_(_FRAMING)}</p>'), columns)
        self.compare.observe(self._compare_changed, names="value")
        for control in (self.weight, self.view, self.hours):
            control.observe(self._changed, names="value")

    def update(self) -> None:
        """Simulate what the controls say and show it; where that cannot be given, say why and keep the rest."""
        try:
            courses = self._courses()
        except (DosingError, PatientError) as error:
            self.problem.html = (
                f'<p class="kapedu-warning">{_("This cannot be shown:")} {escape(str(error))}.</p>'
            )
            return
        self.problem.html = ""
        self.plot.show(self._figure(courses))
        self._describe(courses)

    def linked(self) -> dict[str, Settable]:
        """What a link to the page sets, in this order."""
        controls: dict[str, Settable] = {"compare": self.compare, "weight": self.weight}
        for prefix, regimen in (("", self.a), ("b-", self.b)):
            controls |= {f"{prefix}{name}": control for name, control in regimen.linked().items()}
        return controls | {"show": self.view, "hours": self.hours}

    def _courses(self) -> dict[str, Course]:
        import numpy as np

        minutes = np.arange(0, int(self.hours.value) * 60 + 1.0)
        patient = Patient(self.weight.value)
        regimens = [self.a, self.b] if self.compare.value == "on" else [self.a]
        return {regimen.title: simulate(regimen.regimen(), patient, minutes) for regimen in regimens}

    def _figure(self, courses: dict[str, Course]) -> Figure:
        view = self.view.value
        if view == "occupancy":
            return occupancy(courses)
        return concentration(courses, _TRACES if view == "all" else (view,))

    def _describe(self, courses: dict[str, Course]) -> None:
        for regimen in (self.a, self.b):
            regimen.say_amount()
        self.readings.html = _readings(courses)
        self.notes.html = _notes(courses)

    def _changed(self, _change: Any) -> None:
        self.update()

    def _compare_changed(self, _change: Any) -> None:
        self._show_b()
        self.update()

    def _show_b(self) -> None:
        self.b.box.layout.display = None if self.compare.value == "on" else "none"


def _pair(*children: ipywidgets.Widget) -> ipywidgets.Widget:
    pair = row(*children)
    pair.add_class("kapedu-show")
    return pair


def _readings(courses: dict[str, Course]) -> str:
    """Peaks, when they come, and what is left at a fixed time, as a table."""
    at = _("At {minutes} min").format(minutes=_READ_AT_MIN)
    heads = "".join(f'<th scope="col">{text}</th>' for text in (_("Where"), _("Peak"), _("Peak after"), at))
    name = _("Read from the curves")
    return (
        f'<h2 class="kapedu-part">{name}</h2>'
        f'<div class="kapedu-readings" role="region" tabindex="0" aria-label="{name}">'
        f'<table class="kapedu-table"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(_reading_rows(name, course) for name, course in courses.items())}</tbody></table></div>"
        f'<p class="kapedu-hint">{_("Computed by the model; concentrations in ng/mL.")}</p>'
    )


def _reading_rows(name: str, course: Course) -> str:
    minutes = course.time_min
    then = int((minutes <= _READ_AT_MIN).sum()) - 1
    rows = [f'<tr><th scope="rowgroup" colspan="4">{escape(name)}</th></tr>']
    for label, values in (
        (_("Arterial blood"), course.arterial_ng_ml),
        (_("Venous blood"), course.venous_ng_ml),
        (_("Effect site"), course.effect_site_ng_ml),
    ):
        top = int(values.argmax())
        rows.append(_row(label, f"{values[top]:.0f}", _when(minutes, top), f"{values[then]:.0f}"))
    band = occupancy_band(course.effect_site_ng_ml, course.effect_site_s_ng_ml)
    top = int(band.high.argmax())
    shares = [f"{band.low[place] * 100:.0f}–{band.high[place] * 100:.0f} %" for place in (top, then)]
    rows.append(_row(_("NMDA receptors occupied"), shares[0], _when(minutes, top), shares[1]))
    return "".join(rows)


def _when(minutes: Any, top: int) -> str:
    return (
        _("still rising")
        if top == len(minutes) - 1
        else _("{minutes} min").format(minutes=f"{minutes[top]:.0f}")
    )


def _row(label: str, *cells: str) -> str:
    return f'<tr><th scope="row">{label}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _notes(courses: dict[str, Course]) -> str:
    """The assumptions of the model for these regimens, and how well the figures behind it are founded."""
    sentences = dict.fromkeys(note for course in courses.values() for note in course.notes)
    standing = Counter(
        fact(path).status for path in {path for course in courses.values() for path in course.facts}
    )
    counts = ", ".join(
        _("{count} {status}").format(count=count, status=status_name(status))
        for status, count in standing.most_common()
    )
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return (
        f'<details class="kapedu-notes"><summary>{_("What the model assumes")}</summary>'
        f"<ul>{items}<li>{_('Standing of the figures used:')} {counts}.</li></ul></details>"
    )


def dose_explorer() -> ipywidgets.Widget:
    """The dose explorer, ready to show."""
    explorer = DoseExplorer()
    explorer.box.explorer = explorer  # the box keeps its parts alive
    return with_link(explorer.box, explorer.linked())
