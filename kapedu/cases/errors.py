"""What goes wrong with a case or a run."""

from collections.abc import Iterable
from difflib import get_close_matches


class CaseError(ValueError):
    """A case, an action or a run cannot be used; the message names place, value and what is allowed."""


def nearest(value: str, allowed: Iterable[str]) -> str:
    """The end of a message: what was probably meant, or nothing.

    >>> nearest("bst", ("best", "poor"))
    '; did you mean best?'
    """
    found = get_close_matches(value, list(allowed), n=1)
    return f"; did you mean {found[0]}?" if found else ""
