"""The risk explorer of the workshops: a high pressure, harms that trials counted, risks drawn as people."""

from __future__ import annotations

from html import escape
from typing import Any

from kapedu.figures import risk_rows
from kapedu.figures.icon_array import HEIGHT_PX
from kapedu.knowledge import fact
from kapedu.knowledge.citation import short_citation
from kapedu.language import N_, _
from kapedu.widgets.parts.controls import Choice, Html, Select, Slider
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView
from kapedu.widgets.parts.shared_state import Settable, with_link

_FRAMING = N_(
    "<strong>This course teaches; it does not treat.</strong> Published figures in groups of people, with their "
    "disagreement. They say nothing certain about one person and set no limit: a clinic's limits need the sign-off "
    "of a qualified physician."
)
_CONVENTIONS = "risks.conventions"


def risk_explorer() -> Any:
    """The dashboard: three parts, each with its uncertainty."""
    pressure, harms, people = PressureChance(2), HarmCounter(2), RiskPeople(2)
    linked: dict[str, Settable] = {
        "pressure": pressure.baseline,
        "age": pressure.age,
        "hypertension": pressure.history,
        "threshold": pressure.threshold,
        "harm": harms.harm,
        "trial": harms.trial,
        "risk": people.risk,
    }
    return with_link(stack(Html(f"<p>{_(_FRAMING)}</p>"), pressure.box, harms.box, people.box), linked)


def pressure_chance(level: int = 3) -> Any:
    """The activity: the chance of a systolic reading above a threshold, by pressure, age and history."""
    return PressureChance(level).box


def harm_counter(level: int = 3) -> Any:
    """The activity: one harm in every trial that counted it, and one trial as people."""
    return HarmCounter(level).box


def risk_people(level: int = 3) -> Any:
    """The activity: one risk as people."""
    return RiskPeople(level).box


class PressureChance:
    """The chance of a high pressure; ``box`` is what is shown."""

    def __init__(self, level: int = 3) -> None:
        (low, high), (young, old) = (_span(name) for name in ("baseline", "age_range"))
        thresholds = fact(f"{_CONVENTIONS}.thresholds").value
        assert isinstance(thresholds, tuple)
        alarm = fact("simulation.cardiovascular.systolic_alarm").number_text
        self.baseline = Slider(_("Systolic pressure before"), 140, low, high, 5, _("mmHg"))
        self.age = Slider(_("Age"), 60, young, old, 1, _("years"))
        self.history = Choice(_("History of hypertension"), {"no": _("No"), "yes": _("Yes")}, "no")
        self.threshold = Select(
            _("Threshold to ask about"), {f"{one:g}": f"{one:g} mmHg" for one in thresholds}, alarm
        )
        self.reading = Html("", live=True)
        self.view = PlotView(self._figure(), 330)
        self.box = activity(
            _("How likely is a high pressure?"),
            row(self.baseline, self.age),
            row(self.history, self.threshold),
            self.view,
            self.reading,
            level=level,
        )
        self._read()
        for control in (self.baseline, self.age, self.history, self.threshold):
            control.observe(self._changed, names="value")

    def _risk(self) -> Any:
        from kapedu.practice.risk_pressure import pressure_risk

        return pressure_risk(
            self.baseline.value,
            self.age.value,
            threshold_mmhg=float(str(self.threshold.value)),
            has_hypertension=self.history.value == "yes",
        )

    def _figure(self) -> Any:
        return risk_rows.pressure_chances(self._risk())

    def _changed(self, _change: Any) -> None:
        self.view.show(self._figure())
        self._read()

    def _read(self) -> None:
        risk = self._risk()
        told = (
            _("Between <b>{low}</b> and <b>{high}</b> <b>or more</b>, depending on the cohort.")
            if risk.is_open_upwards
            else _("Between <b>{low}</b> and <b>{high}</b>, depending on the cohort.")
        ).format(low=risk_rows.percent(risk.low), high=risk_rows.percent(risk.high))
        said = "".join(
            f"<li>{escape(str(one.value))} <small>({escape(short_citation(one.source))}; {one.status})</small></li>"
            for one in risk.statements
        )
        notes = "".join(f"<li>{escape(note)}</li>" for note in risk.notes)
        self.reading.html = (
            f"<p>{told} {_('After 0.5 mg/kg over 40 minutes; one reading at the mean peak.')}</p>"
            + (
                f"<p>{_('What is published of a history of hypertension:')}</p><ul>{said}</ul>"
                if said
                else ""
            )
            + f"<details><summary>{_('What this rests on')}</summary><ul>{notes}</ul></details>"
        )


