"""The answer to a question, with the reasons and their sources: for instructors and for marking only."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kapedu.quiz.fields import Fields, QuizError
from kapedu.quiz.item import Item, Kind


@dataclass(frozen=True)
class RubricLine:
    """What earns points in a free text: so many points for so much."""

    points: float
    text: str


@dataclass(frozen=True)
class Key:
    """The right answer to one item and why.

    Attributes:
        correct: Right option ids (one for a single choice).
        value: Right number, in the item's unit.
        tolerance: Largest accepted distance from ``value``, same unit.
        accept: Accepted words; compared without regard to capitals, spaces and hyphens.
        rubric: What a free text earns points for.
        rationale: Why, by option id; under ``""`` for questions without options.
        sources: Reference keys of ``kapedu.knowledge``.
        facts: Paths of the facts that the key rests on.
        review: Where to read again, e.g. "Lesson 2, Routes".
        after: What a prediction is compared with.
    """

    correct: tuple[str, ...] = ()
    value: float | None = None
    tolerance: float = 0.0
    accept: tuple[str, ...] = ()
    rubric: tuple[RubricLine, ...] = ()
    rationale: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    review: str = ""
    after: str = ""


def read_key(fields: Fields, item: Item) -> Key:
    """The key in an author's fields, checked against its item.

    Raises:
        QuizError: A field is missing, or names an option that the item does not have.
    """
    sources = fields.texts("sources", required=not item.kind.is_prediction)
    facts = fields.texts("facts", required=False)
    review = fields.text("review", default="")
    if item.kind.is_prediction:
        return Key(sources=sources, facts=facts, review=review, after=fields.text("after", default=""))
    if item.kind is Kind.FREE_TEXT:
        key = Key(rubric=_read_rubric(fields, item), rationale=_one_rationale(fields), sources=sources)
    elif item.kind.has_options:
        key = Key(
            correct=_read_correct_options(fields, item),
            rationale=_option_rationales(fields, item),
            sources=sources,
        )
    else:
        correct = Fields(fields.raw("correct"), f"{fields.where}, field 'correct'")
        if item.kind is Kind.NUMERIC:
            value = correct.number("value", minimum=float("-inf"))
            tolerance = correct.number("tolerance", minimum=0.0)
            unit = correct.text("unit", default=item.unit)
            if unit != item.unit:
                raise correct.fail("unit", f"write the item's unit, {item.unit!r}")
            key = Key(value=value, tolerance=tolerance, rationale=_one_rationale(fields), sources=sources)
        else:
            accept = correct.texts("accept", required=True)
            key = Key(accept=accept, rationale=_one_rationale(fields), sources=sources)
        correct.finish()
    return Key(
        correct=key.correct,
        value=key.value,
        tolerance=key.tolerance,
        accept=key.accept,
        rubric=key.rubric,
        rationale=key.rationale,
        sources=sources,
        facts=facts,
        review=review,
    )


def _read_correct_options(fields: Fields, item: Item) -> tuple[str, ...]:
    correct = fields.texts("correct", required=True)
    allowed = ", ".join(item.option_ids)
    if any(option not in item.option_ids for option in correct):
        raise fields.fail("correct", f"write option ids of this item: {allowed}")
    if item.kind is Kind.SINGLE and len(correct) != 1:
        raise fields.fail("correct", f"write exactly one of {allowed}")
    return correct


def _option_rationales(fields: Fields, item: Item) -> dict[str, str]:
    rationale = fields.text_map("rationale")
    for option in item.option_ids:
        if option not in rationale:
            raise QuizError(f"{fields.where}, field 'rationale': the option '{option}' has none; write why")
    for option in rationale:
        if option not in item.option_ids:
            raise QuizError(
                f"{fields.where}, field 'rationale': '{option}' is not an option; allowed are "
                + ", ".join(item.option_ids)
            )
    return rationale


def _one_rationale(fields: Fields) -> dict[str, str]:
    return {"": fields.text("rationale")}


def _read_rubric(fields: Fields, item: Item) -> tuple[RubricLine, ...]:
    entries = fields.raw("rubric")
    if not isinstance(entries, list) or not entries:
        raise fields.fail("rubric", "write a list of lines, each with 'points' and 'text'")
    lines = []
    for number, entry in enumerate(entries, start=1):
        line = Fields(entry, f"{fields.where}, field 'rubric', line {number}")
        lines.append(RubricLine(line.number("points", minimum=0.0), line.text("text")))
        line.finish()
    total = sum(line.points for line in lines)
    if total != item.points:
        raise QuizError(
            f"{fields.where}, field 'rubric': its lines add up to {total:g} points, the item gives {item.points:g}"
        )
    return tuple(lines)
