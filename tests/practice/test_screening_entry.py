"""A profile from the fields of a form."""

import pytest

from kapedu.practice import ScreeningError
from kapedu.practice.screening_entry import from_form

EMPTY = {
    "indication": None,
    "drug": None,
    "pregnancy": None,
    "drug_screen": None,
    "numbers": {},
    "medicines": "",
    "answers": {},
}


def test_an_empty_field_was_not_asked_and_none_means_none():
    assert from_form(**EMPTY).medicines is None
    assert from_form(**{**EMPTY, "medicines": " none \n"}).medicines == ()
    assert from_form(**{**EMPTY, "medicines": "Zoloft\n\n lithium "}).medicines == ("Zoloft", "lithium")
    assert from_form(**{**EMPTY, "numbers": {"age_years": " "}}).numbers == {}


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ({"age_years": "old"}, "Age, years: 'old' is not a number"),
        ({"height_cm": "1,70"}, "Height, cm: 1.7 is not possible; write a number from 100 to 230"),
        ({"systolic_mmhg": "80", "diastolic_mmhg": "120"}, "diastolic_mmhg: 120 is not below"),
    ],
)
def test_a_number_that_cannot_be_is_named_by_the_words_of_the_form(numbers, message):
    with pytest.raises(ScreeningError, match=message):
        from_form(**{**EMPTY, "numbers": numbers})
