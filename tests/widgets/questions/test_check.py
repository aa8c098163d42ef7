"""Self-checks explain every try at once."""

import pytest

from kapedu.quiz import QuizError
from kapedu.widgets import check
from kapedu.widgets.questions.question_view import QuestionView

CHECKS = """
- id: site
  kind: single
  stem: Where?
  options: {channel: In the <channel>, glycine: Beside it, gaba: Elsewhere}
  key:
    correct: channel
    rationale: {channel: It sits inside., glycine: Left alone., gaba: For other drugs.}
    sources: [kamp2020]
    review: Lesson 1
- id: many
  kind: multiple
  stem: Which?
  options: {a: One, b: Two, c: Three}
  key: {correct: [a, b], rationale: {a: A is., b: B is., c: C is not.}, sources: [kamp2020]}
- id: dose
  kind: numeric
  stem: How much?
  unit: mg
  key: {correct: {value: 10, tolerance: 0.5}, rationale: One fifth of 50., sources: [kamp2020]}
- id: own
  kind: text
  stem: Say it.
  key: {rubric: [{points: 1, text: Names the channel}], rationale: So., sources: [kamp2020]}
- id: steps
  kind: ordering
  stem: In which order?
  options: {a: One, b: Two, c: Three}
  key: {correct: [b, a, c], rationale: Two comes first., sources: [kamp2020]}
- id: lines
  kind: matching
  stem: Which belongs where?
  options: {a: One, b: Two}
  targets: {x: Left, y: Right}
  key: {correct: {a: x, b: y}, rationale: {a: A is left., b: B is right.}, sources: [kamp2020]}
- id: twice
  kind: calculation
  stem: Twice {n}?
  numbers: {n: {from: 1, to: 9, step: 1}}
  key: {correct: {formula: 2 * n, tolerance: 0}, rationale: "Twice {n} is {answer}.", sources: [kamp2020]}
- id: guess
  kind: predict
  stem: Which?
  options: {up: Up, down: Down}
  after: Up.
"""


