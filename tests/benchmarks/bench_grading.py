"""What grading a quiz costs: forty trainees and fifteen items, ours beside stock nbgrader in one run.

Stock nbgrader grades an equivalent notebook: fifteen cells in which the answer is assigned and fifteen tests
that look at it, run in a kernel. Ours grades the same number of items from answer sheets. Both use the same
``nbgrader autograde`` from its Python interface, a gradebook of their own, and one process.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from row import Row

REPO = Path(__file__).resolve().parents[2]
TRAINEES = 40
STOCK_TRAINEES = 6  # each takes over a second; the cost of one does not depend on how many there are
MANY = 1000
ITEMS = 15
TIMED = """
import json, resource, sys, time, warnings
warnings.simplefilter("ignore")
from nbgrader.apps import NbGraderAPI
from traitlets.config import PyFileConfigLoader
api = NbGraderAPI(config=PyFileConfigLoader("nbgrader_config.py", path=".").load_config())
made = api.generate_assignment("quiz")
assert made["success"], made["log"]
def cpu():
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
start, used = time.perf_counter(), cpu()
done = api.autograde("quiz", "*")
print(json.dumps({"success": done["success"], "log": str(done.get("log"))[-3000:], "seconds": time.perf_counter() - start,
    "cpu": cpu() - used,
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def graded_cell(name: str, source: str, *, locked: bool) -> nbformat.NotebookNode:
    cell = nbformat.v4.new_code_cell(source, id=name)
    cell.metadata["nbgrader"] = {
        "grade": locked,
        "grade_id": name,
        "locked": locked,
        "schema_version": 3,
        "solution": not locked,
        "task": False,
    } | ({"points": 1} if locked else {})
    return cell


def notebook(cells: list[nbformat.NotebookNode]) -> nbformat.NotebookNode:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def our_quiz() -> nbformat.NotebookNode:
    cells = []
    for number in range(ITEMS):
        item = (
            f"{{id: q{number}, kind: single, stem: Question {number}, options: {{a: One, b: Two, c: Three}}}}"
        )
        key = "{correct: a, rationale: {a: Yes., b: No., c: No.}, sources: [kamp2020]}"
        text = f'question("""{item}""")\n### BEGIN HIDDEN TESTS\nkey("""{key}""")\n### END HIDDEN TESTS'
        cells.append(graded_cell(f"q{number}", text, locked=True))
    return notebook(cells)


def stock_quiz() -> nbformat.NotebookNode:
    cells = []
    for number in range(ITEMS):
        answer = f"### BEGIN SOLUTION\nanswer_{number} = 'a'\n### END SOLUTION"
        cells.append(graded_cell(f"a{number}", answer, locked=False))
        test = f"### BEGIN HIDDEN TESTS\nassert answer_{number} == 'a'\n### END HIDDEN TESTS"
        cells.append(graded_cell(f"q{number}", test, locked=True))
    return notebook(cells)


def answered() -> nbformat.NotebookNode:
    nb = stock_quiz()
    for number, cell in enumerate(nb.cells):
        cell.source = f"answer_{number // 2} = 'a'" if number % 2 == 0 else ""
    return nb


def sheet(number: int) -> str:
    answers = {
        f"q{item}": {"answer": "a" if (number + item) % 3 else "b", "at": "x"} for item in range(ITEMS)
    }
    content = {
        "schema_version": 1,
        "assignment": "quiz",
        "seed": f"{number:x}",
        "started": "x",
        "answers": answers,
    }
    return json.dumps(content | {"handed_in": []})


def course(root: Path, trainees: int, *, ours: bool) -> Path:
    source = root / "source" / "quiz"
    source.mkdir(parents=True)
    quiz = our_quiz() if ours else stock_quiz()
    nbformat.write(quiz, source / "quiz.ipynb")
    if ours:
        shutil.copy(REPO / "assessments" / "nbgrader_config.py", root)
    else:
        (root / "nbgrader_config.py").write_text(
            f"c = get_config()\nc.CourseDirectory.course_id = 'x'\nc.CourseDirectory.root = {str(root)!r}\n",
            encoding="utf-8",
        )
    for number in range(trainees):
        folder = root / "submitted" / f"s{number:04}" / "quiz"
        folder.mkdir(parents=True)
        nbformat.write(quiz if ours else answered(), folder / "quiz.ipynb")
        if ours:
            (folder / "answers.json").write_text(sheet(number), encoding="utf-8")
        (folder / "timestamp.txt").write_text("2026-11-22 09:00:00.000000 UTC", encoding="utf-8")
    return root


def graded(trainees: int, *, ours: bool) -> dict[str, float]:
    """Seconds, processor seconds and peak memory of one batch in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        root = course(Path(folder), trainees, ours=ours)
        programs = os.pathsep.join(
            [str(Path(sys.executable).parent), os.environ["PATH"]]
        )  # nbgrader calls alembic
        settings = {"JUPYTER_NO_CONFIG": "1", "KAPEDU_EXCHANGE": str(root / "exchange"), "PATH": programs}
        command = [sys.executable, "-c", TIMED]
        done = subprocess.run(
            command, cwd=root, env=os.environ | settings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        found = json.loads(done.stdout.splitlines()[-1])
    assert found.pop("success"), found["log"]
    del found["log"]
    return {name: float(value) for name, value in found.items()}


def rows(trainees: int = TRAINEES, stock: int = STOCK_TRAINEES, many: int = MANY) -> list[Row]:
    """Each submission beside stock nbgrader, a thousand of them, and what memory does."""
    ours, other = graded(trainees, ours=True), graded(stock, ours=False)
    each, other_each = ours["seconds"] / trainees, other["seconds"] / stock
    cpu, other_cpu = ours["cpu"] / trainees, other["cpu"] / stock
    thousand = graded(many, ours=True)
    beside = "stock nbgrader, same items as code"
    return [
        Row(
            f"one submission of {ITEMS} items",
            f"{each * 1000:.0f} ms",
            f"{other_each * 1000:.0f} ms",
            beside,
            f"{other_each / each:.1f} times faster",
            "20 times",
        ),
        Row(
            "the same, processor time",
            f"{cpu * 1000:.0f} ms",
            f"{other_cpu * 1000:.0f} ms",
            beside,
            f"{other_cpu / cpu:.1f} times less",
        ),
        Row(
            f"{many} submissions",
            f"{thousand['seconds']:.0f} s",
            f"{other_each * many:.0f} s",
            f"{beside}, from {stock}",
            f"{other_each * many / thousand['seconds']:.1f}",
            "under 120 s",
        ),
        Row(
            f"memory at its highest, {many} submissions",
            f"{thousand['peak_mb']:.0f} MB",
            f"{ours['peak_mb']:.0f} MB",
            f"{trainees} submissions",
            f"{thousand['peak_mb'] / ours['peak_mb']:.2f}",
            "flat",
        ),
    ]
