import csv
import dataclasses
from collections import Counter

import pytest

from kapedu.knowledge import KnowledgeError
from kapedu.knowledge.claims import Claim, Verdict, all_claims, articles, claims_of, load_claims
from kapedu.knowledge.sources import canonical_key

COLUMNS = [field.name for field in dataclasses.fields(Claim)]
ROW = {
    "id": "C9-1",
    "article": "009_x.txt",
    "publisher": "not stated",
    "claim": "It works",
    "topic": "efficacy",
    "verdict": "partly",
    "literature": "It may",
    "source_keys": "kamp2020",
    "status": "primary",
    "teaching_point": "Ask for whom",
}


def load(folder, *rows):
    path = folder / "claims.csv"
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.DictWriter(lines, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return load_claims(path, {"kamp2020"})


def test_the_register_holds_fifty_six_claims_of_five_articles():
    assert len(all_claims()) == 56
    assert Counter(claim.article[:3] for claim in all_claims()) == {
        "000": 11,
        "001": 9,
        "002": 18,
        "003": 9,
        "004": 9,
    }


def test_every_source_is_in_the_bibliography_and_a_claim_without_one_is_unverified():
    for claim in all_claims():
        assert all(canonical_key(key) for key in claim.source_keys)
        assert claim.source_keys or str(claim.status) == "unverified"


def test_nothing_is_ever_called_invented():
    """Three studies of article 003 cannot be located; that is all the register may say."""
    lost = [claim for claim in claims_of("003") if claim.id in ("C003-1", "C003-2", "C003-3")]
    assert all("absence from a search is not proof of absence" in claim.literature for claim in lost)
    words = " ".join(claim.literature + claim.teaching_point for claim in all_claims()).casefold()
    assert not any(word in words for word in ("invented", "fabricated", "fake"))


@pytest.mark.parametrize(
    "name", ["000_297d02761cd92092.txt", "000_297d02761cd92092", "000", "Expio", "EXPIO clinic"]
)
def test_an_article_is_found_by_file_number_or_publisher(name):
    assert claims_of(name)[0].id == "C000-1"
    assert len(claims_of(name)) == 11


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("not stated", "fits 3 articles"),
        ("", "is no article"),
        ("005", "is no article of the register; there are 000_"),
    ],
)
def test_a_name_that_fits_no_article_or_several_is_refused_with_those_there_are(name, told):
    with pytest.raises(KnowledgeError, match=told):
        claims_of(name)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"verdict": "true"}, "column verdict: 'true' is not one of supported, partly"),
        ({"status": "sure"}, "column status: 'sure' is not one of primary"),
        ({"source_keys": "kamp2020;nobody"}, "column source_keys: 'nobody' is not a key"),
        ({"source_keys": ""}, "column source_keys: is empty, so the status cannot be primary"),
        ({"claim": " "}, "column claim: is empty"),
        ({"teaching_point": ""}, "column teaching_point: is empty"),
    ],
)
def test_a_broken_line_names_file_line_and_column(tmp_path, change, told):
    with pytest.raises(KnowledgeError, match=rf"^claims\.csv: line 3, {told}"):
        load(tmp_path, ROW, ROW | {"id": "C9-2"} | change)


def test_the_same_id_twice_is_refused(tmp_path):
    with pytest.raises(KnowledgeError, match="line 3, column id: 'C9-1' is already the name of line 2"):
        load(tmp_path, ROW, ROW)


def test_every_verdict_and_article_is_used_and_explained():
    assert {claim.verdict for claim in all_claims()} == set(Verdict)
    assert len({verdict.meaning for verdict in Verdict}) == len(Verdict)
    assert len(articles()) == 5
