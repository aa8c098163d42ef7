"""Risk of bias as traffic lights and as summary bars, each judgement with a sign besides its colour."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kapedu.evidence.rob2 import DOMAINS, Risk, overall_risk
from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import ARTERIAL, EFFECT, INK, ON_MARK, THIRD, base_layout, fade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OVERALL = "Overall"
TITLES = (*DOMAINS.values(), OVERALL)
SHORT = MappingProxyType(
    dict(zip(TITLES, ("Random.", "Deviat.", "Missing", "Measure", "Select.", OVERALL), strict=True))
)
SIGNS = MappingProxyType({Risk.LOW: "+", Risk.SOME: "!", Risk.HIGH: "×"})
WORDS = MappingProxyType({Risk.LOW: "low", Risk.SOME: "some concerns", Risk.HIGH: "high"})
_COLOURS = {Risk.LOW: EFFECT, Risk.SOME: THIRD, Risk.HIGH: ARTERIAL}
_PATTERNS = {Risk.LOW: "", Risk.SOME: "/", Risk.HIGH: "x"}
_OPEN = "not judged yet"


@dataclass(frozen=True)
class LightRow:
    """The judgements of one result.

    Attributes:
        label: Which result, and whose judgement.
        lights: Judgement by the title of the domain and ``Overall``; a missing one is not made yet.
    """

    label: str
    lights: Mapping[str, Risk]


def light_row(label: str, domains: Mapping[str, Risk]) -> LightRow:
    """A row from the judgements made so far; overall follows when all domains are there.

    Args:
        label: Which result, and whose judgement.
        domains: Judgement by the name of the domain.

    Examples:
        >>> "Overall" in light_row("mine", {"missing": Risk.LOW}).lights
        False
        >>> light_row("mine", dict.fromkeys(DOMAINS, Risk.LOW)).lights["Overall"].value
        'low'
    """
    lights = {DOMAINS[name]: risk for name, risk in domains.items()}
    if len(lights) == len(DOMAINS):
        lights[OVERALL] = overall_risk(list(domains.values()))
    return LightRow(label, MappingProxyType(lights))


def traffic_lights(rows: Sequence[LightRow], sources: Sequence[str] = ()) -> Figure:
    """One row of lights for each result.

    Args:
        rows: Top to bottom.
        sources: Reference keys.

    Raises:
        ValueError: There are no rows.
    """
    if not rows:
        raise ValueError("traffic_lights needs at least one row")
    data = [_lights(rows, risk) for risk in (*Risk, None)]
    layout = base_layout(
        "",
        "",
        xaxis={
            "range": [-0.5, len(TITLES) - 0.5],
            "tickvals": list(range(len(TITLES))),
            # by turns on the first and the second line: side by side they do not fit on a phone
            "ticktext": [
                f"<br>{SHORT[title]}" if place % 2 else SHORT[title] for place, title in enumerate(TITLES)
            ],
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 11},
            "tickangle": 0,
        },
        yaxis={"visible": False, "range": [-0.55, len(rows) - 0.1]},
        margin={"l": 8, "r": 8, "t": 8, "b": 44},
        hovermode="closest",
        annotations=[
            {
                "x": -0.5,
                "y": len(rows) - 1 - place,
                "xanchor": "left",
                "yanchor": "bottom",
                "yshift": 17,
                "showarrow": False,
                "text": row.label,
                "font": {"size": 13},
            }
            for place, row in enumerate(rows)
        ],
        shapes=[
            {
                "type": "line",
                "x0": len(TITLES) - 1.5,
                "x1": len(TITLES) - 1.5,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": fade(INK, 0.5), "width": 1, "dash": "dot"},
            }
        ],
    )
    table = Table(
        "Risk of bias by domain",
        ("Result", *TITLES),
        tuple((row.label, *(_word(row, title) for title in TITLES)) for row in rows),
    )
    return Figure(
        plain({"data": [trace for trace in data if trace["x"]], "layout": layout}),
        " ".join(_sentence(row) for row in rows),
        table,
        tuple(sources),
    )


def _lights(rows: Sequence[LightRow], risk: Risk | None) -> dict[str, Any]:
    places = [
        (across, len(rows) - 1 - down, f"{row.label}, {title}: {_word(row, title)}")
        for down, row in enumerate(rows)
        for across, title in enumerate(TITLES)
        if row.lights.get(title) is risk
    ]
    looks = (
        {"color": _COLOURS[risk], "size": 30, "symbol": "circle"}
        if risk is not None
        else {"color": INK, "size": 26, "symbol": "circle-open"}
    )
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": f"{SIGNS[risk]} {WORDS[risk]}" if risk is not None else _OPEN,
        "x": [across for across, _, _ in places],
        "y": [down for _, down, _ in places],
        "marker": looks,
        "text": [SIGNS[risk] if risk is not None else ""] * len(places),
        "textfont": {"color": ON_MARK, "size": 18},
        "customdata": [words for *_, words in places],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _word(row: LightRow, title: str) -> str:
    return WORDS[row.lights[title]] if title in row.lights else _OPEN


def _sentence(row: LightRow) -> str:
    """The judgements in words, worst first."""
    made = [title for title in TITLES if title in row.lights and title != OVERALL]
    if not made:
        return f"{row.label}: nothing judged yet."
    parts = [
        f"{WORDS[risk]} for {_and([title.lower() for title in made if row.lights[title] is risk])}"
        for risk in reversed(tuple(Risk))
        if any(row.lights[title] is risk for title in made)
    ]
    overall = f" Overall: {WORDS[row.lights[OVERALL]]}." if OVERALL in row.lights else ""
    return f"{row.label}: {'; '.join(parts)}.{overall}"


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def summary_bars(rows: Sequence[LightRow], sources: Sequence[str] = ()) -> Figure:
    """For every domain, the share of results with each judgement.

    Args:
        rows: Results with all their judgements; each counts once, whatever its size.
        sources: Reference keys.

    Raises:
        ValueError: There are no rows, or a row is not judged in full.
    """
    if not rows:
        raise ValueError("summary_bars needs at least one row")
    for row in rows:
        missing = [title for title in TITLES if title not in row.lights]
        if missing:
            raise ValueError(f"{row.label}: {missing[0]} is not judged yet; a summary needs every domain")
    upwards = TITLES[::-1]
    counts = {risk: [sum(row.lights[title] is risk for row in rows) for title in upwards] for risk in Risk}
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": f"{SIGNS[risk]} {WORDS[risk]}",
            "x": [100 * count / len(rows) for count in counts[risk]],
            "y": [SHORT[title] for title in upwards],
            "text": [f"{SIGNS[risk]} {count}" if count else "" for count in counts[risk]],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textfont": {"color": ON_MARK, "size": 14},
            "marker": {
                "color": _COLOURS[risk],
                "pattern": {
                    "shape": _PATTERNS[risk],
                    "fillmode": "overlay",
                    "fgcolor": ON_MARK,
                    "fgopacity": 0.25,
                    "size": 9,
                },
            },
            "hovertemplate": "%{y}: %{x:.0f} %<extra>" + WORDS[risk] + "</extra>",
        }
        for risk in Risk
    ]
    layout = base_layout(
        "Results (%)",
        "",
        barmode="stack",
        hovermode="closest",
        xaxis={"range": [0, 100]},
        yaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [SHORT[title] for title in upwards],
        },
        margin={"l": 16, "r": 16},
    )
    table = Table(
        f"Number of results, of {len(rows)}",
        ("Domain", *(WORDS[risk] for risk in Risk)),
        tuple(
            (title, *(counts[risk][place] for risk in Risk))
            for place, title in reversed(list(enumerate(upwards)))
        ),
    )
    worst = [
        title.lower() for title in DOMAINS.values() if any(row.lights[title] is Risk.HIGH for row in rows)
    ]
    told = f"High for at least one in {', '.join(worst)}." if worst else "No domain is high for any of them."
    return Figure(
        plain({"data": data, "layout": layout}),
        f"{_results(len(rows))}, each counted once. {told}",
        table,
        tuple(sources),
    )


def _results(number: int) -> str:
    return "1 result" if number == 1 else f"{number} results"
