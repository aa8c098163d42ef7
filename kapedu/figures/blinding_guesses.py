"""What a table of guesses says: Bang's index for each arm, James's for both, and the gap in belief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.evidence.blinding_index import bang_index, james_index
from kapedu.evidence.errors import EvidenceError
from kapedu.figures.dot_rows import DotRow, dot_rows, number

if TYPE_CHECKING:
    from kapedu.evidence.blinding_index import Guesses
    from kapedu.figures.figure import Figure

EXAMPLES = {
    "invented": ("A trial as one imagines it", (32, 5, 3), (21, 12, 7)),
    "wishful": ("Everybody believes in the drug", (36, 2, 2), (2, 36, 2)),
    "coins": ("Everybody tosses a coin", (20, 20, 0), (20, 20, 0)),
    "unsure": ("Nobody knows", (3, 3, 34), (2, 2, 36)),
    "open": ("Everybody knows", (40, 0, 0), (40, 0, 0)),
}
"""Name, then right, wrong and unsure in the treated and in the control arm; all invented for the exercise."""
_CLEAR = 0.2


def guesses_drawn(treated: Guesses, control: Guesses) -> Figure:
    """Bang's index of each arm with its interval, from -1 (everybody wrong) to 1 (everybody right)."""
    rows = []
    for label, guesses in (("Treated arm", treated), ("Control arm", control)):
        index = bang_index(guesses)
        rows.append(
            DotRow(
                f"{label}: {guesses.right} right, {guesses.wrong} wrong, {guesses.unknown} unsure",
                round(index.value, 2),
                "computed",
                "bang2004",
                round(index.ci[0], 2),
                round(index.ci[1], 2),
                "95 % confidence interval",
                f"{guesses.people} people",
            )
        )
    return dot_rows(
        rows,
        "Bang's blinding index (0 is chance)",
        reading(treated, control),
        caption="Bang's blinding index of each arm",
        x_range=(-1.05, 1.05),
    )


def reading(treated: Guesses, control: Guesses) -> str:
    """The indices in words: what each arm believed, and whether that can bias the comparison."""
    one, other = bang_index(treated).value, bang_index(control).value
    try:
        james = f"James's index is {james_index(treated, control):.2f} (1 nobody knows, 0.5 chance, 0 everybody knows). "
    except EvidenceError:
        james = "James's index has no value here. "
    gap = (one + other) / 2
    return (
        f"Bang's index is {number(round(one, 2))} in the treated arm ({_word(one)}) and {number(round(other, 2))} in the "
        f"control arm ({_word(other)}). {james}The gap in belief between the arms is {number(round(gap, 2))}: "
        f"{_gap_word(gap)}"
    )


def _word(index: float) -> str:
    if index > _CLEAR:
        return "more right than chance"
    return "more wrong than chance" if index < -_CLEAR else "near chance"


def _gap_word(gap: float) -> str:
    if gap > _CLEAR:
        return "belief differs between the arms, so it can pass for an effect of the drug."
    if gap < -_CLEAR:
        return "belief differs the other way round and can hide an effect."
    return "both arms believe much alike, so belief cannot pass for an effect of the drug."
