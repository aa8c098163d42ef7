"""Use-dependent block as a small story: two cells, six channels each, one moment after another.

A teaching picture, not a model of any experiment: a channel can be blocked only while it is open,
and a blocked channel lets ketamine go only when it is opened again with no ketamine around.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import Literal

from kapedu.language import _

CHANNELS = 6
BUSY_OPENS = 3
QUIET_OPENS = 1
Channel = Literal["closed", "open", "blocked"]
_CLOSED: Channel = "closed"
_START: tuple[Channel, ...] = (_CLOSED,) * CHANNELS


@dataclass(frozen=True)
class Scene:
    """Where the story stands.

    Attributes:
        moment: How many moments have passed.
        ketamine: Whether ketamine surrounds the cells.
        busy: State of each channel of the busy interneuron.
        quiet: State of each channel of the quiet cell.
        flooded: Whether the last moment flooded both cells with glutamate.
    """

    moment: int = 0
    ketamine: bool = False
    busy: tuple[Channel, ...] = _START
    quiet: tuple[Channel, ...] = _START
    flooded: bool = False

    def with_ketamine(self, present: bool) -> Scene:  # noqa: FBT001 - a two-way switch
        """The same cells, with ketamine added or washed away; nothing opens or closes by that."""
        return replace(self, ketamine=present, flooded=False)

    def next_moment(self, *, flood: bool = False) -> Scene:
        """The scene after the next bit of glutamate.

        Args:
            flood: Glutamate reaches every channel of both cells, not just the usual few.

        Examples:
            >>> first = Scene(ketamine=True).next_moment()
            >>> first.busy.count("blocked"), first.quiet.count("blocked")
            (3, 1)
        """
        return replace(
            self,
            moment=self.moment + 1,
            busy=self._opened(self.busy, CHANNELS if flood else BUSY_OPENS),
            quiet=self._opened(self.quiet, CHANNELS if flood else QUIET_OPENS),
            flooded=flood,
        )

    def _opened(self, channels: tuple[Channel, ...], opening: int) -> tuple[Channel, ...]:
        first = (self.moment * opening) % CHANNELS
        reached = {(first + offset) % CHANNELS for offset in range(opening)}
        if self.ketamine:
            return tuple("blocked" if index in reached or state == "blocked" else "closed"
                         for index, state in enumerate(channels))  # fmt: skip
        return tuple("open" if index in reached else "blocked" if state == "blocked" else "closed"
                     for index, state in enumerate(channels))  # fmt: skip

    @property
    def summary(self) -> str:
        """The scene in words.

        Examples:
            >>> Scene().summary
            'Moment 0, no ketamine. Busy interneuron: 0 of 6 channels blocked. Quiet cell: 0 of 6.'
        """
        around = _("ketamine present") if self.ketamine else _("no ketamine")
        flood = _(", flooded with glutamate") if self.flooded else ""
        return _(
            "Moment {moment}, {around}. Busy interneuron: {busy} of {channels} channels blocked. "
            "Quiet cell: {quiet} of {channels}."
        ).format(
            moment=self.moment,
            around=around + flood,
            busy=self.busy.count("blocked"),
            quiet=self.quiet.count("blocked"),
            channels=CHANNELS,
        )


def scene_html(scene: Scene) -> str:
    """The scene as a drawing with its words below."""
    cells = "".join(
        f'<div class="kapedu-cell"><p class="kapedu-cell-name">{escape(name)}</p>'
        f'<div class="kapedu-channels">{"".join(_channel_svg(state) for state in channels)}</div></div>'
        for name, channels in ((_("Busy interneuron"), scene.busy), (_("Quiet cell"), scene.quiet))
    )
    around = " kapedu-bath" if scene.ketamine else ""
    legend = "".join(
        f'<span class="kapedu-scene-legend-item">{_channel_svg(state)} {text}</span>'
        for state, text in (
            ("closed", _("closed")),
            ("open", _("open, current flows")),
            ("blocked", _("ketamine inside")),
        )
    )
    return (
        f'<div class="kapedu-scene{around}">{cells}</div><p class="kapedu-scene-legend">{legend}</p>'
        f'<p class="kapedu-scene-words">{escape(scene.summary)}</p>'
    )


_GATE = {
    "closed": '<rect x="14" y="8" width="16" height="6" rx="2" class="kapedu-gate"/>',
    "open": '<path d="M22 4v30m-6-7 6 8 6-8" class="kapedu-flow"/>',
    "blocked": '<circle cx="22" cy="21" r="7" class="kapedu-drug"/>'
    '<text x="22" y="25" text-anchor="middle" class="kapedu-drug-letter">K</text>',
}


def _channel_svg(state: str) -> str:
    return (
        '<svg viewBox="0 0 44 40" width="44" height="40" aria-hidden="true" focusable="false" '
        f'class="kapedu-channel kapedu-channel-{state}"><rect x="2" y="6" width="11" height="28" rx="5" '
        'class="kapedu-wall"/><rect x="31" y="6" width="11" height="28" rx="5" class="kapedu-wall"/>'
        f"{_GATE[state]}</svg>"
    )
