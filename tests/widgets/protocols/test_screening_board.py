import pytest

from kapedu.practice.screening_profile import Profile
from kapedu.practice.vignette import vignettes
from kapedu.widgets.protocols.screening_board import ScreeningBoard


@pytest.fixture
def board():
    return ScreeningBoard()


@pytest.mark.parametrize("name", list(vignettes()))
def test_a_loaded_case_comes_back_from_the_form_unchanged(board, name):
    board.case.value = name
    wanted, found = vignettes()[name].profile, board.profile()
    for field in ("indication", "drug", "pregnancy", "drug_screen", "medicines", "numbers", "answers"):
        assert getattr(found, field) == getattr(wanted, field), field


def test_an_empty_form_is_all_gaps_and_no_pass(board):
    assert board.profile() == Profile()
    assert "Pause." in board.account.html
    board.case.value = "01-elena"
    assert "Ready." in board.account.html
    board.case.value = "empty"
    assert board.profile() == Profile()


def test_one_changed_answer_changes_the_findings_at_once(board):
    board.case.value = "01-elena"
    board.grids["today"].value = {**board.grids["today"].value, "escort": "no"}
    assert "No escort" in board.findings.html
    board.numbers["systolic_mmhg"].value = "170"
    assert "Blood pressure too high today" in board.findings.html


def test_a_number_that_cannot_be_is_named_and_the_findings_wait(board):
    board.case.value = "01-elena"
    before = board.findings.html
    board.numbers["weight_kg"].value = "7"
    assert "Weight, kg: 7.0 is not possible; write a number from 25 to 350" in board.problem.html
    assert board.findings.html == before
    board.numbers["weight_kg"].value = "70,5"
    assert board.problem.html == ""
    assert board.profile().numbers["weight_kg"] == 70.5


def test_only_the_chosen_part_of_the_form_is_shown(board):
    board.part.value = "history"
    shown = [name for name, part in board._parts.items() if part.layout.display != "none"]
    assert shown == ["history"]


def test_what_is_typed_is_escaped(board):
    board.medicines.value = "<img src=x>"
    assert "<img" not in board.findings.html


def test_the_rest_of_a_part_can_be_marked_as_asked_and_what_was_answered_stays(board):
    board.part.value = "today"
    board.grids["today"].value = {"escort": "no", "intoxicated": "open"}
    board.clear.click()
    assert board.grids["today"].value["escort"] == "no"
    assert board.grids["today"].value["intoxicated"] == "no"
    assert board.grids["today"].value["capacity_and_consent"] == "yes"
    board.part.value = "person"
    assert board.clear.layout.display == "none"
