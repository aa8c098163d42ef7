"""Activity: how deep is somebody, and which moves fit there? Three depths, then the whole table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from zlib import crc32

from kapedu.figures.statements import origin_in_line
from kapedu.knowledge import Status
from kapedu.knowledge.markup import badge
from kapedu.practice.depth_moves import compare, depths, moves, note, verdicts
from kapedu.widgets.encounters.session_page import said_html
from kapedu.widgets.encounters.session_view import SessionView
from kapedu.widgets.parts.checklist import Checklist
from kapedu.widgets.parts.controls import Button, Choice
from kapedu.widgets.parts.layout import activity, row

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.practice.depth_moves import Comparison

_MARKS = {"fits": "✓", "agreed": "◐", "not": "✗"}


class DepthMatrix:
    """The depths, what was chosen at each, and the table; `box` is what is shown."""

    def __init__(self) -> None:
        self.chosen: dict[str, tuple[str, ...]] = {}
        self.depth = Choice(
            "How far away?", {name: one.title for name, one in depths().items()}, next(iter(depths()))
        )
        self.signs = SessionView(live=True)
        order = sorted(moves().values(), key=lambda one: crc32(one.name.encode()))
        self.moves = Checklist("Which moves fit here?", {one.name: one.title for one in order})
        self.compare = Button("Compare with the course", self._compare)
        self.result = SessionView(live=True)
        self.table = SessionView()
        self.box: ipywidgets.VBox = activity(
            "Which move, how deep?",
            self.depth,
            self.signs,
            self.moves,
            row(self.compare),
            self.result,
            self.table,
        )
        self.depth.observe(self._deeper, names="value")
        self._deeper(None)

    def _deeper(self, _change: Any) -> None:
        one = depths()[str(self.depth.value)]
        self.moves.value = list(self.chosen.get(one.name, ()))
        self.result.html = ""
        self.signs.html = said_html(
            [("shows", "You see", one.signs)]
        )  # last: who reads it finds the form ready

    def _compare(self) -> None:
        name = str(self.depth.value)
        if not self.moves.value:
            self.result.html = "<p>Choose at least one move; to be silent is one.</p>"
            return
        self.chosen[name] = tuple(self.moves.value)
        self.result.html = _comparison_html(compare(name, self.chosen[name]), name)
        left = [one.title for key, one in depths().items() if key not in self.chosen]
        self.table.html = (
            f"<p>Still to do: {escape('; '.join(left).lower())}. Then the whole table opens.</p>"
            if left
            else self._table_html()
        )

    def _table_html(self) -> str:
        heads = "".join(f'<th scope="col">{escape(one.title)}</th>' for one in depths().values())
        rows = "".join(
            f'<tr><th scope="row">{escape(move.title)}</th>'
            + "".join(
                f"<td>{_MARKS[move.by_depth[depth]]} {escape(verdicts()[move.by_depth[depth]])}"
                f"{'<br><em>you chose it</em>' if move.name in self.chosen[depth] else ''}</td>"
                for depth in depths()
            )
            + "</tr>"
            for move in moves().values()
        )
        return (
            '<div class="kapedu-scroll" tabindex="0" role="group" aria-label="The whole table">'
            '<table class="kapedu-table kapedu-matrix kapedu-words-table"><caption>Moves by depth</caption>'
            f'<thead><tr><th scope="col">Move</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
            f"<p>{escape(str(note().value))} {badge(Status(note().status))}</p>"
        )


def _comparison_html(found: Comparison, depth: str) -> str:
    parts = []
    for title, several, kind in (
        ("Chosen, and it fits", found.right, "ready"),
        ("Chosen, and it does not belong here", found.harmful, "stop"),
        ("Fits too, and you left it out", found.missed, "note"),
    ):
        if several:
            items = "".join(
                f"<li class='kapedu-finding kapedu-group-{kind}'><strong>{escape(one.title)}.</strong> "
                f"{escape(verdicts()[one.by_depth[depth]])}. {escape(str(one.why.value))} {origin_in_line(one.why)}</li>"
                for one in several
            )
            parts.append(
                f"<h4 class='kapedu-part'>{title} ({len(several)})</h4><ul class='kapedu-findings'>{items}</ul>"
            )
    return "".join(parts)


def depth_matrix() -> ipywidgets.VBox:
    """Choose moves at three depths and compare them with the table of the course."""
    return DepthMatrix().box
