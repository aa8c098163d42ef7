"""The error of this room, and the warnings that travel with a result."""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass


class EvidenceError(ValueError):
    """Figures that cannot be used; the message names the thing, the value and what is allowed."""


class EvidenceWarning(UserWarning):
    """Something the reader of a result has to know."""


class FewTrialsWarning(EvidenceWarning):
    """Too few studies for what was asked; read the result as an illustration."""


class SharedControlWarning(EvidenceWarning):
    """One control group stands in the pool more than once; combine its arms or use one of the rows."""


class MixedPoolWarning(EvidenceWarning):
    """The pool joins things that differ; say why they belong together, or pool them apart."""


class ZeroCellWarning(EvidenceWarning):
    """A study has an empty cell, and something was added to compute a ratio."""


class IntervalWarning(EvidenceWarning):
    """An interval is not what it seems: narrower than it should be, or not to be had."""


class OddFigureWarning(EvidenceWarning):
    """A figure does not look like its neighbours; check the transcription."""


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning as data: its class and what it says."""

    kind: type[EvidenceWarning]
    message: str

    def __str__(self) -> str:
        return self.message


def announce(cautions: Iterable[Caution], *, stacklevel: int = 3) -> None:
    """Issue cautions as Python warnings, so that a script cannot overlook them."""
    for caution in cautions:
        warnings.warn(caution.message, caution.kind, stacklevel=stacklevel)
