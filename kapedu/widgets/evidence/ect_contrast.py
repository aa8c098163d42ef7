"""Two large trials with opposite answers: leave them side by side, or pool them and see what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.evidence.pool import pool
from kapedu.evidence.register import answer, expressions
from kapedu.figures.effect_rows import height_px
from kapedu.figures.effect_scale import Scale
from kapedu.figures.forest import Provenance, forest
from kapedu.figures.results_table import side_by_side
from kapedu.knowledge.questions import question
from kapedu.widgets.parts.controls import Choice, Html
from kapedu.widgets.parts.layout import activity
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    from kapedu.figures import Figure

_APART = 2
_WAYS = {
    "apart": "Side by side",
    "FE": "Pool: one common effect",
    "wald": "Pool: random effects, Wald",
    "hksj": "Pool: random effects, Hartung-Knapp",
}
_SAYS = {
    "apart": "Two answers. Neither interval contains the other trial's estimate. (Both are drawn evenly around the "
    "estimate, from the width of the published interval.)",
    "FE": "One common effect is assumed. The average is near nothing and its interval looks tidy, as if the two trials had "
    "agreed on no difference. They did not.",
    "wald": "Random effects admit that the trials differ, and the interval widens. The average is still that of no "
    "hospital: it describes neither trial.",
    "hksj": "With two studies there is one degree of freedom, and the interval runs beyond everything that is possible. "
    "That is an honest answer: two trials that disagree cannot be averaged.",
}


def ect_contrast() -> Any:
    """The activity: two trials of ketamine against ECT, apart and pooled, with what they have not in common."""
    return _Contrast().box


class _Contrast:
    def __init__(self) -> None:
        asked = question("ect")
        self.chosen = answer(asked, asked.comparators[0], expressions(asked)[0])
        self.scale = Scale(expressions(asked)[0].measure, "", "favours ECT", "favours ketamine")
        self.way = Choice("Show", _WAYS, "apart")
        self.says = Html(live=True)
        self.view = PlotView(self._figure(), height_px(_APART))
        self.box = activity(
            "Ketamine or ECT: two trials",
            self.way,
            self.view,
            self.says,
            Html(side_by_side(self.chosen.rows)),
        )
        self.box.contrast = self  # the box keeps its parts alive
        self.way.observe(self._changed, names="value")
        self._changed(None)

    def _changed(self, _change: Any) -> None:
        self.view.height_px = height_px(_APART + (self.way.value != "apart"))
        self.view.show(self._figure())
        self.says.html = f"<p>{_SAYS[str(self.way.value)]}</p>"

    def _figure(self) -> Figure:
        way = self.way.value
        pooled = pool(
            self.chosen.studies,
            "FE" if way == "FE" else "REML",
            "hksj" if way == "hksj" else "wald",
            quiet=True,
        )
        origins = [Provenance(str(row.status), row.source_key[0], row.row_id) for row in self.chosen.rows]
        return forest(pooled, self.scale, origins, below="nothing" if way == "apart" else "pool")
