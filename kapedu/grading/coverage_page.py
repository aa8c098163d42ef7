"""The coverage of the course as a page of the guides, written by ``kapedu items coverage --write``."""

from collections import Counter
from collections.abc import Iterator

from kapedu.grading.coverage import Coverage
from kapedu.quiz.competency import COMPETENCIES
from kapedu.quiz.item import COGNITIVE_LEVELS
from kapedu.quiz.review import Entry

PAGE = "course/guides/coverage.md"
_NONE = "–"


def coverage_page(found: Coverage) -> str:
    """The page as Markdown."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Coverage) -> Iterator[str]:
    yield "# What covers what"
    yield ""
    yield (
        "Written by `kapedu items coverage --write` (and `make validate`) from the lessons, the simulated encounters and the"
        " quizzes themselves; a test compares this page with what the command writes. The objectives are a course rule:"
        " `kapedu/knowledge/data/curriculum.json` says where each comes from. An objective without a graded item fails a test."
    )
    yield ""
    yield from _competencies(found)
    yield from _objectives(found)
    yield from _assignments(found)
    yield from _lessons(found)
    yield from _encounters(found)
    yield from _unplaced(found)


def _competencies(found: Coverage) -> Iterator[str]:
    yield "## By competency"
    yield ""
    yield "| competency | lessons | activities | encounters | graded items |"
    yield "|---|---|---|---|---|"
    for code, competency in COMPETENCIES.items():
        lessons = found.lessons_for(code)
        activities = {name for lesson in lessons for name in lesson.activities}
        items = [entry for entry in found.items if entry.question.item.about.competency == code]
        counts = (len(lessons), len(activities), len(found.encounters_for(code)), len(items))
        yield f"| **{code}** {competency.title} | " + " | ".join(str(n or _NONE) for n in counts) + " |"
    yield ""
    yield "An activity counts for every competency of its lesson. Self-checks in lessons are not counted here."
    yield ""


def _objectives(found: Coverage) -> Iterator[str]:
    yield "## By objective"
    yield ""
    yield "| objective | where it comes from | graded items |"
    yield "|---|---|---|"
    for objective in found.objectives:
        items = ", ".join(f"{quiz} {n}" for quiz, n in _by_quiz(found.items_for(objective)).items())
        yield f"| **{objective.competency}** {objective.text} | {objective.origin} | {items or '**none**'} |"
    yield ""


def _by_quiz(entries: tuple[Entry, ...]) -> Counter[str]:
    return Counter(_quiz(entry) for entry in entries)


def _quiz(entry: Entry) -> str:
    return entry.place.split("/")[-2]


def _assignments(found: Coverage) -> Iterator[str]:
    quizzes = _by_quiz(found.items)
    levels = [
        level for level in COGNITIVE_LEVELS if any(e.question.item.about.level == level for e in found.items)
    ]
    yield f"## By assignment: {len(found.items)} items"
    yield ""
    yield f"| assignment | items | points | {' | '.join(levels)} | kinds |"
    yield "|---" * (len(levels) + 4) + "|"
    for quiz, count in quizzes.items():
        items = [entry.question.item for entry in found.items if _quiz(entry) == quiz]
        at = Counter(item.about.level for item in items)
        kinds = ", ".join(
            f"{n} {kind}" for kind, n in Counter(str(item.kind) for item in items).most_common()
        )
        points = sum(item.points for item in items)
        cells = (quiz, count, f"{points:g}", *(at[level] or _NONE for level in levels), kinds)
        yield f"| {' | '.join(str(cell) for cell in cells)} |"
    yield ""
    idle = [entry.question.item.id for entry in found.items if not entry.question.item.points]
    if idle:
        yield (
            f"Without points, since no panel has answered them yet: {', '.join(f'`{name}`' for name in idle)}."
            " They cover no objective."
        )
        yield ""


def _lessons(found: Coverage) -> Iterator[str]:
    yield "## Lessons and their activities"
    yield ""
    yield "| lesson | competencies | activities |"
    yield "|---|---|---|"
    for lesson in found.lessons:
        codes = ", ".join(lesson.competencies) or _NONE
        activities = ", ".join(f"`{name}`" for name in lesson.activities) or _NONE
        yield f"| [{lesson.title}](../../modules/{lesson.place}.ipynb) | {codes} | {activities} |"
    yield ""


def _encounters(found: Coverage) -> Iterator[str]:
    yield f"## Simulated encounters: {len(found.encounters)}"
    yield ""
    yield "| encounter | competencies |"
    yield "|---|---|"
    for one in found.encounters:
        yield f"| {one.title} (`{one.id}`) | {', '.join(one.competencies)} |"


def _unplaced(found: Coverage) -> Iterator[str]:
    items, lessons = found.unplaced_items, found.unplaced_lessons
    if not items and not lessons:
        return
    yield ""
    yield "## Not yet placed"
    yield ""
    yield "To be named in `curriculum.json`: the wording of an item's objective, or what a lesson is for."
    yield ""
    for entry in items:
        about = entry.question.item.about
        yield f"- item `{entry.question.item.id}` ({_quiz(entry)}): {about.competency}, “{about.objective}”"
    for lesson in lessons:
        yield f"- lesson {lesson.title} (`{lesson.place}`)"
