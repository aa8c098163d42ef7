"""What the course is for, in the pieces that items are written for: the objectives of each competency."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import fact
from kapedu.knowledge.sheet import sheet
from kapedu.quiz.competency import COMPETENCIES
from kapedu.quiz.fields import QuizError

_SHEET = "curriculum"


@dataclass(frozen=True)
class Objective:
    """One thing that a trainee should be able to do.

    Attributes:
        id: Such as ``C7-act``.
        competency: Code of its competency.
        text: What it is.
        source: Key of the reference that it comes from, ``design`` where the course set it.
        origin: What it comes from, in words.
        asked_as: How items name it; several wordings may mean the same.
    """

    id: str
    competency: str
    text: str
    source: str
    origin: str
    asked_as: tuple[str, ...]


@cache
def objectives() -> tuple[Objective, ...]:
    """Every objective, in the order of the competencies.

    Raises:
        QuizError: An objective names a competency that does not exist, or a competency has no objective.

    Example:
        >>> [objective.id for objective in objectives()][:2]
        ['C1-screen', 'C1-interactions']
    """
    told = sheet(_SHEET).descriptions
    names = [path.split(".")[1] for path in told if path.startswith("objectives.") and path.endswith(".code")]
    found = tuple(_objective(name, told) for name in names)
    without = set(COMPETENCIES) - {objective.competency for objective in found}
    if without:
        raise QuizError(f"{_SHEET}.json: {', '.join(sorted(without))}: there is no objective; write one")
    return found


def _objective(name: str, told: Mapping[str, str | bool]) -> Objective:
    code = str(told[f"objectives.{name}.code"])
    if code not in COMPETENCIES:
        raise QuizError(
            f"{_SHEET}.json, objective {name}, code {code!r}: write one of {', '.join(COMPETENCIES)}"
        )
    stated = fact(f"{_SHEET}.objectives.{name}.text")
    asked = str(told[f"objectives.{name}.asked_as"])
    return Objective(
        id=name,
        competency=code,
        text=str(stated.value),
        source=stated.source,
        origin=(stated.note or "").removeprefix("origin: "),
        asked_as=tuple(part.strip() for part in asked.split(";")),
    )


@cache
def lesson_competencies() -> Mapping[str, tuple[str, ...]]:
    """Competencies that a lesson is for, by module folder and name: ``1-mechanism/2-dose-to-blood``.

    Raises:
        QuizError: A lesson names a competency that does not exist.
    """
    found = {}
    for path, text in sheet(_SHEET).descriptions.items():
        if path.startswith("lessons."):
            codes = tuple(str(text).split())
            for code in codes:
                if code not in COMPETENCIES:
                    raise QuizError(
                        f"{_SHEET}.json, {path}: {code!r} is no competency; write some of {', '.join(COMPETENCIES)}"
                    )
            found["/".join(path.split(".")[1:])] = codes
    return MappingProxyType(found)
