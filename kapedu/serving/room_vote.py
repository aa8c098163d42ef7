"""A show of hands on phones: one choice at a time, one vote for each browser, and nobody's name.

All of it is in memory. While a vote is open, the server knows which browser chose what, so that a choice can be
changed; when it is closed, the counts alone remain.
"""

from collections.abc import Callable, Sequence
from typing import Any

MOST_OPTIONS = 12
MOST_VOTERS = 1000
LONGEST_TEXT = 600  # characters of an option or of what is asked


class VoteError(ValueError):
    """What was asked of a vote cannot be done; the message says why."""


class NotOpenError(VoteError):
    """The vote is closed, or another one is open by now."""


class FullError(VoteError):
    """So many browsers have voted that no new one is taken."""


class RoomVote:
    """The vote of a room.

    Attributes:
        number: Of the vote, from 1; 0 before the first. A ballot names it, so that none is counted in another vote.
        title: What the choice is about; may be empty.
        options: What can be chosen.
        is_open: Whether ballots are taken.
        is_live: Whether the counts are shown while it is open.
    """

    def __init__(self) -> None:
        self.number = 0
        self.title = ""
        self.options: tuple[str, ...] = ()
        self.is_open = False
        self.is_live = False
        self._ballots: dict[str, int] = {}
        self._counts: tuple[int, ...] = ()

    def open(self, options: Sequence[str], title: str = "", *, live: bool = False) -> None:
        """Begin a new vote; one that is open ends unseen.

        Raises:
            VoteError: There are fewer than two options or too many, or a text is empty or too long.
            UnicodeEncodeError: A text holds half a character.
        """
        if not 2 <= len(options) <= MOST_OPTIONS:
            raise VoteError(f"a vote has 2 to {MOST_OPTIONS} options, not {len(options)}")
        for text in (*options, title or "-"):
            if not text.strip() or len(text) > LONGEST_TEXT:
                raise VoteError(f"a text of a vote has 1 to {LONGEST_TEXT} characters, not {len(text)}")
            text.encode()  # half a character cannot be sent to a phone
        self.clear()
        self.number += 1
        self.title, self.options = title, tuple(options)
        self.is_open, self.is_live = True, live

    def cast(self, voter: str, number: int, place: int) -> None:
        """Take a browser's vote, in the place of what it chose before.

        Args:
            voter: What this browser is known by.
            number: The vote that the browser has seen.
            place: Of the chosen option, from 0.

        Raises:
            NotOpenError: This vote is closed.
            FullError: It has as many voters as it takes.
            VoteError: There is no such option.
        """
        if not self.is_open or number != self.number:
            raise NotOpenError("this vote is closed")
        if not 0 <= place < len(self.options):
            raise VoteError(f"there is no option {place + 1}; this vote has {len(self.options)}")
        if voter not in self._ballots and len(self._ballots) >= MOST_VOTERS:
            raise FullError(f"{MOST_VOTERS} have voted, and no more are taken")
        self._ballots[voter] = place

    def chosen(self, voter: str) -> int | None:
        """What this browser has chosen in the vote that is open."""
        return self._ballots.get(voter)

    def close(self) -> None:
        """Take no more ballots, count, and forget who chose what."""
        if self.is_open:
            self._counts = self._counted()
            self._ballots = {}
            self.is_open = False

    def clear(self) -> None:
        """Close it and forget the counts too."""
        self.close()
        self.title, self.options, self._counts = "", (), ()

    def told(self) -> dict[str, Any]:
        """What the presenter's screen shows; ``counts`` is None while they are not shown."""
        counts = self._counted() if self.is_open else self._counts
        shown = not self.is_open or self.is_live
        return {
            "number": self.number,
            "open": self.is_open,
            "live": self.is_live,
            "title": self.title,
            "options": list(self.options),
            "ballots": sum(counts),
            "counts": list(counts) if shown else None,
        }

    def _counted(self) -> tuple[int, ...]:
        chosen = list(self._ballots.values())
        return tuple(chosen.count(place) for place in range(len(self.options)))


class Pace:
    """How quickly one address may send: so many at once, then so many in a second.

    Args:
        burst: At once.
        per_s: In a second, later.
        clock: Seconds that only go forward.
        most: Addresses that are kept in mind; when all of them have sent just now, no further one is let in.
    """

    def __init__(self, burst: int, per_s: float, clock: Callable[[], float], most: int = 2000) -> None:
        self._burst, self._per_s, self._clock, self._most = burst, per_s, clock, most
        self._left: dict[str, tuple[float, float]] = {}

    def allows(self, address: str) -> bool:
        """Whether this address may send now; if so, it counts as sent."""
        now = self._clock()
        if address not in self._left and len(self._left) >= self._most:
            self._forget_who_is_rested(now)
            if len(self._left) >= self._most:
                return False
        left = self._rested(address, now)
        if left < 1:
            return False
        self._left[address] = (left - 1, now)
        return True

    def _rested(self, address: str, now: float) -> float:
        left, at = self._left.get(address, (float(self._burst), now))
        return min(float(self._burst), left + (now - at) * self._per_s)

    def _forget_who_is_rested(self, now: float) -> None:
        for address in [one for one in self._left if self._rested(one, now) >= self._burst]:
            del self._left[address]
