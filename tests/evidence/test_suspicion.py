import pytest

from kapedu.evidence.arm import Counts, Means
from kapedu.evidence.effect_size import from_interval, from_standard_error, log_risk_ratio, mean_difference
from kapedu.evidence.errors import MixedPoolWarning, OddFigureWarning, SharedControlWarning
from kapedu.evidence.study import Study
from kapedu.evidence.suspicion import suspicions


def counted(name, control, **labels):
    return Study(name, log_risk_ratio(Counts(5, 20), Counts(*control)), labels, control=control)


def kinds(studies):
    return [caution.kind for caution in suspicions(studies)]


def measured(name, sd, control_sd=12.0):
    treated, control = Means(-10, sd, 100), Means(-5, control_sd, 100 + len(name))
    return Study(name, mean_difference(treated, control), spread=(sd, control_sd))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (counted("T1, 56 mg", (8, 40)), counted("T1, 84 mg", (8, 40))),
        (counted("Zero (low)", (0, 40)), counted("Zero (high)", (0, 40))),
        (counted("A", (8, 40)), counted("B", (8, 40))),
        (
            Study("A", from_standard_error("MD", 1, 1), control="c"),
            Study("B", from_standard_error("MD", 1, 1), control="c"),
        ),
    ],
)
def test_a_control_that_stands_twice_is_noticed(first, second):
    assert kinds([first, second])[0] is SharedControlWarning


def test_no_event_among_twenty_in_two_unrelated_trials_is_no_sign_of_a_shared_control():
    zeros = [counted("Smith", (0, 20)), counted("Jones", (0, 20))]
    assert SharedControlWarning not in kinds(zeros)
    assert SharedControlWarning not in kinds([counted("Smith", (3, 20)), counted("Jones", (4, 20))])


def test_an_se_taken_for_an_sd_is_noticed():
    studies = [measured("A", 13.0), measured("BB", 14.0), measured("CCC", 1.3)]
    (caution,) = suspicions(studies)
    assert caution.kind is OddFigureWarning
    assert "CCC: SD 1.3" in str(caution)
    assert suspicions(studies[:2]) == ()


def test_raw_and_reported_differences_together_are_noticed():
    raw, published = measured("A", 13.0), Study("B", from_standard_error("MD", -4.0, 1.69))
    assert kinds([raw, published]) == [MixedPoolWarning]


def test_a_lopsided_interval_is_an_odd_figure():
    assert kinds([Study("A", from_interval("MD", 2.0, 1.0, 9.0))]) == [OddFigureWarning]


@pytest.mark.parametrize(
    "column", ["population", "control_type", "outcome", "timepoint_days", "therapy_question"]
)
def test_studies_that_differ_in_something_that_matters_are_noticed(column):
    studies = [counted("A", (3, 20), **{column: "x"}), counted("B", (4, 20), **{column: "y"})]
    assert kinds(studies) == [MixedPoolWarning]
    assert kinds([counted("A", (3, 20), year="1999"), counted("B", (4, 20), year="2001")]) == []


def test_one_result_entered_twice_is_noticed():
    twice = [Study("A", from_standard_error("MD", -4.0, 1.69))] * 2
    assert kinds(twice) == [OddFigureWarning]
