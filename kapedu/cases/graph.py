"""A picture of a case: scenes in columns by how many steps away they are, the ways between them, and where each can end.

One file that needs nothing else: an SVG inside a page, with the same ways as a list below it. Columns go on below when
the page is full. What can happen in every scene is said once and not drawn.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from kapedu.cases.case import ENDS, Case
from kapedu.cases.check_case import edges
from kapedu.cases.vocabulary import PHASES

PIXELS_PER_COLUMN = 280
PIXELS_PER_ROW = 140
PIXELS_PER_BOX_WIDTH = 214
PIXELS_PER_BOX_HEIGHT = 84
PIXELS_PER_CHIP = 58
PIXELS_PER_CHIP_HEIGHT = 20
PIXELS_PER_LINE = 19
PIXELS_PER_MARGIN = 40
PIXELS_PER_BEND = 52
COLUMNS_SHOWN = 4
_TITLE_LENGTH = 26
_END = "end:"
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;color:#1d2a33;max-width:75rem;margin:2rem auto;padding:0 1rem}
.wide{overflow-x:auto}svg{max-width:100%;height:auto;border:1px solid #c3ced4;border-radius:8px;background:#fff}
.scene{fill:#f3f6f7;stroke:#53626d;stroke-width:1.5}.first{stroke:#00677a;stroke-width:4}
.good{fill:#e6f5ec;stroke:#0b6b3a}.mixed{fill:#fff6df;stroke:#7a5a00}.bad{fill:#fdeeea;stroke:#a3260b}
text{font:600 14px system-ui,sans-serif;fill:#1d2a33}text.small{font-weight:400;font-size:13px;fill:#53626d}
text.end{font-size:12px}
path.way{fill:none;stroke:#53626d;stroke-width:1.6}path.way:hover{stroke:#00677a;stroke-width:4}
h2{font-size:1.1rem;margin:1.2rem 0 .2rem}ul{margin:.2rem 0}
"""
_NOTE = (
    "The scene with the thick frame opens. The signs in a box say how the case can end there. What can happen in every "
    "scene is not drawn; it stands first in the list."
)
Ways = dict[tuple[str, str], list[str]]


@dataclass(frozen=True)
class _Place:
    x: float
    y: float

    @property
    def corner(self) -> tuple[float, float]:
        return self.x * PIXELS_PER_COLUMN + PIXELS_PER_MARGIN, self.y * PIXELS_PER_ROW + PIXELS_PER_MARGIN


def draw_graph(case: Case) -> str:
    """The page that shows how the scenes of a case hang together, as HTML."""
    own, everywhere = _ways(case)
    places = _places(case)
    width = PIXELS_PER_COLUMN * (1 + max(place.x for place in places.values())) + PIXELS_PER_MARGIN
    height = PIXELS_PER_ROW * (1 + max(place.y for place in places.values())) + PIXELS_PER_MARGIN
    drawn = {way: texts for way, texts in own.items() if not way[1].startswith(_END)}
    parts = [_curve(places[start], places[end], texts) for (start, end), texts in drawn.items()]
    parts += [_box(case, name, place, own) for name, place in places.items()]
    title = escape(case.title)
    phase = PHASES[case.phase]
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1><p>{escape(case.summary)} ({phase}.)</p><p>{_NOTE}</p>"
        '<div class="wide" role="region" tabindex="0" aria-label="The picture">'
        f'<svg role="img" aria-label="The scenes of this case and the ways between them; listed below" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}">'
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0L10 5L0 10z" fill="#53626d"/></marker></defs>{"".join(parts)}</svg></div>'
        f"{_listed(case, own, everywhere)}</body></html>\n"
    )


def _ways(case: Case) -> tuple[Ways, dict[str, list[str]]]:
    """What leads from where to where, each text once; and what leads there from every scene."""
    starts: dict[tuple[str, str], list[str]] = {}
    for start, end, text in edges(case):
        if start not in starts.setdefault((end, text), []):
            starts[end, text].append(start)
    own: Ways = {}
    everywhere: dict[str, list[str]] = {}
    for (end, text), found in starts.items():
        if len(found) == len(case.scenes) > 1:
            everywhere.setdefault(end, []).append(text)
            continue
        for start in found:
            if start != end:
                own.setdefault((start, end), []).append(text)
    return own, everywhere


def _places(case: Case) -> dict[str, _Place]:
    """Where every scene stands: in columns from the first, which go on below each other."""
    column = {case.first: 0}
    queue = deque([case.first])
    while queue:
        here = queue.popleft()
        for start, end, _ in edges(case):
            if start == here and end in case.scenes and end not in column:
                column[end] = column[here] + 1
                queue.append(end)
    last = 1 + max(column.values())
    for name in case.scenes:
        column.setdefault(name, last)
    names: dict[int, list[str]] = {}
    for name, x in column.items():
        names.setdefault(x, []).append(name)
    places: dict[str, _Place] = {}
    top = 0
    for first in range(0, last + 1, COLUMNS_SHOWN):
        band = [names.get(x, []) for x in range(first, first + COLUMNS_SHOWN)]
        for x, several in enumerate(band):
            places |= {name: _Place(x, top + y) for y, name in enumerate(several)}
        top += max(len(several) for several in band)
    return places


