import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.extraction import (
    COUNTS,
    MEANS,
    field_words,
    fields_of,
    read_number,
    right_figures,
    slips,
    study_from,
)
from kapedu.knowledge.trials import trial

SCORE, EVENTS = trial("04a"), trial("04c")


def typed(row, **changes):
    return right_figures(row) | changes


def kinds(row, **changes):
    return [(slip.kind, slip.fields) for slip in slips(row, typed(row, **changes))]


def test_the_right_figures_have_no_slip_and_give_the_published_difference():
    assert fields_of(SCORE) == MEANS
    assert fields_of(EVENTS) == COUNTS
    assert slips(SCORE, typed(SCORE)) == slips(EVENTS, typed(EVENTS)) == ()
    effect = study_from(SCORE, typed(SCORE)).effect
    # the sheet: raw difference -4.40, standard error 1.85
    assert (effect.value, effect.se) == (pytest.approx(-4.40), pytest.approx(1.85, abs=0.005))


@pytest.mark.parametrize(
    ("row", "changes", "expected"),
    [
        (SCORE, {"sd_1": 1.23}, [("standard-error", ("sd_1",))]),  # 12.32 / sqrt(101) = 1.226
        (SCORE, {"sd_1": 1.69, "sd_2": 1.69}, [("difference", ("sd_1", "sd_2"))]),
        (SCORE, {"mean_1": 21.4}, [("sign", ("mean_1",))]),
        (SCORE, {"n_1": 114, "n_2": 109}, [("enrolled", ("n_1", "n_2"))]),
        (SCORE, {"mean_2": -20}, [("other", ("mean_2",))]),
        (EVENTS, {"events_1": 52.5}, [("percentage", ("events_1",))]),
        (EVENTS, {"events_2": 69}, [("without", ("events_2",))]),
        (EVENTS, {"n_1": 114, "events_2": 30}, [("enrolled", ("n_1",)), ("other", ("events_2",))]),
    ],
)
def test_a_slip_is_named_by_what_would_have_given_the_typed_figure(row, changes, expected):
    assert kinds(row, **changes) == expected


def test_exchanged_arms_are_one_slip_and_not_six():
    right = right_figures(SCORE)
    exchanged = {field: right[f"{field[:-1]}{'2' if field.endswith('1') else '1'}"] for field in right}
    (slip,) = slips(SCORE, exchanged)
    assert (slip.kind, slip.fields) == ("arms", MEANS)


def test_an_sd_worked_out_from_a_rounded_standard_error_is_right():
    row = trial("06a")
    # 1.03 x sqrt(109) = 10.75 where the register has 10.80
    assert slips(row, typed(row, sd_1=1.03 * 109**0.5, sd_2=1.00 * 106**0.5)) == ()


@pytest.mark.parametrize(
    ("written", "number"), [("-21.4", -21.4), ("−21,4", -21.4), ("–21.4", -21.4), (" 101 ", 101.0)]
)
def test_numbers_are_read_as_people_type_them(written, number):
    assert read_number("mean_1", written) == number


@pytest.mark.parametrize(
    ("written", "reason"),
    [("", "mean of the treated group is still empty"), ("ten", "'ten' is not a number")],
)
def test_what_is_no_number_is_named_with_its_field(written, reason):
    with pytest.raises(EvidenceError, match=reason):
        read_number("mean_1", written)


def test_fields_are_named_in_words():
    assert field_words("events_2") == "number of people with the event of the control group"


@pytest.mark.parametrize(
    ("row", "changes", "reason"),
    [
        (SCORE, {"sd_1": 0.0}, "TRANSFORM-2 .*sd 0 is impossible"),
        (SCORE, {"n_1": 10.5}, "10.5 is not a count"),
        (EVENTS, {"events_1": 200.0}, "200 is more than the 101 people"),
    ],
)
def test_figures_that_no_trial_can_have_are_refused(row, changes, reason):
    with pytest.raises(EvidenceError, match=reason):
        study_from(row, typed(row, **changes))


@given(
    st.sampled_from(["04a", "05a", "06a", "04c", "05c"]),
    st.lists(st.floats(-1000, 1000), min_size=6, max_size=6),
)
def test_anything_typed_is_explained_or_right(row_id, numbers):
    row = trial(row_id)
    given_figures = dict(zip(fields_of(row), numbers, strict=False))
    found = slips(row, given_figures)
    named = [field for slip in found for field in slip.fields]
    assert len(named) == len(set(named))
    assert all(slip.explanation for slip in found)
    try:
        name = study_from(row, given_figures).name
    except EvidenceError as error:
        name = str(error).partition(":")[0]
    assert name == row.trial
