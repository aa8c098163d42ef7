"""Graded questions save every answer and bring it back."""

import json
from pathlib import Path

import pytest

from kapedu.quiz import QuizError
from kapedu.widgets import hand_in, key, question
from kapedu.widgets.questions.question_view import QuestionView
from kapedu.widgets.questions.quiz_in_progress import QuizInProgress, current_quiz
from tests.widgets.assignment import restart_kernel, work_in

SITE = "{id: site, kind: single, stem: Where, points: 2, options: {a: First, b: Second, c: Third}}"
MANY = "{id: many, kind: multiple, stem: Which, options: {a: First, b: Second}}"
DOSE = "{id: dose, kind: numeric, stem: How much, unit: mg}"
OWN = "{id: own, kind: free-text, stem: Say it, points: 4}"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    return work_in("module-1", tmp_path, monkeypatch)


def give(view: QuestionView, answer: object) -> None:
    """Answer as the page does: the answer, then the count, in one message."""
    with view.hold_trait_notifications():
        view.answer = answer
        view.change_count += 1


def saved() -> dict[str, object]:
    data = json.loads(Path("answers.json").read_text(encoding="utf-8"))
    return {name: entry["answer"] for name, entry in data["answers"].items()}


def test_every_change_is_saved_and_the_page_is_told():
    view = question(SITE)
    give(view, "b")
    assert saved() == {"site": "b"}
    assert view.status["kind"] == "saved"
    assert view.status["text"].startswith("Saved at ")
    give(view, "a")
    assert saved() == {"site": "a"}


def test_answers_come_back_after_a_kernel_restart(monkeypatch):
    give(question(SITE), "b")
    give(question(MANY), ["a", "b"])
    give(question(OWN), "In my words.\nTwo lines.")
    restart_kernel(monkeypatch)
    assert question(SITE).answer == "b"
    assert question(MANY).answer == ["a", "b"]
    assert question(OWN).answer == "In my words.\nTwo lines."
    assert "you can still change it" in question(SITE).status["text"]


def test_options_keep_their_order_after_a_restart(monkeypatch):
    view = question(SITE)
    give(view, "b")
    order = [option["id"] for option in view.spec["options"]]
    for _ in range(5):
        restart_kernel(monkeypatch)
        assert [option["id"] for option in question(SITE).spec["options"]] == order


def test_two_windows_on_one_quiz_do_not_undo_each_others_answers(folder):
    from kapedu.quiz import parse_item

    one, two = QuizInProgress(folder), QuizInProgress(folder)
    give(one.show(parse_item(SITE)), "a")
    give(two.show(parse_item(DOSE)), "14")
    assert saved() == {"site": "a", "dose": "14"}


def test_questions_are_numbered_as_they_appear_and_show_their_points():
    first, second = question(SITE), question(OWN)
    assert first.spec["heading"] == ["Question 1", "2 points"]
    assert second.spec["heading"] == ["Question 2", "4 points"]
    again = question(SITE)
    assert again.spec["heading"] == ["Question 1", "2 points"], "running a cell again adds no question"
    hand_in()
    assert again.spec["heading"] == ["Question 1 of 2", "2 points"]
    assert second.spec["heading"] == ["Question 2 of 2", "4 points"]


def test_the_rule_for_partial_credit_is_on_the_page():
    assert "each wrong tick costs the same share" in question(MANY).spec["help"]


def test_a_number_that_cannot_be_read_is_said_at_once_and_kept():
    view = question(DOSE)
    give(view, "14 g")
    assert view.problem == "Write the number in mg."
    assert saved() == {"dose": "14 g"}
    give(view, "14 mg")
    assert view.problem == ""


def test_taking_an_answer_back_removes_it():
    view = question(MANY)
    give(view, ["a"])
    give(view, [])
    assert saved() == {}
    assert view.status["text"] == "Answer removed."


@pytest.mark.parametrize("odd", [7, {"a": 1}, ["a", 7], True])
def test_what_the_page_should_not_send_is_no_answer(odd):
    view = question(SITE)
    give(view, odd)
    assert saved() == {}


def test_a_damaged_sheet_is_reported_on_the_page_and_kept(folder):
    (folder / "answers.json").write_text('{"schema_version": 1, "ans', encoding="utf-8")
    view = question(SITE)
    assert view.status["kind"] == "problem"
    assert "answers.json.1.damaged" in view.status["text"]
    give(view, "a")
    assert saved() == {"site": "a"}
    assert (folder / "answers.json.1.damaged").exists()


