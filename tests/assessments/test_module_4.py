"""The keys of the quiz of module 4 follow from the course's own engines, or from the facts by a second way."""

from pathlib import Path

import nbformat
import pytest

from kapedu.grading.release import check_quiz
from kapedu.instruments import score
from kapedu.knowledge import fact
from kapedu.practice.discharge import discharge
from kapedu.practice.drill_file import drill_named
from kapedu.practice.risk_followup import followers
from kapedu.practice.screening_medicines import recognise
from kapedu.quiz.curves import CURVES

SOURCE = Path(__file__).resolve().parents[2] / "assessments" / "source" / "module-4" / "module-4.ipynb"
BY_ID = {asked.item.id: asked for asked in check_quiz(nbformat.read(SOURCE, as_version=4), "module-4")}


def test_the_next_reading_is_one_interval_after_the_end_of_the_infusion():
    key = BY_ID["next-reading"].key
    end = float(fact("dose_to_mood.teaching_case.infusion_min"))
    assert key.value == end + float(fact("risks.pressure.every_after"))
    assert key.tolerance < abs(key.value - (end + float(fact("risks.pressure.every_during"))))
    minutes, levels = CURVES["infusion-artery"].points()
    assert levels[minutes.index(key.value)] < max(levels) / 2, "as the rationale says"


def test_severe_rises_are_counted_by_the_share_of_the_series():
    severe, infusions = fact("risks.pressure.severe_infusions").value
    assert severe / infusions == pytest.approx(1 / 100, rel=0.05)
    for seed in range(30):
        asked = BY_ID["severe-rises"]
        people = asked.item.values(str(seed))["people"]
        assert asked.for_trainee(str(seed)).key.value == pytest.approx(people * 6 / 100)


@pytest.mark.parametrize(
    ("who", "route", "minutes", "lacking"),
    [
        ("anna", "esketamine-in", 95, ["stay"]),
        ("boris", "esketamine-in", 130, ["baseline"]),
        ("cem", "iv", 125, ["escort"]),
        ("dunja", "iv", 125, []),
    ],
)
def test_the_four_chairs_are_judged_as_the_rule_for_leaving_judges_them(who, route, minutes, lacking):
    found = discharge(
        route,
        minutes_since_last_dose=minutes,
        aldrete=10,
        back_to_baseline=who != "boris",
        escort=who != "cem",
        drives=False,
        knows_the_plan=True,
    )
    assert f"{minutes} minutes ago" in BY_ID["four-chairs"].item.option_text(who)
    assert [criterion.key for criterion in found.missing] == lacking
    told = {"stay": "clock", "baseline": "state", "escort": "escort"}
    assert BY_ID["four-chairs"].key.pairs[who] == (told[lacking[0]] if lacking else "go")


@pytest.mark.parametrize(
    ("medicine", "worry", "kind"),
    [
        ("aminophylline", "seizure", "theophylline"),
        ("lamotrigine", "effect", "lamotrigine"),
        ("methylphenidate", "pressure", "stimulant"),
        ("morphine", "breath", "depressant"),
    ],
)
def test_each_medicine_is_of_the_class_that_its_worry_comes_from(medicine, worry, kind):
    assert kind in recognise(medicine).classes
    assert BY_ID["gravest-on-the-list"].key.pairs[medicine] == worry


def test_the_orders_are_those_of_the_drills():
    rank = {action: place for place, group in enumerate(drill_named("e1").order) for action in group}
    steps = {"recheck": "recheck", "pause": "pause", "call": "tell", "keep": "watch", "record": "record"}
    order = [rank[steps[step]] for step in BY_ID["alarm-and-calm"].key.correct]
    assert order == sorted(order)
    assert rank["recheck"] == rank["flags"] == rank["pause"], "who pauses while the cuff fills does no harm"
    assert len(set(order)) == 4, "so what follows the pause in the item follows it in the drill"
    assert "It is confirmed" in BY_ID["alarm-and-calm"].item.option_text("pause"), "the words put it second"
    rank = {action: place for place, group in enumerate(drill_named("e2").order) for action in group}
    order = [rank[step] for step in BY_ID["crowing"].key.correct if step != "crew"]
    assert order == sorted(order)
    assert len(set(order)) == 4
    assert rank["jaw"] == rank["oxygen"] < rank["observe"], "jaw and oxygen are one step of the item"


def test_actions_that_a_drill_calls_wrong_are_never_to_be_done():
    wrong = {
        "over-the-rail": ("e4", {"grip": "restrain", "explain": "argue"}),
        "gone-since-the-dose": ("e10", {"light": "relief", "points": "score"}),
    }
    for item, (drill, pairs) in wrong.items():
        harmful = {action.key for action in drill_named(drill).actions.values() if not action.is_best}
        for option, action in pairs.items():
            assert action in harmful
            assert BY_ID[item].key.pairs[option] in {"rather-not", "never"}


def test_the_levels_of_sedation_are_those_of_the_scale():
    words = {"five": 5, "four": 4, "three": 3, "two": 2, "one": 1}
    told = {"loud": "loud", "prompt": "readily", "shaken": "shaking", "slow": "slowly"}
    for line, target in BY_ID["how-deep"].key.pairs.items():
        level = words[target]
        assert told[line] in fact(f"instruments.moaas.levels.{level}").value
        assert bool(score("moaas", level).alerts) == (line == "shaken")


def test_sedation_that_the_spray_adds_follows_from_the_counts_of_the_trial():
    events, people, others, placebo = fact("risks.trials.sedation.aspire").value
    key = BY_ID["more-of-a-hundred"].key
    assert key.value == pytest.approx(100 * (events / people - others / placebo), abs=0.05)
    assert f"{events} of {people} people" in BY_ID["more-of-a-hundred"].item.stem
    assert key.tolerance < 100 * others / placebo, "who forgets the placebo is not right"


def test_each_story_is_one_at_which_the_course_looks_closer():
    told = {"coffee": ("eve", "coffee"), "dropped": ("max", "dropped"), "words": ("ines", "words")}
    told["guitar"] = ("zoe", "guitar")
    for line, (who, word) in told.items():
        visit = followers()[who].visits[1]
        assert visit.answer == "look"
        assert word in visit.text
        assert word in BY_ID["four-stories"].item.option_text(line)
