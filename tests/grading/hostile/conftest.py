"""A class that means harm: every submission goes the real way, from the exchange to the gradebook, in one batch."""

import html
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbgrader.api import Gradebook

from kapedu.grading.course_setup import nbgrader_api, prepare_assignments

REPO = Path(__file__).resolve().parents[3]
QUIZ = "quiz"
SEEDS = count()  # every sheet is somebody's own
AT = "2026-11-22T09:00:00+00:00"
MOMENT = "2026-11-22 09:00:00.000000 UTC"
POINTS = 4.0  # of the items that are marked without a person
RIGHT = {"site": "pore", "dose": "14 mg", "word": "hypothesis", "own": "In my words."}

ITEMS = {
    "site": (
        1,
        "{id: site, kind: single, stem: Where, options: {gate: At the gate, pore: In the pore, rim: On the rim}}",
        "{correct: pore, rationale: {gate: No., pore: Yes., rim: No.}, sources: [kamp2020]}",
    ),
    "dose": (
        2,
        "{id: dose, kind: numeric, points: 2, stem: How much, unit: mg}",
        "{correct: {value: 14, tolerance: 0.5}, rationale: One fifth of 70., sources: [kamp2020]}",
    ),
    "word": (
        1,
        "{id: word, kind: text, stem: Which word}",
        "{correct: {accept: [hypothesis]}, rationale: So it says., sources: [kamp2020]}",
    ),
    "own": (
        2,
        "{id: own, kind: free-text, points: 2, stem: Say it}",
        "{rubric: [{points: 2, text: Names it}], rationale: So., sources: [kamp2020]}",
    ),
    "treat": (  # as the next one
        5,
        "{id: treat, kind: course-run, points: 5, patient: milan, stem: Treat}",
        "{rationale: So., sources: [kamp2020]}",
    ),
    "play": (  # only the class of test_runs.py plays it
        5,
        "{id: play, kind: case-run, points: 5, case: no-touch, stem: Play}",
        "{rationale: So., sources: [kamp2020]}",
    ),
}


def source_notebook() -> nbformat.NotebookNode:
    """A small quiz as an instructor writes it."""
    cells = [nbformat.v4.new_markdown_cell("# A quiz", id="intro")]
    for name, (points, item, key) in ITEMS.items():
        own = name == "own"
        text = f'question("""{item}""")\n### BEGIN HIDDEN TESTS\nkey("""{key}""")\n### END HIDDEN TESTS'
        cell = nbformat.v4.new_code_cell(text, id=name)
        cell.metadata["nbgrader"] = {
            "grade": True,
            "grade_id": name,
            "locked": not own,
            "points": points,
            "schema_version": 3,
            "solution": own,
            "task": False,
        }
        cells.append(cell)
    return nbformat.v4.new_notebook(
        cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "P"}}
    )


def sheet(given: dict[str, object] | None = None, /, **changes: object) -> bytes:
    """An answer sheet as the quiz writes it, by default with every answer right."""
    given = RIGHT if given is None else given
    entries = {name: {"answer": value, "at": AT} for name, value in given.items()}
    content = {
        "schema_version": 1,
        "assignment": QUIZ,
        "seed": f"{next(SEEDS):04x}",
        "started": AT,
        "answers": entries,
        "handed_in": [],
    }
    return json.dumps(content | changes).encode()


class Submission:
    """One submission in the making: a folder in the exchange, an untouched notebook, a sheet with all answers right."""

    def __init__(self, folder: Path, released: bytes, trap: Path, course: Path) -> None:
        self.folder, self.released, self.trap, self.course = folder, released, trap, course
        self.notebook_path = folder / f"{QUIZ}.ipynb"
        self.sheet_path = folder / "answers.json"
        folder.mkdir(parents=True)
        self.notebook_path.write_bytes(released)
        self.sheet_path.write_bytes(sheet())
        (folder / "timestamp.txt").write_text(MOMENT, encoding="utf-8")

    @property
    def canary(self) -> str:
        """A line of a program that would leave a trace."""
        return f"open({str(self.trap / self.folder.name)!r}, 'w').write('ran')"

    def notebook(self) -> nbformat.NotebookNode:
        return nbformat.reads(self.released.decode(), as_version=4)

    def write(self, nb: nbformat.NotebookNode) -> None:
        self.notebook_path.write_text(json.dumps(nb), encoding="utf-8")

    def write_sheet(self, given: dict[str, object] | None = None, /, **changes: object) -> None:
        self.sheet_path.write_bytes(sheet(given, **changes))


def litter(inbound: Path) -> None:
    """What anybody may leave in an exchange that everybody can write to."""
    (inbound / f"eve+{QUIZ}+no-time+x").mkdir()
    (inbound / f"eve+{QUIZ}+{'9' * 20}+x").mkdir()
    (inbound / f"eve+{QUIZ}+x").mkdir()
    (inbound / f"e\nve+{QUIZ}+{MOMENT}+x").mkdir()
    (inbound / f"file+{QUIZ}+{MOMENT}+x").touch()
    (inbound / f"link+{QUIZ}+{MOMENT}+x").symlink_to(f"aaron-honest+{QUIZ}+{MOMENT}+abc")


