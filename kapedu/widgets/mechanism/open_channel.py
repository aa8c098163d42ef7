"""Activity: two cells, ketamine or none, one moment after another; which channels are blocked?"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.open_channel import Scene, scene_html
from kapedu.language import N_, _
from kapedu.widgets.parts.controls import Button, Choice
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row

if TYPE_CHECKING:
    import ipywidgets

_INTRODUCTION = N_(
    "Each moment, glutamate reaches half of the busy cell's channels and only one of the quiet cell's. "
    "Add ketamine, let moments pass, then wash it away. A simplified picture for teaching: it shows the "
    "rule, not real numbers or speeds."
)


def open_channel() -> ipywidgets.VBox:
    """Step through use-dependent block in a busy and a quiet cell."""
    shown = Drawing(scene_html(Scene()), live=True)
    ketamine = Choice(_("Around the cells"), {"none": _("No ketamine"), "ketamine": _("Ketamine")}, "none")
    scenes = [Scene()]

    def show(scene: Scene) -> None:
        scenes.append(scene)
        shown.html = scene_html(scene)

    def switched(change: dict[str, Any]) -> None:
        show(scenes[-1].with_ketamine(change["new"] == "ketamine"))

    def restart() -> None:
        ketamine.value = "none"
        show(Scene())

    ketamine.observe(switched, names="value")
    return activity(
        _("Try it: catch a channel while it is open"),
        Drawing(f"<p>{escape(_(_INTRODUCTION))}</p>"),
        ketamine,
        row(
            Button(_("Let one moment pass"), lambda: show(scenes[-1].next_moment())),
            Button(
                _("Flood both cells with glutamate"),
                lambda: show(scenes[-1].next_moment(flood=True)),
                "quiet",
            ),
            Button(_("Start again"), restart, "quiet"),
        ),
        shown,
    )
