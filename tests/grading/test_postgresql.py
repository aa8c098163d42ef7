"""The whole way of a quiz with its gradebook on a real PostgreSQL server, two graders at once.

One course is graded once for all tests here; each looks at one aspect of what came out.
"""

import csv
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
import sqlalchemy
from nbgrader.api import Gradebook

from kapedu.grading.course_setup import nbgrader_api, prepare_assignments
from kapedu.grading.ledger import LedgerError
from kapedu.grading.rebuild import back_up, books_of, note_scores_by_hand, rebuild, verify
from kapedu.grading.release import check_quiz
from tests.grading.postgresql import running_server
from tests.grading.test_cycle import ALL, AUTO, SEED, right_answers, wrong_answers

pytestmark = [
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own relationships, harmless
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbgrader"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbconvert"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # nbgrader leaves connections to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same, seen by pytest
]

STUDENTS = tuple(f"{half}{number}" for half in "ab" for number in range(8))
WRONG = ("a3", "b5")
BY_HAND = 3.0
# Scores every second free text, each in a transaction of its own, as a person in Formgrader does.
SCORE_BY_HAND = """
import os, sys
from nbgrader.api import Gradebook
for student in sys.argv[1:]:
    with Gradebook(os.environ["KAPEDU_DB_URL"], "kapedu") as gradebook:
        grade = gradebook.find_grade("answer-a-patient", "module-1", "module-1", student)
        grade.manual_score, grade.needs_manual_grade = 3.0, False
        comment = gradebook.find_comment("answer-a-patient", "module-1", "module-1", student)
        comment.manual_comment = f"Read by {os.getpid()}"
        gradebook.db.commit()
"""


def at_once(commands: list[list[str]], folder: Path) -> list[str]:
    """Run programs at the same time; what each told. All must end well."""
    running = [
        subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for command in commands
    ]
    told = [process.communicate()[0] for process in running]
    for process, text in zip(running, told, strict=True):
        assert process.returncode == 0, text[-3000:]
    return told


@pytest.fixture(scope="module")
def graded(tmp_path_factory, make_course, sheet_bytes):
    """Release, collect, autograde by two at once, score by hand by two at once, feedback, export."""
    root = tmp_path_factory.mktemp("postgresql")
    course = make_course(root / "course")
    assessments = course / "assessments"
    with running_server() as db_url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("KAPEDU_DB_URL", db_url)
        patch.setenv("KAPEDU_EXCHANGE", str(root / "exchange"))
        patch.setenv("JUPYTER_NO_CONFIG", "1")
        patch.setenv("JUPYTER_DATA_DIR", str(root / "data"))
        prepare_assignments(course)
        source = nbformat.read(assessments / "source" / "module-1" / "module-1.ipynb", as_version=4)
        questions = check_quiz(source, "module-1")
        original = (assessments / "release" / "module-1" / "module-1.ipynb").read_bytes()
        inbound = root / "exchange" / "kapedu" / "inbound"
        for student in STUDENTS:
            folder = inbound / f"{student}+module-1+2026-11-22 09:00:00.000000 UTC+abc"
            folder.mkdir()
            answers = wrong_answers(questions) if student in WRONG else right_answers(questions)
            (folder / "module-1.ipynb").write_bytes(original)
            (folder / "answers.json").write_bytes(
                sheet_bytes(answers, seed=SEED).replace(b'"started": "', f'"started": "{student}'.encode())
            )
            if student != "a0":  # one came without the code that feedback is fetched by
                (folder / "submission_secret.txt").write_text(f"{student:0>64}", encoding="utf-8")
            (folder / "timestamp.txt").write_text("2026-11-22 09:00:00.000000 UTC", encoding="utf-8")
        api = nbgrader_api(assessments)
        results = {"collect": api.collect("module-1")}
        nbgrader = [sys.executable, "-W", "ignore", "-m", "nbgrader"]
        told = at_once(
            [[*nbgrader, "autograde", "module-1", "--student", f"{half}*"] for half in "ab"], assessments
        )
        with Gradebook(db_url, "kapedu") as gradebook:
            automatic = {
                each.student.id: (each.score, each.needs_manual_grade)
                for each in gradebook.assignment_submissions("module-1")
            }
        waiting = [student for student in STUDENTS if student not in WRONG]
        python = [sys.executable, "-W", "ignore", "-c", SCORE_BY_HAND]
        at_once([[*python, *waiting[0::2]], [*python, *waiting[1::2]]], assessments)
        results["feedback"] = api.generate_feedback("module-1")
        at_once([[*nbgrader, "release_feedback", "module-1"]], assessments)
        exported = root / "grades.csv"
        at_once([[*nbgrader, "export", "--to", str(exported)]], assessments)
        yield SimpleNamespace(
            root=root,
            assessments=assessments,
            db_url=db_url,
            results=results,
            told=told,
            automatic=automatic,
            exported=exported,
            books=books_of(assessments),
        )


