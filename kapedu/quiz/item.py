"""A question as the trainee sees it: nothing here gives the answer away."""

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property

from kapedu.quiz.fields import Fields
from kapedu.quiz.formula import fill
from kapedu.quiz.kind import CONCORDANCE_SCALE, JUDGEMENT_SCALE, NO_PANEL_RULE, Kind
from kapedu.quiz.variants import NumberChoice, read_numbers, run_seed

MINIMUM_OPTIONS = 2
MINIMUM_POINTS = 0.5


@dataclass(frozen=True)
class Option:
    """One choice: ``id`` is its meaning (never its position), ``text`` what is read."""

    id: str
    text: str


COGNITIVE_LEVELS = ("remember", "understand", "apply", "analyse", "evaluate", "create")


@dataclass(frozen=True)
class About:
    """Where an item belongs; empty texts where the author does not say.

    Attributes:
        version: Counts up when the meaning of the item or its key changes.
        module: Number of the course's module, ``"1"`` to ``"6"``.
        objective: What the trainee should be able to do, in words.
        competency: Code of the course's list, ``"C1"`` to ``"C15"``.
        level: One of :data:`COGNITIVE_LEVELS`.
    """

    version: int = 1
    module: str = ""
    objective: str = ""
    competency: str = ""
    level: str = ""


@dataclass(frozen=True)
class Item:
    """One question.

    Attributes:
        id: Meaning of the question, unique in its file; the answer sheet uses it.
        kind: How it is answered.
        stem: The question, plain text; each line is a paragraph (in YAML, ``>-`` and a blank line).
        options: Choices, steps or lines in the author's order; empty for number and text questions.
        targets: What the lines of a matching or a judgement are given.
        points: Points for a full answer; 0 for a script concordance that has no panel.
        unit: Unit that a number is asked in.
        hint: A line under the question on how to answer.
        curve: Name of the curve on which a point is asked for (:mod:`kapedu.quiz.curves`).
        numbers: Figures of a calculation that differ from trainee to trainee.
        hypothesis: The idea that a script concordance starts from.
        finding: What a script concordance then tells.
        case: Which case of the library is played, or which patient of the capstone is treated.
        run_seed: Whose body this trainee meets in it; None until the trainee is known.
        asks_confidence: Whether the trainee may say how sure they are; never marked.
        about: Where the item belongs.
    """

    id: str
    kind: Kind
    stem: str
    options: tuple[Option, ...] = ()
    points: float = 1.0
    unit: str = ""
    hint: str = ""
    targets: tuple[Option, ...] = ()
    curve: str = ""
    numbers: tuple[NumberChoice, ...] = ()
    hypothesis: str = ""
    finding: str = ""
    case: str = ""
    run_seed: int | None = None
    asks_confidence: bool = False
    about: About = field(default_factory=About)

    def shuffled(self, seed: str) -> tuple[Option, ...]:
        """The options as this trainee sees them: the order depends on the seed alone, a scale stays in order."""
        if self.kind is Kind.CONCORDANCE or self.kind.is_paired:
            return self.options
        return self._in_order_of(self.options, seed)

    def shuffled_targets(self, seed: str) -> tuple[Option, ...]:
        """The targets as this trainee sees them; a scale stays in order."""
        return self._in_order_of(self.targets, seed) if self.kind is Kind.MATCHING else self.targets

    def _in_order_of(self, options: tuple[Option, ...], seed: str) -> tuple[Option, ...]:
        def place(option: Option) -> bytes:
            return hashlib.sha256(f"{seed}\n{self.id}\n{option.id}".encode()).digest()

        return tuple(sorted(options, key=place))

    def values(self, seed: str) -> dict[str, float]:
        """The figures of this trainee's calculation, by name."""
        return {number.name: number.value(f"{seed}\n{self.id}") for number in self.numbers}

    def for_trainee(self, seed: str) -> "Item":
        """The item as one trainee sees it: with figures of their own where it has any.

        Example:
            >>> from kapedu.quiz import parse_item
            >>> text = "{id: a, kind: calculation, stem: 'Half of {n}?', numbers: {n: {from: 10, to: 90, step: 10}}}"
            >>> parse_item(text).for_trainee("5f").stem
            'Half of 30?'
        """
        if self.kind.is_run:
            return replace(self, run_seed=run_seed(seed, self.id) if seed else None)
        return replace(self, stem=fill(self.stem, self.values(seed))) if self.numbers else self

    def option_text(self, option_id: str) -> str:
        return next(option.text for option in self.options if option.id == option_id)

    def target_text(self, target_id: str) -> str:
        return next(target.text for target in self.targets if target.id == target_id)

    @cached_property
    def option_ids(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)

    @cached_property
    def target_ids(self) -> tuple[str, ...]:
        return tuple(target.id for target in self.targets)

    @property
    def instruction(self) -> str:
        """How to answer, in a sentence for the reader."""
        if self.kind.is_number and self.kind is not Kind.POINT and self.unit:
            return self.kind.instruction.replace("a number.", f"a number in {self.unit}.")
        return self.kind.instruction

    @property
    def rule(self) -> str:
        """How the points are given, where that needs saying."""
        return self.kind.rule if self.points else NO_PANEL_RULE


