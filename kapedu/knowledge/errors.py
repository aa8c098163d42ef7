"""The one error of this room: a fact, a source or a data file that cannot be trusted."""

from collections.abc import Iterable


class KnowledgeError(ValueError):
    """A data file breaks a rule, or somebody asked for a fact or a source that is not there.

    The message names the file, the entry, the field, the value and what is allowed.
    """


_SIMILARITY_CUTOFF = 0.6


def nearest(name: str, known: Iterable[str], count: int = 3) -> str:
    """A tail for an error message: the known names closest to a wrong one.

    >>> nearest("kamp2002", ["kamp2020", "domino1984"])
    '; did you mean kamp2020?'
    >>> nearest("zzz", ["kamp2020"])
    ''
    """
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=count, cutoff=_SIMILARITY_CUTOFF)
    return f"; did you mean {' or '.join(close)}?" if close else ""
