from kapedu.cases.library import case_names
from kapedu.widgets import session_simulator
from kapedu.widgets.encounter_choice import SessionSimulator


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
