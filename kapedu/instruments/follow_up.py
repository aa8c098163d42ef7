"""A patient's scores over a course of infusions: where to review, where to decide.

The rule is a course-rule on one published series: people who had not improved a day after the fourth infusion gained, as
a group, nothing more; two misses in a row by the third were compatible with a later gain, three in a row were not.
*Review at three, decide at four.*
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kapedu.instruments.change import Change, change
from kapedu.instruments.errors import InstrumentError
from kapedu.instruments.instrument import Instrument, instrument
from kapedu.instruments.scoring import band_of
from kapedu.knowledge import Quantity, fact

_RULES = "instruments.follow_up"


@dataclass(frozen=True)
class Visit:
    """One score in a course.

    Attributes:
        infusion: How many infusions had been given; 0 is the baseline.
        total: The score.
        band: Its severity in words, if the scale has bands.
        from_baseline: Compared with the baseline.
        from_best: Compared with the best score before this visit; None at the baseline.
    """

    infusion: int
    total: int
    band: str | None
    from_baseline: Change
    from_best: Change | None


@dataclass(frozen=True)
class FollowUp:
    """A course of scores and what the rules of this course say to it.

    Attributes:
        instrument: The scale.
        visits: Every score, baseline first.
        stage: ``too early``, ``review``, ``decide``, ``relapse`` or ``continue``.
        advice: What the course-rule says, one sentence each.
        figures: The rules and findings it rests on.
    """

    instrument: Instrument
    visits: tuple[Visit, ...]
    stage: str
    advice: tuple[str, ...]
    figures: tuple[Quantity, ...]


def follow_up(name: str, totals: Sequence[int]) -> FollowUp:
    """Follow the scores of one patient.

    Args:
        name: The scale, such as ``madrs``.
        totals: The baseline and the score after each infusion, in order.

    Returns:
        Every visit compared with the baseline, and the stage that the course has reached.

    Raises:
        InstrumentError: No such scale, no baseline, or a total outside its range.

    Examples:
        >>> follow_up("phq9", [20, 19, 18]).stage
        'too early'
        >>> follow_up("phq9", [20, 19, 18, 19, 18]).stage
        'decide'
    """
    scale = instrument(name)
    if not totals:
        raise InstrumentError(f"{scale.name}: no scores; give the baseline first, then one for each infusion")
    visits: list[Visit] = []
    for infusion, total in enumerate(totals):
        seen = [visit.total for visit in visits]
        visits.append(
            Visit(
                infusion,
                total,
                band_of(scale, total),
                change(name, totals[0], total),
                change(name, min(seen), total) if seen else None,
            )
        )
    stage, advice, keys = _stage(tuple(visits))
    return FollowUp(scale, tuple(visits), stage, advice, tuple(fact(f"{_RULES}.{key}") for key in keys))


def improved(visit: Visit) -> bool:
    """Whether this visit counts as improved: reliably, or, without a criterion on file, noticeably for patients."""
    found = visit.from_baseline
    criteria = found.reliable or found.meaningful
    return bool(criteria) and all(one.met for one in criteria)


def _slipped(visit: Visit) -> bool:
    found = visit.from_best
    if found is None:
        return False
    if found.reliable:
        return found.verdict == "reliably worse"
    worse = [-found.better >= float(one.threshold) for one in found.meaningful]
    return bool(worse) and all(worse)


def _stage(visits: tuple[Visit, ...]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    last = visits[-1]
    review, decide = (round(float(fact(f"{_RULES}.{key}"))) for key in ("review_at", "decide_at"))
    ever = any(improved(visit) for visit in visits)
    if ever and _slipped(last):
        return (
            "relapse",
            (
                "Worse again after an improvement.",
                "Repeat the score and look at what was agreed as the relapse signature.",
                "Ask what has changed: sleep, substances, medicines, events.",
                "Speak with the prescriber before the next dose, not after it.",
            ),
            ("before_it_fades",),
        )
    if last.infusion < review:
        return (
            "too early",
            ("Too early to judge. One good or bad score is not a course.",),
            ("review_at", "decide_at"),
        )
    if last.infusion < decide:
        return "review", _review(improved(last), ever), ("review_at", "after_three")
    if not ever:
        return (
            "decide",
            (
                "No improvement by the fourth infusion: stop this course and plan something else with the patient.",
                "Say it as a fact about the treatment, not about the person. Ask about suicide today.",
            ),
            ("decide_at", "after_four"),
        )
    return (
        "continue",
        (
            "Improved: complete the course as planned.",
            "Agree now on the relapse signature, on who measures what and when, and on when to stop.",
        ),
        ("decide_at", "course_length", "before_it_fades"),
    )


def _review(now: bool, ever: bool) -> tuple[str, ...]:  # noqa: FBT001 - private, one caller
    """What the course-rule says at the review."""
    if now:
        return ("Improved: go on, and begin to plan what keeps the gain.",)
    words = (
        "Not improved now. Look for reasons (dose reached, sedatives, set and setting, the diagnosis) and go on to the "
        "fourth infusion."
    )
    if ever:
        return (words,)
    missed = (
        "None of the first three helped: in the series on file that already spoke against a later gain. To stop now, "
        "with the patient, is as defensible as the course-rule."
    )
    return words, missed
