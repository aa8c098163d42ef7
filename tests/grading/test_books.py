"""The books: every mark is in the ledger, a lost gradebook comes back, exports hold what they should.

One small class is graded once; a batch is also killed in the middle and taken up again.
"""

import csv
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbgrader.api import Gradebook

from kapedu import cli
from kapedu.grading.course_setup import nbgrader_api, prepare_assignments
from kapedu.grading.lms_export import CanvasExporter, MoodleExporter
from kapedu.grading.rebuild import books_of
from kapedu.grading.xapi_export import XapiExporter

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own relationships, harmless
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbgrader"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbconvert"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # nbgrader leaves connections to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same, seen by pytest
]

ITEMS = {
    "site": "{id: site, kind: single, version: 2, stem: Where, options: {gate: Gate, pore: Pore, rim: Rim}}",
    "dose": "{id: dose, kind: numeric, points: 2, stem: How much, unit: mg}",
    "own": "{id: own, kind: free-text, points: 2, stem: Say it}",
    "idea": "{id: idea, kind: concordance, points: 0, stem: A case, hypothesis: One, finding: Two}",
}
KEYS = {
    "site": "{correct: pore, rationale: {gate: No., pore: Yes., rim: No.}, sources: [kamp2020]}",
    "dose": "{correct: {value: 14, tolerance: 0.5}, rationale: So., sources: [kamp2020]}",
    "idea": "{panel: none, rationale: Weigh it., sources: [kamp2020]}",
    "own": "{rubric: [{points: 2, text: Names it}], rationale: So., sources: [kamp2020]}",
}
ANSWERS = {
    "ann": {"site": "pore", "dose": "14", "own": "In my words.", "idea": "more"},
    "bob": {"site": "rim", "dose": "14"},
    "=cat": {"site": "gate"},
}
POINTS = {"site": 1, "dose": 2, "own": 2, "idea": 0}
DUE = datetime(2026, 11, 22, 10)  # noqa: DTZ001 - nbgrader's times are UTC without saying so; bob is late
EXTENSION = timedelta(minutes=30)
SCORES = {"ann": 3.0, "bob": 2.0, "=cat": 0.0}


