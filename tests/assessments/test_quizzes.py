"""The graded quizzes: sound, fair, and nothing in them gives an answer away."""

import json
import re
from collections import Counter
from pathlib import Path

import nbformat
import numpy as np
import pytest

from kapedu.grading.quiz_cells import item_in
from kapedu.grading.release import check_quiz
from kapedu.knowledge import fact, reference
from kapedu.quiz import Kind, mark_answer
from kapedu.quiz.competency import COMPETENCIES
from kapedu.quiz.curves import CURVES
from kapedu.quiz.formula import evaluate

SOURCES = sorted((Path(__file__).resolve().parents[2] / "assessments" / "source").glob("*/*.ipynb"))
NOTEBOOKS = {path.stem: nbformat.read(path, as_version=4) for path in SOURCES}
QUIZZES = {name: check_quiz(nb, name) for name, nb in NOTEBOOKS.items()}
QUESTIONS = [question for questions in QUIZZES.values() for question in questions]
ON_A_SCALE = {Kind.CONCORDANCE}  # these options are the same in every item, in their own order
LISTED = [asked for asked in QUESTIONS if asked.item.options and asked.item.kind not in ON_A_SCALE]
WITH_OPTIONS = [asked for asked in LISTED if asked.item.kind.has_options]
BY_ID = {question.item.id: question for question in QUESTIONS}
FIRST_CELL = re.compile(r"^([\w-]+) questions, (\d+) points, about \d+ minutes\.", re.MULTILINE)
COUNTS = re.findall(
    r"\S+",
    "Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen Twenty Twenty-one Twenty-two",
)
MODULE_QUIZZES = [name for name in QUIZZES if name.startswith("module-")]


def ids(question) -> str:
    return question.item.id


@pytest.mark.parametrize("name", QUIZZES)
def test_the_first_cell_says_how_many_questions_and_points_there_are(name):
    count, points = FIRST_CELL.search(NOTEBOOKS[name].cells[0].source).groups()
    assert COUNTS.index(count) + 3 == len(QUIZZES[name])
    assert sum(question.item.points for question in QUIZZES[name]) == float(points)


@pytest.mark.parametrize("name", MODULE_QUIZZES)
def test_the_quiz_of_a_module_has_fifteen_to_twenty_items_of_many_kinds_and_one_for_a_person(name):
    kinds = Counter(question.item.kind for question in QUIZZES[name])
    assert 15 <= len(QUIZZES[name]) <= 20
    assert kinds[Kind.FREE_TEXT] == 1
    assert len(kinds) >= 6
    assert all(question.item.about.module == name.removeprefix("module-") for question in QUIZZES[name])


def test_all_quizzes_together_use_every_kind():
    used = {question.item.kind for question in QUESTIONS}
    assert used == {kind for kind in Kind if not kind.is_prediction}


def test_the_pre_test_covers_five_modules_and_needs_no_person():
    modules = Counter(question.item.about.module for question in QUIZZES["pre-test"])
    assert sorted(modules) == ["1", "2", "3", "4", "5"]
    assert min(modules.values()) >= 4
    assert all(question.item.kind is not Kind.FREE_TEXT for question in QUIZZES["pre-test"])


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_each_item_says_what_it_is_for(question):
    about = question.item.about
    assert about.version >= 1
    assert about.module
    assert about.objective
    assert about.competency in COMPETENCIES
    assert about.level