def read_item(fields: Fields, kind: Kind | None = None) -> Item:
    """The item in an author's fields; leaves fields of the key unread.

    Raises:
        QuizError: A field is missing, unknown in form, or does not fit the kind.
    """
    item_id = fields.identifier("id")
    fields.where = f"{fields.where}, item '{item_id}'"
    kind = Kind(fields.choice("kind", tuple(Kind))) if kind is None else kind
    stem = fields.text("stem")
    numbers = read_numbers(fields, stem) if kind is Kind.CALCULATION else ()
    curve, unit = "", ""
    if kind is Kind.POINT:
        from kapedu.quiz.curves import CURVES

        curve = fields.choice("curve", tuple(CURVES))
        unit = CURVES[curve].x_unit
    elif kind.is_number:
        unit = fields.text("unit", default="")
    asks = fields.choice("confidence", ("yes", "no")) if "confidence" in fields else "no"
    return Item(
        id=item_id,
        kind=kind,
        stem=stem,
        options=_read_options(fields, kind),
        points=_read_points(fields, kind),
        unit=unit,
        hint=fields.text("hint", default=""),
        targets=_read_targets(fields, kind),
        curve=curve,
        numbers=numbers,
        hypothesis=fields.text("hypothesis") if kind is Kind.CONCORDANCE else "",
        finding=fields.text("finding") if kind is Kind.CONCORDANCE else "",
        case=_read_case(fields, kind) if kind.is_run else "",
        asks_confidence=asks == "yes",
        about=_read_about(fields),
    )


def _read_points(fields: Fields, kind: Kind) -> float:
    """At least half a point, except where a script concordance has nobody to be compared with."""
    points = fields.number("points", minimum=float("-inf"), default=1.0)
    if points >= MINIMUM_POINTS or (points == 0 and kind is Kind.CONCORDANCE):
        return points
    raise fields.fail(
        "points",
        f"write a number of at least {MINIMUM_POINTS:g}; 0 only for a script concordance without a panel",
    )


def _read_options(fields: Fields, kind: Kind) -> tuple[Option, ...]:
    if kind is Kind.CONCORDANCE:
        return tuple(Option(name, text) for name, text in CONCORDANCE_SCALE.items())
    return _different(fields, "options") if kind.takes_options else ()


def _read_targets(fields: Fields, kind: Kind) -> tuple[Option, ...]:
    if kind is Kind.JUDGEMENT:
        return tuple(Option(name, text) for name, text in JUDGEMENT_SCALE.items())
    return _different(fields, "targets") if kind is Kind.MATCHING else ()


def _read_case(fields: Fields, kind: Kind) -> str:
    if kind is Kind.COURSE_RUN:
        from kapedu.treatment import patient_names

        return fields.choice("patient", patient_names())
    from kapedu.cases import case_names

    return fields.choice("case", case_names())


def _different(fields: Fields, name: str) -> tuple[Option, ...]:
    options = tuple(Option(option, text) for option, text in fields.text_map(name).items())
    if len(options) < MINIMUM_OPTIONS:
        raise fields.fail(name, f"write at least {MINIMUM_OPTIONS} {name}")
    if len({option.text.casefold() for option in options}) < len(options):
        raise fields.fail(name, "write a different text for each option")
    return options


def _read_about(fields: Fields) -> About:
    from kapedu.quiz.competency import COMPETENCIES

    version = fields.number("version", minimum=1, default=1)
    if version != int(version):
        raise fields.fail("version", "write a whole number, 1 or more")
    chosen = {
        name: fields.choice(name, allowed) if name in fields else ""
        for name, allowed in (("competency", tuple(COMPETENCIES)), ("level", COGNITIVE_LEVELS))
    }
    return About(
        version=int(version),
        module=fields.text("module", default=""),
        objective=fields.text("objective", default=""),
        competency=chosen["competency"],
        level=chosen["level"],
    )
