"""The sheet behind the engine: dates of labels, and that nothing unchecked decides in silence."""

from datetime import UTC, datetime

import pytest

from kapedu.knowledge import sheet
from kapedu.practice.standing import SIGN_OFF, standing

LABELS = ("spravato", "janssen", "ketalar", "ketamine-ch", "ranzcp", "mims", "droracle")


@pytest.mark.parametrize("name", ["screening", "medicines"])
def test_whatever_quotes_a_label_says_as_of_when_and_by_when_it_is_looked_at_again(name):
    content = sheet(name)
    quoted = [path for path, one in content.facts.items() if one.source.startswith(LABELS)]
    assert quoted
    for path in quoted:
        entry = path.rpartition(".")[0]
        assert content.descriptions.get(f"{entry}.as_of"), f"{name}.{entry} has no as_of"
        assert content.descriptions.get(f"{entry}.review_by"), f"{name}.{entry} has no review_by"


@pytest.mark.parametrize("name", ["screening", "medicines"])
def test_no_statement_is_past_the_day_by_which_it_had_to_be_looked_at_again(name):
    today = datetime.now(tz=UTC).date().isoformat()
    late = [
        path
        for path, text in sheet(name).descriptions.items()
        if path.endswith(".review_by") and str(text) < today
    ]
    assert late == [], "read these labels again, then move as_of and review_by"


def test_every_unchecked_limit_is_labelled_as_a_clinics_example():
    limits = {path: one for path, one in sheet("screening").facts.items() if path.startswith("limits.")}
    unchecked = [one for one in limits.values() if one.status == "unverified"]
    assert unchecked
    assert all(standing(one) == SIGN_OFF for one in unchecked)


def test_no_stop_rests_on_an_unchecked_reason():
    content = sheet("screening")
    for path, text in content.descriptions.items():
        if path.endswith(".group") and text == "stop":
            assert content.facts[f"{path.removesuffix('.group')}.reason"].status != "unverified", path
