"""What a learner answers in a lesson goes into their record, when one is kept."""

import pytest

from kapedu.record import Journal
from kapedu.record.keeping import VARIABLE
from kapedu.widgets import check, predict

CHECKS = """
- id: site
  kind: single
  stem: Where?
  options: {channel: In it, glycine: Beside it}
  key: {correct: channel, rationale: {channel: Inside., glycine: Left alone.}, sources: [kamp2020]}
- id: own
  kind: text
  stem: Say it.
  key: {rubric: [{points: 1, text: Names the channel}], rationale: So., sources: [kamp2020]}
- id: guess
  kind: predict
  stem: Which?
  options: {up: Up, down: Down}
  after: Up.
"""


@pytest.fixture
def record(tmp_path, monkeypatch):
    lesson = tmp_path / "1-mechanism"
    lesson.mkdir()
    (lesson / "checks.yaml").write_text(CHECKS, encoding="utf-8")
    monkeypatch.chdir(lesson)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "record.jsonl"))
    return Journal(tmp_path / "record.jsonl")


def give(view, answer):
    with view.hold_trait_notifications():
        view.answer = answer
        view.change_count += 1


def test_each_try_of_a_self_check_is_kept_with_its_verdict(record):
    view = check("site")
    view.press("check")
    for answer in ("glycine", "channel"):
        give(view, answer)
        view.press("check")
    kept = record.read().events
    assert [(one.item, one.detail) for one in kept] == [
        ("site", {"verdict": "wrong", "attempt": 1}),
        ("site", {"verdict": "right", "attempt": 2}),
    ]
    assert {one.module for one in kept} == {"1-mechanism"}


def test_own_words_and_predictions_are_kept_as_they_were(record):
    words = check("own")
    give(words, "The channel, I think")
    words.press("check")
    guess = predict("guess")
    give(guess, "up")
    guess.press("keep")
    assert [(one.kind, one.detail) for one in record.read().events] == [
        ("check", {"text": "The channel, I think"}),
        ("prediction", {"answer": "up"}),
    ]


def test_a_record_that_cannot_be_written_is_said_and_the_answer_is_still_explained(record, monkeypatch):
    record.path.mkdir()
    view = check("site")
    give(view, "channel")
    view.press("check")
    assert view.problem.startswith("This could not be added to your record")
    assert view.outcome["verdict"] == "right"
