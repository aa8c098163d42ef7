from kapedu.widgets.encounters.encounter_memory import EncounterMemory


def test_it_starts_with_no_case_and_keeps_the_one_that_is_open():
    memory = EncounterMemory()
    assert memory.open_case == ""
    memory.open_case = "panic"
    assert memory.get_state("open_case") == {"open_case": "panic"}
