import pytest

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.grade import Certainty, Down, Step, Up, grade


@pytest.mark.parametrize(
    ("start", "steps", "label"),
    [
        ("randomised", [], "high"),
        ("observational", [], "low"),
        ("randomised", [(Down.RISK_OF_BIAS, 1)], "moderate"),
        ("randomised", [(Down.RISK_OF_BIAS, 2), (Down.IMPRECISION, 2)], "very low"),
        ("randomised", [(domain, 2) for domain in Down], "very low"),
        ("observational", [(Up.LARGE_EFFECT, 2)], "high"),
        ("observational", [(Up.LARGE_EFFECT, 2), (Up.DOSE_RESPONSE, 1), (Up.CONFOUNDING, 1)], "high"),
        ("observational", [(Up.DOSE_RESPONSE, 1)], "moderate"),
        ("observational", [(Down.INDIRECTNESS, 1)], "very low"),
    ],
)
def test_steps_lead_from_the_start_to_the_certainty(start, steps, label):
    found = grade("response", start, [Step(domain, levels, "why") for domain, levels in steps])
    assert found.overall.label == label
    assert found.explanation().endswith(f"Certainty: {label}. {found.overall.meaning}")


@pytest.mark.parametrize(
    ("start", "steps", "told"),
    [
        ("cohort", [], "'cohort' is not one of randomised, observational"),
        ("randomised", [(Up.LARGE_EFFECT, 1)], "randomised evidence starts high"),
        ("observational", [(Down.IMPRECISION, 1), (Up.LARGE_EFFECT, 1)], "already rated down"),
        ("randomised", [(Down.IMPRECISION, 1), (Down.IMPRECISION, 1)], "imprecision is rated twice"),
    ],
)
def test_what_grade_does_not_allow_is_refused(start, steps, told):
    with pytest.raises(EvidenceError, match=told):
        grade("response", start, [Step(domain, levels, "why") for domain, levels in steps])


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ((Down.IMPRECISION, 3, "why"), "3 levels; allowed is 1 to 2"),
        ((Up.DOSE_RESPONSE, 2, "why"), "2 levels; allowed is 1"),
        ((Down.IMPRECISION, 1, " "), "give the reason in words"),
    ],
)
def test_a_step_is_small_and_has_a_reason(step, told):
    with pytest.raises(EvidenceError, match=told):
        Step(*step)


def test_every_level_is_explained():
    assert len({level.meaning for level in Certainty}) == 4
