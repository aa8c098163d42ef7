"""Somebody who knows nothing and answers by the form of what is shown; chance beside it. Used by test_bank.py."""

import re
from collections.abc import Callable
from itertools import combinations, permutations, product

from kapedu.quiz import Kind, Question, mark_answer
from kapedu.quiz.scoring import ratings

ABSOLUTE = re.compile(
    r"\b(all|always|any|certain(?:ly)?|completely|every(?:body|thing)?|impossible|must|never|no|nobody|none|nothing|only)\b",
    re.IGNORECASE,
)
CAUTION = re.compile(
    r"\b(about|can|could|may|might|most|often|perhaps|possibly|some|sometimes|usually|whether)\b",
    re.IGNORECASE,
)
Feature = Callable[[str, str], float]


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{5,}", text.casefold()))


FEATURES: dict[str, Feature] = {
    "the longest": lambda _, text: len(text),
    "the shortest": lambda _, text: -len(text),
    "no absolute word": lambda _, text: -len(ABSOLUTE.findall(text)),
    "a word of caution": lambda _, text: len(CAUTION.findall(text)),
    "words of the question": lambda stem, text: len(words(stem) & words(text)),
    "more commas": lambda _, text: len(re.findall(r"[,;]", text)),
    "the first shown": lambda _, __: 0.0,
}


def together(stem: str, texts: list[str]) -> list[float]:
    """All hints at once: for each text its mean rank over the features that people go by."""
    totals = [0.0] * len(texts)
    for name in (
        "the longest",
        "no absolute word",
        "a word of caution",
        "words of the question",
        "more commas",
    ):
        values = [FEATURES[name](stem, text) for text in texts]
        for place, value in enumerate(values):
            totals[place] += (
                sum(value > other for other in values) + sum(value == other for other in values) / 2
            )
    return totals


def looks(rule: str, stem: str, texts: list[str]) -> list[float]:
    """How good each text looks by a rule."""
    if rule == "all of these together":
        return together(stem, texts)
    return [FEATURES[rule](stem, text) for text in texts]


RULES = (*FEATURES, "all of these together")


def guess(question: Question, rule: str, seed: str) -> object:
    """An answer by form alone, or None where there is no form to go by."""
    item = question.item
    shown = item.shuffled(seed)
    texts = [option.text for option in shown]
    match item.kind:
        case Kind.SINGLE:
            values = looks(rule, item.stem, texts)
            return shown[values.index(max(values))].id
        case Kind.MULTIPLE:
            values = looks(rule, item.stem, texts)
            best = sorted(range(len(shown)), key=lambda place: -values[place])
            return [shown[place].id for place in best[: len(shown) // 2]]
        case Kind.MATCHING:
            targets = item.shuffled_targets(seed)
            pairs = []
            for line in item.options:
                values = looks(rule, f"{item.stem} {line.text}", [target.text for target in targets])
                pairs.append(f"{line.id}={targets[values.index(max(values))].id}")
            return pairs
        case Kind.JUDGEMENT:
            values = looks(rule, item.stem, [option.text for option in item.options])
            middle = sorted(values)[len(values) // 2]
            good = [value >= middle for value in values]
            return [
                f"{option.id}={'do' if best else 'never'}"
                for option, best in zip(item.options, good, strict=True)
            ]
        case Kind.ORDERING:
            values = looks(rule, item.stem, texts)
            return [shown[place].id for place in sorted(range(len(shown)), key=lambda place: -values[place])]
        case _:
            return None


def chance(question: Question) -> float:
    """What the same number of ticks, choices or ratings earns on average when they are drawn by lot."""
    item, key = question.item, question.key
    match item.kind:
        case Kind.SINGLE:
            return 1 / len(item.options)
        case Kind.MULTIPLE:
            answers = combinations(item.option_ids, len(item.options) // 2)
            scores = [mark_answer(item, key, list(answer)).fraction or 0.0 for answer in answers]
            return sum(scores) / len(scores)
        case Kind.MATCHING:
            return 1 / len(item.targets)
        case Kind.JUDGEMENT:
            lines = list(key.pairs)
            answers = product(("do", "never"), repeat=len(lines))
            scores = [
                ratings(dict(zip(lines, answer, strict=True)), key.pairs, item.target_ids)
                for answer in answers
            ]
            return sum(scores) / len(scores)
        case _:
            scores = [
                mark_answer(item, key, list(order)).fraction or 0.0 for order in permutations(item.option_ids)
            ]
            return sum(scores) / len(scores)
