"""Published results on mood over time, as points that one axis can carry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kapedu.figures.dot_rows import number
from kapedu.knowledge import Quantity, fact

_PERCENT = 100
_COURSE = "pkpd.antidepressant_course"
_HOURS_PER_DAY = 24


@dataclass(frozen=True)
class StudyPoint:
    """One published result.

    Attributes:
        hours: When, hours after the dose.
        percent: The result in percent of the study's own largest.
        text: The result as published.
    """

    hours: float
    percent: float
    text: str


@dataclass(frozen=True)
class Study:
    """Published results over time.

    Attributes:
        name: What to call it.
        about: What was measured, in whom.
        points: In order of time.
        status: How far the figures were checked.
        source: Reference key.
    """

    name: str
    about: str
    points: tuple[StudyPoint, ...]
    status: str
    source: str


def _cells(quantity: Quantity) -> Mapping[str, Any]:
    value = quantity.value
    assert isinstance(value, Mapping), f"{quantity.name} is a table"
    return value


def _scaled(name: str, about: str, unit: str, values: Mapping[float, float], quantity: Quantity) -> Study:
    largest = max(values.values())
    points = tuple(
        StudyPoint(hours, _PERCENT * value / largest, f"{number(value)} {unit}")
        for hours, value in sorted(values.items())
    )
    return Study(name, about, points, str(quantity.status), quantity.source)


def _kishimoto() -> Study:
    effect = fact(f"{_COURSE}.kishimoto2016.peak_day1_g")
    lost = fact(f"{_COURSE}.kishimoto2016.lost_by").value
    onset = fact(f"{_COURSE}.kishimoto2016.onset")
    assert isinstance(lost, tuple)
    middle = sum(lost) / len(lost) * _HOURS_PER_DAY
    return Study(
        "Kishimoto 2016: difference from placebo, nine trials",
        "standardised difference; begins by "
        f"{number(float(onset))} minutes, largest on day 1, no longer seen by days {lost[0]} to {lost[1]}",
        (
            StudyPoint(_HOURS_PER_DAY, _PERCENT, f"difference {number(abs(float(effect)))} SD"),
            StudyPoint(middle, 0, "no longer seen"),
        ),
        str(effect.status),
        effect.source,
    )


def _han() -> Study:
    response = fact(f"{_COURSE}.han2016.response")
    hours = {"24h": 24.0, "72h": 72.0, "d7": 7.0 * _HOURS_PER_DAY}
    values = {hours[label]: float(cell) for label, cell in _cells(response).items()}
    return _scaled(
        "Han 2016: patients who had responded, nine trials",
        "share of the ketamine groups whose depression had at least halved",
        "% responded",
        values,
        response,
    )


def _daly() -> Study:
    entries = {
        2.0: fact(f"{_COURSE}.daly2018.dMADRS_2h"),
        24.0: fact(f"{_COURSE}.daly2018.dMADRS_24h"),
        7.0 * _HOURS_PER_DAY: fact(f"{_COURSE}.daly2018.dMADRS_end"),
    }
    values = {}
    for hours, quantity in entries.items():
        cells = _cells(quantity)
        placebo, highest = float(cells["0"]), float(cells["84"])
        values[hours] = round(placebo - highest, 6)
    return _scaled(
        "Daly 2018: nasal esketamine 84 mg against placebo",
        "difference of the mean falls in score; a second dose was given before the last point, "
        "which is the end of the first week",
        "points better",
        values,
        entries[24.0],
    )


def _lii(arm: str, name: str) -> Callable[[], Study]:
    def read() -> Study:
        scores = fact(f"{_COURSE}.lii2023.MADRS_{arm}")
        cells = {float(day): float(score) for day, score in _cells(scores).items()}
        values = {
            day * _HOURS_PER_DAY: round(cells[0.0] - score, 6) for day, score in cells.items() if day > 0
        }
        return _scaled(
            f"Lii 2023, under anaesthesia: {name}",
            "mean fall in score from before the infusion",
            "points better",
            values,
            scores,
        )

    return read


_STUDIES: Mapping[str, Callable[[], Study]] = {
    "kishimoto": _kishimoto,
    "han": _han,
    "daly": _daly,
    "lii_ketamine": _lii("ketamine", "ketamine"),
    "lii_placebo": _lii("placebo", "saline"),
}
STUDY_LABELS: Mapping[str, str] = {
    "none": "None",
    "kishimoto": "Kishimoto 2016: against placebo",
    "han": "Han 2016: share who responded",
    "daly": "Daly 2018: nasal esketamine",
    "lii_ketamine": "Lii 2023: ketamine, masked",
    "lii_placebo": "Lii 2023: saline, masked",
}


def study(name: str) -> Study | None:
    """A study by its key in ``STUDY_LABELS``; ``None`` for ``"none"``.

    Raises:
        ValueError: There is no such study.
    """
    if name not in STUDY_LABELS:
        raise ValueError(f"study {name!r} is not known; choose from {', '.join(STUDY_LABELS)}")
    return _STUDIES[name]() if name in _STUDIES else None
