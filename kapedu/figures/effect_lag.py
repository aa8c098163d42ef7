"""How the effect site follows the blood: along the clock, and one against the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kapedu.figures.dot_rows import number
from kapedu.figures.figure import Figure, Table, plain, thin
from kapedu.figures.theme import ARTERIAL, EFFECT, INK, SECOND, base_layout, upright_band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kapedu.pharmacology import Course

_PERCENT = 100


@dataclass(frozen=True)
class Lag:
    """What a course says about the delay between blood and brain.

    Attributes:
        blood_peak_min: When the artery peaks, minutes.
        brain_peak_min: When the effect site peaks, minutes.
        moment_min: The moment asked about, minutes.
        blood_left_percent: Share of the arterial peak left at that moment.
        brain_left_percent: Share of the effect-site peak left at that moment.
    """

    blood_peak_min: float
    brain_peak_min: float
    moment_min: float
    blood_left_percent: float
    brain_left_percent: float


def measure_lag(course: Course, moment_min: float) -> Lag:
    """When blood and effect site peak, and what is left of each at a moment.

    Args:
        course: A simulated course.
        moment_min: The moment, minutes since the first dose.

    Returns:
        The measures.
    """
    import numpy as np

    blood, brain = course.arterial_ng_ml, course.effect_site_ng_ml
    return Lag(
        blood_peak_min=float(course.time_min[int(np.argmax(blood))]),
        brain_peak_min=float(course.time_min[int(np.argmax(brain))]),
        moment_min=moment_min,
        blood_left_percent=_PERCENT * float(np.interp(moment_min, course.time_min, blood) / blood.max()),
        brain_left_percent=_PERCENT * float(np.interp(moment_min, course.time_min, brain) / brain.max()),
    )


def lag_timeline(
    until_min: float,
    end_of_infusion_min: float,
    guessed_peak_min: float,
    guessed_left: tuple[float, float],
    course: Course | None = None,
) -> Figure:
    """The two predictions on the clock; with a course, also the curves.

    Args:
        until_min: End of the time axis, minutes.
        end_of_infusion_min: When the pump stops, minutes.
        guessed_peak_min: When the trainee expects the strongest experience.
        guessed_left: Moment (minutes) and the percentage of the peak the trainee expects to be left then.
        course: The simulated course, once it is to be seen.

    Returns:
        The figure, levels in percent of their own peak.
    """
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": "your prediction: left at that minute",
            "x": [guessed_left[0]],
            "y": [guessed_left[1]],
            "marker": {"color": SECOND, "symbol": "x", "size": 13},
        },
    ]
    summary = (
        f"You expect the strongest experience at minute {number(guessed_peak_min)} and "
        f"{number(guessed_left[1])} % of it left at minute {number(guessed_left[0])}."
    )
    table = Table(
        "Your predictions",
        ("Prediction", "Value"),
        (
            ("Strongest experience (min)", guessed_peak_min),
            (f"Left at minute {number(guessed_left[0])} (%)", guessed_left[1]),
        ),
    )
    if course is not None:
        blood = _PERCENT * course.arterial_ng_ml / course.arterial_ng_ml.max()
        brain = _PERCENT * course.effect_site_ng_ml / course.effect_site_ng_ml.max()
        data += [
            _line("artery", course.time_min, blood, ARTERIAL, "solid"),
            _line("effect site", course.time_min, brain, EFFECT, "dash"),
        ]
        lag = measure_lag(course, guessed_left[0])
        summary += (
            f" In the model the effect site peaks at minute {number(lag.brain_peak_min)}. At minute "
            f"{number(lag.moment_min)} the artery holds {round(lag.blood_left_percent)} % of its peak, "
            f"the effect site {round(lag.brain_left_percent)} %."
        )
        table = Table(
            "Percent of the peak",
            ("Time (min)", "Artery (%)", "Effect site (%)"),
            tuple(
                (float(course.time_min[index]), round(float(blood[index])), round(float(brain[index])))
                for index in thin(len(course.time_min), keep=(int(guessed_left[0]),))
            ),
        )
    layout = base_layout(
        "Time since the infusion began (min)",
        "Percent of the peak (%)",
        xaxis={"range": [0, until_min]},
        yaxis={"range": [0, 105]},
        margin={"t": 28},
        hovermode="closest" if course is None else "x unified",
        legend={"orientation": "h", "y": -0.25},
        shapes=[
            upright_band(0, end_of_infusion_min),
            {
                "type": "line",
                "x0": guessed_peak_min,
                "x1": guessed_peak_min,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": SECOND, "width": 2, "dash": "dash"},
            },
        ],
        annotations=[
            _note(0, "pump running", INK, "left"),
            _note(
                guessed_peak_min,
                "your peak",
                SECOND,
                "left" if guessed_peak_min > end_of_infusion_min / 2 else "right",
            ),
        ],
    )
    if guessed_peak_min <= end_of_infusion_min:
        layout["annotations"][0] = _note(until_min, "grey: pump running", INK, "right")
    return Figure(
        plain({"data": data, "layout": layout}), summary, table, course.sources if course is not None else ()
    )


def lag_loop(course: Course, marks_min: Sequence[float]) -> Figure:
    """The effect site against the artery, minute by minute: a loop.

    Args:
        course: A simulated course.
        marks_min: Minutes to mark on the loop.

    Returns:
        The figure.
    """
    import numpy as np

    blood = np.interp(marks_min, course.time_min, course.arterial_ng_ml)
    brain = np.interp(marks_min, course.time_min, course.effect_site_ng_ml)
    data = [
        _line("the session", course.arterial_ng_ml, course.effect_site_ng_ml, EFFECT, "solid"),
        {
            "type": "scatter",
            "mode": "markers+text",
            "name": "minute",
            "x": blood,
            "y": brain,
            "text": [f"{number(minute)} min" for minute in marks_min],
            "textposition": [
                "bottom right" if minute == min(marks_min) else "top left" for minute in marks_min
            ],
            "marker": {"color": EFFECT, "size": 10},
            "showlegend": False,
        },
    ]
    top = float(max(course.arterial_ng_ml.max(), course.effect_site_ng_ml.max())) * 1.12
    layout = base_layout(
        "Artery (ng/mL)",
        "Effect site (ng/mL)",
        xaxis={"range": [0, top]},
        yaxis={"range": [0, top]},
        hovermode="closest",
        showlegend=False,
        shapes=[
            {
                "type": "line",
                "x0": 0,
                "y0": 0,
                "x1": top,
                "y1": top,
                "line": {"color": INK, "width": 1, "dash": "dot"},
            },
        ],
    )
    marks = "; ".join(
        f"minute {number(minute)}: artery {round(float(a))}, effect site {round(float(b))} ng/mL"
        for minute, a, b in zip(marks_min, blood, brain, strict=True)
    )
    rows = tuple(
        (minute, round(float(a)), round(float(b)))
        for minute, a, b in zip(marks_min, blood, brain, strict=True)
    )
    return Figure(
        plain({"data": data, "layout": layout}),
        f"A loop: below the dotted line on the way up, above it on the way down. Along it, {marks}.",
        Table("Along the loop", ("Time (min)", "Artery (ng/mL)", "Effect site (ng/mL)"), rows),
        course.sources,
    )


def _line(name: str, x: Any, y: Any, colour: str, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "line": {"color": colour, "width": 2.5, "dash": dash},
    }


def _note(x: float, text: str, colour: str, side: str) -> dict[str, Any]:
    return {
        "x": x,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "xanchor": side,
        "text": text,
        "showarrow": False,
        "font": {"size": 12, "color": colour} if colour != INK else {"size": 12},
    }
