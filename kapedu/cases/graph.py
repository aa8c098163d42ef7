"""A picture of a case: scenes in columns by how many steps away they are, and every way between them.

One file that needs nothing else: an SVG inside a page, with the same ways as a list below it.
"""

from collections import deque
from dataclasses import dataclass
from html import escape

from kapedu.cases.case import ENDS, Case
from kapedu.cases.check_case import edges
from kapedu.cases.vocabulary import PHASES

PIXELS_PER_COLUMN = 290
PIXELS_PER_ROW = 130
PIXELS_PER_BOX_WIDTH = 190
PIXELS_PER_BOX_HEIGHT = 74
PIXELS_PER_LINE = 19
PIXELS_PER_MARGIN = 30
PIXELS_PER_BEND = 70
PIXELS_PER_PAGE = 2000
_TITLE_LENGTH = 26
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;color:#1d2a33;max-width:75rem;margin:2rem auto;padding:0 1rem}
.wide{overflow-x:auto}svg{max-width:100%;height:auto;border:1px solid #c3ced4;border-radius:8px;background:#fff}
.scene{fill:#f3f6f7;stroke:#53626d;stroke-width:1.5}.first{stroke:#00677a;stroke-width:4}
.good{fill:#e6f5ec;stroke:#0b6b3a}.mixed{fill:#fff6df;stroke:#7a5a00}.bad{fill:#fdeeea;stroke:#a3260b}
text{font:600 14px system-ui,sans-serif;fill:#1d2a33}text.small{font-weight:400;font-size:13px;fill:#53626d}
path.way{fill:none;stroke:#53626d;stroke-width:1.6}path.toend{stroke-dasharray:5 4}
path.way:hover{stroke:#00677a;stroke-width:4}
h2{font-size:1.1rem;margin:1.2rem 0 .2rem}ul{margin:.2rem 0}
"""


@dataclass(frozen=True)
class _Place:
    x: float
    y: float


def draw_graph(case: Case) -> str:
    """The page that shows how the scenes of a case hang together, as HTML."""
    ways = _ways(case)
    places = _places(case, ways)
    width = PIXELS_PER_COLUMN * (1 + max(place.x for place in places.values()))
    height = PIXELS_PER_ROW * (1 + max(place.y for place in places.values()))
    parts = [_curve(places, start, end, texts) for (start, end), texts in ways.items()]
    parts += [_box(case, name, place) for name, place in places.items()]
    size = "max-width:none" if width > PIXELS_PER_PAGE else ""  # a long case is scrolled, not shrunk
    title = escape(case.title)
    phase = PHASES[case.phase]
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1><p>{escape(case.summary)} ({phase}.)</p>"
        '<div class="wide" role="region" tabindex="0" aria-label="The picture">'
        f'<svg role="img" aria-label="The scenes of this case and the ways between them; listed below" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" style="{size}">'
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0L10 5L0 10z" fill="#53626d"/></marker></defs>{"".join(parts)}</svg></div>'
        f"{_listed(case, ways)}</body></html>\n"
    )


def _ways(case: Case) -> dict[tuple[str, str], list[str]]:
    """What leads from where to where, each text once."""
    found: dict[tuple[str, str], list[str]] = {}
    for start, end, text in edges(case):
        texts = found.setdefault((start, end), [])
        if text not in texts:
            texts.append(text)
    return {way: texts for way, texts in found.items() if way[0] != way[1]}


def _places(case: Case, ways: dict[tuple[str, str], list[str]]) -> dict[str, _Place]:
    """Column and row of every scene and end."""
    column = {case.first: 0}
    queue = deque([case.first])
    while queue:
        here = queue.popleft()
        for start, end in ways:
            if start == here and not end.startswith("end:") and end not in column:
                column[end] = column[here] + 1
                queue.append(end)
    last = 1 + max(column.values())
    for name in case.scenes:
        column.setdefault(name, last)
    for kind in ENDS:
        if any(end == f"end:{kind}" for _, end in ways):
            column[f"end:{kind}"] = last
    rows: dict[int, int] = {}
    places = {}
    for name, x in column.items():
        places[name] = _Place(x, rows.get(x, 0))
        rows[x] = rows.get(x, 0) + 1
    return places


def _corner(place: _Place) -> tuple[float, float]:
    return place.x * PIXELS_PER_COLUMN + PIXELS_PER_MARGIN, place.y * PIXELS_PER_ROW + PIXELS_PER_MARGIN


def _box(case: Case, name: str, place: _Place) -> str:
    x, y = _corner(place)
    if name in case.scenes:
        scene = case.scenes[name]
        first, second = scene.title, f"{name}, {len(scene.options)} options"
        kind = "scene first" if name == case.first else "scene"
    else:
        kind = name.partition(":")[2]
        first, second = f"{kind.capitalize()} end", "time can be up" if case.timeout.end == kind else ""
    first = first if len(first) <= _TITLE_LENGTH else first[: _TITLE_LENGTH - 1] + "…"
    middle = x + PIXELS_PER_BOX_WIDTH / 2
    top = y + PIXELS_PER_BOX_HEIGHT / 2
    return (
        f'<rect class="{kind}" x="{x:.0f}" y="{y:.0f}" width="{PIXELS_PER_BOX_WIDTH}" '
        f'height="{PIXELS_PER_BOX_HEIGHT}" rx="10"/>'
        f'<text x="{middle:.0f}" y="{top:.0f}" text-anchor="middle">{escape(first)}</text>'
        f'<text class="small" x="{middle:.0f}" y="{top + PIXELS_PER_LINE:.0f}" text-anchor="middle">{escape(second)}</text>'
    )


def _curve(places: dict[str, _Place], start: str, end: str, texts: list[str]) -> str:
    x1, y1 = _corner(places[start])
    x2, y2 = _corner(places[end])
    middle = PIXELS_PER_BOX_HEIGHT / 2
    if x2 > x1:
        path = (
            f"M{x1 + PIXELS_PER_BOX_WIDTH:.0f} {y1 + middle:.0f}C{x1 + PIXELS_PER_BOX_WIDTH + PIXELS_PER_BEND:.0f} "
            f"{y1 + middle:.0f} {x2 - PIXELS_PER_BEND:.0f} {y2 + middle:.0f} {x2:.0f} {y2 + middle:.0f}"
        )
    else:  # back, or within the column: round by the left
        path = (
            f"M{x1:.0f} {y1 + middle:.0f}C{min(x1, x2) - PIXELS_PER_MARGIN:.0f} {y1 + middle:.0f} "
            f"{min(x1, x2) - PIXELS_PER_MARGIN:.0f} {y2 + middle:.0f} {x2:.0f} {y2 + middle:.0f}"
        )
    kind = "way toend" if end.startswith("end:") else "way"
    return f'<path class="{kind}" d="{path}" marker-end="url(#tip)"><title>{escape("; ".join(texts))}</title></path>'


def _listed(case: Case, ways: dict[tuple[str, str], list[str]]) -> str:
    parts = []
    for name, scene in case.scenes.items():
        lines = "".join(
            f"<li>to <strong>{escape(end.replace('end:', 'end: '))}</strong>: {escape('; '.join(texts))}</li>"
            for (start, end), texts in ways.items()
            if start == name
        )
        parts.append(f"<h2>{escape(scene.title)} ({escape(name)})</h2><ul>{lines}</ul>")
    return "".join(parts)
