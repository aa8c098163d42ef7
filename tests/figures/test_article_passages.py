"""The sentences of the articles: sorted, tied to the register, explained."""

import pytest

from kapedu.figures import article_passages as page
from kapedu.figures.article_passages import KINDS, marked_html, passages, tally_html
from kapedu.knowledge.claims import Verdict, all_claims

CLAIMS = {claim.id: claim for claim in all_claims()}


def every_sentence():
    return [(passage, sentence) for passage in passages() for sentence in passage.sentences]


def test_each_article_has_a_passage_and_every_kind_of_sentence_occurs():
    assert [passage.article for passage in passages()] == [f"art-{number}" for number in range(5)]
    assert {sentence.kind for _, sentence in every_sentence()} == set(KINDS)


def test_a_sentence_belongs_to_a_claim_of_the_same_article():
    for passage, sentence in every_sentence():
        if sentence.claim:
            assert CLAIMS[sentence.claim].article.startswith(f"00{passage.article[-1]}")


def test_what_the_register_calls_not_checkable_is_never_called_checkable():
    for _, sentence in every_sentence():
        if sentence.claim and CLAIMS[sentence.claim].verdict is Verdict.NOT_CHECKABLE:
            assert sentence.kind != "checkable"


def test_only_one_sentence_states_all_four_parts_and_its_study_could_not_be_located():
    complete = [sentence for _, sentence in every_sentence() if sentence.is_complete]
    assert [sentence.claim for sentence in complete] == ["C003-1"]
    assert CLAIMS["C003-1"].verdict is Verdict.UNSUPPORTED


def test_marks_are_compared_and_explained():
    passage = passages()[0]
    html = marked_html(passage, dict.fromkeys((one.id for one in passage.sentences), "checkable"))
    assert "You marked 2 of 4 as we do." in html
    assert "you chose: checkable" in html
    assert "Still missing: in whom, what was measured." in html
    assert "No trial is needed" in html


def test_the_tally_counts_what_agrees():
    given = {
        passage.id: {sentence.id: sentence.kind for sentence in passage.sentences} for passage in passages()
    }
    assert "you marked 20 as we do" in tally_html(given)


@pytest.mark.parametrize(
    ("field", "wrong", "told"), [("kind", "true", "kind is 'true'"), ("names", "why", "has 'why'")]
)
def test_a_word_that_the_sheet_does_not_know_is_named(monkeypatch, field, wrong, told):
    described = page.described

    def changed(name, path):
        return wrong if path.endswith(f"hours.{field}") else described(name, path)

    monkeypatch.setattr(page, "described", changed)
    passages.cache_clear()
    with pytest.raises(ValueError, match=told):
        passages()
    passages.cache_clear()
