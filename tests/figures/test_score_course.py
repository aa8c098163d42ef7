import pytest

from kapedu.figures.score_course import score_course
from kapedu.instruments import instrument, instruments

LABELS = ["baseline", "1", "2", "3"]


def test_the_drawing_the_summary_and_the_table_hold_the_same_scores():
    figure = score_course(instrument("phq9"), [20, 15, 10], LABELS, "Infusion")
    assert figure.spec["data"][0]["y"] == [20, 15, 10]
    assert "baseline: 20; 1: 15; 2: 10" in figure.summary
    assert [row[1] for row in figure.table.rows] == [20, 15, 10]
    assert figure.table.rows[2][-1] == "reliably better"


def test_the_lines_stand_where_the_published_criteria_put_them():
    heights = {
        trace["name"]: trace["y"][0]
        for trace in score_course(instrument("phq9"), [20], LABELS, "x").spec["data"][1:]
    }
    assert heights == {
        "reliably better: 6 points below the start": 14,
        "response: half of the start": 10,
        "remission: 4 or below": 4,
    }


def test_a_criterion_below_the_scale_is_not_drawn():
    names = [trace["name"] for trace in score_course(instrument("phq9"), [3], LABELS, "x").spec["data"]]
    assert not [name for name in names if name.startswith("reliably")]


@pytest.mark.parametrize(
    "name",
    [s.name for s in instruments().values() if s.rule not in {"level", "triage"} and s.name != "aldrete"],
)
def test_every_symptom_scale_can_be_drawn_within_its_range(name):
    scale = instrument(name)
    figure = score_course(scale, [scale.high, scale.low], ["before", "after"], "When")
    assert figure.spec["layout"]["yaxis"]["range"] == [scale.low, scale.high]
    assert all(
        scale.low <= shape["y0"] < shape["y1"] <= scale.high for shape in figure.spec["layout"]["shapes"]
    )


def test_no_scores_or_too_few_labels_are_refused():
    with pytest.raises(ValueError, match="at least one score"):
        score_course(instrument("phq9"), [], LABELS, "x")
    with pytest.raises(ValueError, match="a label for each"):
        score_course(instrument("phq9"), [1, 2], ["a"], "x")


def test_from_the_best_score_the_line_shows_what_is_reliably_worse():
    figure = score_course(instrument("phq9"), [6, 9], ["best", "3 wk"], "x", from_best=True)
    assert [(trace["name"], trace["y"][0]) for trace in figure.spec["data"][1:]] == [
        ("reliably worse: 6 points above the best", 12)
    ]