def test_no_stem_is_asked_twice_in_all_quizzes():
    assert len(BY_ID) == len(QUESTIONS)
    assert len({question.item.stem for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_no_key_rests_on_an_unverified_fact(question):
    assert question.key.facts
    assert all(fact(path).status != "unverified" for path in question.key.facts)


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_every_source_resolves_to_a_reference_that_can_be_looked_up(question):
    for source in question.key.sources:
        assert {"title", "DOI", "PMID", "PMCID", "URL"} & set(reference(source))


def test_numeric_keys_follow_from_the_facts_they_name():
    keys = {name: question.key for name, question in BY_ID.items()}
    low, high = fact("dose_to_mood.bioavailability.swallowed_lozenge.spread").value
    assert keys["lozenge-spread"].value == pytest.approx((high - low) * 200)
    half_time = float(fact("pkpd.effect_site.olofsen2022.t_half_ke0"))
    assert keys["effect-site-lag"].value == pytest.approx(2 * half_time)
    dose = float(fact("dose_to_mood.teaching_case.dose_mg_kg"))
    length = float(fact("dose_to_mood.teaching_case.infusion_min"))
    assert evaluate(keys["own-infusion"].formula, {"weight": 80}) == pytest.approx(80 * dose * 10 / length)
    most_used = float(fact("regimens.protocols.iv_depression.dose"))
    assert evaluate(keys["pre-dose"].formula, {"weight": 80}) == pytest.approx(80 * most_used)
    half, artery = keys["brain-half"], half_left("infusion-artery")
    assert half.value == pytest.approx(half_left("infusion-effect-site"), abs=1)
    assert half.value - half.tolerance > artery + 5, "who takes the artery for the brain is not right"
    left = fact("pkpd.effect_site.readout.Ce_percent_of_peak").value
    assert left["60"] > 50 > left["80"]
    assert f"{left['50']} per cent" in half.rationale[""]
    assert fact("dose_to_mood.teaching_case.arterial_left_after_10_min").value < 50


def half_left(curve: str) -> float:
    """When half of a curve's peak is left, minutes."""
    minutes, levels = (np.array(part) for part in CURVES[curve].points())
    falling = np.arange(len(levels)) > levels.argmax()
    return float(minutes[falling][np.abs(levels[falling] - levels.max() / 2).argmin()])


def test_each_trainees_own_figures_give_a_number_that_can_be_written_down():
    for question in QUESTIONS:
        if question.item.kind is Kind.CALCULATION:
            for seed in range(60):
                own = question.for_trainee(str(seed))
                assert "{" not in own.item.stem + own.key.rationale[""]
                assert own.key.value == pytest.approx(round(own.key.value, 2))


def test_figures_in_the_text_agree_with_the_facts():
    stems = {name: question.item.stem for name, question in BY_ID.items()}
    low, high = fact("dose_to_mood.bioavailability.swallowed_lozenge.spread").value
    assert f"{100 * low:g} to {100 * high:g} per cent" in stems["lozenge-spread"]
    lowest = fact("pkpd.absorption.nasal_racemic.F_low").value[0]
    highest = float(fact("pkpd.absorption.nasal_racemic.F_high"))
    assert f"{100 * lowest:g} to {100 * highest:g} per cent" in stems["nasal-range"]
    assert f"{float(fact('pkpd.effect_site.olofsen2022.t_half_ke0')):g} minutes" in stems["effect-site-lag"]
    first, last = fact("pkpd.antidepressant_course.kishimoto2016.lost_by").value
    mood = BY_ID["mood-clock"]
    assert f"day {first:g} to {last:g}" in mood.item.option_text("day-one")
    contrast = fact("synergy.contrasts.kare_drug.estimate").value
    assert f"{contrast['estimate']} percentage points" in stems["pre-interval"]
    assert f"95% interval {contrast['low']} to {contrast['high']}" in stems["pre-interval"]
    relapse = BY_ID["pre-maintain"].key.rationale["fewer"]
    for group, path in (("esketamine", "relapse_maintained"), ("placebo", "relapse_stopped")):
        assert f"{float(fact(f'instruments.follow_up.{path}')):.0f} of 100 on {group}" in relapse
    shares = BY_ID["route-shares"].key.rationale
    for line, path in (
        ("muscle", "intramuscular.F"),
        ("tablet", "oral_racemic.F_tablet"),
        ("wafer", "sublingual_wafer_racemic.F"),
    ):
        assert f"{100 * float(fact(f'pkpd.absorption.{path}')):.0f} per cent" in shares[line]


@pytest.mark.parametrize("name", QUIZZES)
def test_the_right_option_is_not_betrayed_by_its_length(name):
    singles = [question for question in QUIZZES[name] if question.item.kind is Kind.SINGLE]
    longest = shortest = 0
    for question in singles:
        lengths = {option.id: len(option.text) for option in question.item.options}
        others = [length for option, length in lengths.items() if option not in question.key.correct]
        right = lengths[question.key.correct[0]]
        longest += right > max(others)
        shortest += right < min(others)
        assert 0.6 < right / (sum(others) / len(others)) < 1.5, question.item.id
    assert longest <= len(singles) / 3
    assert shortest <= len(singles) / 3


@pytest.mark.parametrize("question", LISTED, ids=ids)
def test_options_stand_in_alphabetical_order_so_that_their_order_says_nothing(question):
    assert list(question.item.option_ids) == sorted(question.item.option_ids)
    if question.item.kind is Kind.MATCHING:
        assert list(question.item.target_ids) == sorted(question.item.target_ids)
        assert set(question.item.target_ids) - set(question.key.pairs.values()), "one choice is not needed"


@pytest.mark.parametrize("question", WITH_OPTIONS, ids=ids)
def test_the_stem_repeats_no_telling_word_of_the_right_option_alone(question):
    def words(text: str) -> set[str]:
        return set(re.findall(r"[a-z]{6,}", text.casefold()))

    stem = words(question.item.stem)
    right = set().union(*(words(question.item.option_text(option)) for option in question.key.correct))
    wrong = [option for option in question.item.option_ids if option not in question.key.correct]
    others = set().union(*(words(question.item.option_text(option)) for option in wrong))
    assert len((stem & right) - others) <= 1


@pytest.mark.parametrize("question", WITH_OPTIONS, ids=ids)
def test_the_reason_of_a_wrong_option_does_not_quote_the_right_one(question):
    for option, reason in question.key.rationale.items():
        if option not in question.key.correct:
            for right in question.key.correct:
                assert question.item.option_text(right).casefold() not in reason.casefold()


def test_ticking_everything_or_one_thing_earns_little():
    for question in WITH_OPTIONS:
        if question.item.kind is Kind.MULTIPLE:
            everything = mark_answer(question.item, question.key, list(question.item.option_ids))
            assert everything.fraction <= 0.5


@pytest.mark.parametrize("nb", NOTEBOOKS.values(), ids=NOTEBOOKS)
def test_a_quiz_runs_by_itself_on_opening_and_shows_no_program(nb):
    assert nb.metadata["kapedu"] == {"run_on_open": True}
    for cell in nb.cells:
        if cell.cell_type == "code":
            assert cell.metadata["jupyter"]["source_hidden"]
            assert cell.outputs == []
            assert cell.execution_count is None
            assert not re.search(r"^[ \t]*[!%?/,;]", cell.source, re.MULTILINE), (
                "such a line would not be run"
            )


@pytest.mark.parametrize("nb", NOTEBOOKS.values(), ids=NOTEBOOKS)
def test_every_cell_is_locked_and_has_a_stable_id(nb):
    for cell in nb.cells:
        data = cell.metadata.nbgrader
        assert data.schema_version == 3
        assert data.grade_id == cell.id
        assert data.locked or data.solution
        assert cell.metadata.editable is False
        assert cell.metadata.deletable is False


@pytest.mark.parametrize("nb", NOTEBOOKS.values(), ids=NOTEBOOKS)
def test_the_first_cell_is_the_only_title_and_the_headings_are_in_order(nb):
    levels = [
        len(match[1])
        for cell in nb.cells
        if cell.cell_type == "markdown"
        for match in re.finditer(r"^(#+) ", cell.source, re.MULTILINE)
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert set(levels) == {1, 2}


@pytest.mark.parametrize("nb", NOTEBOOKS.values(), ids=NOTEBOOKS)
def test_what_a_trainee_opens_shows_each_item_without_its_key(nb):
    for cell in nb.cells:
        if cell.cell_type == "code" and "key(" in cell.source and cell.metadata.nbgrader.grade:
            released = cell.source.split("### BEGIN HIDDEN TESTS")[0]
            assert item_in(released, "cell") is not None


@pytest.mark.parametrize("path", SOURCES, ids=NOTEBOOKS)
def test_the_file_is_committed_without_traces_of_a_person_or_machine(path):
    text = path.read_text(encoding="utf-8")
    assert set(json.loads(text)["metadata"]) == {"kapedu", "kernelspec", "language_info"}
    assert not (path.parent / "answers.json").exists()
