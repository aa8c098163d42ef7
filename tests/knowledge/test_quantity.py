import dataclasses

import pytest

from kapedu.knowledge import KnowledgeError, Quantity, Status


def test_a_single_number_turns_into_a_float():
    assert float(Quantity(84, "L/h", "kamp2020", Status.SECONDARY)) == 84.0


@pytest.mark.parametrize("value", [(2.8, 28, 184), "none found", {"day1": 71, "week1": 35}])
def test_anything_but_a_single_number_refuses_to_become_a_float_and_says_what_to_do(value):
    quantity = Quantity(value, "min", "kamp2020", Status.PRIMARY, name="pkpd.somewhere")
    with pytest.raises(KnowledgeError, match=r"pkpd\.somewhere: .* is not a single number; use \.value"):
        float(quantity)


def test_a_quantity_cannot_be_changed():
    quantity = Quantity(84, "L/h", "kamp2020", Status.SECONDARY)
    with pytest.raises(dataclasses.FrozenInstanceError):
        quantity.value = 90


def test_only_unverified_facts_may_not_key_a_graded_item():
    assert [status for status in Status if not status.may_key_graded_item] == [Status.UNVERIFIED]


def test_every_status_is_explained_in_a_sentence():
    for status in Status:
        assert status.meaning.endswith(".")
        assert len(status.meaning) > 20


def test_a_status_reads_as_the_word_in_the_data_files():
    assert [str(status) for status in Status] == [
        "primary",
        "secondary",
        "computed",
        "unverified",
        "course-rule",
    ]
