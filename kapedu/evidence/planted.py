"""Errors planted in a good data set, for the eye to find: each is made from the register's own figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kapedu.evidence.extraction import right_figures, study_from
from kapedu.evidence.study import Study
from kapedu.knowledge.trials import trial

SET = ("03a", "04a", "05a", "06a")
"""The core set: change of the depression score in four weeks, esketamine against placebo spray."""
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "standard-error": "A standard error was entered as a standard deviation",
        "arms": "The two arms were exchanged",
        "control": "One control group was counted twice",
        "sign": "A minus sign was lost in one arm",
    }
)
_SHARED = ("01a", "02a")
"""Two doses of one trial, each with the whole of their common control group."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A data set with one error, and the same without it."""

    studies: tuple[Study, ...]
    trial: str
    """Where the error is."""
    kind: str
    why: str
    """How it shows."""
    right: tuple[Study, ...]


def planted(puzzle: str) -> Planted:
    """One of the puzzles.

    Args:
        puzzle: A key of ``PUZZLES``.

    >>> planted("first").kind
    'standard-error'
    """
    return PUZZLES[puzzle]()


def _right(*replaced: tuple[str, Study]) -> tuple[Study, ...]:
    """The good set, with some studies in place of others."""
    others = dict(replaced)
    return tuple(
        others.get(row_id) or study_from(trial(row_id), right_figures(trial(row_id))) for row_id in SET
    )


def _standard_error() -> Planted:
    row = trial("04a")
    figures = right_figures(row)
    for arm in (1, 2):
        figures[f"sd_{arm}"] /= figures[f"n_{arm}"] ** (1 / 2)
    return Planted(
        _right((row.row_id, study_from(row, figures))),
        row.trial,
        "standard-error",
        "Its interval is far too narrow for so few people, and it takes nearly all the weight. No trial among others "
        "of its size is that precise.",
        _right(),
    )


def _arms() -> Planted:
    row = trial("06a")
    figures = right_figures(row)
    exchanged = {field: figures[f"{field[:-1]}{'2' if field.endswith('1') else '1'}"] for field in figures}
    return Planted(
        _right((row.row_id, study_from(row, exchanged))),
        row.trial,
        "arms",
        "Its width is ordinary, but it stands on the other side of no difference, as far away as it should be on this "
        "one. A result against the trend is possible; go and look.",
        _right(),
    )


def _control() -> Planted:
    doses = tuple(
        Study(f"{trial(row_id).trial}, {trial(row_id).exp_arm.removeprefix('esketamine ')}", study.effect)
        for row_id in _SHARED
        for study in [study_from(trial(row_id), right_figures(trial(row_id)))]
    )
    return Planted(
        (*doses, *_right()[1:]),
        trial(_SHARED[0]).trial,
        "control",
        "The trial stands there twice, once for each dose, and both rows use the same placebo group. Nothing looks odd: "
        "the pool is only a little too sure of itself. You find it by reading the rows, not by looking at the boxes.",
        _right(),
    )


def _sign() -> Planted:
    row = trial("05a")
    figures = right_figures(row)
    figures["mean_2"] = -figures["mean_2"]
    return Planted(
        _right((row.row_id, study_from(row, figures))),
        row.trial,
        "sign",
        "The interval is as wide as it should be, but the difference is far larger than in any other trial: one group "
        "is said to have become worse by as much as it became better.",
        _right(),
    )


PUZZLES: Mapping[str, Callable[[], Planted]] = MappingProxyType(
    {"first": _standard_error, "second": _arms, "third": _control, "fourth": _sign}
)
