from itertools import pairwise

from kapedu.cases.debriefing import debrief
from kapedu.cases.encounter_run import EncounterRun


def test_a_good_run_needs_no_otherwise(small_case):
    case = small_case()
    looked = debrief(EncounterRun.of(case, 1, case.expert), case)
    assert looked.otherwise is None
    assert looked.score.passed


def test_a_worse_choice_is_met_by_the_run_with_the_best_one(small_case):
    case = small_case()
    looked = debrief(EncounterRun.of(case, 1, ["choose:explain-receptors", "wait:600"]), case)
    assert looked.score.ended == "bad"
    assert looked.otherwise.instead_of.startswith("“Ketamine blocks a receptor")
    assert looked.otherwise.best.startswith("“I am here with you")
    assert looked.otherwise.ended == "good"
    assert looked.otherwise.score.passed
    assert looked.otherwise.samples[0].second == looked.otherwise.second


def test_waiting_while_something_better_was_open_counts_as_a_choice(small_case):
    case = small_case()
    looked = debrief(EncounterRun.of(case, 1, ["wait:600"]), case)
    assert looked.otherwise.instead_of == "Wait 10 min"


def test_the_timeline_carries_verdict_reason_and_source_of_each_choice(small_case):
    case = small_case()
    moments = debrief(EncounterRun.of(case, 1, case.expert), case).timeline
    chosen = [moment for moment in moments if moment.verdict]
    assert [moment.verdict for moment in chosen] == ["best", "best"]
    assert chosen[0].ground.sources == ("ktmh",)


def test_the_samples_run_from_the_first_second_to_the_last(small_case):
    case = small_case()
    run = EncounterRun.of(case, 1, ["wait:62"])
    seconds = [sample.second for sample in debrief(run, case).samples]
    assert seconds[0] == 900
    assert seconds[-1] == 962
    assert max(after - before for before, after in pairwise(seconds)) == 5
