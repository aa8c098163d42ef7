"""The search takes forms of one word for one, and leaves different words apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.search.words import stem, words


@pytest.mark.parametrize(
    "forms",
    [
        ("infusion", "infusions", "Infusion"),
        ("block", "blocked", "blocking", "blocks"),
        ("study", "studies"),
        ("naïve", "naive"),
        ("patient's", "patient’s", "patients"),
        ("рецептор", "рецептора", "рецепторів", "рецептори"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form).removesuffix("і") for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("dose", "does"), ("mg", "kg"), ("analysis", "analyse"), ("loss", "los")]
)
def test_different_words_keep_different_stems(one, other):
    assert stem(one) != stem(other)


def test_numbers_and_names_stay_whole():
    assert [word for word, _, _ in words("0.5 mg/kg, (2R,6R)-HNK, mTORC1")] == [
        "0.5",
        "mg",
        "kg",
        "2r",
        "6r",
        "hnk",
        "mtorc1",
    ]


@given(st.text())
def test_any_text_gives_words_that_lie_in_it_in_order(text):
    end = 0
    for word, start, stop in words(text):
        assert word
        assert end <= start < stop <= len(text)
        end = stop
