"""Plans for a relapse: each thing that can be missing is named."""

from dataclasses import replace

import pytest

from kapedu.instruments import InstrumentError
from kapedu.instruments.relapse_plan import RelapsePlan, problems, signs

GOOD = RelapsePlan(("sleep", "calls"), "her sister", "phq9", "weekly", 6, "the clinic, the same day")


def test_a_plan_with_everything_has_no_problem():
    assert problems(GOOD) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"signs": ("sleep",)}, "Choose at least 2 signs"),
        ({"signs": ("sleep", "low")}, "Nobody else could see"),
        ({"signs": ("low", "worse")}, "the relapse itself"),
        ({"watcher": " "}, "Nobody else is watching"),
        ({"call": ""}, "Nobody is called"),
        ({"rise": 5}, "A rise of 5 on the PHQ-9 is within its error"),
        ({"interval": "monthly"}, "by day 18"),
    ],
)
def test_what_is_missing_is_named(change, words):
    assert any(words in problem.words for problem in problems(replace(GOOD, **change)))


def test_a_scale_without_a_published_criterion_makes_no_claim_about_the_rise():
    assert problems(replace(GOOD, scale="qids16", rise=1)) == ()


@pytest.mark.parametrize("change", [{"signs": ("x", "y")}, {"interval": "never"}, {"scale": "x"}])
def test_what_does_not_exist_is_refused(change):
    with pytest.raises(InstrumentError, match="does not exist"):
        problems(replace(GOOD, **change))


def test_there_are_good_signs_and_poor_ones_to_choose_from():
    assert {(sign.seen, sign.early) for sign in signs().values()} >= {(True, True), (False, False)}
