"""``kapedu claims``: the register at a shell."""

import json

import pytest

from kapedu import cli
from kapedu.knowledge.claims import all_claims, articles


def claims(capsys, *words):
    code = cli.main(["claims", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.mark.parametrize("article", articles())
def test_the_claims_of_an_article_come_as_json(capsys, article):
    code, out, err = claims(capsys, "--article", article, "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert [claim["id"] for claim in found] == [
        claim.id for claim in all_claims() if claim.article == article
    ]
    assert {"claim", "verdict", "literature", "source_keys", "status", "teaching_point"} <= found[0].keys()
    assert all(isinstance(claim["source_keys"], list) for claim in found)


def test_without_an_article_all_fifty_six_come(capsys):
    _, out, _ = claims(capsys, "--json")
    assert len(json.loads(out)) == 56


def test_without_json_a_person_can_read_it(capsys):
    code, out, _ = claims(capsys, "--article", "003")
    assert code == 0
    assert "C003-1" in out
    assert "To learn:" in out
    assert "[wilkinson2021; primary]" in out


def test_an_unknown_article_ends_in_one_line_with_those_there_are(capsys):
    code, out, err = claims(capsys, "--article", "009")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert all(article in err for article in articles())
