"""The trial under anaesthesia: both groups day by day, as scores and as changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from kapedu.figures.dot_rows import number
from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import ARTERIAL, INK, SECOND, base_layout
from kapedu.knowledge import fact

View = Literal["scores", "changes"]
VIEWS: Mapping[str, str] = {"scores": "Scores", "changes": "Changes from baseline"}
ARMS = {"ketamine": "ketamine", "placebo": "saline"}
_LOOKS = {"ketamine": (ARTERIAL, "solid", "circle"), "placebo": (INK, "dash", "square")}


def arm_scores(arm: str) -> dict[float, float]:
    """Mean score of one arm by day; lower is better.

    Args:
        arm: ``"ketamine"`` or ``"placebo"``.
    """
    table = fact(f"pkpd.antidepressant_course.lii2023.MADRS_{arm}").value
    assert isinstance(table, Mapping)
    return {float(day): float(score) for day, score in table.items() if not isinstance(score, tuple)}


def masked_trial_days(
    view: View, *, shown: bool, guess: float | None = None, guess_day: float = 1.0
) -> Figure:
    """Both groups day by day.

    Args:
        view: Scores, or changes from each group's own baseline.
        shown: Whether the saline group is shown after its baseline.
        guess: The trainee's guess of the saline group's score on ``guess_day``.
        guess_day: The day that was guessed.

    Returns:
        The figure.
    """
    data: list[dict[str, Any]] = []
    columns: dict[str, dict[float, float]] = {}
    for arm, name in ARMS.items():
        scores = arm_scores(arm)
        start = scores[min(scores)]
        values = {
            day: round(score - (start if view == "changes" else 0), 6)
            for day, score in scores.items()
            if shown or arm == "ketamine" or day == min(scores)
        }
        columns[arm] = values
        colour, dash, symbol = _LOOKS[arm]
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": name,
                "x": list(values),
                "y": list(values.values()),
                "line": {"color": colour, "dash": dash, "width": 2},
                "marker": {"color": colour, "symbol": symbol, "size": 9},
            },
        )
    if guess is not None:
        start = columns["placebo"][0.0] if view == "scores" else arm_scores("placebo")[0.0]
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": "your guess for saline",
                "x": [guess_day],
                "y": [guess - (start if view == "changes" else 0)],
                "marker": {"color": SECOND, "symbol": "x", "size": 13},
            },
        )
    title = "Depression score, mean (points)" if view == "scores" else "Change from baseline (points)"
    layout = base_layout(
        "Days since the infusion (d)",
        title,
        xaxis={"range": [-0.5, 14.5], "tickvals": sorted(arm_scores("ketamine"))},
        yaxis={"range": [0, 32]} if view == "scores" else {"range": [-20, 3]},
        legend={"orientation": "h", "y": -0.25},
    )
    days = sorted(columns["ketamine"])
    table = Table(
        f"{title}; lower is better",
        ("Day", "Ketamine", "Saline"),
        tuple(
            (day, number(columns["ketamine"][day]), number(columns["placebo"][day]))
            if day in columns["placebo"]
            else (day, number(columns["ketamine"][day]), "hidden")
            for day in days
        ),
    )
    return Figure(
        plain({"data": data, "layout": layout}), _summary(view, columns, guess), table, ("lii2023",)
    )


def _summary(view: View, columns: Mapping[str, Mapping[float, float]], guess: float | None) -> str:
    drug, saline = columns["ketamine"], columns["placebo"]
    guessed = "" if guess is None else f" You guessed {number(guess)} for saline on day 1."
    if len(saline) == 1:
        return (
            f"Ketamine falls from {number(drug[0.0])} to {number(drug[1.0])} points in a day; "
            f"the saline group started at {number(arm_scores('placebo')[0.0])}, the rest is hidden.{guessed}"
        )
    if view == "scores":
        return (
            f"Day 1: ketamine {number(drug[1.0])}, saline {number(saline[1.0])} points; "
            f"they began at {number(drug[0.0])} and {number(saline[0.0])}.{guessed}"
        )
    return (
        f"Fall by day 1: ketamine {number(-drug[1.0])}, saline {number(-saline[1.0])} points. "
        f"As changes the order is the other way round.{guessed}"
    )
