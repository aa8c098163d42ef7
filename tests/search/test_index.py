"""The index finds what holds the words, the best first."""

import math

import pytest

from kapedu.search import Document, build_index
from kapedu.search.index import excerpt, marked


def document(title, text, kind="lesson"):
    return Document(kind, title, text, f"{title}.ipynb")


TEXTS = (
    document("Bladder", "Ketamine can harm the bladder."),
    document("Pressure", "Ketamine raises blood pressure. A sore bladder is rare."),
    document("Sleep", "Ketamine and sleep."),
    document("Bladder study", "Cohort of users", "reference"),
)


@pytest.fixture(scope="module")
def index():
    return build_index(TEXTS)


def titles(found):
    return [one.document.title for one in found]


def test_a_title_counts_more_than_the_text(index):
    assert titles(index.search("bladder"))[0] == "Bladder"
    assert set(titles(index.search("bladder"))) == {"Bladder", "Pressure", "Bladder study"}


def test_what_holds_all_words_comes_before_what_holds_one(index):
    assert titles(index.search("blood bladder"))[0] == "Pressure"


def test_the_last_word_may_still_be_being_typed(index):
    assert "Pressure" in titles(index.search("blood press"))
    assert titles(index.search("blad"))[0] == "Bladder"


def test_only_the_kinds_asked_for_are_given(index):
    assert titles(index.search("bladder", ["reference"])) == ["Bladder study"]


@pytest.mark.parametrize("question", ["", "   ", "!?", "zzz"])
def test_a_question_without_a_hit_finds_nothing(index, question):
    assert index.search(question) == ()


def test_a_misspelt_word_is_guessed(index):
    assert index.nearest("bladdar") == "bladder"
    assert index.nearest("bladder") == ""
    assert index.nearest("qqqqq") == ""


def test_the_score_of_one_word_is_bm25():
    texts = (document("", "alpha beta"), document("", "alpha alpha gamma delta"), document("", "beta"))
    found = build_index(texts).search("alpha ")
    mean = (2 + 4 + 1) / 3
    rare = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))

    def bm25(count, length):
        return rare * count * 2.2 / (count + 1.2 * (0.4 + 0.6 * length / mean))

    assert [one.score for one in found] == pytest.approx(
        sorted([2.5 * bm25(2, 4), 2.5 * bm25(1, 2)], reverse=True)
    )


def test_an_excerpt_shows_the_hit_and_says_where_it_was_cut():
    text = "word " * 100 + "ketamine " + "word " * 100
    cut = excerpt(text.strip(), ["ketamine"])
    assert "ketamine" in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert len(cut) < 240


def test_what_was_asked_for_is_marked():
    assert [part for part, hit in marked("Blocked channels block.", "block the") if hit] == [
        "Blocked",
        "block",
    ]
    assert "".join(part for part, _ in marked("a <b> c", "b")) == "a <b> c"