def make_course(root: Path, students: dict, sheet_bytes, source_course: Path) -> Path:
    """A course with one small quiz, released, and submissions put in place."""
    source = root / "assessments" / "source" / "quiz"
    source.mkdir(parents=True)
    cells = []
    for name, item in ITEMS.items():
        text = (
            f'question("""{item}""")\n### BEGIN HIDDEN TESTS\nkey("""{KEYS[name]}""")\n### END HIDDEN TESTS'
        )
        cell = nbformat.v4.new_code_cell(text, id=name)
        cell.metadata["nbgrader"] = {
            "grade": True,
            "grade_id": name,
            "locked": name != "own",
            "points": POINTS[name],
            "schema_version": 3,
            "solution": name == "own",
            "task": False,
        }
        cells.append(cell)
    kernel = {"kernelspec": {"name": "python3", "display_name": "P"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), source / "quiz.ipynb")
    config = source_course / "assessments" / "nbgrader_config.py"
    (root / "assessments" / "nbgrader_config.py").write_bytes(config.read_bytes())
    prepare_assignments(root)
    released = (root / "assessments" / "release" / "quiz" / "quiz.ipynb").read_bytes()
    for student, answers in students.items():
        folder = root / "assessments" / "submitted" / student / "quiz"
        folder.mkdir(parents=True)
        (folder / "quiz.ipynb").write_bytes(released)
        (folder / "answers.json").write_bytes(sheet_bytes(answers, "quiz"))
        (folder / "timestamp.txt").write_text("2026-11-22 09:00:00.000000 UTC", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def graded(tmp_path_factory, make_course_root, sheet_bytes):
    root = tmp_path_factory.mktemp("books")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KAPEDU_EXCHANGE", str(root / "exchange"))
        patch.setenv("JUPYTER_NO_CONFIG", "1")
        patch.setenv("JUPYTER_DATA_DIR", str(root / "data"))
        course = make_course(root / "course", ANSWERS, sheet_bytes, make_course_root)
        with Gradebook(f"sqlite:///{course}/assessments/gradebook.db") as gradebook:
            gradebook.update_or_create_assignment("quiz", duedate=DUE)
            gradebook.update_or_create_student("bob")  # who is marked last, and late all the same
            gradebook.update_or_create_submission("quiz", "bob", extension=EXTENSION)
        late = course / "assessments" / "submitted" / "bob" / "quiz" / "timestamp.txt"
        late.write_text("2026-11-22 11:00:00.000000 UTC", encoding="utf-8")
        with (course / "assessments" / "nbgrader_config.py").open("a", encoding="utf-8") as settings:
            settings.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
        result = nbgrader_api(course / "assessments").autograde("quiz", "*")
        assert result["success"], result.get("error")
        with Gradebook(f"sqlite:///{course}/assessments/gradebook.db") as gradebook:
            grade = gradebook.find_grade("own", "quiz", "quiz", "ann")
            grade.manual_score, grade.needs_manual_grade = 1.5, False
            gradebook.find_comment("own", "quiz", "quiz", "ann").manual_comment = "Clear."
            gradebook.db.commit()
        yield SimpleNamespace(root=course, books=books_of(course / "assessments"))


@pytest.fixture(scope="module")
def make_course_root() -> Path:
    return Path(__file__).resolve().parents[2]


def grades(capsys, graded, *words):
    code = cli.main(["grades", *words, "--root", str(graded.root)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_every_mark_is_in_the_ledger_with_version_and_fingerprint_and_without_what_was_written(graded):
    newest = {student: entry for (_, student), entry in graded.books.ledger.latest("quiz").items()}
    assert {student: entry["score"] for student, entry in newest.items()} == SCORES
    ann = newest["ann"]
    assert [(item["id"], item["version"], item["fraction"]) for item in ann["items"]] == [
        ("site", 2, 1.0),
        ("dose", 1, 1.0),
        ("own", 1, None),
        ("idea", 1, 0.0),
    ]
    assert ann["items"][3]["verdict"] == "unmarked"
    assert ann["items"][0]["chosen"] == ["pore"]
    assert len(ann["sheet_sha256"]) == 64
    assert "In my words" not in graded.books.ledger.path.read_text(encoding="utf-8")


def test_books_that_agree_are_found_whole_and_a_changed_score_is_found(capsys, graded):
    code, out, _ = grades(capsys, graded, "verify")
    assert (code, out) == (0, "The ledger is whole, and the gradebook agrees with it.\n")
    with graded.books.open() as gradebook:
        gradebook.find_grade("dose", "quiz", "quiz", "=cat").auto_score = 2.0
        gradebook.db.commit()
    code, out, _ = grades(capsys, graded, "verify")
    assert code == 1
    assert "=cat, quiz, dose: the gradebook says 2.0, the ledger 0.0" in out
    with graded.books.open() as gradebook:
        gradebook.find_grade("dose", "quiz", "quiz", "=cat").auto_score = 0.0
        gradebook.db.commit()


def test_a_lost_gradebook_comes_back_with_scores_given_by_hand(capsys, graded):
    code, out, _ = grades(capsys, graded, "backup", "--json")
    folder = Path(json.loads(out)["folder"])
    assert code == 0
    assert {path.name for path in folder.iterdir()} == {"gradebook.db", "ledger.jsonl"}
    code, _, err = grades(capsys, graded, "rebuild")
    assert code == 2
    assert "exists; move it away first" in err
    file = graded.books.gradebook_file
    file.unlink()
    code, out, _ = grades(capsys, graded, "verify")
    assert code == 1
    assert "there is no gradebook" in out
    code, out, _ = grades(capsys, graded, "rebuild")
    assert code == 0
    assert "3 submissions, 12 scores and 1 scores given by hand are restored." in out
    with graded.books.open() as gradebook:
        found = {
            s.student.id: (s.score, s.needs_manual_grade) for s in gradebook.assignment_submissions("quiz")
        }
        assert found == {"ann": (4.5, False), "bob": (2.0, False), "=cat": (0.0, False)}
        assert gradebook.find_comment("own", "quiz", "quiz", "ann").manual_comment == "Clear."
        assert gradebook.find_assignment("quiz").duedate == DUE
        assert gradebook.find_submission("quiz", "bob").extension == EXTENSION
        assert gradebook.find_submission("quiz", "ann").extension is None
        penalties = {
            s.student.id: s.late_submission_penalty for s in gradebook.assignment_submissions("quiz")
        }
        assert penalties == {"ann": 0.0, "bob": 2.0, "=cat": 0.0}
        assert gradebook.find_submission("quiz", "ann").timestamp == datetime(
            2026, 11, 22, 9, tzinfo=UTC
        ).replace(tzinfo=None)
    assert grades(capsys, graded, "verify")[0] == 0


def test_statistics_and_remarks_come_at_a_shell_and_wrong_input_is_one_line(capsys, graded):
    code, out, _ = grades(capsys, graded, "items", "quiz")
    assert code == 0
    assert "3 trainees, 2 items" in out
    assert "too few to say" in out
    assert "Left out: own: read by a person" in out
    assert "idea: without points, since no panel has answered it" in out
    assert grades(capsys, graded, "look")[1] == "No submission has a remark.\n"
    for words, told in (
        (("items",), "needs the name of one quiz"),
        (("items", "moon"), "nobody's marks for 'moon'"),
        (("gain", "quiz"), "gain needs two names"),
        (("rebuild",), "move it away first"),
    ):
        code, out, err = grades(capsys, graded, *words)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert told in err
    code, out, _ = grades(capsys, graded, "gain", "quiz", "quiz", "--json")
    assert json.loads(out)["gain"] == 0.0


def exported(exporter, graded, path) -> Path:
    plugin = exporter()
    plugin.to = str(path)
    with graded.books.open() as gradebook:
        plugin.export(gradebook)
    return path


def test_canvas_and_moodle_get_their_columns_and_no_formula(graded, tmp_path):
    with graded.books.open() as gradebook:
        gradebook.update_or_create_student("ann", lms_user_id="4711")
    with exported(CanvasExporter, graded, tmp_path / "c.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "quiz"]
    assert rows[1] == ["    Points Possible", "", "", "", "", "5.0"]
    assert {row[3]: row[1] for row in rows[2:]} == {"ann": "4711", "bob": "", "'=cat": ""}
    assert {row[3]: row[5] for row in rows[2:]} == {"ann": "4.5", "bob": "0.0", "'=cat": "0.0"}
    with exported(MoodleExporter, graded, tmp_path / "m.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["Username", "Email address", "quiz (5)"]
    assert {row[0]: row[2] for row in rows[1:]} == {"ann": "4.5", "bob": "0.0", "'=cat": "0.0"}


def test_statements_say_who_by_account_what_and_how_much_and_are_the_same_twice(graded, tmp_path):
    lines = exported(XapiExporter, graded, tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()
    statements = [json.loads(line) for line in lines]
    assert len(statements) == 3 * (1 + 3)
    scored = {
        s["actor"]["account"]["name"]: s["result"]["score"] for s in statements if "scored" in s["verb"]["id"]
    }
    assert scored["ann"] == {"raw": 4.5, "min": 0.0, "max": 5.0, "scaled": 0.9}
    for statement in statements:
        assert {"id", "actor", "verb", "object", "result", "timestamp"} <= set(statement)
        assert set(statement["actor"]) == {"objectType", "account"}
    again = exported(XapiExporter, graded, tmp_path / "y.jsonl").read_text(encoding="utf-8")
    assert again.splitlines() == lines
    assert len({statement["id"] for statement in statements}) == len(statements)


def test_extra_credit_stays_within_what_a_record_store_takes_and_one_student_can_be_chosen(graded, tmp_path):
    with graded.books.open() as gradebook:
        gradebook.find_grade("own", "quiz", "quiz", "ann").extra_credit = 3.0
        gradebook.db.commit()
    try:
        plugin = XapiExporter()
        plugin.to, plugin.student = str(tmp_path / "x.jsonl"), ["ann"]
        with graded.books.open() as gradebook:
            plugin.export(gradebook)
    finally:
        with graded.books.open() as gradebook:
            gradebook.find_grade("own", "quiz", "quiz", "ann").extra_credit = None
            gradebook.db.commit()
    statements = [
        json.loads(line) for line in (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert {s["actor"]["account"]["name"] for s in statements} == {"ann"}
    for statement in statements:
        score = statement["result"]["score"]
        assert score["min"] <= score["raw"] <= score["max"]
        assert -1 <= score["scaled"] <= 1


BATCH = {
    f"s{number:02}": {"site": "pore" if number % 2 else "rim", "dose": str(number)} for number in range(12)
}


def scores_of(course: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{course}/assessments/gradebook.db") as gradebook:
        return {each.student.id: each.score for each in gradebook.assignment_submissions("quiz")}


def test_a_batch_that_is_killed_and_taken_up_again_gives_the_same_marks(
    tmp_path, monkeypatch, make_course_root, sheet_bytes
):
    monkeypatch.setenv("KAPEDU_EXCHANGE", str(tmp_path / "exchange"))
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    course = make_course(tmp_path / "course", BATCH, sheet_bytes, make_course_root)
    assessments = course / "assessments"
    command = [sys.executable, "-W", "ignore", "-m", "nbgrader", "autograde", "quiz"]
    with subprocess.Popen(
        command, cwd=assessments, stderr=subprocess.PIPE, text=True, env=os.environ
    ) as batch:
        for line in batch.stderr:
            if "Autograding" in line and "s05" in line:
                batch.send_signal(signal.SIGKILL)
                break
        batch.communicate()
    assert batch.returncode == -signal.SIGKILL
    assert (assessments / "autograded" / "s05" / "quiz").is_dir(), "something half-made is left"
    assert not (assessments / "autograded" / "s06").exists()
    before = (assessments / "autograded" / "s02" / "quiz" / "quiz.ipynb").stat().st_mtime_ns
    again = subprocess.run(command, cwd=assessments, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr[-2000:]
    assert "was not finished; it is graded again" in again.stderr
    assert (assessments / "autograded" / "s02" / "quiz" / "quiz.ipynb").stat().st_mtime_ns == before
    expected = {
        name: (1.0 if a["site"] == "pore" else 0.0) + (2.0 if a["dose"] == "14" else 0.0)
        for name, a in BATCH.items()
    }
    assert scores_of(course) == expected
    newest = books_of(assessments).ledger.latest("quiz")
    assert {student: entry["score"] for (_, student), entry in newest.items()} == expected
