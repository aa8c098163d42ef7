import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.quiz.readability import hints, readability


def test_sentences_words_and_time_are_counted():
    found = readability("It may help. Of 100 people, about 50 feel better!\nDoes that matter to you?")
    assert (found.words, found.sentences, found.longest_words) == (15, 3, 7)
    assert found.words_per_sentence == 5
    assert found.seconds == pytest.approx(60 * 15 / 130)
    assert found.numbers == 2


def test_a_decimal_number_does_not_end_a_sentence():
    assert readability("About 2.5 of 10 people. Or so.").sentences == 2


def test_expert_words_and_promises_are_found_once_each():
    found = readability(
        "The odds ratio was significant. It is proven, a breakthrough. Odds ratio again; it cures 100 % of patients."
    )
    assert found.jargon == ("odds ratio", "significant")
    assert found.promises == ("proven", "breakthrough", "cures", "100 %")
    assert found.percents == 1


def test_ordinary_words_are_left_alone():
    found = readability("You may feel as if in a dream. We stay with you. Five of 100 feel sick.")
    assert found.jargon == found.promises == ()
    assert hints(found) == ()


def test_each_hint_is_for_something_that_can_be_changed():
    long_text = "word " * 40 + "without any end"
    told = hints(readability(long_text))
    assert any("43 words; 25 are a good limit" in hint for hint in told)
    assert any("There is no number in it" in hint for hint in told)
    spoken = hints(readability("We are here. " * 120 + "It is 1 of 10."))
    assert any("two minutes are 120" in hint for hint in spoken)


def test_an_empty_text_gives_no_hints():
    found = readability(" \n ")
    assert found.words == found.sentences == 0
    assert found.words_per_sentence == 0
    assert hints(found) == ()


@given(st.text(max_size=500))
def test_any_text_at_all_can_be_counted(text):
    found = readability(text)
    assert 0 <= found.longest_words <= found.words
    assert found.sentences <= found.words
    assert all(isinstance(hint, str) for hint in hints(found))
