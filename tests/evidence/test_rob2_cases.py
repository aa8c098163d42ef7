"""The two trials read with RoB 2: the reading is complete, honest about its sources, and follows the rules."""

import json

import pytest

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.rob2 import DOMAINS, questions_to_ask
from kapedu.evidence.rob2_cases import read_from, read_result, read_results
from kapedu.knowledge import Status
from kapedu.knowledge.sheet import load_sheet
from kapedu.knowledge.sources import DATA, source_keys


@pytest.mark.parametrize("name", ["lii", "su"])
def test_exactly_the_questions_that_the_tool_asks_are_answered_with_a_reason(name):
    read = read_result(name)
    for domain, part in read.domains.items():
        assert tuple(sorted(part.answers)) == tuple(sorted(questions_to_ask(domain, part.answers)))
        assert all(len(reason) > 15 for reason in part.reasons.values())
        assert part.other


@pytest.mark.parametrize("name", ["lii", "su"])
def test_every_domain_shows_what_was_seen_and_where(name):
    read = read_result(name)
    for part in read.domains.values():
        assert part.seen
        assert any(fact.status is Status.PRIMARY for fact in part.seen)


def test_no_answer_rests_on_an_unverified_fact_alone():
    for read in read_results().values():
        for part in read.domains.values():
            checked = [fact for fact in part.seen if fact.status.may_key_graded_item]
            assert checked


def test_the_masked_trial_is_judged_better_where_masking_counts():
    masked, awake = read_result("lii").judged(), read_result("su").judged()
    lights = [dict(one.traffic_lights()) for one in (masked, awake)]
    assert [light["Measurement of the outcome"] for light in lights] == ["low", "high"]
    assert [light["Overall"] for light in lights] == ["some concerns", "high"]


def test_the_figures_in_the_words_are_those_of_the_trials_register():
    masked, awake = read_result("lii"), read_result("su")
    assert masked.row.effect == -5.82
    assert "5.82 points lower" in str(masked.result.value)
    assert (awake.row.exp_events, awake.row.ctl_events, awake.row.exp_n) == (15, 5, 42)
    assert "15 of 42 with ketamine, 5 of 42 with midazolam" in str(awake.result.value)


def test_every_domain_of_the_tool_is_there():
    assert all(list(read.domains) == list(DOMAINS) for read in read_results().values())


def test_an_unknown_result_is_named():
    with pytest.raises(EvidenceError, match="no result 'sue'; there are lii, su"):
        read_result("sue")


def test_a_sheet_whose_words_and_answers_disagree_is_refused(tmp_path):
    content = json.loads((DATA / "trial_reading.json").read_text(encoding="utf-8"))
    content["results"]["su"]["missing"]["judgement"]["value"] = "high"
    path = tmp_path / "trial_reading.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(
        EvidenceError, match="su, Missing outcome data: the sheet says 'high', its answers lead to low"
    ):
        read_from(load_sheet(path, source_keys()))
