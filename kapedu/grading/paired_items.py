"""Items of two parallel tests, paired by name: ``pre-dose`` of a pre-test with ``post-dose`` of its post-test."""

from dataclasses import dataclass

from kapedu.grading.class_answers import ClassAnswers


@dataclass(frozen=True)
class PairedItem:
    """What the same trainees earned on two items that ask the same ground.

    Attributes:
        name: What both ids share.
        before: Mean share of the item's points in the first test, 0 to 1.
        after: The same in the second.
    """

    name: str
    before: float
    after: float


@dataclass(frozen=True)
class PairedItems:
    """The items of two tests side by side, for the trainees who took both.

    Attributes:
        pairs: In the order of the first test.
        alone: Ids that stand in one of the tests only.
    """

    pairs: tuple[PairedItem, ...]
    alone: tuple[str, ...]


def paired_items(names: tuple[str, str], before: ClassAnswers, after: ClassAnswers) -> PairedItems:
    """Pair the items of two tests by their ids without the part that names the test.

    Args:
        names: Names of the assignments, such as ``pre-test`` and ``post-test``.
        before: Answers to the first.
        after: Answers to the second; who took only one of them is left out.
    """
    both = sorted(set(before.students) & set(after.students))
    first, second = (_by_name(name, answers) for name, answers in zip(names, (before, after), strict=True))

    def share(answers: ClassAnswers, item: str) -> float:
        column = answers.items.index(item)
        rows = [answers.students.index(student) for student in both]
        return float(answers.scores[rows, column].mean())

    shared = [name for name in first if name in second] if both else []
    return PairedItems(
        tuple(PairedItem(name, share(before, first[name]), share(after, second[name])) for name in shared),
        tuple(items[name] for items in (first, second) for name in items if name not in shared),
    )


def _by_name(assignment: str, answers: ClassAnswers) -> dict[str, str]:
    """Item ids by what is left without the first part of the assignment's name."""
    prefix = f"{assignment.partition('-')[0]}-"
    return {item.removeprefix(prefix): item for item in answers.items}
