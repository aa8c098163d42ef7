"""Two protocols in the same person: their curves, and what one visit and the whole course amount to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import ARTERIAL, VENOUS, base_layout
from kapedu.practice.regimens import KINDS, in_words

if TYPE_CHECKING:
    from kapedu.practice.comparison import Profile, ProtocolComparison

_HOURS_SHOWN = 6
_TICK_MIN = 60
_ROW_MIN = 40
_CLOSE = 0.1


def protocol_comparison(comparison: ProtocolComparison) -> Figure:
    """Both curves of arterial ketamine, and the numbers of both protocols.

    Args:
        comparison: What to draw, from :func:`kapedu.practice.comparison.compare`.
    """
    sides = named(comparison)
    data: list[dict[str, Any]] = []
    for (name, side), (colour, dash) in zip(
        sides.items(), ((ARTERIAL, "solid"), (VENOUS, "dash")), strict=True
    ):
        drawn = side.course.time_min <= _HOURS_SHOWN * 60
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": name,
                "x": side.course.time_min[drawn],
                "y": side.course.arterial_ng_ml[drawn],
                "line": {"color": colour, "width": 2.5, "dash": dash},
            }
        )
    layout = base_layout(
        "Time since the first dose (min)",
        "In arterial blood (ng/mL)",
        xaxis={"dtick": _TICK_MIN},
        yaxis={"rangemode": "tozero"},
    )
    facts = [*comparison.first.protocol.facts, *comparison.second.protocol.facts]
    sources = [
        quantity.source for quantity in facts if quantity.source not in {"design", "general_knowledge"}
    ]
    return Figure(
        plain({"data": data, "layout": layout}),
        _summary(sides, comparison),
        _levels(sides),
        tuple(dict.fromkeys(sources)),
    )


def named(comparison: ProtocolComparison) -> dict[str, Profile]:
    """The two sides under names that differ even where both are the same protocol."""
    return {
        f"A: {comparison.first.protocol.name}": comparison.first,
        f"B: {comparison.second.protocol.name}": comparison.second,
    }


def numbers(comparison: ProtocolComparison) -> Table:
    """What one visit and the whole course amount to."""
    sides = named(comparison)

    def row(what: str, tell: Any) -> tuple[str, ...]:
        return (what, *(tell(side) for side in sides.values()))

    rows = (
        row("One visit", lambda side: in_words(side.course.regimen)),
        row("Amount (mg)", lambda side: f"{side.dose_mg:.3g}"),
        row("Exposure (ng·h/mL)", lambda side: _with_range(side.exposure_ng_h_ml, side.exposure_range)),
        row("Peak (ng/mL)", lambda side: _with_range(side.peak_ng_ml, side.peak_range)),
        row("Peak at (min)", lambda side: f"{side.peak_min:.0f}"),
        row("In the room, one visit (h)", lambda side: f"{side.stay_min / 60:.1f}"),
        row("Because of", lambda side: side.stay_reason),
        row("Visits", lambda side: str(side.visits)),
        row("In the room, all visits (h)", lambda side: f"{side.room_hours:.0f}"),
        row("Published as", lambda side: KINDS[side.protocol.kind]),
        row("Dose checked", lambda side: side.protocol.standing),
    )
    return Table("One visit and the whole course", ("What", *sides), rows)


def _levels(sides: dict[str, Profile]) -> Table:
    """The curves, every so often."""
    rows = tuple(
        (minute, *(round(float(side.course.arterial_ng_ml[minute])) for side in sides.values()))
        for minute in range(0, _HOURS_SHOWN * 60 + 1, _ROW_MIN)
    )
    return Table("Ketamine in arterial blood (ng/mL)", ("Time (min)", *sides), rows)


def _with_range(value: float, ends: tuple[float, float]) -> str:
    if ends[1] - ends[0] <= _CLOSE:
        return f"{value:.0f}"
    return f"{value:.0f} ({ends[0]:.0f} to {ends[1]:.0f})"


def _summary(sides: dict[str, Profile], comparison: ProtocolComparison) -> str:
    told = [
        f"{name} reaches {side.peak_ng_ml:.0f} ng/mL after {side.peak_min:.0f} min"
        for name, side in sides.items()
    ]
    return (
        f"{'; '.join(told)}. B has {comparison.exposure_ratio:.2g} times the exposure and "
        f"{comparison.peak_ratio:.2g} times the peak of A. One visit takes "
        f"{' and '.join(f'{side.stay_min / 60:.1f} h' for side in sides.values())} in the room, the course "
        f"{' and '.join(f'{side.room_hours:.0f} h' for side in sides.values())}."
    )
