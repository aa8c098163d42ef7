import json

import pytest

from kapedu.evidence.effect_size import from_interval
from kapedu.evidence.pool import pool
from kapedu.evidence.study import Study

TRIALS = [
    Study("A <b>", from_interval("RR", 2.0, 1.0, 4.0)),
    Study("Second", from_interval("RR", 1.5, 1.0, 2.25)),
    Study("Third", from_interval("RR", 0.8, 0.4, 1.6)),
]


@pytest.fixture
def result():
    return pool(TRIALS, "REML", "hksj", quiet=True)


def test_the_text_names_every_study_estimate_and_convention(result):
    text = result.summary()
    assert str(result) == text
    for part in ("A <b>", "Second", "Third", "Pooled risk ratio: 1.37", "restricted maximum likelihood"):
        assert part in text
    assert "t with k-2 df" in text
    assert "Q profile" in text
    assert all(f"Beware: {caution}" in text for caution in result.warnings)


def test_the_html_is_a_table_with_headers_and_escapes_names(result):
    html = result._repr_html_()
    assert "A &lt;b&gt;" in html
    assert "A <b>" not in html
    assert html.count('scope="row"') == 3
    assert "<caption>3 studies, risk ratio</caption>" in html
    assert ("Beware" in html) == bool(result.warnings)


def test_the_data_survive_json_and_are_on_the_measures_own_scale(result):
    data = json.loads(json.dumps(result.as_dict(), allow_nan=False))
    assert data["estimate"] == result.estimate
    assert data["ci"] == list(result.ci)
    assert [study["study"] for study in data["studies"]] == ["A <b>", "Second", "Third"]
    assert data["studies"][0]["ci"] == pytest.approx([1.0, 4.0])
    assert data["analysis"]["scale"] == "log"


def test_studies_that_agree_exactly_still_make_valid_json():
    same = [Study(name, from_interval("MD", 1.0, 0.0, 2.0)) for name in "AB"]
    data = pool(same, "DL", "hksj", quiet=True).as_dict()
    assert data["analysis"]["statistic"] is None
    json.dumps(data, allow_nan=False)


def test_a_fixed_effect_has_no_prediction_interval_and_says_why():
    fixed = pool(TRIALS, "FE", "wald")
    assert fixed.as_dict()["prediction_interval"] is None
    assert fixed.prediction_convention == "none under a fixed effect"
    assert "Prediction" not in fixed.summary()
