"""What covers each objective: lessons with their activities, simulated encounters, graded items."""

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kapedu.cases.library import library
from kapedu.grading.item_bank import read_bank
from kapedu.quiz import QuizError
from kapedu.quiz.curriculum import Objective, lesson_competencies, objectives
from kapedu.quiz.review import Entry

_NO_ACTIVITY = frozenset({"bibliography", "check", "cite", "predict", "reveal"})
"""What lessons call besides their activities: questions and sources."""


@dataclass(frozen=True)
class TaughtLesson:
    """A lesson: where it is, its title, what it is for (empty where nobody has said), its activities."""

    place: str
    title: str
    competencies: tuple[str, ...]
    activities: tuple[str, ...]


@dataclass(frozen=True)
class Encounter:
    """A simulated encounter and what it is for."""

    id: str
    title: str
    competencies: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """The whole course, held against its objectives.

    Attributes:
        objectives: What the course is for.
        lessons: Every lesson there is.
        encounters: Every simulated encounter.
        items: Every graded item, those without points included.
    """

    objectives: tuple[Objective, ...]
    lessons: tuple[TaughtLesson, ...]
    encounters: tuple[Encounter, ...]
    items: tuple[Entry, ...]

    def items_for(self, objective: Objective) -> tuple[Entry, ...]:
        """The graded items of an objective that earn points: what marks nothing shows nothing."""
        return tuple(
            entry for entry in self.items if entry.question.item.points and _is_for(entry, objective)
        )

    def lessons_for(self, competency: str) -> tuple[TaughtLesson, ...]:
        return tuple(lesson for lesson in self.lessons if competency in lesson.competencies)

    def encounters_for(self, competency: str) -> tuple[Encounter, ...]:
        return tuple(one for one in self.encounters if competency in one.competencies)

    @property
    def holes(self) -> tuple[Objective, ...]:
        """The objectives that no graded item asks for."""
        return tuple(objective for objective in self.objectives if not self.items_for(objective))

    @property
    def unplaced_items(self) -> tuple[Entry, ...]:
        """The items whose objective, as they word it, is none of the curriculum's."""
        return tuple(
            entry
            for entry in self.items
            if not any(_is_for(entry, objective) for objective in self.objectives)
        )

    @property
    def unplaced_lessons(self) -> tuple[TaughtLesson, ...]:
        """The lessons of which nobody has said what they are for."""
        return tuple(lesson for lesson in self.lessons if not lesson.competencies)


def _is_for(entry: Entry, objective: Objective) -> bool:
    about = entry.question.item.about
    return about.competency == objective.competency and about.objective in objective.asked_as


def read_coverage(root: Path) -> Coverage:
    """Everything in the course's folder that teaches, trains or asks.

    Raises:
        QuizError: A lesson is no notebook, or the curriculum is not sound; names file and entry.
    """
    entries, _ = read_bank(root)
    return Coverage(
        objectives=objectives(),
        lessons=tuple(_lesson(path) for path in sorted((root / "modules").glob("[0-9]*/[0-9]*.ipynb"))),
        encounters=tuple(Encounter(case.id, case.title, case.competencies) for case in library()),
        items=tuple(entry for entry in entries if entry.graded),
    )


def _lesson(path: Path) -> TaughtLesson:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        texts = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise QuizError(f"{path} is not a notebook: {error!r}") from None
    headings = (
        line.removeprefix("# ").strip()
        for kind, text in texts
        if kind == "markdown"
        for line in text.splitlines()
        if line.startswith("# ")
    )
    calls = dict.fromkeys(call for kind, text in texts if kind == "code" for call in _calls(text))
    place = f"{path.parent.name}/{path.stem}"
    return TaughtLesson(
        place=place,
        title=next(headings, path.stem),
        competencies=lesson_competencies().get(place, ()),
        activities=tuple(call for call in calls if call not in _NO_ACTIVITY),
    )


def _calls(source: str) -> Iterator[str]:
    """Names that a lesson's cell calls; no cell is run."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return
    for statement in statements:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            yield call.func.id
