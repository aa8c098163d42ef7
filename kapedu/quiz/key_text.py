"""The right answer in words, for instructors and for feedback after the deadline."""

from kapedu.language import _
from kapedu.quiz.item import Item
from kapedu.quiz.key import Key
from kapedu.quiz.kind import Kind


def key_lines(item: Item, key: Key) -> list[str]:  # noqa: PLR0911 - one for each kind
    """The right answer, one line for each part of it.

    Example:
        >>> from kapedu.quiz import parse_item, parse_key
        >>> item = parse_item("{id: a, kind: numeric, stem: How much, unit: mg}")
        >>> key_lines(item, parse_key("{correct: {value: 14, tolerance: 1}, rationale: R, sources: [k]}", item))
        ['14 mg (± 1)']
    """
    match item.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            return [item.option_text(option) for option in key.correct]
        case Kind.ORDERING:
            return [
                f"{place}. {item.option_text(option)}" for place, option in enumerate(key.correct, start=1)
            ]
        case Kind.MATCHING | Kind.JUDGEMENT:
            return [f"{option.text}: {item.target_text(key.pairs[option.id])}" for option in item.options]
        case Kind.CONCORDANCE if not key.panel:
            return [_("No answer is right or wrong until a panel of clinicians has answered.")]
        case Kind.CONCORDANCE:
            return [
                _("{option}: {votes} of the panel").format(option=item.option_text(option), votes=votes)
                for option, votes in key.panel.items()
            ]
        case Kind.NUMERIC | Kind.CALCULATION | Kind.POINT:
            return [_number(item, key)]
        case Kind.TEXT:
            return [_(" or ").join(key.accept)]
        case Kind.CASE_RUN:
            from kapedu.quiz.played import checklist_lines

            return checklist_lines(item)
        case Kind.COURSE_RUN:
            from kapedu.quiz.treated import asked_for

            return asked_for(item)
        case _:
            return [f"{line.points:g}: {line.text}" for line in key.rubric]


def _number(item: Item, key: Key) -> str:
    text = f"{key.value:.10g} {item.unit}".strip() if key.value is not None else key.formula
    if key.tolerance_share:
        return f"{text} (± {key.tolerance_share:.0%})"
    return f"{text} (± {key.tolerance:g})" if key.tolerance else text