def _box(case: Case, name: str, place: _Place, ways: Ways) -> str:
    x, y = place.corner
    scene = case.scenes[name]
    title = scene.title if len(scene.title) <= _TITLE_LENGTH else scene.title[: _TITLE_LENGTH - 1] + "…"
    middle, top = x + PIXELS_PER_BOX_WIDTH / 2, y + PIXELS_PER_LINE + PIXELS_PER_LINE / 3
    ends = [kind for kind in ENDS if (name, f"{_END}{kind}") in ways]
    left = middle - PIXELS_PER_CHIP * len(ends) / 2
    chips = "".join(
        _chip(left + number * PIXELS_PER_CHIP, y + PIXELS_PER_BOX_HEIGHT - PIXELS_PER_CHIP_HEIGHT - 3, kind)
        for number, kind in enumerate(ends)
    )
    return (
        f'<rect class="scene{" first" if name == case.first else ""}" x="{x:.0f}" y="{y:.0f}" '
        f'width="{PIXELS_PER_BOX_WIDTH}" height="{PIXELS_PER_BOX_HEIGHT}" rx="10"/>'
        f'<text x="{middle:.0f}" y="{top:.0f}" text-anchor="middle">{escape(title)}</text>'
        f'<text class="small" x="{middle:.0f}" y="{top + PIXELS_PER_LINE:.0f}" text-anchor="middle">'
        f"{escape(name)}, {len(scene.options)} options</text>{chips}"
    )


def _chip(x: float, y: float, kind: str) -> str:
    return (
        f'<rect class="{kind}" x="{x + 2:.0f}" y="{y:.0f}" width="{PIXELS_PER_CHIP - 3 - 1}" '
        f'height="{PIXELS_PER_CHIP_HEIGHT}" rx="6"/>'
        f'<text class="end" x="{x + PIXELS_PER_CHIP / 2:.0f}" y="{y + PIXELS_PER_LINE * 3 / (2 + 2):.0f}" '
        f'text-anchor="middle">{kind}</text>'
    )


def _curve(start: _Place, end: _Place, texts: list[str]) -> str:
    (x1, y1), (x2, y2) = start.corner, end.corner
    half, middle = PIXELS_PER_BOX_WIDTH / 2, PIXELS_PER_BOX_HEIGHT / 2
    bend = PIXELS_PER_BEND
    if 0 < x2 - x1 <= PIXELS_PER_COLUMN:  # the next column: from side to side
        ends = (x1 + 2 * half, y1 + middle, 1, 0), (x2, y2 + middle, -1, 0)
    elif y2 > y1:  # further down: from the bottom to the top
        ends = (x1 + half, y1 + 2 * middle, 0, 1), (x2 + half, y2, 0, -1)
    elif y2 < y1:  # further up: from the top to the bottom
        ends = (x1 + half + half / 3, y1, 0, -1), (x2 + half + half / 3, y2 + 2 * middle, 0, 1)
    else:  # back, or past other scenes: over their tops
        ends = (x1 + half + half / 3, y1, 0, -1), (x2 + half - half / 3, y2, 0, -1)
    (xa, ya, dxa, dya), (xb, yb, dxb, dyb) = ends
    path = (
        f"M{xa:.0f} {ya:.0f}C{xa + dxa * bend:.0f} {ya + dya * bend:.0f} "
        f"{xb + dxb * bend:.0f} {yb + dyb * bend:.0f} {xb:.0f} {yb:.0f}"
    )
    return f'<path class="way" d="{path}" marker-end="url(#tip)"><title>{escape("; ".join(texts))}</title></path>'


def _listed(case: Case, own: Ways, everywhere: dict[str, list[str]]) -> str:
    parts = [_list("From every scene", everywhere.items())] if everywhere else []
    parts += [
        _list(
            f"{scene.title} ({name})", ((end, texts) for (start, end), texts in own.items() if start == name)
        )
        for name, scene in case.scenes.items()
    ]
    return "".join(parts)


def _list(title: str, ways: Iterable[tuple[str, list[str]]]) -> str:
    lines = "".join(
        f"<li>to <strong>{escape(f'a {end.removeprefix(_END)} end' if end.startswith(_END) else end)}</strong>: "
        f"{escape('; '.join(texts))}</li>"
        for end, texts in ways
    )
    return f"<h2>{escape(title)}</h2><ul>{lines}</ul>"
