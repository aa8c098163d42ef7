"""The post-test is a parallel form of the pre-test: the same blueprint item by item, another surface."""

import re
from pathlib import Path

import nbformat
import pytest

from kapedu.grading.class_answers import ClassAnswers
from kapedu.grading.paired_items import paired_items
from kapedu.grading.release import check_quiz
from kapedu.knowledge import fact
from kapedu.quiz import Kind

SOURCE = Path(__file__).resolve().parents[2] / "assessments" / "source"


def questions(name: str):
    return check_quiz(nbformat.read(SOURCE / name / f"{name}.ipynb", as_version=4), name)


PRE, POST = questions("pre-test"), questions("post-test")
PAIRS = list(zip(PRE, POST, strict=True))
BY_ID = {asked.item.id: asked for asked in POST}


def pair_id(pair) -> str:
    return pair[1].item.id.removeprefix("post-")


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{4,}", text.casefold()))


def test_both_tests_ask_the_same_ground_in_the_same_order():
    assert [asked.item.id.removeprefix("pre-") for asked in PRE] == [pair_id(pair) for pair in PAIRS]


@pytest.mark.parametrize("pair", PAIRS, ids=pair_id)
def test_the_two_items_of_a_pair_have_one_blueprint(pair):
    (first, second) = (asked.item for asked in pair)
    for part in ("module", "objective", "competency", "level"):
        assert getattr(first.about, part) == getattr(second.about, part), part
    assert first.kind is second.kind
    assert first.points == second.points
    assert first.asks_confidence == second.asks_confidence
    assert first.unit == second.unit
    assert len(first.options) == len(second.options)
    assert len(first.targets) == len(second.targets)
    assert len(pair[0].key.correct) == len(pair[1].key.correct)
    assert [len(number.values) for number in first.numbers] == [
        len(number.values) for number in second.numbers
    ]


@pytest.mark.parametrize("pair", PAIRS, ids=pair_id)
def test_the_two_items_of_a_pair_have_different_surfaces(pair):
    before, after = pair
    assert len(words(before.item.stem) & words(after.item.stem)) <= len(words(after.item.stem)) / 2
    texts = {option.text.casefold() for option in before.item.options}
    assert not texts & {option.text.casefold() for option in after.item.options}
    if after.item.kind is Kind.SINGLE:
        right = after.item.option_text(after.key.correct[0])
        for told in (before.item.option_text(before.key.correct[0]), *before.key.rationale.values()):
            assert right.casefold() not in told.casefold()


def test_the_forms_are_about_equally_long_to_read():
    def length(test) -> int:
        return sum(
            len(asked.item.stem.split()) + sum(len(option.text.split()) for option in asked.item.options)
            for asked in test
        )

    assert 0.75 < length(PRE) / length(POST) < 4 / 3


def test_every_item_finds_its_partner_in_the_gain_of_a_class():
    def answers(test) -> ClassAnswers:
        import numpy as np

        ids = tuple(asked.item.id for asked in test)
        return ClassAnswers(
            ("ann",),
            ids,
            np.ones((1, len(ids))),
            (((),) * len(ids),),
            (("",) * len(ids),),
            np.full((1, len(ids)), np.nan),
            (),
        )

    found = paired_items(("pre-test", "post-test"), answers(PRE), answers(POST))
    assert len(found.pairs) == len(PRE)
    assert found.alone == ()


def test_keys_and_figures_follow_from_the_facts():
    dose = float(fact("regimens.protocols.iv_alcohol_kare.dose"))
    for seed in range(30):
        own = BY_ID["post-dose"].for_trainee(str(seed))
        assert own.key.value == pytest.approx(dose * BY_ID["post-dose"].item.values(str(seed))["weight"])
        assert own.key.value == pytest.approx(round(own.key.value, 2))
    wafer = float(fact("pkpd.absorption.sublingual_wafer_racemic.F"))
    assert 0.25 < wafer < 1 / 3
    assert f"{100 * wafer:.0f} per cent" in BY_ID["post-swallowed"].key.rationale["third"]
    stopped = float(fact("instruments.follow_up.relapse_stopped"))
    kept = float(fact("instruments.follow_up.relapse_maintained"))
    assert stopped < 50, "most did not relapse"
    assert (
        f"{stopped:.0f} of 100 on placebo and {kept:.0f} of 100"
        in BY_ID["post-maintain"].key.rationale["most"]
    )
    found = fact("synergy.contrasts.kare_therapy.estimate").value
    stem = BY_ID["post-interval"].item.stem
    assert f"{found['estimate']} percentage points" in stem
    assert f"95% interval {found['low']} to {found['high']}" in stem
    first, last = fact("pkpd.antidepressant_course.kishimoto2016.lost_by").value
    assert f"day {first:g} to {last:g}" in BY_ID["post-mood-lost"].key.rationale["day"]
