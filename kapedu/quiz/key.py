"""The answer to a question, with the reasons and their sources: for instructors and for marking only."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kapedu.quiz.fields import Fields, QuizError
from kapedu.quiz.formula import evaluate, fill
from kapedu.quiz.item import Item
from kapedu.quiz.kind import Kind

_PERCENT = 100
NO_PANEL = "none"


@dataclass(frozen=True)
class RubricLine:
    """What earns points in a free text: so many points for so much."""

    points: float
    text: str


@dataclass(frozen=True)
class Key:
    """The right answer to one item and why.

    Attributes:
        correct: Right option ids (one for a single choice; all of them, first to last, for an ordering).
        value: Right number, in the item's unit.
        tolerance: Largest accepted distance from ``value``, same unit.
        formula: How a calculation's right number follows from the trainee's figures.
        tolerance_share: Largest accepted distance as a share of the right number; the larger of both counts.
        pairs: Right target, or right rating, of each option.
        panel: How many members of a panel chose each option; empty if no panel has answered yet.
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
    formula: str = ""
    tolerance_share: float = 0.0
    pairs: Mapping[str, str] = field(default_factory=dict)
    panel: Mapping[str, int] = field(default_factory=dict)
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
    reasons = _option_rationales(fields, item) if item.kind.explains_each else {"": fields.text("rationale")}
    return replace(_read_answer(fields, item), rationale=reasons, sources=sources, facts=facts, review=review)


def _read_answer(fields: Fields, item: Item) -> Key:  # noqa: PLR0911 - one for each kind
    """What is right, in the form that the item's kind needs."""
    match item.kind:
        case Kind.FREE_TEXT:
            return Key(rubric=_read_rubric(fields, item))
        case Kind.SINGLE | Kind.MULTIPLE:
            return Key(correct=_read_correct_options(fields, item))
        case Kind.ORDERING:
            return Key(correct=_read_order(fields, item))
        case Kind.MATCHING | Kind.JUDGEMENT:
            return Key(pairs=_read_pairs(fields, item))
        case Kind.CASE_RUN | Kind.COURSE_RUN:
            return Key()  # the case's own checklist
        case Kind.CONCORDANCE:
            return Key(panel=_read_panel(fields, item))
        case _:
            return _read_correct(fields, item)


def _read_correct(fields: Fields, item: Item) -> Key:
    """A number or accepted words."""
    correct = Fields(fields.raw("correct"), f"{fields.where}, field 'correct'")
    if not item.kind.is_number:
        key = Key(accept=correct.texts("accept", required=True))
        correct.finish()
        return key
    share = correct.number("tolerance_percent", minimum=0.0, default=0.0) / _PERCENT
    tolerance = correct.number("tolerance", minimum=0.0, **({"default": 0.0} if share else {}))
    unit = correct.text("unit", default=item.unit)
    if unit != item.unit:
        raise correct.fail("unit", f"write the item's unit, {item.unit!r}")
    if item.kind is Kind.CALCULATION:
        formula = correct.text("formula")
        evaluate(formula, item.values(""))  # so that a fault shows before anybody answers
        key = Key(formula=formula, tolerance=tolerance, tolerance_share=share)
    else:
        value = correct.number("value", minimum=float("-inf"))
        key = Key(value=value, tolerance=tolerance, tolerance_share=share)
    correct.finish()
    return key


def key_for_trainee(key: Key, item: Item, seed: str) -> Key:
    """The key to the figures that one trainee has; any other key as it is."""
    if not key.formula:
        return key
    values = item.values(seed)
    answer = evaluate(key.formula, values)
    rationale = {name: fill(text, values | {"answer": answer}) for name, text in key.rationale.items()}
    return replace(key, value=answer, rationale=rationale)


def _read_order(fields: Fields, item: Item) -> tuple[str, ...]:
    correct = fields.texts("correct", required=True)
    if sorted(correct) != sorted(item.option_ids):
        raise fields.fail("correct", f"write all of {', '.join(item.option_ids)}, the first step first")
    return correct


def _read_pairs(fields: Fields, item: Item) -> dict[str, str]:
    pairs = fields.text_map("correct")
    if set(pairs) != set(item.option_ids) or not set(pairs.values()) <= set(item.target_ids):
        raise fields.fail(
            "correct",
            f"write one of {', '.join(item.target_ids)} for each of {', '.join(item.option_ids)}",
        )
    return pairs


def _read_panel(fields: Fields, item: Item) -> dict[str, int]:
    panel = fields.raw("panel")
    if panel == NO_PANEL:
        if item.points:
            raise fields.fail("panel", "without a panel the question earns nothing: write 'points: 0'")
        return {}
    good = isinstance(panel, dict) and panel and set(panel) <= set(item.option_ids)
    good = good and all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in panel.values())
    if not good or not any(panel.values()):
        raise fields.fail(
            "panel",
            f"write how many members of the panel chose each of {', '.join(item.option_ids)},"
            f" or '{NO_PANEL}' and 'points: 0' until a panel has answered",
        )
    if not item.points:
        raise fields.fail("panel", "the question has a panel now: give it points and raise its version")
    return dict(panel)


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
