"""Icon arrays: a risk as so many people out of a hundred or a thousand, each drawn.

Every kind of person has a shape of its own beside its colour, and those to whom nothing happens are
hollow, so that the drawing can be read without colours, printed in grey, or read aloud.

Examples:
    >>> figure = icon_array(
    ...     [Panel("Placebo", (Group("respond", 8.8),)), Panel("Ketamine", (Group("respond", 27.5),))],
    ...     rest="do not respond",
    ... )
    >>> figure.summary.split(". ")[1]
    'Ketamine, of 100 people: respond 28, do not respond 72.'
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, floor, isfinite, pi, sin
from typing import TYPE_CHECKING, Any

from kapedu.figures.figure import Figure, Table, plain, round_significant
from kapedu.figures.theme import ARTERIAL, INK, SECOND, THIRD, VENOUS, axis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HEIGHT_PX = 320
"""A good height for one or two panels in a ``PlotView``."""
SIZES = {100: 10, 1000: 25}
"""People that can be drawn, and how many stand in a row."""
_SHAPES = (("circle", ARTERIAL), ("diamond", VENOUS), ("square", SECOND), ("triangle-up", THIRD))
_REST = ("circle-open", INK)
_CORNERS = {"circle": 14, "circle-open": 14, "diamond": 4, "square": 4, "triangle-up": 3}
_TURN = {"circle": 0.0, "circle-open": 0.0, "diamond": pi / 2, "square": pi / 4, "triangle-up": pi / 2}
_RADIUS = {"circle": 0.36, "circle-open": 0.31, "diamond": 0.45, "square": 0.45, "triangle-up": 0.42}
_GAP = 0.15  # between panels, as a share of their width
_LINE_PX = 22  # of a title
_THIN = 200  # above so many people, outlines are thinner and circles have fewer corners


@dataclass(frozen=True)
class Group:
    """People of one kind.

    Attributes:
        label: What happens to them, as a verb: ``"respond"``.
        people: How many, out of the whole number drawn; need not be whole.
    """

    label: str
    people: float


@dataclass(frozen=True)
class Panel:
    """One crowd.

    Attributes:
        title: Who they are, a word or two: ``"With ketamine"``.
        groups: The kinds of people among them; everybody else is the rest.
        note: A few words under the title, such as an interval.
    """

    title: str
    groups: tuple[Group, ...]
    note: str = ""


def icon_array(  # noqa: PLR0913 - a drawing and its words, most by keyword
    panels: Sequence[Panel],
    rest: str,
    *,
    of: int = 100,
    caption: str = "",
    first_look: int = 0,
    sources: Sequence[str] = (),
) -> Figure:
    """Draw one crowd, or several side by side, as people.

    Args:
        panels: One crowd each. The same label means the same kind of person in all of them.
        rest: What happens to everybody else, as a verb: ``"do not respond"``.
        of: People in each crowd, 100 or 1,000.
        caption: Caption of the table; a plain one without it.
        first_look: Where to begin in the shapes and colours, 0 to 3: give benefit and harm different ones.
        sources: Reference keys.

    Returns:
        The figure; show it with ``PlotView(figure, HEIGHT_PX)``. Drawn are whole people, each number
        rounded up or down so that they add up; the table has the numbers as given. The summary says so
        where a kind of person is too rare to be drawn.

    Raises:
        ValueError: No panels, another number of people than 100 or 1,000, too many kinds, no such look, a label
            twice in a panel, or numbers that are negative or add up to more than the crowd; names panel and group.
    """
    if not panels:
        raise ValueError("icon_array needs at least one panel; there is nobody to draw")
    if of not in SIZES:
        raise ValueError(f"of {of!r} people cannot be drawn; choose one of {', '.join(map(str, SIZES))}")
    labels = list(dict.fromkeys(group.label for panel in panels for group in panel.groups))
    if len(labels) > len(_SHAPES):
        raise ValueError(
            f"{len(labels)} kinds of people ({', '.join(labels)}); at most {len(_SHAPES)} can be told apart"
        )
    if rest in labels:
        raise ValueError(f"rest {rest!r} is also the label of a group; give it another name")
    if first_look not in range(len(_SHAPES)):
        raise ValueError(f"first_look {first_look!r}: choose 0 to {len(_SHAPES) - 1}")
    shapes = (*_SHAPES[first_look:], *_SHAPES[:first_look])
    looks = {**dict(zip(labels, shapes, strict=False)), rest: _REST}
    counts = [_whole_people(panel, rest, of) for panel in panels]
    columns = SIZES[of]
    noted = any(panel.note for panel in panels)
    data = _legend(looks)
    annotations = []
    for number, (panel, count) in enumerate(zip(panels, counts, strict=True)):
        left = number * (columns + _GAP * columns)
        data += _crowd(panel, count, looks, left, of)
        annotations.append(_title(panel, left + (columns - 1) / 2, noted=noted))
    return Figure(
        plain({"data": data, "layout": _layout(len(panels), of, annotations, lines=2 if noted else 1)}),
        _summary(panels, counts, of),
        _table(panels, (*labels, rest), of, caption),
        tuple(sources),
    )


def compare_risks(  # noqa: PLR0913 - two risks with their names, all by keyword
    without: float,
    treated: float,
    *,
    event: str,
    otherwise: str,
    titles: tuple[str, str] = ("Without treatment", "With treatment"),
    notes: tuple[str, str] = ("", ""),
    of: int = 100,
    first_look: int = 0,
    sources: Sequence[str] = (),
) -> Figure:
    """Two crowds from two risks: those without and those with a treatment.

    Args:
        without: Risk without the treatment, 0 to 1.
        treated: Risk with it, 0 to 1.
        event: What happens, as a verb: ``"respond"``.
        otherwise: What happens to the rest: ``"do not respond"``.
        titles: Names of the two crowds.
        notes: A few words under each title.
        of: People in each crowd, 100 or 1,000.
        first_look: Where to begin in the shapes and colours, as in :func:`icon_array`.
        sources: Reference keys.

    Raises:
        ValueError: A risk that is not between 0 and 1; names it.

    Examples:
        >>> compare_risks(0.088, 0.275, event="respond", otherwise="do not").table.rows[0]
        ('respond', 8.8, 27.5)
    """
    for name, risk in (("without", without), ("treated", treated)):
        if not (isfinite(risk) and 0 <= risk <= 1):
            raise ValueError(f"{name} {risk!r} is no risk; give a share between 0 and 1")
    panels = [
        Panel(title, (Group(event, of * risk),), note)
        for title, risk, note in zip(titles, (without, treated), notes, strict=True)
    ]
    return icon_array(panels, otherwise, of=of, first_look=first_look, sources=sources)


def _whole_people(panel: Panel, rest: str, of: int) -> dict[str, int]:
    """Each kind as a whole number: rounded down, and those with the largest remainders up."""
    exact: dict[str, float] = {}
    for group in panel.groups:
        where = f"panel {panel.title!r}, group {group.label!r}"
        if not (isfinite(group.people) and group.people >= 0):
            raise ValueError(f"{where}: {group.people!r} people; give a number from 0 to {of}")
        if group.label in exact:
            raise ValueError(f"{where} stands twice; add the two together")
        exact[group.label] = float(group.people)
    total = sum(exact.values())
    if total > of * (1 + 1e-9):
        raise ValueError(f"panel {panel.title!r}: its groups add up to {total:g} people of {of}")
    exact[rest] = max(0.0, of - total)
    found = {label: floor(people + 1e-9) for label, people in exact.items()}
    by_remainder = sorted(exact, key=lambda label: found[label] - exact[label])
    for label in by_remainder[: of - sum(found.values())]:
        found[label] += 1
    return found


def _legend(looks: Mapping[str, tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": label,
            "x": [],
            "y": [],
            "marker": {"symbol": shape, "color": colour},
            "showlegend": True,
            "hoverinfo": "skip",
        }
        for label, (shape, colour) in looks.items()
    ]


def _crowd(
    panel: Panel, count: Mapping[str, int], looks: Mapping[str, tuple[str, str]], left: float, of: int
) -> list[dict[str, Any]]:
    """Row by row from the top, kind after kind: outlines in the drawing's own units, so that they grow with it."""
    columns = SIZES[of]
    traces: list[dict[str, Any]] = []
    first = 0
    for label, people in count.items():
        if not people:
            continue
        places = [(left + at % columns, -(at // columns)) for at in range(first, first + people)]
        first += people
        shape, colour = looks[label]
        x, y = _outlines(places, shape, fine=of < _THIN)
        line = {"color": colour, "width": 1.5 if of < _THIN else 0.7}
        traces.append({"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, **_SILENT})
        if not shape.endswith("-open"):
            traces[-1] |= {"fill": "toself", "fillcolor": colour}
        middle = places[len(places) // 2]
        said = f"{panel.title}: {people} of {of} {label}"
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [left + (columns - 1) / 2],
                "y": [middle[1]],
                "text": [said],
                "hoverinfo": "text",
                "marker": {"opacity": 0, "color": colour},
                "showlegend": False,
            }
        )
    return traces


_SILENT = {"hoverinfo": "skip", "showlegend": False}


def _outlines(
    places: Sequence[tuple[float, float]], shape: str, *, fine: bool
) -> tuple[list[float | None], list[float | None]]:
    corners = _CORNERS[shape] if fine or _CORNERS[shape] <= 4 else 6
    angles = [_TURN[shape] + 2 * pi * corner / corners for corner in range(corners + 1)]
    offsets = [(_RADIUS[shape] * cos(angle), _RADIUS[shape] * sin(angle)) for angle in angles]
    x: list[float | None] = []
    y: list[float | None] = []
    for across, up in places:
        x += [*(round(across + offset, 2) for offset, _ in offsets), None]
        y += [*(round(up + offset, 2) for _, offset in offsets), None]
    return x, y


def _title(panel: Panel, middle: float, *, noted: bool) -> dict[str, Any]:
    note = f"<br>{panel.note or ' '}" if noted else ""
    return {
        "x": middle,
        "y": 0.6,
        "xref": "x",
        "yref": "y",
        "yanchor": "bottom",
        "text": f"<b>{panel.title}</b>{note}",
        "showarrow": False,
    }


def _layout(panels: int, of: int, annotations: list[dict[str, Any]], *, lines: int) -> dict[str, Any]:
    columns = SIZES[of]
    rows = of // columns
    width = panels * columns + (panels - 1) * _GAP * columns
    hidden = {"visible": False, "showgrid": False, "zeroline": False}
    return {
        "xaxis": axis("People", range=[-0.8, width - 0.2], constrain="domain", **hidden),
        "yaxis": axis(
            "",
            range=[0.3 - rows, 0.6],
            scaleanchor="x",
            constrain="domain",
            constraintoward="top",
            **hidden,
        ),
        "margin": {"l": 4, "r": 4, "t": 8 + _LINE_PX * lines, "b": 4},
        "hovermode": "closest",
        "dragmode": False,
        "annotations": annotations,
    }


def _summary(panels: Sequence[Panel], counts: Sequence[Mapping[str, int]], of: int) -> str:
    sentences = []
    rare = []
    for panel, count in zip(panels, counts, strict=True):
        said = ", ".join(f"{label} {people}" for label, people in count.items())
        whom = f"{panel.title}, {panel.note};" if panel.note else f"{panel.title},"
        sentences.append(f"{whom} of {of} people: {said}.")
        rare += [
            f"{panel.title}: fewer than 1 of {of} {group.label}, so nobody is drawn."
            for group in panel.groups
            if group.people > 0 and not count[group.label]
        ]
    return " ".join([*sentences, *rare])


def _table(panels: Sequence[Panel], labels: Sequence[str], of: int, caption: str) -> Table:
    def people(panel: Panel, label: str) -> float:
        given = {group.label: group.people for group in panel.groups}
        number = given.get(label, 0.0) if label != labels[-1] else of - sum(given.values())
        return float(round_significant(number, 4) or 0)

    return Table(
        caption or f"How many of {of} people",
        (f"Of {of} people", *(panel.title for panel in panels)),
        tuple((label, *(people(panel, label) for panel in panels)) for label in labels),
    )
