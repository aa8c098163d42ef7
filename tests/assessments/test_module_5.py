"""The quiz of module 5: its numbers follow from the facts they name, and its stems quote them rightly."""

from pathlib import Path

import nbformat
import pytest

from kapedu.evidence.blinding_index import Guesses, bang_index
from kapedu.grading.release import check_quiz
from kapedu.knowledge import fact
from kapedu.quiz.formula import evaluate

PATH = Path(__file__).resolve().parents[2] / "assessments" / "source" / "module-5" / "module-5.ipynb"
BY_ID = {question.item.id: question for question in check_quiz(nbformat.read(PATH, as_version=4), "module-5")}


def stem(name: str) -> str:
    return " ".join(BY_ID[name].item.stem.split())


def test_bangs_index_is_what_the_courses_engine_finds():
    found = bang_index(Guesses(right=18, wrong=6, unknown=6))
    assert BY_ID["ev-bang"].key.value == pytest.approx(found.value)
    assert bang_index(Guesses(right=18, wrong=6)).value > found.value, "leaving out the unsure looks worse"


def test_one_row_holds_both_doses_and_the_placebo_group_once():
    analysed = fact("appraisal_items.spray.analysed").value
    assert BY_ID["ev-one-row"].key.value == sum(analysed.values())
    assert BY_ID["ev-one-row"].key.tolerance < min(analysed.values())
    for number in analysed.values():
        assert str(number) in stem("ev-one-row")


def test_more_people_are_those_beyond_who_would_have_responded_anyway():
    key = BY_ID["ev-in-your-clinic"].key
    for base in range(15, 51, 5):
        assert evaluate(key.formula, {"base": base}) == pytest.approx(base * 1.4 - base)


def test_the_printed_estimate_lies_outside_its_printed_interval():
    printed = fact("appraisal_items.interval.printed").value
    numbers = ("-6.1", "1.0", "11.16")
    assert all(number in printed for number in numbers)
    estimate, low, high = (float(number) for number in numbers)
    assert not low <= estimate <= high
    assert low <= -estimate <= high, "with one sign turned round it lies inside"
    assert "-6.1" in stem("ev-sign")
    assert "1.0 to 11.16" in stem("ev-sign")


def test_the_slide_leaves_out_where_the_arms_began():
    before, after = fact("appraisal_items.lii.before").value, fact("appraisal_items.lii.day_one").value
    assert f"{after['placebo'] - after['ketamine']:.1f} points lower" in stem("ev-raw-day")
    reason = BY_ID["ev-raw-day"].key.rationale["before"]
    assert f"began lower by {before['placebo'] - before['ketamine']:.1f}" in reason
    fell = {arm: before[arm] - after[arm] for arm in before}
    assert 0 < fell["placebo"] - fell["ketamine"] < 2, "placebo fell slightly more"


def test_shares_in_the_text_are_those_of_the_sources():
    abstinent = fact("appraisal_items.contrasts.cocaine_abstinent").value
    counts = fact("appraisal_items.contrasts.cocaine_people").value
    for arm, share in abstinent.items():
        assert f"{share:.0f} of 100 on {arm}" in stem("ev-hiring")
        assert 100 * counts[arm][0] / counts[arm][1] == pytest.approx(share, abs=0.1)
    treated, control = (float(fact(f"certainty.midazolam.{arm}_response")) for arm in ("treated", "control"))
    assert f"{treated}%" in stem("ev-how-to-say")
    assert f"{control}%" in stem("ev-how-to-say")
    right = BY_ID["ev-how-to-say"].item.option_text("hundred")
    assert f"on ketamine {round(treated)} felt much better" in right
    assert f"on a sedative {control:.0f}" in right
    assert f"{float(fact('risks.home.finished')):,.0f} people" in stem("ev-home")
    assert f"{float(fact('risks.home.response')):.0f} of 100" in stem("ev-home")


def test_times_until_a_response_is_lost_are_those_of_the_sources():
    reason = BY_ID["ev-lasting"].key.rationale["half"]
    assert f"{float(fact('appraisal_items.duration.ptsd')):g} days" in reason
    assert f"{float(fact('appraisal_items.duration.depression')):g} days" in reason
    relapsed = fact("appraisal_items.duration.year").value["ketamine"]
    assert f"{relapsed} of 100" in BY_ID["ev-lasting"].key.rationale["year"]


def test_the_interval_in_the_leaflet_question_is_that_of_the_trial():
    estimate = fact("synergy.contrasts.cbt_madrs.estimate").value
    for part in ("estimate", "low", "high"):
        assert str(estimate[part]) in stem("ev-leaflet")
    assert f"{float(fact('synergy.numbers.wilkinson_randomised')):g} people" in stem("ev-leaflet")
