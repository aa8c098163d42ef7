"""A run looked back at: the vital signs as they were, and as they would have been otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import SERIES, base_layout
from kapedu.language import N_, _, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SHOWN = {
    "sbp_mmhg": N_("Systolic pressure (mmHg)"),
    "hr_bpm": N_("Pulse (per minute)"),
    "spo2_percent": N_("Saturation (%)"),
}
_POINTS = 240
_ROWS = 12


class Reading(Protocol):
    """The vital signs of one second."""

    @property
    def second(self) -> int: ...

    @property
    def values(self) -> Mapping[str, float]: ...


def encounter_strip(lived: Sequence[Reading], otherwise: Sequence[Reading] = ()) -> Figure:
    """Pressure, pulse and saturation of a run; dashed, those of the run with the best steps.

    Args:
        lived: The run, second by second or thinner, at least one.
        otherwise: The other run, from where it parts; empty where there is none.

    Raises:
        ValueError: The run is empty.
    """
    if not lived:
        raise ValueError("the run is empty; give at least one reading")
    data: list[dict[str, Any]] = []
    for number, (name, label) in enumerate(said(_SHOWN).items()):
        data.append(_line(lived, name, label, SERIES[number], "solid"))
        if otherwise:
            data.append(
                _line(otherwise, name, _("{label}, otherwise").format(label=label), SERIES[number], "dash")
            )
    layout = base_layout(_("Time (min)"), _("mmHg, per minute, %"))
    return Figure(plain({"data": data, "layout": layout}), _summary(lived, otherwise), _table(lived))


def _line(readings: Sequence[Reading], name: str, label: str, colour: str, dash: str) -> dict[str, Any]:
    thin = readings[:: max(1, len(readings) // _POINTS)]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": label,
        "x": [reading.second / 60 for reading in thin],
        "y": [reading.values[name] for reading in thin],
        "line": {"color": colour, "dash": dash, "width": 2},
    }


def _summary(lived: Sequence[Reading], otherwise: Sequence[Reading]) -> str:
    text = _("Your run: {extremes}.").format(extremes=_extremes(lived))
    best = _("With the best steps: {extremes}.")
    return f"{text} {best.format(extremes=_extremes(otherwise))}" if otherwise else text


def _extremes(readings: Sequence[Reading]) -> str:
    highest = max(reading.values["sbp_mmhg"] for reading in readings)
    lowest = min(reading.values["spo2_percent"] for reading in readings)
    fastest = max(reading.values["hr_bpm"] for reading in readings)
    told = _(
        "highest systolic pressure {highest} mmHg, fastest pulse {fastest}, lowest saturation {lowest} %"
    )
    return told.format(highest=f"{highest:.0f}", fastest=f"{fastest:.0f}", lowest=f"{lowest:.0f}")


def _table(lived: Sequence[Reading]) -> Table:
    step = max(1, len(lived) // _ROWS)
    rows = tuple(
        (round(reading.second / 60, 1), *(round(reading.values[name]) for name in _SHOWN))
        for reading in lived[::step]
    )
    return Table(_("Vital signs of your run"), (_("Time (min)"), *said(_SHOWN).values()), rows[: _ROWS + 1])
