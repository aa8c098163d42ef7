"""How a class is doing, read from the gradebook and the ledger: who handed in, who scored what, what is weak.

Everything here is a value; nothing is written. A class is small, so each share comes with an interval.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np

from kapedu.grading.item_bank import read_bank
from kapedu.grading.item_statistics import Interval, mean_interval
from kapedu.grading.rebuild import Books, needs_a_look
from kapedu.quiz import About

_FEW = 3
"""Below this many trainees a mean has no interval worth showing."""


@dataclass(frozen=True)
class Score:
    """What one trainee has for one item.

    Attributes:
        share: Of its points, 0 to 1; None while it waits for a person.
    """

    share: float | None


@dataclass(frozen=True)
class ScoreGrid:
    """Every score of one assignment.

    Attributes:
        assignment: Which.
        students: Everybody in the gradebook, in order of their ids.
        items: Ids of the items in the order of the quiz.
        points: Points of each item.
        scores: By student; None for one who has not handed in.
        penalties: Points taken off for being late, by student; who was in time is not there.
    """

    assignment: str
    students: tuple[str, ...]
    items: tuple[str, ...]
    points: tuple[float, ...]
    scores: Mapping[str, tuple[Score, ...] | None]
    penalties: Mapping[str, float] = field(default_factory=dict)

    def total(self, student: str) -> float | None:
        """The share of all points that a trainee has; None without a submission or while one item waits."""
        row = self.scores[student]
        waits = row is None or any(score.share is None for score in row)
        return None if waits else self.so_far(student)

    def so_far(self, student: str) -> float | None:
        """The share of the points of those items that are marked already, less a late penalty; None if there is none."""
        row = self.scores[student] or ()
        marked = [
            (score.share, points)
            for score, points in zip(row, self.points, strict=bool(row))
            if score.share is not None
        ]
        possible = sum(points for _, points in marked)
        earned = sum(share * points for share, points in marked) - self.penalties.get(student, 0.0)
        return max(0.0, earned) / possible if possible else None

    def weakest_first(self) -> tuple[str, ...]:
        """Students by their share of the points so far, those without any at the end."""

        def place(student: str) -> tuple[bool, float, str]:
            share = self.so_far(student)
            return (share is None, share or 0.0, student)

        return tuple(sorted(self.students, key=place))

    @property
    def handed_in(self) -> int:
        """How many handed in."""
        return sum(row is not None for row in self.scores.values())

    def column(self, item: str) -> list[float]:
        """The shares that are known for an item; none for one without points."""
        place = self.items.index(item)
        if not self.points[place]:
            return []
        rows = [row for row in self.scores.values() if row is not None]
        return [share for row in rows if (share := row[place].share) is not None]


@dataclass(frozen=True)
class Progress:
    """How far the class is with one assignment.

    Attributes:
        assignment: Which.
        students: How many are in the gradebook.
        handed_in: How many of them handed in.
        waiting: How many submissions wait for a person.
        mean: Mean share of the points of those that are fully marked; None if there is none.
        interval: 95% interval of that mean; None with fewer than three.
        latest: When the last one handed in, UTC.
        due: The deadline, UTC; None if there is none.
    """

    assignment: str
    students: int
    handed_in: int
    waiting: int
    mean: float | None
    interval: Interval | None
    latest: datetime | None
    due: datetime | None


@dataclass(frozen=True)
class Strength:
    """How a class does in one objective or competency.

    Attributes:
        name: Code of the competency, or the objective in words.
        items: How many items speak to it.
        trainees: How many trainees have a score on all of them.
        share: Mean share of their points.
        interval: 95% interval of that mean; None with fewer than three trainees.
    """

    name: str
    items: int
    trainees: int
    share: float
    interval: Interval | None


@dataclass(frozen=True)
class Notice:
    """Why somebody needs a look.

    Attributes:
        student: Who, or how many.
        assignment: Which quiz.
        reason: Why, a sentence.
    """

    student: str
    assignment: str
    reason: str


@dataclass(frozen=True)
class ClassReport:
    """Everything that the instructor's page shows but the statistics of items.

    Attributes:
        progress: By assignment, in order.
        grids: Scores by assignment.
        about: Where each item belongs, by assignment and id.
        notices: Who needs a look, and why.
    """

    progress: tuple[Progress, ...]
    grids: Mapping[str, ScoreGrid]
    about: Mapping[tuple[str, str], About] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()

    def competencies(self, assignment: str) -> list[Strength]:
        """The competencies that an assignment asks for, the weakest first."""
        return _strengths(self.grids[assignment], self._names(assignment, "competency"))

    def objectives(self, assignment: str) -> list[Strength]:
        """The objectives that an assignment asks for, the weakest first."""
        return _strengths(self.grids[assignment], self._names(assignment, "objective"))

    def _names(self, assignment: str, attribute: str) -> dict[str, str]:
        items = self.grids[assignment].items
        found = {item: self.about.get((assignment, item)) for item in items}
        return {item: getattr(about, attribute) for item, about in found.items() if about is not None}


def class_report(books: Books) -> ClassReport:
    """Read the whole report.

    Raises:
        OSError: The gradebook cannot be read.
    """
    about = _about(books)
    file = books.gradebook_file
    if file is not None and not file.is_file():
        return ClassReport((), {}, about)
    progress: list[Progress] = []
    grids: dict[str, ScoreGrid] = {}
    with books.open() as gradebook:
        students = sorted(student.id for student in gradebook.students)
        for assignment in sorted(gradebook.assignments, key=lambda each: str(each.name)):
            grid = _grid(assignment, students, [item for place, item in about if place == assignment.name])
            grids[assignment.name] = grid
            progress.append(_progress(assignment, grid))
    return ClassReport(tuple(progress), grids, about, tuple(_notices(books, progress, grids)))


def _about(books: Books) -> dict[tuple[str, str], About]:
    """Where every graded item belongs, in the order of the notebooks."""
    entries, _ = read_bank(books.assessments.parent)
    return {
        (entry.place.split("/")[-2], entry.question.item.id): entry.question.item.about
        for entry in entries
        if entry.graded
    }


def _grid(assignment: Any, students: Sequence[str], order: Sequence[str]) -> ScoreGrid:
    points = {cell.name: float(cell.max_score) for each in assignment.notebooks for cell in each.grade_cells}
    items = [item for item in order if item in points]
    items += sorted(set(points) - set(items))
    scores: dict[str, tuple[Score, ...] | None] = dict.fromkeys(students)
    for submission in assignment.submissions:
        found = {
            grade.cell.name: Score(
                None
                if grade.needs_manual_grade
                else float(grade.score) / points[grade.cell.name]
                if points[grade.cell.name]
                else 0.0
            )
            for notebook in submission.notebooks
            for grade in notebook.grades
        }
        scores[submission.student.id] = tuple(found.get(item, Score(None)) for item in items)
    penalties = {
        submission.student.id: float(submission.late_submission_penalty)
        for submission in assignment.submissions
        if submission.late_submission_penalty
    }
    return ScoreGrid(
        assignment.name,
        tuple(students),
        tuple(items),
        tuple(points[item] for item in items),
        scores,
        penalties,
    )


def _progress(assignment: Any, grid: ScoreGrid) -> Progress:
    rows = [row for row in grid.scores.values() if row is not None]
    totals = [total for student in grid.students if (total := grid.total(student)) is not None]
    times = [submission.timestamp for submission in assignment.submissions if submission.timestamp]
    return Progress(
        assignment.name,
        len(grid.students),
        len(rows),
        sum(any(score.share is None for score in row) for row in rows),
        float(np.mean(totals)) if totals else None,
        mean_interval(np.array(totals)) if len(totals) >= _FEW else None,
        max(times).replace(tzinfo=UTC) if times else None,
        assignment.duedate.replace(tzinfo=UTC) if assignment.duedate else None,
    )


def _strengths(grid: ScoreGrid, names: Mapping[str, str]) -> list[Strength]:
    found = []
    for name in dict.fromkeys(name for name in names.values() if name):
        places = [
            place for place, item in enumerate(grid.items) if names.get(item) == name and grid.points[place]
        ]
        if not places:  # a script concordance without a panel says nothing about what is weak
            continue
        weights = [grid.points[place] for place in places]
        shares = []
        for row in grid.scores.values():
            mine = [row[place].share for place in places] if row is not None else [None]
            known = [share for share in mine if share is not None]
            if len(known) == len(places):
                shares.append(float(np.average(known, weights=weights)))
        if shares:
            interval = mean_interval(np.array(shares)) if len(shares) >= _FEW else None
            found.append(Strength(name, len(places), len(shares), float(np.mean(shares)), interval))
    return sorted(found, key=lambda one: (one.share, one.name))


def _notices(books: Books, progress: Iterable[Progress], grids: Mapping[str, ScoreGrid]) -> Iterable[Notice]:
    for assignment, student, remark in needs_a_look(books):
        yield Notice(student, assignment, remark)
    for each in progress:
        grid = grids[each.assignment]
        for student, penalty in grid.penalties.items():
            yield Notice(student, each.assignment, f"Late: {penalty:g} points are taken off.")
        missing = [student for student in grid.students if grid.scores[student] is None]
        if each.handed_in > each.students / 2:
            for student in missing:
                yield Notice(student, each.assignment, "Not handed in, while most of the class has.")
        waiting = {
            student: sum(score.share is None for score in row)
            for student, row in grid.scores.items()
            if row is not None and any(score.share is None for score in row)
        }
        if waiting:
            count = sum(waiting.values())
            who = next(iter(waiting)) if len(waiting) == 1 else f"{len(waiting)} trainees"
            answers = "1 answer waits" if count == 1 else f"{count} answers wait"
            yield Notice(who, each.assignment, f"{answers} to be read by you in Formgrader.")
