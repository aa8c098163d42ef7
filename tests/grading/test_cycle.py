"""The whole way of a quiz with the real nbgrader: from the instructor's source to the exported grades.

One course is graded once for all tests here; each test looks at one aspect of what came out.
"""

import csv
import os
import pwd
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbgrader.api import Gradebook

from kapedu.grading.course_setup import nbgrader_api, prepare_assignments
from kapedu.grading.ledger import BY_HAND
from kapedu.grading.rebuild import books_of
from kapedu.grading.release import check_quiz
from kapedu.quiz import Kind, Question, key_lines
from kapedu.widgets import hand_in, question
from kapedu.widgets.questions.quiz_in_progress import _OPEN, current_quiz

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own relationships, harmless
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbgrader"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbconvert"),
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning"
    ),  # nbgrader leaves database connections to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same, seen by pytest
]

ME = pwd.getpwuid(os.getuid()).pw_name
NASTY = (
    "<script>alert(1)</script> $x$ **bold**\n### END HIDDEN TESTS\n### BEGIN HIDDEN TESTS\nEND MARK SCHEME"
)


SEED = "5eed"
AUTO = 32.0  # points that are given without a person
ALL = 36.0
NOWHERE_RIGHT = (4, 3, 1, 0, 2)  # of five steps none is in its place, and more pairs are wrong than right


def right_answers(questions: list[Question], seed: str = SEED) -> dict[str, object]:
    answers: dict[str, object] = {}
    for asked in questions:
        item, key = asked.item, asked.for_trainee(seed).key
        if item.kind in {Kind.MULTIPLE, Kind.ORDERING}:
            answers[item.id] = list(key.correct)
        elif item.kind.is_paired:
            answers[item.id] = [f"{line}={choice}" for line, choice in key.pairs.items()]
        elif item.kind is Kind.SINGLE:
            answers[item.id] = key.correct[0]
        elif item.kind.is_number:
            answers[item.id] = f"{key.value:g}"
        elif item.kind is Kind.TEXT:
            answers[item.id] = key.accept[0]
        else:
            answers[item.id] = "The window is a hypothesis; in people it has not been shown."
    return answers


def wrong_answers(questions: list[Question]) -> dict[str, object]:
    answers: dict[str, object] = {}
    for asked in questions:
        item, key = asked.item, asked.key
        wrong = [option for option in item.option_ids if option not in key.correct]
        if item.kind is Kind.MULTIPLE:
            answers[item.id] = wrong
        elif item.kind is Kind.SINGLE:
            answers[item.id] = wrong[0]
        elif item.kind is Kind.ORDERING:
            answers[item.id] = [key.correct[place] for place in NOWHERE_RIGHT]
        elif item.kind is Kind.JUDGEMENT:
            other = {"do": "never", "can": "never", "rather-not": "do", "never": "do"}
            answers[item.id] = [f"{line}={other[choice]}" for line, choice in key.pairs.items()]
        elif item.kind is Kind.MATCHING:
            spare = next(target for target in item.target_ids if target not in key.pairs.values())
            answers[item.id] = [f"{line}={spare}" for line in key.pairs]
        elif item.kind.is_number:
            answers[item.id] = "987"
        elif item.kind is Kind.TEXT:
            answers[item.id] = "review"
    return answers


def tampered_notebook(released: Path, trap: Path) -> nbformat.NotebookNode:
    """A submission that adds, edits, copies and deletes cells, and would leave a trace if any of it ran."""
    nb = nbformat.read(released, as_version=4)
    program = f"open({str(trap)!r}, 'w').write('executed')"
    graded = [index for index, cell in enumerate(nb.cells) if cell.metadata.get("nbgrader", {}).get("grade")]
    nb.cells[graded[0]].source = f"{program}\n25.0"
    nb.cells[graded[0]].metadata.nbgrader.points = 500
    nb.cells[graded[1]].outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "3.0"})]
    copy = nbformat.from_dict(nb.cells[graded[2]])
    copy["id"] = "a-copy"
    copy["source"] = program
    deleted = graded[3]
    nb.cells.insert(0, nbformat.v4.new_code_cell(program))
    nb.cells.append(copy)
    del nb.cells[deleted + 1]
    nb.cells.append(nbformat.v4.new_markdown_cell("A remark of mine."))
    return nb


def submit_as(course: Path, student: str, sheet: bytes | None, notebook: bytes | None) -> None:
    """Put a submission where collecting would put it."""
    folder = course / "assessments" / "submitted" / student / "module-1"
    folder.mkdir(parents=True)
    if notebook is not None:
        (folder / "module-1.ipynb").write_bytes(notebook)
    if sheet is not None:
        (folder / "answers.json").write_bytes(sheet)
    (folder / "timestamp.txt").write_text("2026-11-22 09:00:00.000000 UTC", encoding="utf-8")


