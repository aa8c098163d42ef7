"""The verdicts, compared with a count of the register's file."""

import csv
from collections import Counter
from itertools import combinations

import plotly.graph_objects as go
import pytest

from kapedu.figures.verdicts import (
    ARTICLE_NAMES,
    NAMES,
    article_name,
    claims_html,
    filtered,
    found_html,
    judged_html,
    literature,
    verdicts_by_article,
)
from kapedu.knowledge.claims import Verdict, all_claims, articles
from kapedu.knowledge.sources import DATA

CLAIMS = {claim.id: claim for claim in all_claims()}


@pytest.fixture(scope="module")
def lines():
    with (DATA / "claims.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_the_bars_are_the_counts_of_the_file(lines):
    figure = verdicts_by_article(all_claims())
    counts = Counter((line["article"][:3], line["verdict"]) for line in lines)
    for bar in figure.spec["data"]:
        verdict = next(one for one, name in NAMES.items() if name == bar["name"])
        expected = [counts[number, verdict.value] for number in reversed(ARTICLE_NAMES)]
        assert bar["x"] == expected
    assert sum(row[-1] for row in figure.table.rows) == len(lines)
    assert "6 supported" in figure.summary


def test_before_the_guess_no_verdict_can_be_read_from_the_drawing():
    figure = verdicts_by_article(all_claims(), shown=False)
    assert not any(name in str(figure) for name in NAMES.values())
    assert [row[1] for row in figure.table.rows] == [11, 9, 18, 9, 9]


@pytest.mark.parametrize("shown", [True, False])
def test_plotly_accepts_the_drawing(shown):
    go.Figure(verdicts_by_article(all_claims(), shown=shown).spec)


def test_colour_is_never_the_only_difference():
    bars = verdicts_by_article(all_claims()).spec["data"]
    assert len({bar["marker"]["pattern"]["shape"] for bar in bars}) == len(bars)


def test_every_article_has_a_name():
    assert {article_name(claim) for claim in all_claims()} == set(ARTICLE_NAMES.values())
    assert len(articles()) == len(ARTICLE_NAMES)


def test_a_pointer_to_another_claim_is_followed():
    for claim in all_claims():
        assert not literature(claim).startswith("As C")
    assert "Therapy outside the trial protocol" in literature(CLAIMS["C003-7"])
    assert "TRANSFORM-1/2/3" in literature(CLAIMS["C003-7"])


def test_the_evidence_is_shown_without_the_verdict():
    html = found_html(CLAIMS["C003-8"])
    assert "CBT: primary not significant" in html
    assert NAMES[CLAIMS["C003-8"].verdict] not in html


def test_another_verdict_than_ours_is_told_apart_in_words():
    four = (Verdict.SUPPORTED, Verdict.PARTLY, Verdict.UNSUPPORTED, Verdict.CONTRADICTED)
    for first, second in combinations(four, 2):
        claim = next(one for one in all_claims() if one.verdict is first)
        html = judged_html(claim, second)
        assert f"You chose: {NAMES[second].lower()}" in html
        assert html.count("<p>") == 3
        assert "So do we judge it" in judged_html(claim, first)


def test_filters_work_alone_and_together():
    assert len(filtered()) == 56
    assert {claim.topic for claim in filtered(topic="safety")} == {"safety"}
    assert filtered("003", "safety", "supported") == (CLAIMS["C003-9"],)
    assert claims_html(()) == "<p>No claim fits these filters.</p>"
    assert verdicts_by_article(()).summary == "No claim fits these filters."


def test_a_long_list_is_folded_by_article_and_a_short_one_is_not():
    assert claims_html(all_claims()).count("kapedu-opened") == 5
    assert "kapedu-opened" not in claims_html(filtered("003"))
    assert "<strong>1 claim</strong>" in claims_html((CLAIMS["C003-9"],))
