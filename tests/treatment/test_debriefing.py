"""Looking back: three curves of one person, the choices with their verdicts, and what would have been better."""

import numpy as np
import pytest

from kapedu.treatment import begin
from kapedu.treatment.debriefing import debrief
from kapedu.treatment.players import expert_state, idle_state, last_state, scripted


def test_the_plan_is_its_own_counterfactual(each_patient):
    looked = debrief(expert_state(each_patient, 1))
    assert np.array_equal(looked.totals, looked.best)
    assert looked.otherwise is None
    assert looked.nothing[-1] > looked.best[-1]
    assert len(looked.days) == each_patient.weeks * 7 + 1


def test_every_choice_of_the_patients_own_file_has_a_verdict_and_a_reason(each_patient):
    looked = debrief(expert_state(each_patient, 1))
    own = [moment for moment in looked.timeline if moment.verdict]
    assert len(own) >= 5
    assert all(moment.ground.why for moment in own)


def test_the_first_poor_answer_is_shown_with_the_best_one(vera):
    script = tuple(key.replace("keep-dose", "raise-dose") for key in vera.expert)
    looked = debrief(last_state(begin(vera, 1), scripted(script)))
    assert looked.otherwise.instead_of.startswith("Double it")
    assert looked.otherwise.best.key == "choose:keep-dose"


def test_a_question_that_nobody_answered_is_one_too(vera):
    script = tuple(key for key in vera.expert if key != "choose:keep-dose")
    looked = debrief(last_state(begin(vera, 1), scripted(script)))
    assert looked.otherwise.instead_of == "nobody answered"


def test_nothing_done_has_no_choices_and_stays_where_it_was(each_patient):
    looked = debrief(idle_state(each_patient, 1))
    assert looked.totals[0] == pytest.approx(each_patient.scale_start)
    assert looked.doses == ()
