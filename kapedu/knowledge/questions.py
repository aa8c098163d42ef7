"""Questions that the trial register can answer, and how sure the course is of each answer."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from kapedu.knowledge.csv_table import Line, no_twins, read_lines
from kapedu.knowledge.errors import KnowledgeError, nearest
from kapedu.knowledge.sources import DATA, source_keys
from kapedu.knowledge.trials import Trial, all_trials

DOMAINS = ("risk of bias", "inconsistency", "indirectness", "imprecision", "publication bias")
_MOST_LEVELS = 2


@dataclass(frozen=True, slots=True)
class Question:
    """An outcome, with every row of the register that bears on it, usable or not."""

    key: str
    title: str
    treated: str
    """What group 1 received, in a word or two."""
    unit: str
    """Of a difference of means; empty for events."""
    rows: tuple[Trial, ...]

    @property
    def comparators(self) -> tuple[str, ...]:
        """Control types among the rows, the most frequent first."""
        types = [row.control_type for row in self.rows]
        return tuple(sorted(dict.fromkeys(types), key=types.count, reverse=True))

    @property
    def more_is_better(self) -> bool:
        """Whether a larger effect favours group 1."""
        return self.rows[0].better in ("higher", "event_good")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Why the course rates the certainty of one answer down, or does not; a rule of this course, open to dispute."""

    question: str
    comparator: str
    domain: str
    levels: int
    """Steps down, 0 to 2."""
    reason: str
    source_keys: tuple[str, ...]


def load_questions(path: Path, rows: Collection[Trial]) -> tuple[Question, ...]:
    """Read and check a CSV of questions; its columns are the fields of ``Question``.

    Args:
        path: The file, with a header line; ``rows`` holds row ids with ``;`` between them.
        rows: The rows that may be named.

    Raises:
        KnowledgeError: A cell is missing, or a row is unknown or named twice; names file, line and column.
    """
    lines = tuple(read_lines(path, [field.name for field in fields(Question)]))
    no_twins(lines, "key")
    by_id = {row.row_id: row for row in rows}
    return tuple(_question(line, by_id) for line in lines)


def _question(line: Line, by_id: dict[str, Trial]) -> Question:
    ids = line.text("rows").split(";")
    for place, row_id in enumerate(ids):
        if row_id not in by_id:
            raise line.refuse("rows", f"{row_id!r} is no row of trials.csv{nearest(row_id, by_id)}")
        if row_id in ids[:place]:
            raise line.refuse("rows", f"{row_id!r} is named twice")
    return Question(
        line.text("key"),
        line.text("title"),
        line.text("treated"),
        line.cells["unit"],
        tuple(by_id[row_id] for row_id in ids),
    )


def load_judgements(
    path: Path, questions: Collection[Question], known_sources: Collection[str]
) -> tuple[Judgement, ...]:
    """Read and check a CSV of judgements; its columns are the fields of ``Judgement``.

    Raises:
        KnowledgeError: A question, comparator, domain, level or source is unknown; names file, line and column.
    """
    known = {question.key: question for question in questions}
    found = []
    for line in read_lines(path, [field.name for field in fields(Judgement)]):
        question = known[line.one_of("question", known)]
        levels = line.count_or_none("levels")
        if levels is None or levels > _MOST_LEVELS:
            raise line.refuse("levels", f"{line.cells['levels']!r} is not 0, 1 or {_MOST_LEVELS}")
        found.append(
            Judgement(
                question.key,
                line.one_of("comparator", question.comparators),
                line.one_of("domain", DOMAINS),
                levels,
                line.text("reason"),
                line.keys("source_keys", known_sources),
            )
        )
    return tuple(found)


@cache
def all_questions() -> tuple[Question, ...]:
    """All questions of the course, read and checked at the first call.

    >>> [row.row_id for row in question("ect").rows]
    ['34a', '34b', '35a', '35b']
    """
    return load_questions(DATA / "questions.csv", all_trials())


def question(key: str) -> Question:
    """One question by its key.

    Raises:
        KnowledgeError: No such question; names the nearest.
    """
    by_key = {found.key: found for found in all_questions()}
    if key not in by_key:
        raise KnowledgeError(f"questions.csv: no question {key!r}{nearest(key, by_key)}")
    return by_key[key]


@cache
def _all_judgements() -> tuple[Judgement, ...]:
    return load_judgements(DATA / "judgements.csv", all_questions(), source_keys())


def judgements(key: str, comparator: str) -> tuple[Judgement, ...]:
    """What the course says about the certainty of one answer; empty where it has not judged it.

    >>> [(judgement.domain, judgement.levels) for judgement in judgements("ect", "ECT")][1]
    ('inconsistency', 2)
    """
    return tuple(one for one in _all_judgements() if (one.question, one.comparator) == (key, comparator))