@pytest.fixture(autouse=True)
def lesson(tmp_path, monkeypatch):
    (tmp_path / "checks.yaml").write_text(CHECKS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def give(view: QuestionView, answer: object) -> None:
    with view.hold_trait_notifications():
        view.answer = answer
        view.change_count += 1


def buttons(view: QuestionView) -> list[str]:
    return [button["id"] for button in view.buttons]


def test_a_wrong_try_explains_the_chosen_option_alone_and_leaves_another_try():
    view = check("site")
    give(view, "gaba")
    view.press("check")
    assert view.outcome["verdict"] == "wrong"
    assert "1 try left" in view.outcome["title"]
    assert set(view.outcome["options"]) == {"gaba"}
    assert view.outcome["options"]["gaba"] == {"state": "wrong", "html": "<b>No.</b> For other drugs."}
    assert not view.locked
    assert buttons(view) == ["check", "show"]


def test_a_right_try_explains_every_option_with_sources():
    view = check("site")
    give(view, "channel")
    view.press("check")
    assert view.outcome["verdict"] == "right"
    assert set(view.outcome["options"]) == {"channel", "glycine", "gaba"}
    assert "Your choice. The answer." in view.outcome["options"]["channel"]["html"]
    assert "Kamp" in view.outcome["html"]
    assert "Read again: Lesson 1" in view.outcome["html"]
    assert view.locked


def test_after_the_last_try_the_answer_is_shown():
    view = check("site")
    for answer in ("gaba", "glycine"):
        give(view, answer)
        view.press("check")
    assert view.outcome["verdict"] == "wrong"
    assert view.outcome["options"]["channel"]["state"] == "right"
    assert view.outcome["options"]["glycine"]["state"] == "wrong"
    assert view.locked
    assert buttons(view) == ["again"]


def test_the_number_of_tries_can_be_set_and_the_answer_asked_for():
    view = check("site", tries=4)
    give(view, "gaba")
    view.press("check")
    assert "3 tries left" in view.outcome["title"]
    view.press("show")
    assert view.outcome["options"]["channel"]["state"] == "right"
    with pytest.raises(QuizError, match="tries: 0 is not allowed"):
        check("site", tries=0)


def test_starting_again_forgets_everything():
    view = check("site", tries=1)
    give(view, "gaba")
    view.press("check")
    view.press("again")
    assert view.answer is None
    assert view.outcome == {}
    assert not view.locked
    assert buttons(view) == ["check"]


def test_a_half_right_multiple_choice_says_how_far_it_is_without_the_rest():
    view = check("many")
    give(view, ["a", "c"])
    view.press("check")
    assert view.outcome["verdict"] == "wrong", "one right and one wrong tick cancel out"
    give(view, ["a"])
    view.press("check")
    assert view.locked
    assert view.outcome["verdict"] == "partly"


def test_a_partly_right_first_try_does_not_show_the_other_options():
    view = check("many")
    give(view, ["a"])
    view.press("check")
    assert view.outcome["verdict"] == "partly"
    assert set(view.outcome["options"]) == {"a"}


def test_checking_without_an_answer_uses_up_no_try():
    view = check("site")
    view.press("check")
    assert view.problem == "Answer first, then check."
    give(view, "gaba")
    assert view.problem == ""
    view.press("check")
    assert "1 try left" in view.outcome["title"]


def test_a_number_that_cannot_be_read_uses_up_no_try():
    view = check("dose")
    give(view, "ten")
    view.press("check")
    assert "not a number" in view.problem
    give(view, "11")
    view.press("check")
    assert "1 try left" in view.outcome["title"]
    give(view, "9.8")
    view.press("check")
    assert view.outcome["verdict"] == "right"
    assert "Answer: 10 mg" in view.outcome["html"]


def test_a_free_text_is_compared_with_points_not_scored():
    view = check("own")
    give(view, "It blocks it.")
    view.press("check")
    assert view.outcome["verdict"] == ""
    assert "Names the channel" in view.outcome["html"]


def test_a_button_that_is_not_shown_cannot_be_pressed():
    view = check("site")
    view.press("show")
    view._receive(view, {"press": "show"}, [])
    view._receive(view, "nonsense", [])
    assert view.outcome == {}


def test_errors_name_the_file_and_what_there_is(lesson):
    with pytest.raises(
        QuizError,
        match=r"no entry 'moon' for check\(...\); there are dose, lines, many, own, site, steps, twice",
    ):
        check("moon")
    with pytest.raises(QuizError, match="no entry 'guess'"):
        check("guess")
    (lesson / "checks.yaml").unlink()
    with pytest.raises(QuizError, match=r"checks.yaml: the file cannot be read"):
        check("site")


def test_an_edited_file_is_read_again(lesson):
    check("site")
    path = lesson / "checks.yaml"
    path.write_text(CHECKS.replace("Where?", "Where exactly?"), encoding="utf-8")
    assert check("site").spec["stem"] == "Where exactly?"


def test_an_order_that_is_partly_right_says_how_much_and_the_end_shows_it():
    view = check("steps")
    give(view, ["a", "b", "c"])
    view.press("check")
    assert "2 of 3 pairs of steps stand in the right order" in view.outcome["html"]
    view.press("show")
    for words in ("1. Two", "2. One", "Two comes first."):
        assert words in view.outcome["html"]
    assert view.outcome["options"] == {}


def test_lines_are_judged_one_by_one_and_a_wrong_one_keeps_its_reason_for_the_end():
    view = check("lines")
    give(view, ["a=x", "b=x"])
    view.press("check")
    told = view.outcome["options"]
    assert (told["a"]["state"], told["b"]["state"]) == ("right", "wrong")
    assert "A is left." in told["a"]["html"]
    assert "B is right." not in told["b"]["html"]
    view.press("show")
    assert "B is right." in view.outcome["options"]["b"]["html"]


def test_a_calculation_is_checked_with_the_figures_that_are_shown():
    view = check("twice")
    n = int(view.spec["stem"].removeprefix("Twice ").removesuffix("?"))
    give(view, str(2 * n))
    view.press("check")
    assert view.outcome["verdict"] == "right"
    assert f"Twice {n} is {2 * n}." in view.outcome["html"]
