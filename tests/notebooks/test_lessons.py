"""Every lesson notebook: its form, its code lines, its numbers, and whether it runs."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode, read, reads, validate

from kapedu.knowledge import KnowledgeError, fact, reference
from kapedu.quiz.question_file import Question, read_question_file

REPOSITORY = Path(__file__).resolve().parents[2]
LESSONS = sorted((REPOSITORY / "modules").glob("*/[0-9]*.ipynb"))
LONGEST_RUN_S = 30
NAMES = {lesson: f"{lesson.parent.name}/{lesson.stem}" for lesson in LESSONS}
CLOSING = "This course teaches. It does not treat"
OPENING = ("After this lesson you can", "**Time:**", "**Do first:**", "**Last reviewed:**")
STABLE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
RANDOM_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){0,3}")
MOST_SECTIONS, FEWEST_SECTIONS = 6, 3


@cache
def lesson_text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def lesson(path: Path) -> NotebookNode:
    return reads(lesson_text(path), as_version=4)


def all_lessons() -> Any:
    return pytest.mark.parametrize("path", LESSONS, ids=[NAMES[path] for path in LESSONS])


# ---- form ----------------------------------------------------------------------------------------


def headings(notebook: NotebookNode) -> list[tuple[int, str]]:
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            found += [
                (len(marks), text) for marks, text in re.findall(r"^(#+) (.+)$", cell.source, re.MULTILINE)
            ]
    return found


def form_problems(notebook: NotebookNode) -> Iterator[str]:
    """What breaks the rules for a lesson's outline, cells and metadata."""
    first, last = notebook.cells[0], notebook.cells[-1]
    if first.cell_type != "markdown" or not first.source.startswith("# "):
        yield "the first cell does not open with a heading of level 1"
    yield from (f"the first cell lacks {part!r}" for part in OPENING if part not in first.source)
    minutes = re.findall(r"\*\*Time:\*\* (\d+) minutes", first.source)
    if minutes != [str(notebook.metadata.kapedu.get("minutes"))]:
        yield f"the first cell says {minutes} minutes, the metadata {notebook.metadata.kapedu.get('minutes')}"
    levels = [level for level, _ in headings(notebook)]
    if levels.count(1) != 1:
        yield f"there are {levels.count(1)} headings of level 1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"
    yield from section_problems(notebook)
    if CLOSING not in last.source or last.cell_type != "markdown":
        yield "the last cell does not say that the course teaches and does not treat"
    if notebook.cells[-2].cell_type != "code" or "bibliography()" not in notebook.cells[-2].source:
        yield "the last cell but one does not list the sources"
    if notebook.metadata.kernelspec.name != "python3" or not notebook.metadata.kapedu.get("run_on_open"):
        yield "the notebook's metadata do not let it run by itself on opening"


def section_problems(notebook: NotebookNode) -> Iterator[str]:
    """What is wrong with the parts of a lesson."""
    taught = [section for section in sections(notebook) if "check(" in section]
    if not FEWEST_SECTIONS <= len(taught) <= MOST_SECTIONS:
        yield f"{len(taught)} sections end in a check; a lesson has {FEWEST_SECTIONS} to {MOST_SECTIONS}"
    for part in taught:
        if "cite(" not in part and part.count("from kapedu.widgets") > part.count("check("):
            yield f"the section {words(part)!r} cites nothing"


def sections(notebook: NotebookNode) -> list[str]:
    """The text and code under each heading of level 2."""
    whole = "\n".join(cell.source for cell in notebook.cells)
    return re.split(r"^## ", whole, flags=re.MULTILINE)[1:]


def words(section: str) -> str:
    return section.partition("\n")[0]


def cell_problems(notebook: NotebookNode) -> Iterator[str]:
    """What breaks the rules for single cells."""
    ids = [cell.id for cell in notebook.cells]
    yield from (
        f"the cell id {name!r} is used twice"
        for name in sorted({name for name in ids if ids.count(name) > 1})
    )
    for cell in notebook.cells:
        if not STABLE_ID.fullmatch(cell.id) or RANDOM_ID.fullmatch(cell.id):
            yield f"the cell id {cell.id!r} was not chosen by a person"
        if cell.cell_type != "code":
            continue
        if cell.outputs or cell.execution_count is not None:
            yield f"cell {cell.id} was committed with its output"
        if not cell.metadata.get("jupyter", {}).get("source_hidden"):
            yield f"cell {cell.id} shows its code"
        yield from (f"cell {cell.id}: {problem}" for problem in code_problems(cell.source))