class HarmCounter:
    """Harms that trials counted; ``box`` is what is shown."""

    def __init__(self, level: int = 3) -> None:
        from kapedu.practice.risk import harm_names, harms

        self._harms = harms
        self.harm = Select(_("Harm"), dict(harm_names()))
        self.trial = Select(_("One trial as people"), self._trials())
        self.rows = PlotView(self._rows(), 300)
        self.icons = PlotView(self._icons(), HEIGHT_PX)
        self.reading = Html("", live=True)
        self.box = activity(
            _("How many more people?"),
            self.harm,
            self.rows,
            self.trial,
            self.icons,
            self.reading,
            level=level,
        )
        self._read()
        self.harm.observe(self._new_harm, names="value")
        self.trial.observe(self._new_trial, names="value")

    def _found(self) -> Any:
        return self._harms(str(self.harm.value))

    def _trials(self) -> dict[str, str]:
        return {one.trial: one.title for one in self._found()}

    def _one(self) -> Any:
        return next(one for one in self._found() if one.trial == self.trial.value)

    def _rows(self) -> Any:
        return risk_rows.harm_rows(self.harm.options[str(self.harm.value)], self._found())

    def _icons(self) -> Any:
        return risk_rows.harm_icons(self.harm.options[str(self.harm.value)], self._one())

    def _new_harm(self, _change: Any) -> None:
        self.trial.options = self._trials()
        self.rows.show(self._rows())
        self._new_trial(None)

    def _new_trial(self, _change: Any) -> None:
        self.icons.show(self._icons())
        self._read()

    def _read(self) -> None:
        one = self._one()
        sentence = one.contrast.number_needed.sentence(self.harm.options[str(self.harm.value)].lower())
        self.reading.html = (
            f"<p><b>{escape(one.title)}</b> ({escape(str(one.counts.population))}): {escape(sentence)} "
            f"<small>({escape(short_citation(one.counts.source))}; {one.counts.status})</small></p>"
            "<p>"
            + _(
                "The trials differ in people, length and dose, and reporting by itself finds less than asking. "
                "A number needed to harm belongs to its trial; do not carry it elsewhere."
            )
            + "</p>"
        )


class RiskPeople:
    """One risk as people; ``box`` is what is shown."""

    def __init__(self, level: int = 3) -> None:
        from kapedu.practice.risk import absolute_risks

        self.risks = absolute_risks()
        self.risk = Select(_("Risk"), {key: one.title for key, one in self.risks.items()})
        self.view = PlotView(self._figure(), HEIGHT_PX)
        self.reading = Html("", live=True)
        self.box = activity(_("How many of how many?"), self.risk, self.view, self.reading, level=level)
        self._read()
        self.risk.observe(self._changed, names="value")

    def _figure(self) -> Any:
        one = self.risks[str(self.risk.value)]
        return risk_rows.range_icons(
            one.title, one.low, one.high, (one.quantity.source,), risk_rows.crowd_size(one.high)
        )

    def _changed(self, _change: Any) -> None:
        self.view.show(self._figure())
        self._read()

    def _read(self) -> None:
        self.reading.html = risk_reading(self.risks[str(self.risk.value)])


def _span(name: str) -> tuple[float, float]:
    ends = fact(f"{_CONVENTIONS}.{name}").value
    assert isinstance(ends, tuple)
    return float(ends[0]), float(ends[1])


def risk_reading(one: Any) -> str:
    """A risk in words, with what it is counted in, its source and its status."""
    ends = (
        risk_rows.percent(one.low)
        if one.low == one.high
        else f"{risk_rows.percent(one.low)} to {risk_rows.percent(one.high)}"
    )
    counted = (
        f"{one.counted.events} of {one.counted.people} {escape(one.of)}, 95 % interval {ends}"
        if one.counted
        else f"{ends} of {escape(one.of)}, as published; no counts on file, so no interval"
    )
    said = (text for text in (one.quantity.population, one.quantity.note) if text)
    more = " ".join(f"{escape(text[0].upper() + text[1:])}." for text in said)
    return (
        f"<p><b>{escape(one.title)}</b>: {counted}. {more} "
        f"<small>({escape(short_citation(one.quantity.source))}; {one.quantity.status})</small></p>"
    )
