"""What a page drew by lot is drawn once more for each visitor.

A page of the gallery is run once, and every visitor gets a copy of it (`kapedu.serving.fork_server`). Whoever the page
drew by lot would be the same for all of them. So a widget that draws somebody puts itself on the list here, and each
copy has those on it draw again before anybody sees them. What a seed, a link or a shared code says is no lot.
"""

from typing import Protocol
from weakref import WeakSet


class DrawsByLot(Protocol):
    """Something that drew a number when it was made."""

    def draw_again(self) -> None:
        """Draw as if made just now. What a reader has begun already stays."""


_drawn: WeakSet[DrawsByLot] = WeakSet()


def is_drawn(one: DrawsByLot) -> None:
    """Put this on the list, for as long as it is there."""
    _drawn.add(one)


def draw_again() -> None:
    """Have everything on the list draw again."""
    for one in list(_drawn):
        one.draw_again()
