"""Which language is spoken: the notebook's, else the environment's, else English."""

import pytest

from kapedu.language import VARIABLE, _, current, in_language, ngettext, speak, speech


@pytest.fixture(autouse=True)
def silent(monkeypatch):
    monkeypatch.setattr(speech, "_spoken", [])
    monkeypatch.delenv(VARIABLE, raising=False)


def test_without_a_word_english_is_spoken():
    assert current() == "en"
    assert _("Check my answer") == "Check my answer"
    assert [ngettext("one", "many", count) for count in (1, 2)] == ["one", "many"]


def test_the_environment_chooses_and_the_notebook_overrules_it(monkeypatch):
    monkeypatch.setenv(VARIABLE, "uk")
    assert _("Check my answer") == "Перевірити відповідь"
    speak("en")
    assert current() == "en"


def test_a_language_that_nobody_speaks_here_is_passed_over_or_refused(monkeypatch):
    monkeypatch.setenv(VARIABLE, "tlh")
    assert current() == "en"
    with pytest.raises(ValueError, match="'tlh' is not spoken here; choose one of en, uk"):
        speak("tlh")


def test_a_server_answers_each_reader_in_their_language():
    assert in_language("uk", "Check my answer") == "Перевірити відповідь"
    assert in_language("en", "Check my answer") == "Check my answer"
