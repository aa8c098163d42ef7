import pytest

from kapedu.cases.errors import CaseError
from kapedu.cases.told_facts import told
from kapedu.knowledge import fact


def test_a_place_becomes_the_number_of_its_fact():
    assert (
        told("[[monitoring.fasting.drink]] min", "here")
        == f"{fact('monitoring.fasting.drink').number_text} min"
    )


def test_text_without_a_place_stays_as_it_is():
    assert told("a [bracket] is none", "here") == "a [bracket] is none"


@pytest.mark.parametrize("path", ["nowhere.at_all", "cases.alarms.sbp_high", ""])
def test_what_is_no_checked_fact_is_refused_at_its_place(path):
    with pytest.raises(CaseError, match=r"^here: "):
        told(f"[[{path}]]", "here")
