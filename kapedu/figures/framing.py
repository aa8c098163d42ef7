"""One result in four wordings: what each leaflet says, what it hides, and how keen it made its reader."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.absolute_effects import Outcome, at_baseline, outcome, people_drawn
from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import VENOUS, base_layout

if TYPE_CHECKING:
    from collections.abc import Mapping

_PERCENT = 100
RATING_TOP = 10


@dataclass(frozen=True)
class Leaflet:
    """One wording.

    Attributes:
        name: What kind of wording it is, said afterwards.
        text: What the leaflet says.
        drawn: Whether the two groups are drawn under it.
        hides: What the wording leaves out.
    """

    name: str
    text: str
    drawn: bool
    hides: str


def framed() -> Outcome:
    """The result that all leaflets tell: response with the esketamine spray at day 28."""
    return outcome("response")


def leaflets() -> tuple[Leaflet, ...]:
    """The four wordings, in the order in which they are shown.

    Examples:
        >>> leaflets()[0].text
        'Patients on this treatment are 38 percent more likely to respond within four weeks.'
    """
    result = framed()
    risks = at_baseline(result, _PERCENT * result.control_risk)
    low, high = risks.difference_ci
    needed = risks.number_needed().partition(" ")[0]
    return (
        Leaflet(
            "Relative change",
            f"Patients on this treatment are {_PERCENT * (result.effect.estimate - 1):.0f} percent more likely "
            "to respond within four weeks.",
            drawn=False,
            hides="More likely than what? Without the other group's risk nobody can tell how many people that is.",
        ),
        Leaflet(
            "Number needed",
            f"You need to treat {needed} patients for one more to respond within four weeks.",
            drawn=False,
            hides=f"How many respond anyway, what happens to the other {int(needed) - 1}, and how unsure the number is.",
        ),
        Leaflet(
            "Both groups",
            f"Within four weeks {risks.treated / 10:.0f} of 100 patients respond, instead of "
            f"{risks.baseline / 10:.0f} of 100 with a placebo spray.",
            drawn=False,
            hides="How unsure the number is. What it costs in side effects.",
        ),
        Leaflet(
            "People drawn",
            f"Within four weeks {risks.treated / 10:.0f} of 100 respond instead of {risks.baseline / 10:.0f}. "
            f"The studies fit anything from {_change(low)} to {_change(high)} of 100.",
            drawn=True,
            hides="What it costs in side effects: draw these beside it, with the same number of people.",
        ),
    )


def _change(per_thousand: float) -> str:
    return f"{abs(per_thousand) / 10:.0f} {'more' if per_thousand > 0 else 'fewer'}"


def leaflet_drawing() -> Figure:
    """The two groups of the last leaflet."""
    result = framed()
    return people_drawn(result, _PERCENT * result.control_risk)


def ratings_drawn(ratings: Mapping[str, float]) -> Figure:
    """How keen each wording made the reader, as lying bars.

    Args:
        ratings: 0 to 10 by the name of the wording, in the order shown.

    Raises:
        ValueError: There are no ratings.
    """
    if not ratings:
        raise ValueError("ratings is empty; there is nothing to draw")
    names = list(ratings)
    bar: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "x": list(ratings.values()),
        "text": [f"{rating:g}" for rating in ratings.values()],
        "textposition": "auto",
        "marker": {"color": VENOUS},
        "hoverinfo": "skip",
    }
    layout = base_layout(
        "How keen (0 to 10)",
        "",
        xaxis={"range": [0, RATING_TOP]},
        yaxis={"autorange": "reversed", "automargin": True},
        margin={"l": 10, "r": 20, "t": 8, "b": 50},
    )
    low, high = min(ratings, key=lambda name: ratings[name]), max(ratings, key=lambda name: ratings[name])
    spread = ratings[high] - ratings[low]
    said = (
        f"You were keenest after “{high}” ({ratings[high]:g}) and least keen after “{low}” ({ratings[low]:g}): "
        f"{spread:g} points apart for one and the same result."
        if spread
        else f"You gave every wording {ratings[high]:g}. One and the same result, and you treated it as one."
    )
    return Figure(
        plain({"data": [bar], "layout": layout}),
        said,
        Table("Your ratings", ("Wording", "How keen (0 to 10)"), tuple(ratings.items())),
    )


def hidden_html() -> str:
    """What each wording says and what it leaves out, as a table."""
    rows = "".join(
        f'<tr><th scope="row">{escape(leaflet.name)}</th><td data-label="It said">{escape(leaflet.text)}</td>'
        f'<td data-label="It hid">{escape(leaflet.hides)}</td></tr>'
        for leaflet in leaflets()
    )
    return (
        '<table class="kapedu-grid"><caption>The same result, four times</caption><thead><tr>'
        '<th scope="col">Wording</th><th scope="col">It said</th><th scope="col">It hid</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
