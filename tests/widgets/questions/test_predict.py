"""Predict, try, compare."""

import pytest

from kapedu.quiz import QuizError
from kapedu.widgets import predict, reveal
from kapedu.widgets.questions.predict import _PREDICTIONS

CHECKS = """
- id: guess
  kind: predict
  stem: Which?
  options: {up: Up & away, down: Down}
  after: It goes up.
  sources: [kamp2020]
- id: words
  kind: predict-text
  stem: What do you expect?
"""


@pytest.fixture(autouse=True)
def lesson(tmp_path, monkeypatch):
    (tmp_path / "checks.yaml").write_text(CHECKS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    _PREDICTIONS.clear()


def give(view, answer):
    with view.hold_trait_notifications():
        view.answer = answer
        view.change_count += 1


def test_the_explanation_is_kept_back_until_a_prediction_was_made_and_tried():
    view = predict("guess")
    view.press("compare")
    assert view.outcome == {}
    give(view, "up")
    view.press("keep")
    assert "You predicted: Up &amp; away" in view.outcome["html"]
    assert "It goes up." not in view.outcome["html"]
    assert view.locked
    view.press("compare")
    assert "It goes up." in view.outcome["html"]
    assert "Kamp" in view.outcome["html"]


def test_nothing_is_kept_without_a_prediction():
    view = predict("guess")
    view.press("keep")
    assert "even if you are unsure" in view.problem
    give(view, "moon")
    view.press("keep")
    assert view.problem
    assert not view.locked


def test_a_prediction_can_be_changed():
    view = predict("guess")
    give(view, "up")
    view.press("keep")
    view.press("change")
    assert not view.locked
    assert view.outcome == {}


def test_a_prediction_in_words_without_an_explanation_offers_none():
    view = predict("words")
    give(view, "A <b>rise</b>")
    view.press("keep")
    assert "A &lt;b&gt;rise&lt;/b&gt;" in view.outcome["html"]
    assert [button["id"] for button in view.buttons] == ["change"]


def test_after_the_activity_the_prediction_is_recalled_whichever_cell_ran_first():
    box = reveal("guess")
    words, button = box.children
    assert "Make your prediction above first" in words.html
    view = predict("guess")
    give(view, "down")
    view.press("keep")
    assert "Down" in words.html
    button.click()
    assert "It goes up." in words.html
    assert "Kamp" in words.html


def test_errors_name_the_file_and_what_there_is():
    with pytest.raises(QuizError, match=r"no entry 'moon' for predict\(...\); there are guess, words"):
        predict("moon")
