"""Three studies that could not be located: told fairly, compared feature by feature."""

import pytest

from kapedu.figures.missing_studies import (
    FEATURES,
    MODEL,
    beside_html,
    missing_studies,
    told_html,
    wording_notes,
    written_html,
)
from kapedu.knowledge.claims import Verdict, all_claims

CLAIMS = {claim.id: claim for claim in all_claims()}


def test_the_three_are_claims_of_one_article_for_which_nothing_could_be_located():
    claims = [CLAIMS[study.claim] for study in missing_studies()]
    assert [claim.id for claim in claims] == ["C003-1", "C003-2", "C003-3"]
    for claim in claims:
        assert claim.verdict is Verdict.UNSUPPORTED
        assert claim.literature.startswith("No study matching this description could be located")


def test_no_text_of_ours_accuses_anybody():
    for study in missing_studies():
        assert not [
            note for note in wording_notes(study.lesson) if note.startswith(("It accuses", "It denies"))
        ]
    assert wording_notes(MODEL) == ()


def test_the_nearest_study_is_not_shown_before_the_guess():
    for study in missing_studies():
        assert study.nearest not in told_html(study)
        assert study.nearest in beside_html(study)


def test_every_feature_is_compared_and_none_matches_in_all():
    for study in missing_studies():
        assert [feature.name for feature in study.features] == list(FEATURES)
        assert 0 < study.matches < len(FEATURES)
        assert beside_html(study).count("<strong>differs</strong>") == len(FEATURES) - study.matches


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("They invented this trial.", ["accuses", "look", "proof"]),
        ("This was fabricated, as far as I could find; that may still be wrong.", ["accuses"]),
        ("There is no such study.", ["denies", "look", "proof"]),
        ("I could not locate it in PubMed.", ["proof"]),
        ("No study could be found on 3 May; absence from a search is not proof.", []),
        ("I could not trace it, which does not prove that it does not exist.", []),
    ],
)
def test_a_sentence_is_looked_at_for_what_it_claims(text, kinds):
    words = {"accuses": "It accuses", "denies": "It denies", "look": "looked for", "proof": "no proof"}
    notes = wording_notes(text)
    assert len(notes) == len(kinds)
    assert all(words[kind] in note for kind, note in zip(kinds, notes, strict=True))


def test_the_written_sentence_comes_back_with_checklist_and_model():
    html = written_html("They invented it.")
    assert "It accuses" in html
    assert MODEL in html
    assert "Nothing in its words stands out" in written_html(MODEL)
