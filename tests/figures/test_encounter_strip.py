import pytest

from kapedu.cases.debriefing import Sample
from kapedu.figures.encounter_strip import encounter_strip


def sample(second, sbp):
    return Sample(second, {"sbp_mmhg": sbp, "hr_bpm": 80.0, "spo2_percent": 97.0})


def test_the_run_and_its_otherwise_are_told_apart_by_more_than_colour():
    figure = encounter_strip([sample(0, 120), sample(60, 190)], [sample(0, 120), sample(60, 130)])
    dashes = [(trace["name"], trace["line"]["dash"]) for trace in figure.spec["data"]]
    assert dashes[:2] == [
        ("Systolic pressure (mmHg)", "solid"),
        ("Systolic pressure (mmHg), otherwise", "dash"),
    ]


def test_summary_and_table_are_made_from_the_same_numbers():
    figure = encounter_strip([sample(0, 120), sample(60, 190)])
    assert figure.summary == (
        "Your run: highest systolic pressure 190 mmHg, fastest pulse 80, lowest saturation 97 %."
    )
    assert figure.table.rows[-1] == (1.0, 190, 80, 97)
    assert len(figure.spec["data"]) == 3


def test_an_empty_run_is_refused():
    with pytest.raises(ValueError, match="the run is empty"):
        encounter_strip([])