def code_problems(source: str) -> Iterator[str]:
    """Why a cell may not run by itself: only one import from the course and one call with plain values."""
    if not 1 <= len(source.splitlines()) <= 2:
        yield f"{len(source.splitlines())} lines; write one or two"
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        yield f"not Python: {error.msg}"
        return
    for statement in statements:
        if isinstance(statement, ast.ImportFrom):
            module = statement.module or ""
            if (
                statement.level
                or module.partition(".")[0] != "kapedu"
                or any(n.asname for n in statement.names)
            ):
                yield f"imports from {module!r}"
            if any(name.name == "*" for name in statement.names):
                yield "imports everything"
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            call = statement.value
            values = [*call.args, *(keyword.value for keyword in call.keywords)]
            if not isinstance(call.func, ast.Name):
                yield "calls something that is not a plain name"
            if not all(is_literal(value) for value in values) or any(k.arg is None for k in call.keywords):
                yield "passes something that is not a plain value"
        else:
            yield f"holds a {type(statement).__name__}, not an import or a call"


def is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except ValueError:
        return False
    return True


# ---- numbers -------------------------------------------------------------------------------------

# Unit as written in prose: its kind, and what one of it is in the kind's base unit.
PLAIN = {unit: (unit, 1.0) for unit in ("mg/kg", "mg", "ng/mL", "kg", "mmHg", "bpm", "points", "people")}
MINUTES = {"min": 1, "h": 60, "day": 1440, "week": 10080, "month": 43830, "year": 525960}
SPELT = {"minutes": 1, "hours": 60, "days": 1440, "weeks": 10080, "months": 43830, "years": 525960}
WRITTEN_UNITS: dict[str, tuple[str, float]] = {
    **PLAIN,
    **{unit: ("time", minutes) for unit, minutes in {**MINUTES, **SPELT}.items()},
    "µg/mL": ("ng/mL", 1000),
    "%": ("share", 0.01),
    "patients": ("people", 1),
}
FACT_UNITS: dict[str, tuple[str, float]] = {
    **PLAIN,
    **{unit: ("time", minutes) for unit, minutes in {**MINUTES, "d": 1440}.items()},
    **dict.fromkeys(("fraction", "probability", "x"), ("share", 1)),
    "%": ("share", 0.01),
    "ug/mL": ("ng/mL", 1000),
    "MADRS points": ("points", 1),
}
# Numbers that say how, not what: a lesson's own length, the level of an interval.
NOT_FINDINGS = (r"\*\*Time:\*\* \d+ minutes", r"\b95\s?% (confidence )?interval")
NUMBER = r"(?:(?<![\w.,/])[−-]?\d+(?:\.\d+)?)"
UNIT_WORDS = "|".join(sorted(map(re.escape, WRITTEN_UNITS), key=len, reverse=True))
LIST = rf"{NUMBER}(?:(?:, | and | or | to |–|-){NUMBER})*"
QUANTITY = re.compile(rf"({LIST})[\s\u00a0]?({UNIT_WORDS})(?![\w/])")
DAY = re.compile(r"\bdays? (\d+)(?: (?:to|and) (\d+))?\b")


def quantities(markdown: str) -> Iterator[tuple[str, str]]:
    """Each number that is followed by a unit, as written, with that unit: ranges and lists give each number."""
    text = markdown
    for other in NOT_FINDINGS:
        text = re.sub(other, "", text)
    text = text.replace("*", "")
    for listed, unit in QUANTITY.findall(text):
        yield from ((number, unit) for number in re.findall(r"\d+(?:\.\d+)?", listed))
    for first, last in DAY.findall(text):
        yield first, "day"
        if last:
            yield last, "day"


def numbers_of(value: object) -> Iterator[float]:
    if isinstance(value, int | float):
        yield float(value)
    elif isinstance(value, Mapping):
        for label, cell in value.items():
            yield from numbers_of(cell)
            yield from (float(number) for number in re.findall(r"\d+(?:\.\d+)?", str(label)))
    elif isinstance(value, tuple):
        for cell in value:
            yield from numbers_of(cell)


def declared(paths: list[str]) -> list[tuple[str, float]]:
    """(kind of unit, number in the kind's base unit) of every declared fact, table labels included."""
    found = []
    for path in paths:
        quantity = fact(path)
        unit = max(
            (u for u in FACT_UNITS if re.match(rf"{re.escape(u)}(?![\w/])", quantity.unit)),
            key=len,
            default=None,
        )
        kinds = [FACT_UNITS[unit]] if unit else []
        if isinstance(quantity.value, Mapping):  # a table's labels are times: "40", "72h", "d7"
            kinds += [WRITTEN_UNITS[word] for word in ("min", "h", "day")]
        found += [
            (kind, abs(number) * factor) for kind, factor in kinds for number in numbers_of(quantity.value)
        ]
    return found