def gradebook_of(assessments: Path) -> tuple[dict[str, tuple[float, bool]], str]:
    """Score, and whether a person has to look, by student; and what SQLite says to the file."""
    scores = {}
    with Gradebook(f"sqlite:///{assessments}/gradebook.db") as gradebook:
        for submission in gradebook.assignment_submissions(QUIZ):
            grades = submission.notebooks[0].grades
            assert sorted(grade.cell.name for grade in grades) == sorted(ITEMS)
            assert [grade.max_score for grade in grades] == [ITEMS[grade.cell.name][0] for grade in grades]
            scores[submission.student.id] = (submission.score, submission.needs_manual_grade)
    database = sqlite3.connect(assessments / "gradebook.db")
    sound = database.execute("PRAGMA integrity_check").fetchone()[0]
    database.close()
    return scores, sound


@pytest.fixture(scope="session")
def grade_class() -> Iterator[Callable[..., SimpleNamespace]]:
    """``grade_class(kinds, by_hand=False)``: all kinds and two honest trainees, collected and graded in one batch.

    ``by_hand`` puts the folders where collecting would put them, as an instructor with an archive does. The
    folders lie outside pytest's own, which it could not remove: some are nested too deep for Python.
    """
    made: list[Path] = []

    def grade(kinds: dict[str, Callable[[Submission], None]], *, by_hand: bool = False) -> SimpleNamespace:
        root = Path(tempfile.mkdtemp(prefix="kapedu-hostile-"))
        made.append(root)
        course = root / "course"
        source = course / "assessments" / "source" / QUIZ
        source.mkdir(parents=True)
        nbformat.write(source_notebook(), source / f"{QUIZ}.ipynb")
        shutil.copy(REPO / "assessments" / "nbgrader_config.py", course / "assessments")
        trap = root / "trap"
        trap.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KAPEDU_EXCHANGE", str(root / "exchange"))
            patch.setenv("JUPYTER_NO_CONFIG", "1")
            patch.setenv("JUPYTER_DATA_DIR", str(root / "data"))
            prepare_assignments(course)
            assessments = course / "assessments"
            released = (assessments / "release" / QUIZ / f"{QUIZ}.ipynb").read_bytes()
            inbound = root / "exchange" / "kapedu" / "inbound"
            makers = {"aaron-honest": lambda _: None, **kinds, "zoe-honest": lambda _: None}
            for name, make in makers.items():
                if by_hand:
                    folder = assessments / "submitted" / name / QUIZ
                else:
                    folder = inbound / f"{name}+{QUIZ}+{MOMENT}+abc"
                make(Submission(folder, released, trap, assessments))
            if not by_hand:
                litter(inbound)
            api = nbgrader_api(assessments)
            source_before = (source / f"{QUIZ}.ipynb").read_bytes()
            memory_before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            start = time.perf_counter()
            collected = {"success": True} if by_hand else api.collect(QUIZ)
            marked = api.autograde(QUIZ, "*")
            seconds = time.perf_counter() - start
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory_before
            feedback = api.generate_feedback(QUIZ)
        scores, sound = gradebook_of(assessments)

        def told(student: str, *, markup: bool = False) -> str:
            """What the graded notebook says, as a reader sees it or (``markup``) as a browser gets it."""
            path = assessments / "autograded" / student / QUIZ / f"{QUIZ}.ipynb"
            nb = nbformat.read(path, as_version=4)
            kind = "text/html" if markup else "text/plain"
            outputs = [o.data.get(kind, "") for c in nb.cells for o in c.get("outputs", [])]
            text = "\n".join([cell.source for cell in nb.cells] + outputs)
            return text if markup else html.unescape(text)

        return SimpleNamespace(
            root=root,
            assessments=assessments,
            results={"collect": collected, "autograde": marked, "feedback": feedback},
            scores=scores,
            told=told,
            ran=sorted(path.name for path in trap.iterdir()),
            seconds=seconds,
            grown_mb=grown / 1024,
            sound=sound,
            source_kept=source_before == (source / f"{QUIZ}.ipynb").read_bytes(),
            expected={*kinds, "aaron-honest", "zoe-honest"},
            bytes_kept=sum(
                os.lstat(Path(folder) / name).st_blocks * 512
                for folder, _, names in os.walk(assessments / "autograded")
                for name in names
            ),
        )

    yield grade
    if made:
        subprocess.run(["chmod", "-R", "u+rwX", *made], check=False, capture_output=True)
        subprocess.run(["rm", "-rf", *made], check=True)


@pytest.fixture(scope="session")
def check_class() -> Callable[[SimpleNamespace], None]:
    """What holds for every class: nobody is left out, nothing ran, the others and the gradebook are unharmed."""

    def check(graded: SimpleNamespace) -> None:
        for step, result in graded.results.items():
            assert result["success"], (step, result.get("error"), result.get("log"))
        assert set(graded.scores) == graded.expected
        assert graded.ran == []
        for student in ("aaron-honest", "zoe-honest"):
            assert graded.scores[student] == (POINTS, True)
            assert "About this submission" not in graded.told(student)
        assert graded.sound == "ok"
        assert graded.source_kept
        assert graded.bytes_kept < 1_000_000 * len(graded.expected)
        assert graded.grown_mb < 400
        assert graded.seconds < 60

    return check
