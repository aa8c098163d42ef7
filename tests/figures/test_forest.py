"""The forest plot, on the BCG trials: metafor's printed results are the measure."""

from pathlib import Path

import pytest

from kapedu.evidence.effect_size import from_standard_error
from kapedu.evidence.measure import Measure
from kapedu.evidence.pool import pool
from kapedu.evidence.reading import read_studies
from kapedu.evidence.study import Study
from kapedu.figures.effect_scale import Scale
from kapedu.figures.forest import POOL, PREDICTION, Provenance, forest

BCG = read_studies(Path(__file__).parents[1] / "validation" / "evidence" / "bcg.csv", "RR")
WHOLE = pool(BCG, "REML", "wald", quiet=True)


def keys(figure):
    return [key for trace in figure.spec["data"] for key in trace.get("customdata", [])]


def test_drawing_table_and_summary_tell_the_published_result():
    figure = forest(WHOLE)
    # metafor documentation, dat.bcg: RR 0.4894, 95 % interval 0.3441 to 0.6962
    assert figure.table.rows[13][:3] == ("Pooled", "0.49", "0.34 to 0.70")
    assert "0.49, 95 % interval 0.34 to 0.70" in figure.summary
    assert "excludes no difference" in figure.summary
    (diamond,) = [t for t in figure.spec["data"] if t.get("customdata") == [POOL]]
    assert diamond["x"] == [pytest.approx(0.4894, abs=1e-4)]


def test_every_study_has_a_row_and_the_prediction_one_of_its_own():
    figure = forest(WHOLE)
    assert len(figure.table.rows) == len(BCG) + 2
    assert sorted(keys(figure)) == sorted([*map(str, range(13)), POOL, PREDICTION])
    assert PREDICTION not in keys(forest(WHOLE, below="pool"))


def test_a_larger_weight_is_a_larger_box():
    figure = forest(WHOLE)
    (boxes,) = [t for t in figure.spec["data"] if t.get("name") == "study"]
    by_weight = sorted(range(13), key=lambda place: WHOLE.studies[place].weight)
    assert sorted(boxes["marker"]["size"]) == [boxes["marker"]["size"][place] for place in by_weight]


def test_status_and_source_stand_in_drawing_and_table():
    studies = [
        Study(name, from_standard_error("MD", value, 1.0)) for name, value in (("A", -1.0), ("B", -2.0))
    ]
    origins = [Provenance("primary", "popova2019", "04a"), Provenance("secondary", "metaharness", "05a")]
    figure = forest(pool(studies, quiet=True), Scale(Measure.MD, "points"), origins, picked="05a")
    assert figure.sources == ("popova2019", "metaharness")
    assert figure.table.rows[0][-2:] == ("primary", "popova2019")
    assert keys(figure)[:2] == ["04a", "05a"]
    assert "secondary" in figure.spec["layout"]["annotations"][1]["text"]


def test_a_pool_without_a_prediction_interval_says_so():
    studies = [
        Study(name, from_standard_error("MD", value, 1.0)) for name, value in (("A", -1.0), ("B", -2.0))
    ]
    figure = forest(pool(studies, quiet=True))
    assert "Too few studies for a prediction interval" in figure.summary
    assert figure.table.rows[-1][2] == "cannot be computed"
    assert PREDICTION not in keys(figure)


def test_provenance_of_another_length_is_refused():
    with pytest.raises(ValueError, match="1 entries for 13 studies"):
        forest(WHOLE, provenance=[Provenance()])


def test_studies_can_stand_side_by_side_without_a_pool():
    figure = forest(WHOLE, below="nothing")
    assert len(figure.table.rows) == 13
    assert set(keys(figure)) == set(map(str, range(13)))
    assert figure.summary.startswith("Not pooled. Aronson")
    assert "weight" not in figure.spec["layout"]["annotations"][0]["text"]