def test_a_folder_that_cannot_be_written_to_is_said_and_nothing_raises(monkeypatch):
    view = question(SITE)

    def refuse(*_arguments, **_more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    give(view, "a")
    assert view.status["kind"] == "problem"
    assert "Not saved" in view.status["text"]
    assert "Permission denied" in view.status["text"]


def test_in_the_instructors_source_folder_nothing_is_saved(tmp_path, monkeypatch):
    source = tmp_path / "assessments" / "source" / "module-1"
    source.mkdir(parents=True)
    monkeypatch.chdir(source)
    view = question(SITE)
    give(view, "a")
    assert "Preview" in view.status["text"]
    assert list(source.iterdir()) == []


def test_open_questions_are_listed_by_number():
    question(SITE)
    give(question(DOSE), "lots")
    question(OWN)
    assert current_quiz().blanks() == [1, 3]
    assert current_quiz().unusable() == [2]


def test_a_key_needs_its_question_above_it():
    with pytest.raises(QuizError, match="no question above this key"):
        key("{correct: a, rationale: {a: A}, sources: [kamp2020]}")


def test_the_instructors_view_of_a_key_shows_answer_reason_and_source():
    question(SITE)
    card = key("{correct: b, rationale: {a: Not that, b: Because <so>, c: Nor that}, sources: [kamp2020]}")
    html = card._repr_html_()
    assert "Second" in html
    assert "Because &lt;so&gt;" in html
    assert "Kamp" in html
    assert "Second" in str(card)


THREE = "options: {a: First, b: Second, c: Third}"
ORDER = f"{{id: order, kind: ordering, stem: S, {THREE}}}"
MATCH = f"{{id: match, kind: matching, stem: S, {THREE}, targets: {{x: Left, y: Right}}}}"
POINT = "{id: point, kind: point, stem: S, curve: infusion-artery}"
SUM = "{id: sum, kind: calculation, stem: 'Twice {n}', numbers: {n: {from: 10, to: 900, step: 10}}, unit: mg}"
PANEL = "{id: panel, kind: concordance, stem: S, hypothesis: An idea, finding: A finding}"


def test_an_order_is_kept_as_it_was_made_and_comes_back(monkeypatch):
    give(question(ORDER), ["c", "a", "b"])
    assert saved() == {"order": ["c", "a", "b"]}
    restart_kernel(monkeypatch)
    assert question(ORDER).answer == ["c", "a", "b"]


def test_pairs_are_kept_by_meaning_and_open_lines_are_counted():
    view = question(MATCH)
    give(view, ["c=x", "a=y"])
    assert saved() == {"match": ["a=y", "c=x"]}
    assert view.problem == "Lines still open: 1."
    give(view, ["a=y", "b=x", "c=x"])
    assert view.problem == ""
    give(view, [])
    assert saved() == {}


def test_a_point_shows_its_curve_and_is_kept_as_a_number():
    view = question(POINT)
    assert view.spec["control"] == "point"
    assert len(view.spec["curve"]["x"]) == len(view.spec["curve"]["y"]) > 100
    assert (view.spec["curve"]["x_unit"], view.spec["curve"]["y_unit"]) == ("min", "ng/mL")
    give(view, "41")
    assert saved() == {"point": "41"}
    assert view.problem == ""


def test_a_trainees_own_figures_stay_the_same_after_a_restart(monkeypatch):
    view = question(SUM)
    give(view, "1")
    stem = view.spec["stem"]
    assert "{" not in stem
    for _ in range(3):
        restart_kernel(monkeypatch)
        assert question(SUM).spec["stem"] == stem


def test_a_script_concordance_shows_idea_finding_and_its_scale_in_order():
    view = question(PANEL)
    assert [text for _, text in view.spec["steps"]] == ["An idea", "A finding"]
    assert [option["id"] for option in view.spec["options"]] == [
        "much-less",
        "less",
        "same",
        "more",
        "much-more",
    ]


def test_how_sure_somebody_is_is_saved_with_the_answer_and_comes_back(monkeypatch):
    sure = SITE.replace("kind: single", "kind: single, confidence: yes")
    view = question(sure)
    assert [value for value, _ in view.spec["confidence"]] == ["guess", "unsure", "fairly", "certain"]
    view.confidence = "fairly"
    give(view, "b")
    entry = json.loads(Path("answers.json").read_text(encoding="utf-8"))["answers"]["site"]
    assert entry["confidence"] == "fairly"
    restart_kernel(monkeypatch)
    assert question(sure).confidence == "fairly"
    assert question(SITE.replace("site", "other")).spec["confidence"] == []


def test_a_press_that_overtakes_the_answer_brings_answer_and_confidence_along():
    view = question(SITE)
    view._receive(None, {"answer": "c", "confidence": "guess", "change_count": 1}, None)
    assert (view.answer, view.confidence) == ("c", "guess")
    assert saved() == {"site": "c"}


def test_the_key_of_a_calculation_is_shown_for_the_figures_above_it():
    n = int(question(SUM).spec["stem"].removeprefix("Twice "))
    card = key("{correct: {formula: 2 * n, tolerance: 0}, rationale: 'It is {answer}.', sources: [kamp2020]}")
    assert f"{2 * n} mg" in str(card)
    assert f"It is {2 * n}." in card._repr_html_()


def test_how_long_a_question_was_in_front_of_the_trainee_is_kept_and_goes_on(monkeypatch):
    view = question(SITE)
    view.seconds = 42
    give(view, "a")
    assert json.loads(Path("answers.json").read_text(encoding="utf-8"))["answers"]["site"]["seconds"] == 42
    restart_kernel(monkeypatch)
    assert question(SITE).seconds == 42
    view._receive(view, {"answer": "b", "seconds": "for ever", "change_count": 5}, [])
    assert view.seconds == 0
    assert "never count for your mark" in hand_in().children[-1].html