def expected(student: str, automatic: float) -> float:
    return 0.0 if student in WRONG else automatic


def test_every_step_ends_well_and_the_gradebook_is_on_the_server_alone(graded):
    for step, result in graded.results.items():
        assert result["success"], (step, result.get("error", "")[-1500:])
    assert not list(graded.root.rglob("*.db"))
    assert graded.books.gradebook_file is None


def test_two_who_grade_at_once_lose_no_submission_and_no_mark(graded):
    assert graded.automatic == {
        student: (expected(student, AUTO), student not in WRONG) for student in STUDENTS
    }
    newest = graded.books.ledger.latest("module-1")
    assert {student: entry["score"] for (_, student), entry in newest.items()} == {
        student: expected(student, AUTO) for student in STUDENTS
    }
    assert verify(graded.books) == []


def test_two_who_score_by_hand_at_once_lose_nothing_and_it_reaches_export_and_feedback(graded):
    with graded.exported.open(encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {name: float(row["score"]) for name, row in rows.items()} == {
        student: expected(student, AUTO + BY_HAND) for student in STUDENTS
    }
    assert {float(row["max_score"]) for row in rows.values()} == {ALL}
    pages = {path.parent.parent.name: path for path in (graded.assessments / "feedback").rglob("*.html")}
    assert set(pages) == set(STUDENTS)
    assert len(list((graded.root / "exchange").rglob("feedback/*.html"))) == len(STUDENTS)
    for student in set(STUDENTS) - set(WRONG):
        assert "Read by" in pages[student].read_text(encoding="utf-8")


def test_a_copy_is_the_servers_own_business_and_it_says_so(graded):
    from datetime import UTC, datetime

    with pytest.raises(LedgerError, match="pg_dump"):
        back_up(graded.books, datetime.now(UTC))


def test_a_lost_database_comes_back_from_the_ledger_and_a_whole_one_is_not_written_over(graded):
    note_scores_by_hand(graded.books)
    with pytest.raises(LedgerError, match="holds assignments"):
        rebuild(graded.books)
    engine = sqlalchemy.create_engine(graded.db_url)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("DROP SCHEMA public CASCADE"))
        connection.execute(sqlalchemy.text("CREATE SCHEMA public"))
    engine.dispose()
    restored = rebuild(graded.books)
    assert (restored.submissions, restored.by_hand) == (len(STUDENTS), len(STUDENTS) - len(WRONG))
    with graded.books.open() as gradebook:
        scores = {each.student.id: each.score for each in gradebook.assignment_submissions("module-1")}
    assert scores == {student: expected(student, AUTO + BY_HAND) for student in STUDENTS}
    assert verify(graded.books) == []


def test_settings_name_the_server_by_one_variable(graded):
    assert os.environ["KAPEDU_DB_URL"] == graded.books.db_url