def agrees(written: str, unit: str, known: list[tuple[str, float]]) -> bool:
    """Whether a declared fact, rounded as the number is written, equals it."""
    kind, factor = WRITTEN_UNITS[unit]
    places = len(written.partition(".")[2])
    half = 0.5 * 10**-places * (1 + 1e-9)
    return any(kind == other and abs(value / factor - float(written)) <= half for other, value in known)


def number_problems(notebook: NotebookNode) -> Iterator[str]:
    """Numbers in the prose that no declared fact bears out, and declared facts that do not exist."""
    paths = list(notebook.metadata.kapedu.get("facts", []))
    try:
        known = declared(paths)
    except KnowledgeError as error:
        yield f"metadata kapedu.facts: {error}"
        return
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for written, unit in quantities(cell.source):
                if not agrees(written, unit, known):
                    yield f"cell {cell.id}: {written} {unit} is no declared fact (metadata kapedu.facts)"


# ---- questions -----------------------------------------------------------------------------------


def calls(notebook: NotebookNode, *names: str) -> list[str]:
    """First arguments of the calls of these names, in order."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                    found += [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
    return found


@cache
def questions(folder: Path) -> Mapping[str, Question]:
    return read_question_file(folder / "checks.yaml")


def test_there_are_lessons_to_check() -> None:
    assert len(LESSONS) >= 4


@all_lessons()
def test_a_lesson_is_a_valid_notebook(path: Path) -> None:
    validate(json.loads(lesson_text(path)))


@all_lessons()
def test_a_lesson_keeps_to_the_form(path: Path) -> None:
    assert list(form_problems(lesson(path))) == []


@all_lessons()
def test_the_cells_of_a_lesson_hold_only_what_may_run_by_itself(path: Path) -> None:
    assert list(cell_problems(lesson(path))) == []


@all_lessons()
def test_numbers_in_the_prose_are_declared_facts(path: Path) -> None:
    assert list(number_problems(lesson(path))) == []


@all_lessons()
def test_every_citation_and_question_of_a_lesson_exists(path: Path) -> None:
    notebook = lesson(path)
    for key in calls(notebook, "cite"):
        assert reference(key)
    known = questions(path.parent)
    for name in calls(notebook, "check"):
        assert not known[name].item.kind.is_prediction, f"{name} is a prediction; use predict"
    for name in calls(notebook, "predict", "reveal"):
        assert known[name].item.kind.is_prediction, f"{name} is no prediction; use check"
    shown = calls(notebook, "check") + calls(notebook, "predict")
    assert len(shown) == len(set(shown)), "a question is asked twice"
    assert set(calls(notebook, "reveal")) <= set(calls(notebook, "predict"))


@pytest.mark.parametrize("folder", sorted({path.parent for path in LESSONS}), ids=lambda folder: folder.name)
def test_every_question_is_asked_in_a_lesson_and_rests_on_checked_facts(folder: Path) -> None:
    asked = {
        name for path in LESSONS if path.parent == folder for name in calls(lesson(path), "check", "predict")
    }
    known = questions(folder)
    assert set(known) == asked
    for name, question in known.items():
        for key in question.key.sources:
            assert reference(key), name
        for path in question.key.facts:
            assert fact(path).status.may_key_graded_item, f"{name} is keyed on {path}, which is unverified"


@all_lessons()
def test_a_lesson_runs_from_top_to_bottom_without_a_word_on_stderr(path: Path) -> None:
    notebook = read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=LONGEST_RUN_S,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    silent = [cell.id for cell in notebook.cells if cell.cell_type == "code" and not cell.outputs]
    assert silent == [], "these cells show nothing"
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert output.output_type not in {"stream", "error"}, f"cell {cell.id}: {output}"
    times = [cell.metadata.execution for cell in notebook.cells if "execution" in cell.metadata]
    seconds = (
        datetime.fromisoformat(times[-1]["shell.execute_reply"])
        - datetime.fromisoformat(times[0]["iopub.execute_input"])
    ).total_seconds()
    assert seconds < LONGEST_RUN_S


# ---- the checks can fail -------------------------------------------------------------------------


def example() -> NotebookNode:
    """A lesson that breaks no rule."""

    def code(cell_id: str, source: str) -> dict[str, Any]:
        return {
            "cell_type": "code",
            "id": cell_id,
            "metadata": {"jupyter": {"source_hidden": True}},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }

    def text(cell_id: str, source: str) -> dict[str, Any]:
        return {"cell_type": "markdown", "id": cell_id, "metadata": {}, "source": source}

    start = "# Dose\n\nAfter this lesson you can read.\n\n**Time:** 20 minutes. **Do first:** nothing. **Last reviewed:** 2026-11."
    cells = [text("x-start", start)]
    for part in ("one", "two", "three"):
        cells += [
            text(f"x-{part}", f"## Part {part}\n\nThe wafer lets 29 % through, the peak is 185 ng/mL."),
            code(f"x-{part}-cite", 'from kapedu.widgets import cite\ncite("rolan2014")'),
            code(f"x-{part}-check", f'from kapedu.widgets import check\ncheck("x-{part}")'),
        ]
    cells += [
        code("x-sources", "from kapedu.widgets import bibliography\nbibliography()"),
        text("x-end", "This course teaches. It does not treat."),
    ]
    paths = [
        "pkpd.absorption.sublingual_wafer_racemic.F",
        "pkpd.threshold_concentrations.antidepressant_dose_Cmax",
    ]
    metadata = {
        "kapedu": {"facts": paths, "minutes": 20, "run_on_open": True},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
    }
    return reads(
        json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}), as_version=4
    )


def problems(notebook: NotebookNode) -> list[str]:
    return [*form_problems(notebook), *cell_problems(notebook), *number_problems(notebook)]


def test_a_good_example_passes_every_check() -> None:
    assert problems(example()) == []


@pytest.mark.parametrize(
    ("cell", "old", "new", "complaint"),
    [
        (1, "29 %", "31 %", "31 % is no declared fact"),
        (1, "185 ng/mL", "186 ng/mL", "186 ng/mL is no declared fact"),
        (1, "185 ng/mL", "100 to 185 ng/mL", "100 ng/mL is no declared fact"),
        (1, "29 %", "30, 28 and 29 %", "28 % is no declared fact"),
        (1, "29 %", "29 minutes", "29 minutes is no declared fact"),
        (1, "29 %", "29.4 %", "29.4 % is no declared fact"),
        (1, "29 %", "day 12", "12 day is no declared fact"),
        (0, "# Dose", "Dose", "heading of level 1"),
        (0, "20 minutes", "25 minutes", "minutes"),
        (0, "**Last reviewed:**", "Reviewed", "Last reviewed"),
        (1, "## Part one", "#### Part one", "a heading of level 4 follows one of level 1"),
        (1, "## Part one", "# Part one", "2 headings of level 1"),
        (2, "from kapedu.widgets import cite", "from os import cite", "imports from 'os'"),
        (2, "from kapedu.widgets import cite", "import os", "holds a Import"),
        (2, 'cite("rolan2014")', 'cite(open("x"))', "not a plain value"),
        (2, 'cite("rolan2014")', 'x = cite("rolan2014")', "holds a Assign"),
        (2, 'cite("rolan2014")', 'cite.now("rolan2014")', "not a plain name"),
        (2, 'cite("rolan2014")', 'cite(\n"rolan2014")', "3 lines"),
        (2, "cite", "sight", "cites nothing"),
        (-1, "It does not treat", "It heals", "teaches and does not treat"),
        (-2, "bibliography()", "sources()", "does not list the sources"),
    ],
)
def test_a_broken_lesson_is_found(cell: int, old: str, new: str, complaint: str) -> None:
    notebook = example()
    notebook.cells[cell].source = notebook.cells[cell].source.replace(old, new)
    assert any(complaint in problem for problem in problems(notebook)), problems(notebook)


def test_a_shown_cell_an_output_and_a_random_or_repeated_id_are_found() -> None:
    notebook = example()
    notebook.cells[2].metadata = {}
    notebook.cells[3].execution_count = 7
    notebook.cells[4].id = "9f8e7d6c"
    notebook.cells[5].id = notebook.cells[6].id
    found = " ".join(problems(notebook))
    for complaint in ("shows its code", "committed with its output", "not chosen by a person", "used twice"):
        assert complaint in found


def test_a_declared_fact_that_does_not_exist_is_found() -> None:
    notebook = example()
    notebook.metadata.kapedu.facts = ["pkpd.absorption.nowhere"]
    assert any("kapedu.facts" in problem for problem in problems(notebook))
