r"""How well a blind held, from what participants guessed.

Each participant guesses treated, control, or does not know.

- Bang 2004, one index per arm: :math:`(\text{right} - \text{wrong}) / n`. 0 is chance, 1 everybody right,
  -1 everybody wrong.
- James 1996, one index per trial: :math:`(1 + P_{DK} + (1 - P_{DK}) K) / 2` with
  :math:`K = (P_o - P_e) / P_e`, the observed and expected weighted disagreement among those who
  guessed. 1 is a perfect blind (nobody knows), 0.5 is chance, 0 none.

A right guess can also follow from having improved: an index is no proof of bias by itself.
"""

from dataclasses import dataclass
from math import sqrt

from kapedu.evidence.conventions import convention, level_or_default
from kapedu.evidence.distributions import normal_quantile
from kapedu.evidence.errors import EvidenceError


@dataclass(frozen=True, slots=True)
class Guesses:
    """What the participants of one arm guessed."""

    right: int
    wrong: int
    unknown: int = 0
    """Did not know."""

    def __post_init__(self) -> None:
        for name in ("right", "wrong", "unknown"):
            count = getattr(self, name)
            if not count >= 0 or count % 1:
                raise EvidenceError(f"guesses, {name} {count!r}: give a count (0, 1, 2 and so on)")
        if self.people == 0:
            raise EvidenceError("guesses: nobody was asked in this arm")

    @property
    def people(self) -> int:
        """Everybody who was asked."""
        return self.right + self.wrong + self.unknown


@dataclass(frozen=True, slots=True)
class BangIndex:
    """Bang's index of one arm with a Wald interval."""

    value: float
    se: float
    ci: tuple[float, float]


def bang_index(guesses: Guesses, level: float | None = None) -> BangIndex:
    """Bang's blinding index of one arm.

    >>> round(bang_index(Guesses(right=82, wrong=25, unknown=170)).value, 2)
    0.21
    """
    n = guesses.people
    right, wrong = guesses.right / n, guesses.wrong / n
    value = right - wrong
    se = sqrt((right + wrong - value**2) / n)
    half = normal_quantile((1 + level_or_default(level)) / 2) * se
    return BangIndex(value, se, (max(-1.0, value - half), min(1.0, value + half)))


def james_index(treated: Guesses, control: Guesses) -> float:
    """James's blinding index of a two-arm trial: 0 no blind at all, 0.5 chance, 1 nobody knows.

    Raises:
        EvidenceError: Only one arm guessed, and always the same, so that chance has no level.

    >>> round(james_index(Guesses(82, 25, 170), Guesses(29, 27, 83)), 2)
    0.75
    """
    people = treated.people + control.people
    unknown = (treated.unknown + control.unknown) / people
    guessers = people - treated.unknown - control.unknown
    if guessers == 0:
        return 1.0
    weight = convention("james_wrong_guess_weight")
    share_treated = (treated.right + treated.wrong) / guessers
    guess_treated = (treated.right + control.wrong) / guessers
    observed = weight * (treated.wrong + control.wrong) / guessers
    expected = weight * (share_treated * (1 - guess_treated) + (1 - share_treated) * guess_treated)
    if expected == 0:
        raise EvidenceError(
            "James index: only one arm guessed, and always the same; there is no chance level"
        )
    agreement = (observed - expected) / expected
    return (1 + unknown + (1 - unknown) * agreement) / 2
