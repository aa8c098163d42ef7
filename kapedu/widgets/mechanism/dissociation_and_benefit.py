"""Pick the cloud that looks like the published link between dissociation and improvement."""

from __future__ import annotations

from typing import Any

from kapedu.figures.clouds import cloud_panels, make_clouds, strongest_link
from kapedu.figures.links import links_html
from kapedu.widgets.parts.controls import Choice, Html
from kapedu.widgets.parts.layout import activity, stack
from kapedu.widgets.parts.plot_view import PlotView

_SEED = 20140


def dissociation_and_benefit() -> Any:
    """The activity: four clouds, one choice, then the published figures."""
    return _Clouds().box


class _Clouds:
    def __init__(self) -> None:
        import numpy as np

        self.clouds = make_clouds(np.random.default_rng(_SEED))
        self.view = PlotView(cloud_panels(self.clouds), 520)
        self.pick = Choice(
            "Which cloud is as tight as the strongest published link?",
            {cloud.name: cloud.name for cloud in self.clouds},
        )
        self.reading = Html("", live=True)
        self.published = stack()
        self.box = activity("Find the published cloud", self.view, self.pick, self.reading, self.published)
        self.pick.observe(self._picked, names="value")

    def _picked(self, _change: Any) -> None:
        if self.pick.value is None:
            return
        right = next(cloud for cloud in self.clouds if cloud.correlation == strongest_link())
        chosen = next(cloud for cloud in self.clouds if cloud.name == self.pick.value)
        verdict = (
            "That is the one."
            if chosen is right
            else f"You picked a correlation of {chosen.correlation:.2g}; the published one is cloud {right.name}."
        )
        self.view.show(cloud_panels(self.clouds, named=True))
        self.reading.html = (
            f"<p><b>{verdict}</b> A correlation of {right.correlation:.2g} is this wide: knowing how much one patient "
            f"dissociated tells you little about how that patient will do.</p>"
        )
        self.published.children = (Html(links_html()),)
