"""A right and a wrong answer to a question, whatever its kind. Used by test_marks.py and the grading tests."""

from kapedu.quiz import Kind, Question

OTHER_SIDE = {"do": "never", "can": "never", "rather-not": "do", "never": "do"}
ONESELF = {
    *(Kind.SINGLE, Kind.MULTIPLE, Kind.NUMERIC, Kind.CALCULATION, Kind.POINT, Kind.TEXT),
    *(Kind.ORDERING, Kind.MATCHING, Kind.JUDGEMENT),
}
"""Kinds that are marked by themselves and have one right answer."""


def right_answer(question: Question, seed: str) -> object:
    item, key = question.item, question.for_trainee(seed).key
    match item.kind:
        case Kind.SINGLE:
            return key.correct[0]
        case Kind.MULTIPLE | Kind.ORDERING:
            return list(key.correct)
        case Kind.MATCHING | Kind.JUDGEMENT:
            return [f"{line}={choice}" for line, choice in key.pairs.items()]
        case Kind.TEXT:
            return key.accept[0]
        case _:
            return f"{key.value:.10g}"


def wrong_answer(question: Question) -> object:  # noqa: PLR0911 - one for each kind
    item, key = question.item, question.key
    match item.kind:
        case Kind.SINGLE:
            return next(option for option in item.option_ids if option not in key.correct)
        case Kind.MULTIPLE:
            return [option for option in item.option_ids if option not in key.correct]
        case Kind.ORDERING:
            return list(reversed(key.correct))
        case Kind.MATCHING:
            return [
                f"{line}={next(target for target in item.target_ids if target != choice)}"
                for line, choice in key.pairs.items()
            ]
        case Kind.JUDGEMENT:
            return [f"{line}={OTHER_SIDE[choice]}" for line, choice in key.pairs.items()]
        case Kind.TEXT:
            return "nothing of the kind"
        case _:
            return "-987654"
