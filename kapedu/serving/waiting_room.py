"""Who may come in when a server has room for so many visitors and no more."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_GONE_AFTER_S = 20  # who has not asked for so long has given up: the waiting page asks every few seconds


class WaitingRoom:
    """A line of visitors, first come, first served.

    Args:
        most: Visitors that may be inside at once.
        inside: How many are inside now.
        clock: Seconds that only go forward.
    """

    def __init__(self, most: int, inside: Callable[[], int], clock: Callable[[], float]) -> None:
        if most < 1:
            raise ValueError(f"there must be room for at least 1 visitor, not {most}")
        self.most = most
        self._inside = inside
        self._clock = clock
        self._line: dict[str, float] = {}
        self._entering = 0

    @property
    def waiting(self) -> int:
        """How many stand in line."""
        self._drop_who_has_gone()
        return len(self._line)

    def place(self, ticket: str, *, enter: bool = True) -> int:
        """Ask to come in: 0 for yes, else the place in line, from 1.

        Args:
            ticket: What this visitor was given at the first refusal (see `new_ticket`); any other text stands for
                a visitor who has just come.
            enter: Whether to come in at once; else the visitor stays in line, and nobody takes the place.
        """
        self._drop_who_has_gone()
        free = self.most - self._inside() - self._entering
        line = list(self._line)
        ahead = line.index(ticket) if ticket in self._line else len(line)
        if ahead < free and enter:
            self._line.pop(ticket, None)
            return 0
        self._line[ticket] = self._clock()
        return 0 if ahead < free else ahead + 1

    @contextmanager
    def entering(self) -> Iterator[None]:
        """Hold a place for a visitor who may come in and is not inside yet."""
        self._entering += 1
        try:
            yield
        finally:
            self._entering -= 1

    def _drop_who_has_gone(self) -> None:
        now = self._clock()
        for ticket in [ticket for ticket, asked in self._line.items() if now - asked > _GONE_AFTER_S]:
            del self._line[ticket]


def new_ticket() -> str:
    """Something nobody can guess, to find a visitor in the line again."""
    return secrets.token_urlsafe(12)