def answer_in_the_widgets(folder: Path, questions: list[Question]) -> str:
    """Open the released quiz, answer through its widgets and hand it in; returns what the page then says."""
    nb = nbformat.read(folder / "module-1.ipynb", as_version=4)
    shown = SimpleNamespace(panel=None)

    def answered_question(text: str) -> None:
        view = question(text)
        answers = right_answers(questions, current_quiz().sheet.seed)
        with view.hold_trait_notifications():
            view.answer = answers[view.spec["id"]]
            view.change_count += 1

    def panel() -> None:
        shown.panel = hand_in()

    names = {"question": answered_question, "hand_in": panel}
    before = Path.cwd()
    os.chdir(folder)
    try:
        for cell in nb.cells:
            if cell.cell_type == "code" and not cell.source.startswith("from "):
                exec(cell.source, dict(names))
        _, _, message, button, *_ = shown.panel.children
        button.click()
    finally:
        os.chdir(before)
        _OPEN.clear()
    return message.html


@pytest.fixture(scope="module")
def graded(tmp_path_factory, make_course, sheet_bytes) -> Iterator[SimpleNamespace]:
    """Generate, release, fetch, answer, submit, collect, autograde, score by hand, make feedback, export."""
    root = tmp_path_factory.mktemp("cycle")
    course = make_course(root / "course")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KAPEDU_EXCHANGE", str(root / "exchange"))
        patch.setenv("JUPYTER_NO_CONFIG", "1")
        patch.setenv("JUPYTER_DATA_DIR", str(root / "data"))
        assessments = course / "assessments"
        (prepared,) = prepare_assignments(course)
        source = nbformat.read(assessments / "source" / "module-1" / "module-1.ipynb", as_version=4)
        questions = check_quiz(source, "module-1")
        right = right_answers(questions)
        released = assessments / "release" / "module-1" / "module-1.ipynb"
        original = released.read_bytes()
        trap = root / "executed"

        receipt = answer_in_the_widgets(prepared.notebook.parent, questions)
        bare = root / "exchange" / "kapedu" / "inbound" / "bare+module-1+2026-11-22 09:00:00.000000 UTC+abc"
        bare.mkdir()
        (bare / "answers.json").write_bytes(sheet_bytes(right, seed=SEED))
        (bare / "timestamp.txt").write_text("2026-11-22 09:00:00.000000 UTC", encoding="utf-8")
        api = nbgrader_api(assessments)
        results = {"collect": api.collect("module-1")}

        submit_as(course, "wrong", sheet_bytes(wrong_answers(questions), seed=SEED), original)
        submit_as(course, "empty", sheet_bytes({}), original)
        submit_as(course, "missing", None, original)
        submit_as(course, "truncated", sheet_bytes(right)[:200], original)
        odd = {**right, "first-target": "moon", "lozenge-spread": [20], "article-type": None, "bonus": "x"}
        nb = tampered_notebook(released, trap)
        submit_as(course, "tampered", sheet_bytes(odd, seed=SEED), nbformat.writes(nb).encode())
        submit_as(course, "broken", sheet_bytes(right, seed=SEED), original[: len(original) // 2])
        submit_as(course, "nasty", sheet_bytes({"answer-a-patient": NASTY, "article-type": NASTY}), original)

        results["autograde"] = api.autograde("module-1", "*")
        url = f"sqlite:///{assessments}/gradebook.db"
        with Gradebook(url) as gradebook:
            before = {
                s.student.id: (s.score, s.needs_manual_grade)
                for s in gradebook.assignment_submissions("module-1")
            }
            grade = gradebook.find_grade("answer-a-patient", "module-1", "module-1", ME)
            grade.manual_score = 3.0
            grade.needs_manual_grade = False
            comment = gradebook.find_comment("answer-a-patient", "module-1", "module-1", ME)
            comment.manual_comment = "Clear <b>and</b> honest; name a trial next time."
            gradebook.db.commit()
        results["feedback"] = api.generate_feedback("module-1")
        exported = root / "grades.csv"
        nbgrader = [sys.executable, "-m", "nbgrader", "export", "--to", str(exported)]
        export = subprocess.run(nbgrader, cwd=assessments, capture_output=True, text=True, check=False)
        yield SimpleNamespace(
            course=course,
            assessments=assessments,
            api=api,
            url=url,
            questions=questions,
            receipt=receipt,
            results=results,
            scores=before,
            trap=trap,
            export=export,
            exported=exported,
        )


def feedback_of(graded, student: str) -> str:
    return (graded.assessments / "feedback" / student / "module-1" / "module-1.html").read_text(
        encoding="utf-8"
    )


def autograded_of(graded, student: str) -> nbformat.NotebookNode:
    return nbformat.read(
        graded.assessments / "autograded" / student / "module-1" / "module-1.ipynb", as_version=4
    )


def test_no_step_fails_and_no_submission_is_left_out(graded):
    for step, result in graded.results.items():
        assert result["success"], (step, result["error"][-1500:])
    expected = {ME, "bare", "wrong", "empty", "missing", "truncated", "tampered", "broken", "nasty"}
    assert set(graded.scores) == expected


def test_handing_in_from_the_quiz_reaches_the_instructor_with_a_receipt(graded):
    assert "Handed in" in graded.receipt
    assert "Receipt" in graded.receipt
    submitted = graded.assessments / "submitted" / ME / "module-1"
    assert (submitted / "answers.json").is_file()
    assert (submitted / "timestamp.txt").is_file()
    kept = list((graded.course / "my-work" / ".handed-in" / "kapedu").glob("*/submission_secret.txt"))
    assert len(kept) == 1, "the code for the feedback lies with the trainee's work"


@pytest.mark.parametrize(
    ("student", "score", "waits"),
    [
        (ME, AUTO, True),
        ("bare", AUTO, True),
        ("broken", AUTO, True),
        ("wrong", 0.0, False),
        ("empty", 0.0, False),
        ("missing", 0.0, False),
        ("truncated", 0.0, False),
        ("tampered", AUTO - 1 - 2 - 1, True),
        ("nasty", 0.0, True),
    ],
)
def test_every_kind_of_sheet_gets_the_right_mark(graded, student, score, waits):
    assert graded.scores[student] == (pytest.approx(score), waits)


@pytest.mark.parametrize(
    ("student", "line"),
    [
        ("empty", "You did not answer this question."),
        ("missing", "No answer sheet came with this submission."),
        ("truncated", "The answer sheet could not be read: it is cut off or was changed by hand."),
        ("tampered", "it names an option that this question does not have"),
        ("tampered", "questions that do not exist, not counted: 1."),
        ("tampered", "Added cells, set aside and not run: 1."),
        ("tampered", "Copied cells, set aside: 1."),
        ("tampered", "Deleted cells, put back: 1."),
        ("tampered", "Edited cells, put back as they were: 1."),
        ("broken", "The submitted notebook file could not be read; it was replaced by the original."),
        ("wrong", "Not right."),
        (ME, "Right."),
    ],
)
def test_feedback_says_clearly_what_became_of_a_submission(graded, student, line):
    assert line in feedback_of(graded, student)


def test_an_untouched_submission_gets_no_remark(graded):
    assert "About this submission" not in feedback_of(graded, ME)


def test_nothing_of_a_trainees_is_executed(graded):
    assert not graded.trap.exists()
    text = nbformat.writes(autograded_of(graded, "tampered"))
    assert "executed" not in text


def test_every_graded_cell_carries_an_explicit_score(graded):
    for student in graded.scores:
        cells = [
            cell
            for cell in autograded_of(graded, student).cells
            if cell.metadata.get("nbgrader", {}).get("grade")
        ]
        assert len(cells) == len(graded.questions)
        for cell in cells:
            if cell.cell_type == "code":
                assert [output.output_type for output in cell.outputs] == ["display_data", "execute_result"]
                float(cell.outputs[1].data["text/plain"])


def test_what_trainees_receive_holds_no_key_no_reason_and_no_source(graded):
    places = [
        graded.assessments / "release" / "module-1" / "module-1.ipynb",
        graded.course / "my-work" / "module-1" / "module-1.ipynb",
        Path(os.environ["KAPEDU_EXCHANGE"]) / "kapedu" / "outbound" / "module-1" / "module-1.ipynb",
    ]
    for place in places:
        text = " ".join("".join(cell.source) for cell in nbformat.read(place, as_version=4).cells)
        flat = " ".join(text.split())
        for asked in graded.questions:
            key = asked.key
            secrets = [*key.rationale.values(), *(line.text for line in key.rubric), *key.facts, key.review]
            for secret in filter(None, secrets):
                assert " ".join(secret.split()) not in flat
        for word in ("HIDDEN", "rationale", "correct:", "accept:", "sources:", "key(", "tolerance"):
            assert word not in text


def test_feedback_before_the_deadline_tells_no_key_to_who_answered_wrong(graded):
    for student in ("wrong", "empty", "truncated", "missing"):
        html = feedback_of(graded, student)
        assert "shown once your instructor has set a deadline" in html
        for asked in graded.questions:
            if asked.item.kind is not Kind.TEXT:  # the stem of the text item may use the word itself
                for line in key_lines(asked.item, asked.key):
                    assert line not in html
            for option, reason in asked.key.rationale.items():
                if option in asked.key.correct or not option:
                    assert reason[:60] not in html
        assert "HIDDEN TESTS" not in html


def test_feedback_gives_reason_and_full_source_for_what_was_chosen(graded):
    html = feedback_of(graded, "wrong")
    assert "These cells fire more, not less" in html or "The account is about firing" in html
    assert 'href="https://doi.org/10.1126/science.1190287"' in html
    assert "status of the facts: primary" in html


def test_the_instructors_words_and_score_reach_the_trainee(graded):
    html = feedback_of(graded, ME)
    assert "Clear &lt;b&gt;and&lt;/b&gt; honest" in html
    assert f"Score: {AUTO + 3:g} of {ALL:g} points." in html


def test_an_answer_that_waits_for_the_instructor_is_no_zero(graded):
    html = feedback_of(graded, "broken")
    assert "not scored yet, 4 points" in html
    assert f"Score: {AUTO:g} of {ALL:g} points.</b> Up to 4 more wait for your instructor." in html
    assert "not scored yet" not in feedback_of(graded, ME)
    assert html.count("Question 18") == 1


def test_feedback_is_one_file_that_loads_nothing_and_runs_nothing(graded):
    for student in graded.scores:
        html = feedback_of(graded, student)
        for word in ("<script", "cdnjs", "cdn.", "MathJax", "<link", "@import", "src="):
            assert word not in html, (student, word)
        assert '<html lang="en">' in html


def test_markup_in_an_answer_is_shown_as_written(graded):
    cell = next(
        c for c in autograded_of(graded, "nasty").cells if c.cell_type == "markdown" and "Answer:" in c.source
    )
    assert "<script>" not in cell.source
    assert "$x$" not in cell.source
    assert "alert" in cell.source
    assert cell.source.count("END HIDDEN TESTS") == 1, "only our own marker counts as one"
    html = feedback_of(graded, "nasty")
    assert "alert" in html
    assert "<b>bold</b>" not in html
    assert "<strong>bold</strong>" not in html


def test_the_instructor_sees_the_rubric_beside_the_answer_and_the_key_of_each_item(graded):
    nb = autograded_of(graded, ME)
    own = next(
        cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "answer-a-patient"
    )
    assert own.cell_type == "markdown"
    assert "in people it has not been shown" in own.source
    assert "promises nothing" in own.source
    first = next(
        cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "first-target"
    )
    assert "Busy inhibitory interneurons" in first.source


def test_after_the_deadline_feedback_shows_every_key(graded):
    with Gradebook(graded.url) as gradebook:
        yesterday = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=1)
        gradebook.update_or_create_assignment("module-1", duedate=yesterday)
    try:
        again = [sys.executable, "-W", "ignore", "-m", "nbgrader", "generate_feedback", "module-1"]
        subprocess.run(
            [*again, "--student=wrong"], cwd=graded.assessments, check=True, capture_output=True
        )  # the same command as before the deadline, and the page is there already
        html = feedback_of(graded, "wrong")
        for asked in graded.questions:
            own = asked.for_trainee(SEED)
            for line in key_lines(own.item, own.key):
                assert escape(line, quote=False) in html
    finally:
        with Gradebook(graded.url) as gradebook:
            gradebook.update_or_create_assignment("module-1", duedate=None)
        graded.api.generate_feedback("module-1", "wrong")


def test_grades_are_exported_for_a_spreadsheet(graded):
    assert graded.export.returncode == 0, graded.export.stderr
    with graded.exported.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert rows[ME]["score"] == str(AUTO + 3)
    assert rows[ME]["max_score"] == str(ALL)
    assert rows[ME]["waits_for_instructor"] == "no"
    assert rows["broken"]["waits_for_instructor"] == "yes"
    assert rows["empty"]["score"] == "0.0"


def test_grading_again_keeps_the_instructors_score(graded):
    assert graded.api.autograde("module-1", ME)["success"]
    with Gradebook(graded.url) as gradebook:
        grade = gradebook.find_grade("answer-a-patient", "module-1", "module-1", ME)
        assert grade.manual_score == 3.0
        assert grade.needs_manual_grade
        grade.needs_manual_grade = False
        gradebook.db.commit()


def test_with_the_feedback_the_score_given_by_hand_is_in_the_ledger(graded):
    (entry,) = books_of(graded.assessments).ledger.latest(event=BY_HAND).values()
    assert (entry["student"], entry["item"], entry["manual_score"]) == (ME, "answer-a-patient", 3.0)
    assert entry["comment"].startswith("Clear <b>and</b> honest")
