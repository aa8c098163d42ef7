import pytest

from kapedu.cases import EncounterRun
from kapedu.cases.library import case_named, case_names
from kapedu.widgets import session_simulator
from kapedu.widgets.encounters.encounter_choice import SessionSimulator


def test_every_case_can_be_chosen_and_is_told_in_a_sentence(tmp_path):
    simulator = SessionSimulator(tmp_path)
    assert {value for value, _ in simulator.choice._options} == set(case_names())
    for name in case_names():
        simulator.choice.value = name
        assert "minutes" in simulator.about.html


def test_the_chosen_case_opens_and_another_takes_its_place(tmp_path):
    simulator = SessionSimulator(tmp_path)
    simulator.choice.value = "panic"
    simulator.open_button.click()
    first = simulator.encounter
    simulator.open_button.click()
    assert simulator.encounter is first
    simulator.choice.value = "no-touch"
    simulator.open_button.click()
    assert simulator.encounter.case.id == "no-touch"
    assert simulator.place.children == (simulator.encounter.box,)


def test_the_dashboard_gets_the_box(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert session_simulator().simulator.encounter is None


def test_a_room_may_vote_in_the_case_that_is_open_and_in_the_next(tmp_path):
    simulator = SessionSimulator(tmp_path)
    simulator.open_button.click()
    assert not simulator.encounter.view.room
    simulator.who.value = "room"
    assert simulator.encounter.view.room
    simulator.choice.value = "no-touch"
    simulator.open_button.click()
    assert simulator.encounter.view.room


def test_a_reloaded_page_opens_the_case_that_was_open(tmp_path):
    simulator = SessionSimulator(tmp_path)
    for strange in ({"open_case": "no-such-case"}, {"open_case": 3}, {}, None):
        simulator._remember(None, strange, [])
    assert simulator.encounter is None
    simulator._remember(None, {"open_case": "panic"}, [])
    assert simulator.encounter.case.id == "panic"
    assert simulator.memory.open_case == "panic"
    simulator._remember(None, {"open_case": "no-touch"}, [])
    assert simulator.encounter.case.id == "panic"


def test_a_shared_run_is_shown_as_it_was_played_and_replaces_nobodys_own(tmp_path):
    run = EncounterRun.of(case_named("panic"), 5, ["wait:20", "measure:bp"])
    simulator = SessionSimulator(tmp_path)
    simulator.choice.value = "panic"
    simulator.open_button.click()
    own = simulator.encounter
    own.hello()
    own.do("wait:7")
    simulator.code.value = run.code()
    simulator.code_button.click()
    shared = simulator.encounter
    shared.hello()
    assert shared.state == run.replay(shared.case)
    assert "A shared run" in shared.view.notice["text"]
    shared.do("wait:60")
    simulator.open_button.click()
    simulator.encounter.hello()
    assert simulator.encounter.state == own.state


@pytest.mark.parametrize("code", ["", "KE1-abc", "no code"])
def test_what_is_no_code_is_told(tmp_path, code):
    simulator = SessionSimulator(tmp_path)
    simulator.code.value = code
    simulator.code_button.click()
    assert simulator.encounter is None
    assert "code" in simulator.told.html


def test_long_cases_stand_last_and_say_that_they_go_through_all_phases(tmp_path):
    names = [label for _, label in SessionSimulator(tmp_path).choice._options]
    assert [name.startswith("All phases: ") for name in names[-4:]] == [True] * 4
