"""What was drawn by lot is drawn again in a copy; what was chosen stays."""

import gc

from kapedu.cases import EncounterRun
from kapedu.widgets.encounters.encounter import Encounter
from kapedu.widgets.encounters.treatment_course import TreatmentCourse
from kapedu.widgets.parts.own_draw import draw_again, is_drawn


class Dice:
    thrown = 0

    def draw_again(self):
        self.thrown += 1


def test_whoever_is_on_the_list_draws_again_for_as_long_as_it_is_there():
    dice = Dice()
    is_drawn(dice)
    is_drawn(dice)
    draw_again()
    assert dice.thrown == 1
    throws = []
    gone = Dice()
    gone.draw_again = lambda: throws.append("again")
    is_drawn(gone)
    del gone
    gc.collect()
    draw_again()
    assert dice.thrown == 2
    assert throws == []


def test_an_encounter_meets_somebody_new_unless_a_seed_a_code_or_a_beginning_says_whom(tmp_path):
    drawn = Encounter("bp-surge", folder=tmp_path)
    given = Encounter("bp-surge", 7, folder=tmp_path)
    code = EncounterRun.of(given.case, 11).then("choose:recheck").code()
    shared = Encounter("bp-surge", shared=EncounterRun.from_code(code))
    begun = Encounter("bp-surge", folder=tmp_path)
    begun.begin()
    before = [one.kept.run for one in (drawn, given, shared, begun)]
    draw_again()
    after = [one.kept.run for one in (drawn, given, shared, begun)]
    assert after[0].seed != before[0].seed
    assert after[1:] == before[1:]
    assert drawn.state.seed == after[0].seed
    assert shared.kept.run.code() == code


def test_a_treatment_meets_somebody_new_unless_a_seed_or_a_first_step_says_whom(tmp_path):
    drawn = TreatmentCourse("vera", folder=tmp_path / "one")
    given = TreatmentCourse("vera", 7, folder=tmp_path / "two")
    begun = TreatmentCourse("vera", folder=tmp_path / "three")
    begun.do("wait:1")
    before = [one.run for one in (drawn, given, begun)]
    draw_again()
    after = [one.run for one in (drawn, given, begun)]
    assert after[0].seed != before[0].seed
    assert after[1:] == before[1:]
    assert drawn.state.seed == after[0].seed
