"""Where authors write questions: ``checks.yaml`` beside a lesson, or YAML inside a quiz notebook's cell."""

from dataclasses import dataclass, replace
from pathlib import Path

from kapedu.quiz.fields import Fields, QuizError, load_yaml
from kapedu.quiz.item import Item, read_item
from kapedu.quiz.key import Key, key_for_trainee, read_key
from kapedu.quiz.kind import Kind


@dataclass(frozen=True)
class Question:
    """An item together with its key."""

    item: Item
    key: Key

    def for_trainee(self, seed: str) -> "Question":
        """The question with the figures or the patient of one trainee, where it has any."""
        if not self.item.numbers and not self.item.kind.is_run:
            return self
        return Question(self.item.for_trainee(seed), key_for_trainee(self.key, self.item, seed))


def parse_item(text: str, where: str = "question") -> Item:
    """The item in a YAML text without a key, as a trainee receives it.

    Example:
        >>> parse_item("{id: dose, kind: numeric, stem: How much, unit: mg}").instruction
        'Write a number in mg.'

    Raises:
        QuizError: Names ``where``, the item, the field and what to write.
    """
    fields = Fields(load_yaml(text, where), where)
    if "key" in fields:
        raise fields.fail("key", "in a quiz notebook it belongs in key(...), inside the hidden region")
    item = read_item(fields)
    fields.finish()
    return item


def parse_key(text: str, item: Item, where: str = "key") -> Key:
    """The key in a YAML text, checked against its item.

    Raises:
        QuizError: Names ``where``, the item, the field and what to write.
    """
    fields = Fields(load_yaml(text, where), f"{where}, item '{item.id}'")
    key = read_key(fields, item)
    fields.finish()
    return key


def read_question_file(path: Path) -> dict[str, Question]:
    """Every question of a file, by id.

    Raises:
        QuizError: The file is missing or an entry cannot be used; names file, item and field.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QuizError(
            f"{path.name}: the file cannot be read in {path.parent} ({type(error).__name__});"
            " it belongs beside the notebook"
        ) from None
    return parse_questions(text, path.name)


def parse_questions(text: str, where: str) -> dict[str, Question]:
    """Every question in a YAML list, by id. Errors as in :func:`read_question_file`."""
    entries = load_yaml(text, where)
    if not isinstance(entries, list) or not entries:
        raise QuizError(f"{where}: write a list of questions, each starting with '- id: …'")
    questions: dict[str, Question] = {}
    for number, entry in enumerate(entries, start=1):
        named = isinstance(entry, dict) and "id" in entry
        question = _read_question(Fields(entry, where if named else f"{where}, entry {number}"))
        if question.item.id in questions:
            raise QuizError(f"{where}, item '{question.item.id}': this id is used twice; write another")
        questions[question.item.id] = question
    return questions


def _read_question(fields: Fields) -> Question:
    key_data = fields.raw("key")
    kind = Kind(fields.choice("kind", tuple(Kind))) if "kind" in fields else None
    if kind is Kind.TEXT and isinstance(key_data, dict) and "rubric" in key_data:
        kind = Kind.FREE_TEXT
    item = read_item(fields, kind)
    if item.kind.is_prediction:
        key = read_key(fields, item)
    else:
        if key_data is None:
            raise fields.fail("key", "write the answer, the rationale and the sources")
        key_fields = Fields(key_data, f"{fields.where}, key")
        if item.kind is Kind.NUMERIC and not item.unit and isinstance(key_data.get("correct"), dict):
            item = replace(item, unit=str(key_data["correct"].get("unit", "")))
        if item.kind is Kind.FREE_TEXT and "points" not in fields:
            item = replace(item, points=_rubric_points(key_data.get("rubric")))
        key = read_key(key_fields, item)
        key_fields.finish()
    fields.finish()
    return Question(item, key)


def _rubric_points(lines: object) -> float:
    """What a rubric adds up to, before its lines are checked."""
    points = (
        [line.get("points") for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []
    )
    return float(sum(value for value in points if isinstance(value, int | float)))
