"""The keys of the quiz of module 2 follow from the course's own engines, or from the facts by a second way."""

from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from kapedu.grading.release import check_quiz
from kapedu.instruments import change, follow_up, score
from kapedu.knowledge import fact
from kapedu.practice import Order, screen
from kapedu.practice.dose_arithmetic import ideal_weight
from kapedu.practice.pairing import pairing
from kapedu.practice.vignette import vignettes

SOURCE = Path(__file__).resolve().parents[2] / "assessments" / "source" / "module-2" / "module-2.ipynb"
BY_ID = {asked.item.id: asked for asked in check_quiz(nbformat.read(SOURCE, as_version=4), "module-2")}
IN_ORDER = vignettes()["01-elena"].profile  # everything asked, nothing found
TRAINEES = [str(seed) for seed in range(30)]
CM_PER_INCH = 2.54


def own(name: str, seed: str) -> tuple[dict[str, float], float]:
    """One trainee's figures and the answer that the key expects."""
    asked = BY_ID[name]
    return asked.item.values(seed), asked.for_trainee(seed).key.value


@pytest.mark.parametrize(
    ("line", "answers", "medicines", "groups"),
    [
        ("bleed", {"brain_bleed": True}, (), ["stop"]),
        ("journey", {"seeks_experience": True}, (), ["readiness"]),
        ("lithium", {"bipolar": True}, ("lithium 900 mg",), ["note"]),
        ("untreated", {"bipolar": True}, (), ["pause"]),
    ],
)
def test_the_four_files_are_sorted_as_the_screening_engine_sorts_them(line, answers, medicines, groups):
    profile = replace(
        IN_ORDER,
        answers={**IN_ORDER.answers, **answers},
        medicines=(*IN_ORDER.medicines, *medicines),
    )
    assert [finding.group for finding in screen(profile).findings] == groups
    assert BY_ID["four-files"].key.pairs[line] == groups[0]


def test_the_daily_diazepam_lies_above_what_set_people_apart():
    assert "30 mg of diazepam" in BY_ID["years-of-diazepam"].item.stem
    assert float(fact("risks.contra.benzodiazepine")) < 30


@pytest.mark.parametrize("seed", TRAINEES)
def test_the_doses_of_the_calculations_are_those_of_the_dose_calculator(seed):
    values, extra = own("pounds-on-the-form", seed)
    right = Order(0.5, weight=values["pounds"], weight_unit="lb", strength_mg_ml=50)
    written = Order(0.5, weight=values["pounds"], strength_mg_ml=50)
    assert extra == pytest.approx(written.dose_mg - right.dose_mg, rel=0.005)  # 2.2 for 2.20462
    values, so_far = own("pump-so-far", seed)
    ordered = Order(0.5, weight=80, strength_mg_ml=50, over_min=40, bag_ml=100)
    assert (ordered.dose_mg, values["rate"] > ordered.rate_ml_h) == (40, True)
    assert so_far == pytest.approx(ordered.dose_mg / 4 * values["rate"] / ordered.rate_ml_h)
    values, less = own("two-weights", seed)
    five_feet = float(fact("regimens.arithmetic.devine_height"))
    ideal = ideal_weight(five_feet + values["over"] * CM_PER_INCH, "woman")
    assert less == pytest.approx(0.5 * 118 - 0.5 * ideal)


def test_the_pump_on_the_chart_is_a_sixth_too_slow_and_the_dose_is_right():
    ordered = Order(
        float(fact("regimens.protocols.iv_alcohol_met.dose")),
        weight=75,
        strength_mg_ml=10,
        over_min=float(fact("regimens.protocols.iv_alcohol_met.over")),
        bag_ml=50,
    )
    assert ordered.dose_mg == pytest.approx(45)
    assert 50 / ordered.rate_ml_h == pytest.approx(1 - 1 / 6)


def test_the_studied_schedule_differs_from_the_colleagues_only_in_the_distance():
    pilot = pairing("pe")
    assert float(fact("pairings.pairings.pe.doses")) == 3
    assert float(fact("pairings.pairings.pe.gap")) == 1
    assert float(fact("pairings.pairings.pe.sessions")) == 10
    assert pilot.grade.value == "C"
    first, second, third = fact("synergy.timing.shiroma2020.doses").value
    assert (second - first, third - second) == (7, 7)


def test_the_change_of_the_phq9_is_a_response_and_reliable_but_no_remission():
    found = change("phq9", 22, 10)
    assert found.response
    assert all(criterion.met for criterion in found.reliable)
    assert not any(criterion.met for criterion in found.remission)
    assert float(fact("instruments.phq9.screen")) <= 10
    assert score("phq9", [2, 1, 1, 1, 1, 1, 1, 0, 2]).alerts


def test_the_two_rules_of_the_pcl5_disagree_about_the_nurse():
    answers = [2, 2, 4, 1, 1, 4, 1, 4, 1, 1, 1, 1, 1, 1, 4, 3, 3, 4, 1, 1]
    found = score("pcl5", answers)
    assert found.total == 41
    assert found.details["cluster_symptoms"] == {"B": 3, "C": 1, "D": 1, "E": 4}
    assert found.details["at_or_above_cut"]
    assert not found.details["provisional_diagnosis"]


def test_after_four_infusions_without_a_gain_the_course_decides():
    figures = [34, 35, 34, 36, 34]
    assert "34 before" in BY_ID["after-the-fourth"].item.stem
    assert "35, 34, 36 and 34" in BY_ID["after-the-fourth"].item.stem
    assert follow_up("madrs", figures).stage == "decide"
    assert follow_up("madrs", figures[:4]).stage == "review"


def test_dora_is_in_remission_before_every_dose():
    assert "7, 6, 8 and 7" in BY_ID["well-every-week"].item.stem
    assert float(fact("instruments.madrs.remission.kads")) >= 8
