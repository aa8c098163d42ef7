"""A demonstration's run until the step that is shown: pressure, pulse and saturation, with the steps marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import DASHES, INK, SERIES, base_layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kapedu.cases.demonstration import Stage

_SHOWN = {
    "sbp_mmhg": "Systolic pressure (mmHg)",
    "hr_bpm": "Pulse (per minute)",
    "spo2_percent": "Saturation (%)",
}
_POINTS = 240
_MARGIN = 5


def demonstration_course(stages: Sequence[Stage], place: int) -> Figure:
    """The vital signs from the beginning until the end of a step.

    Args:
        stages: The opening and the steps, as :func:`kapedu.cases.demonstration.stages` gives them.
        place: Which of them is shown, from 0.

    Raises:
        ValueError: There is no such stage.
    """
    if not 0 <= place < len(stages):
        raise ValueError(f"stage {place}: give a whole number from 0 to {len(stages) - 1}")
    samples = stages[place].samples
    thin = [*samples[:: max(1, len(samples) // _POINTS)], samples[-1]]
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines+markers" if len(samples) == 1 else "lines",
            "name": label,
            "x": [one.second / 60 for one in thin],
            "y": [one.values[name] for one in thin],
            "line": {"color": SERIES[number], "dash": DASHES[number], "width": 2},
        }
        for number, (name, label) in enumerate(_SHOWN.items())
    ]
    rows = tuple(
        (stage.number, round(stage.state.second / 60, 1), *(round(stage.state.reading(n)) for n in _SHOWN))
        for stage in stages[: place + 1]
    )
    layout = base_layout("Time (min)", "mmHg, per minute, %")
    whole = stages[-1].samples  # the same axes at every step, so that the drawing grows and does not jump
    values = [one.values[name] for one in whole for name in _SHOWN]
    layout["xaxis"]["range"] = [whole[0].second / 60, whole[-1].second / 60]
    layout["yaxis"]["range"] = [min(values) - _MARGIN, max(values) + _MARGIN]
    layout["shapes"] = [
        {
            "type": "line",
            "x0": stage.state.second / 60,
            "x1": stage.state.second / 60,
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "line": {"color": INK, "width": 1, "dash": "dot"},
        }
        for stage in stages[: place + 1]
    ]
    now = stages[place].state
    summary = (
        f"At the end of step {place}, minute {now.second / 60:.0f}: systolic pressure {now.reading('sbp_mmhg'):.0f} mmHg, "
        f"pulse {now.reading('hr_bpm'):.0f}, saturation {now.reading('spo2_percent'):.0f} %. "
        "Dotted lines mark the ends of the steps."
    )
    columns = ("Step", "Time (min)", *_SHOWN.values())
    return Figure(plain({"data": data, "layout": layout}), summary, Table("The run so far", columns, rows))
