"""Every case of the library is played by machines: who knows passes, who waits, guesses or only looks does not."""

from pathlib import Path

import numpy as np
import pytest
import yaml

import kapedu.cases
from kapedu.cases.case import Case
from kapedu.cases.check_case import problems_of
from kapedu.cases.engine import begin
from kapedu.cases.errors import CaseError
from kapedu.cases.library import case_at, case_named, case_names, library
from kapedu.cases.players import by_look, greedy, last_state, play_expert, play_idle, play_random
from kapedu.cases.scoring import score
from kapedu.cases.vocabulary import COMPETENCIES

SEEDS = range(12)
WITHOUT_READING = {
    "the longest option": lambda _place, move: len(move.text),
    "the shortest option": lambda _place, move: -len(move.text),
    "the first option": lambda place, _move: -place,
    "the last option": lambda place, _move: place,
}


@pytest.fixture(params=case_names())
def case(request) -> Case:
    return case_named(request.param)


def test_a_case_has_no_problem(case):
    assert problems_of(case) == []


def test_its_file_is_called_by_its_id(case):
    assert case_named(case.id) is case


def test_every_file_is_read_alike_with_and_without_the_quick_parser():
    """A platform without libyaml reads YAML with another parser, which is stricter about question marks."""
    for path in sorted(Path(kapedu.cases.__file__).parent.rglob("*.yaml")):
        slow = yaml.parse(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        assert any(isinstance(event, yaml.DocumentEndEvent) for event in slow), path.name


def test_who_knows_passes_in_every_body(case):
    for seed in SEEDS:
        for last in (play_expert(case, seed), last_state(begin(case, seed), greedy)):
            assert last.ended == "good"
            assert score(last).passed


def test_doing_nothing_fails(case):
    assert not score(play_idle(case)).passed
    assert play_idle(case).ended in {"bad", "mixed"}


def test_chance_rarely_passes(case):
    passed = [score(play_random(case, seed, np.random.default_rng(seed))).passed for seed in range(20)]
    assert sum(passed) <= 3


@pytest.mark.parametrize("look", WITHOUT_READING)
def test_who_does_not_read_rarely_passes(case, look):
    choose = by_look(WITHOUT_READING[look])
    passed = [score(last_state(begin(case, seed), choose)).passed for seed in range(8)]
    assert sum(passed) <= 2


def test_the_best_option_is_seldom_the_longest():
    longest = [
        max(scene.options, key=lambda move: len(move.text)).verdict
        for case in library()
        for scene in case.scenes.values()
    ]
    assert sum(verdict in {"best", "good"} for verdict in longest) <= len(longest) / 2


def test_every_option_teaches_and_what_is_said_to_be_published_names_its_source(case):
    for scene in case.scenes.values():
        for move in scene.options:
            assert len(move.ground.why) > 20
            assert move.reply


def test_every_end_that_fails_is_reached_by_some_choice(case):
    verdicts = {move.effects.end for scene in case.scenes.values() for move in scene.options}
    verdicts |= {event.effects.end for event in case.events}
    assert {"good", "bad"} <= verdicts


def test_the_phases_of_a_session_and_three_emergencies_are_there():
    phases = {case.phase for case in library()}
    assert {"preparation", "administration", "altered-state", "exploration", "integration"} <= phases
    assert sum(case.emergency for case in library()) >= 3


def test_a_case_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(CaseError, match=r"there is no case 'panik'; there are .*did you mean panic\?"):
        case_at("panik")


def swapped(*swaps):
    """Always the best option, but for some."""
    changed = {f"choose:{old}": f"choose:{new}" for old, new in swaps}
    return lambda state: changed.get(greedy(state), greedy(state))


@pytest.mark.parametrize(
    ("name", "swaps", "comes_back"),
    [
        ("last-hope", [("tablet-sheet", "nothing-at-all")], "no-tablet-today"),
        ("last-hope", [("fasting-sheet", "bowls")], "ferry-breakfast"),
        ("last-hope", [("touch-written", "see-then")], "blanket-voice"),
        ("last-hope", [("honest-frame", "promise")], "hope-falls"),
        ("last-hope", [("ask-done", "on-to-forms"), ("ask-again", "reunion")], "silence-of-hers"),
        ("slow-taper", [("never-at-once", "brave")], "seizure-at-home"),
        ("slow-taper", [("also-not-yours", "copy-referral")], "he-hides"),
        ("slow-taper", [("hold-step", "pull-through")], "shaking"),
        ("slow-taper", [("touch-paper", "of-course-not")], "no-hand-voice"),
        ("slow-taper", [("ask-tonight", "none-from-now"), ("back-to-step", "celebrate")], "seizure-after"),
        ("the-medic", [("settle-times", "whenever")], "low-number"),
        ("the-medic", [("test-cues", "will-talk")], "orient-plain"),
        ("the-medic", [("day-after-pe", "never-have-to")], "find-one"),
        ("the-medic", [("rifle-plainly", "no-thoughts"), ("tired-barn", "normal-after")], "the-barn"),
        ("quit-day", [("ask-hour", "trust-you")], "mint-again"),
        ("quit-day", [("plan-dry", "cut-down")], "fine-tremor"),
        ("quit-day", [("let-be-large", "yes-healed")], "no-cure"),
        ("quit-day", [("keep-injection", "leave-it-out"), ("plan-saturday", "do-not-go")], "wedding-lost"),
    ],
)
def test_what_was_not_prepared_comes_back_in_a_long_case(name, swaps, comes_back):
    assert not last_state(begin(case_named(name), 3), greedy).has_done(comes_back)
    last = last_state(begin(case_named(name), 3), swapped(*swaps))
    assert last.has_done(comes_back)
    assert score(last).percent < 100


def test_the_long_cases_go_through_all_five_phases_and_test_every_competency():
    long = [case for case in library() if len(case.phases) == 5]
    assert len(long) == 4
    assert {code for case in long for code in case.competencies} == set(COMPETENCIES)
    for case in long:
        assert 25 <= len(case.scenes) <= 40
        assert len([check for check in case.checks if check.weight]) >= 12
        assert case.concordances
