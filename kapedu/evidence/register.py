"""A question put to the trial register: which rows answer it, in which measure, and which are left out."""

from collections.abc import Collection
from dataclasses import dataclass

from kapedu.evidence.effect_size import FROM_MEANS
from kapedu.evidence.grade import Down, Grade, Step, grade
from kapedu.evidence.measure import Measure
from kapedu.evidence.selection import Figures, LeftOut, Selection, select
from kapedu.knowledge.questions import Question
from kapedu.knowledge.trials import Trial

ALL = "all"
"""Every comparator in one pool; the result warns."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A way to express the answer: a measure, from raw or from published figures."""

    measure: Measure
    figures: Figures

    @property
    def key(self) -> str:
        """Such as ``MD-raw``."""
        return f"{self.measure}-{self.figures}"

    @property
    def label(self) -> str:
        """In words."""
        words = self.measure.label.removesuffix(" (Hedges g)")  # papers also print Cohen's d
        way = "worked out from each arm" if self.figures == "raw" else "as published"
        return f"{words[0].upper()}{words[1:]}, {way}"


_EXPRESSIONS = (
    Expression(Measure.MD, "raw"),
    Expression(Measure.MD, "published"),
    Expression(Measure.RR, "raw"),
    Expression(Measure.OR, "raw"),
    Expression(Measure.RD, "raw"),
    Expression(Measure.RD, "published"),
    Expression(Measure.OR, "published"),
    Expression(Measure.HR, "published"),
    Expression(Measure.SMD, "raw"),
    Expression(Measure.SMD, "published"),
)


def expressions(question: Question, comparator: str = ALL) -> tuple[Expression, ...]:
    """Ways to express the answer that at least one row allows; those with the most studies first."""
    counts = {
        way: len(answer(question, comparator, way).studies) + bool(shared(question, comparator, way))
        for way in _EXPRESSIONS
        if _fits(question, way)
    }
    return tuple(sorted((way for way in counts if counts[way]), key=counts.__getitem__, reverse=True))


def shared(question: Question, comparator: str, way: Expression) -> tuple[Trial, ...]:
    """Doses that share their control group, of trials that would otherwise be missing: one may be used.

    >>> from kapedu.knowledge.questions import question
    >>> asked = question("score-4-weeks")
    >>> [row.row_id for row in shared(asked, "inert placebo spray", Expression(Measure.MD, "published"))]
    ['08a', '09a']
    """
    there = {row.trial for row in answer(question, comparator, way).rows}
    doses = [
        row
        for row in question.rows
        if row.poolable == "alt" and row.trial not in there and comparator in (ALL, row.control_type)
    ]
    return select(doses, way.measure, way.figures, [row.row_id for row in doses]).rows


def most_studies(question: Question, comparator: str) -> int:
    """How many studies the measure has that most rows allow; 0 where none can be pooled."""
    ways = expressions(question, comparator)
    return len(answer(question, comparator, ways[0]).studies) if ways else 0


def usual(question: Question) -> Expression:
    """The way to express the answer that comes first to mind, whether any row allows it or not."""
    return next(way for way in _EXPRESSIONS if _fits(question, way))


def _fits(question: Question, way: Expression) -> bool:
    """Means make no ratios, events no differences of means."""
    continuous = {row.outcome_kind == "continuous" for row in question.rows}
    return (way.measure in FROM_MEANS) in continuous


def answer(
    question: Question, comparator: str, way: Expression, alternatives: Collection[str] = ()
) -> Selection:
    """The rows that enter the pool as studies, and all others of the question with the reason.

    Args:
        question: Of ``kapedu.knowledge.questions``.
        comparator: A control type of the question, or ``ALL``.
        way: How to express the answer.
        alternatives: Row ids of doses to use although they share their control group; see ``shared``.
    """
    fitting = [row for row in question.rows if comparator in (ALL, row.control_type)]
    chosen = select(fitting, way.measure, way.figures, alternatives)
    others = tuple(
        LeftOut(row, f"another comparator: {row.control_type}") for row in question.rows if row not in fitting
    )
    return Selection(chosen.studies, chosen.rows, chosen.left_out + others)


def people(rows: tuple[Trial, ...]) -> int | None:
    """Everybody analysed in these rows; None where a row does not say."""
    counts = [row.exp_n + row.ctl_n for row in rows if row.exp_n is not None and row.ctl_n is not None]
    return sum(counts) if len(counts) == len(rows) else None


def rated(outcome: str, levels: dict[str, int], reasons: dict[str, str]) -> Grade:
    """The certainty of a pool of randomised trials after so many steps down in each domain.

    Args:
        outcome: What was measured.
        levels: Steps down by domain, 0 to 2.
        reasons: Why, by domain; a step without a reason is said to be the reader's own.
    """
    steps = [
        Step(Down(domain), count, reasons.get(domain) or "your own judgement")
        for domain, count in levels.items()
        if count
    ]
    return grade(outcome, "randomised", steps)


def control_risk(rows: tuple[Trial, ...]) -> float | None:
    """Share of people with the event in all control groups together; None where a row has no counts."""
    if not rows or any(row.ctl_events is None or not row.ctl_n for row in rows):
        return None
    return sum(row.ctl_events or 0 for row in rows) / sum(row.ctl_n or 0 for row in rows)
