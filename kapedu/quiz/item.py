"""A question as the trainee sees it: nothing here gives the answer away."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from kapedu.quiz.fields import Fields

MINIMUM_OPTIONS = 2
MINIMUM_POINTS = 0.5


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMERIC = "numeric"
    TEXT = "text"
    FREE_TEXT = "free-text"
    PREDICT = "predict"
    PREDICT_TEXT = "predict-text"

    @property
    def has_options(self) -> bool:
        return self in {Kind.SINGLE, Kind.MULTIPLE, Kind.PREDICT}

    @property
    def is_prediction(self) -> bool:
        return self in {Kind.PREDICT, Kind.PREDICT_TEXT}


_INSTRUCTIONS = {
    Kind.SINGLE: "One answer is right.",
    Kind.MULTIPLE: "Several answers may be right.",
    Kind.NUMERIC: "Write a number.",
    Kind.TEXT: "Write a word or a short phrase; capitals do not matter.",
    Kind.FREE_TEXT: "Write in your own words.",
    Kind.PREDICT: "",
    Kind.PREDICT_TEXT: "",
}


@dataclass(frozen=True)
class Option:
    """One choice: ``id`` is its meaning (never its position), ``text`` what is read."""

    id: str
    text: str


@dataclass(frozen=True)
class Item:
    """One question.

    Attributes:
        id: Meaning of the question, unique in its file; the answer sheet uses it.
        kind: How it is answered.
        stem: The question, plain text; each line is a paragraph (in YAML, ``>-`` and a blank line).
        options: Choices in the author's order; empty for number and text questions.
        points: Points for a full answer.
        unit: Unit that a number is asked in.
        hint: A line under the question on how to answer.
    """

    id: str
    kind: Kind
    stem: str
    options: tuple[Option, ...] = ()
    points: float = 1.0
    unit: str = ""
    hint: str = ""

    def shuffled(self, seed: str) -> tuple[Option, ...]:
        """The options in an order that depends on the seed alone (the same for the same trainee)."""

        def place(option: Option) -> bytes:
            return hashlib.sha256(f"{seed}\n{self.id}\n{option.id}".encode()).digest()

        return tuple(sorted(self.options, key=place))

    def option_text(self, option_id: str) -> str:
        return next(option.text for option in self.options if option.id == option_id)

    @property
    def option_ids(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)

    @property
    def instruction(self) -> str:
        """How to answer, in a sentence for the reader."""
        if self.kind is Kind.NUMERIC and self.unit:
            return f"Write a number in {self.unit}."
        return _INSTRUCTIONS[self.kind]

    @property
    def rule(self) -> str:
        """How the points are given, where that needs saying."""
        if self.kind is Kind.MULTIPLE:
            return (
                "Each right tick earns a share of the points, each wrong tick costs the same share;"
                " the score never falls below 0."
            )
        if self.kind is Kind.FREE_TEXT:
            return "Your instructor reads and scores this answer."
        return ""


def read_item(fields: Fields, kind: Kind | None = None) -> Item:
    """The item in an author's fields; leaves fields of the key unread.

    Raises:
        QuizError: A field is missing, unknown in form, or does not fit the kind.
    """
    item_id = fields.identifier("id")
    fields.where = f"{fields.where}, item '{item_id}'"
    kind = Kind(fields.choice("kind", tuple(Kind))) if kind is None else kind
    stem = fields.text("stem")
    options: tuple[Option, ...] = ()
    if kind.has_options:
        options = tuple(Option(name, text) for name, text in fields.text_map("options").items())
        if len(options) < MINIMUM_OPTIONS:
            raise fields.fail("options", f"write at least {MINIMUM_OPTIONS} options")
        if len({option.text.casefold() for option in options}) < len(options):
            raise fields.fail("options", "write a different text for each option")
    return Item(
        id=item_id,
        kind=kind,
        stem=stem,
        options=options,
        points=fields.number("points", minimum=MINIMUM_POINTS, default=1.0),
        unit=fields.text("unit", default="") if kind is Kind.NUMERIC else "",
        hint=fields.text("hint", default=""),
    )
