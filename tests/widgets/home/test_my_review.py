"""What was missed comes back on the home page."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from kapedu.record import Event, Journal
from kapedu.record.keeping import VARIABLE
from kapedu.widgets import my_review as make
from kapedu.widgets.home.my_review import _Review

CHECKS = """
- id: site
  kind: single
  stem: Where?
  options: {channel: In the channel, glycine: Beside it, gaba: Elsewhere}
  key:
    correct: channel
    rationale: {channel: It sits inside., glycine: Left alone., gaba: For other drugs.}
    sources: [kamp2020]
- id: twice
  kind: calculation
  stem: Twice {n}?
  numbers: {n: {from: 1, to: 90, step: 1}}
  key: {correct: {formula: 2 * n, tolerance: 0}, rationale: "Twice {n} is {answer}.", sources: [kamp2020]}
"""


def notebook(title, *checks):
    cells = [{"cell_type": "markdown", "source": [f"# {title}\n"]}]
    cells += [{"cell_type": "code", "source": [f'check("{check}")']} for check in checks]
    return json.dumps({"cells": cells})


@pytest.fixture
def journal(tmp_path, monkeypatch):
    folder = tmp_path / "modules" / "1-mechanism"
    folder.mkdir(parents=True)
    (tmp_path / "course").mkdir()
    (folder / "1-a.ipynb").write_text(notebook("First & foremost", "site", "twice"))
    (folder / "checks.yaml").write_text(CHECKS, encoding="utf-8")
    path = tmp_path / "my-work" / "record.jsonl"
    monkeypatch.setenv(VARIABLE, str(path))
    monkeypatch.chdir(tmp_path / "course")
    return Journal(path)


def miss(journal, item, days_ago):
    at = (datetime.now(UTC) - timedelta(days=days_ago)).isoformat(timespec="seconds")
    journal.add(Event(at, "check", "1-mechanism", item, {"verdict": "wrong", "attempt": 1}))


def answer(review, value):
    review.asked.view.answer = value
    review.asked.view.change_count += 1
    review.asked.view.press("check")


def test_without_a_record_it_says_so(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert "no record is kept" in make().html


def test_at_first_there_is_nothing_and_it_says_what_will_come(journal):
    review = _Review(journal)
    assert "Nothing to review" in review.words.html
    assert review.place.children == ()


def test_what_was_missed_today_is_announced_for_tomorrow(journal):
    miss(journal, "site", 0)
    review = _Review(journal)
    assert "comes back tomorrow" in review.words.html
    assert review.place.children == ()


def test_a_right_answer_is_rated_kept_and_comes_back_later(journal):
    miss(journal, "site", 5)
    review = _Review(journal)
    assert "<b>1 question to review now</b>, of 1" in review.words.html
    review.start.click()
    assert "First &amp; foremost" in review.words.html
    answer(review, "channel")
    labels = [shown["label"] for shown in review.asked.view.buttons]
    assert [label.split(":")[0] for label in labels] == ["Hard", "Good", "Easy"]
    assert "How well did you remember it?" in review.asked.view.outcome["title"]
    assert len(journal.read().events) == 1
    review.asked.view.press("good")
    last = journal.read().events[-1]
    assert (last.kind, last.module, last.item) == ("review", "1-mechanism", "site")
    assert last.detail == {"verdict": "right", "rating": "good"}
    assert "comes back in" in review.told.html
    assert review.place.children == ()
    assert "Nothing to review now" in review.words.html


def test_a_wrong_answer_shows_why_and_is_asked_again_tomorrow(journal):
    miss(journal, "site", 5)
    review = _Review(journal)
    review.start.click()
    answer(review, "gaba")
    assert "The answer." in review.asked.view.outcome["options"]["channel"]["html"]
    assert [shown["label"] for shown in review.asked.view.buttons] == ["Ask me again tomorrow"]
    review.asked.view.press("again")
    assert journal.read().events[-1].detail == {"verdict": "wrong", "rating": "again"}
    assert "comes back tomorrow" in review.told.html


def test_questions_come_one_by_one_and_may_be_put_off(journal):
    miss(journal, "twice", 5)
    miss(journal, "site", 9)
    review = _Review(journal)
    review.start.click()
    assert "1 more after this one" in review.words.html
    assert review.asked.item.id == "site"
    answer(review, "channel")
    review.asked.view.press("easy")
    assert review.asked.item.id == "twice"
    review.later.click()
    assert "1 question to review now" in review.words.html
    assert review.place.children[0].children == (review.start,)


def test_a_calculation_comes_back_with_other_figures(journal):
    miss(journal, "twice", 9)
    review = _Review(journal)
    review.start.click()
    first = review.asked.item.stem
    answer(review, "9999")
    review.asked.view.press("again")
    events = journal.read().events
    journal.erase()
    for event in events:
        at = (datetime.fromisoformat(event.at) - timedelta(days=3)).isoformat()
        journal.add(Event(at, event.kind, event.module, event.item, event.detail))
    review.looks.looks += 1
    review.start.click()
    assert review.asked.item.stem != first


def test_a_question_that_is_gone_is_told_and_one_that_cannot_be_read_stops_nothing(journal, tmp_path):
    miss(journal, "gone", 5)
    assert "1 that you missed is no longer part" in _Review(journal).words.html
    miss(journal, "site", 5)
    review = _Review(journal)
    (tmp_path / "modules" / "1-mechanism" / "checks.yaml").unlink()
    review.start.click()
    assert "The question cannot be shown" in review.told.html
