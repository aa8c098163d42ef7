"""Who has shown what a certificate asks for, read from the gradebook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kapedu.grading.class_report import ClassReport, class_report
from kapedu.grading.criteria import FILE_NAME, Criteria, read_criteria
from kapedu.grading.rebuild import Books
from kapedu.quiz import About


@dataclass(frozen=True)
class Shown:
    """One thing that was shown, or not yet.

    Attributes:
        name: Name of an assignment, or code of a competency.
        share: Of its points; None while it is not handed in or not fully marked.
        needed: The share that is asked for; None where none is.
    """

    name: str
    share: float | None
    needed: float | None

    @property
    def is_met(self) -> bool:
        """Whether it is what was asked for."""
        return self.share is not None and (self.needed is None or round(self.share, 6) >= self.needed)


@dataclass(frozen=True)
class Award:
    """How one trainee stands to the certificate."""

    student: str
    assignments: tuple[Shown, ...]
    competencies: tuple[Shown, ...]

    @property
    def is_met(self) -> bool:
        """Whether everything that is asked for was shown."""
        return all(one.is_met for one in (*self.assignments, *self.competencies))

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not there yet, in words."""
        return tuple(
            f"{one.name}: not handed in or not marked in full"
            if one.share is None
            else f"{one.name}: {one.share:.0%} of the {one.needed:.0%} needed"
            for one in (*self.assignments, *self.competencies)
            if not one.is_met
        )


def criteria_of(books: Books) -> Criteria:
    """The criteria of a course.

    Raises:
        QuizError: Their file cannot be used; says where and why.
    """
    return read_criteria(books.assessments / FILE_NAME, _names(books.assessments / "source"))


def awards(books: Books, criteria: Criteria) -> tuple[Award, ...]:
    """How every trainee of the gradebook stands, in order of their ids."""
    report = class_report(books)
    students = sorted({student for grid in report.grids.values() for student in grid.students})
    return tuple(award(report, criteria, student) for student in students)


def award(report: ClassReport, criteria: Criteria, student: str) -> Award:
    """How one trainee stands."""
    grids = {name: report.grids[name] for name in criteria.assignments if name in report.grids}
    shown = tuple(
        Shown(name, grids[name].total(student) if name in grids else None, needed)
        for name, needed in criteria.assignments.items()
    )
    earned: dict[str, list[tuple[float, float]]] = {}
    for name, grid in grids.items():
        for item, points, score in zip(grid.items, grid.points, grid.scores[student] or (), strict=False):
            code = _competency(report.about, name, item)
            if code and points and score.share is not None:
                earned.setdefault(code, []).append((score.share * points, points))
    shares = {
        code: sum(one for one, _ in pairs) / sum(points for _, points in pairs)
        for code, pairs in earned.items()
    }
    codes = sorted({*shares, *criteria.competencies}, key=lambda code: int(code[1:]))
    competencies = tuple(Shown(code, shares.get(code), criteria.competencies.get(code)) for code in codes)
    return Award(student, shown, competencies)


def _competency(about: Mapping[tuple[str, str], About], assignment: str, item: str) -> str:
    found = about.get((assignment, item))
    return found.competency if found else ""


def _names(source: Path) -> Iterable[str]:
    return [path.name for path in source.iterdir() if (path / f"{path.name}.ipynb").is_file()]
