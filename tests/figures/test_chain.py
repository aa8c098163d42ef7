import re

from kapedu.figures.chain import (
    OPIOID,
    OUTCOMES,
    chain_html,
    experiments,
    lesson_of,
    record_html,
    result_html,
    steps,
    story_html,
)
from kapedu.knowledge import Status


def experiment(name):
    return next(item for item in experiments() if item.id == name)


def test_every_link_of_the_chain_rests_on_animals_as_the_lesson_says():
    assert {step.story.species for step in steps()} == {"animals"}


def test_no_experiment_is_shown_that_nobody_checked():
    assert all(Status(item.finding.status) is not Status.UNVERIFIED for item in experiments())


def test_rapamycin_abolished_the_effect_in_rats_and_spared_it_in_people():
    # Li 2010 (Science 329:959) and Abdallah 2020 (Neuropsychopharmacology 45:990), abstracts
    assert experiment("rapamycin_rats").outcome == "lost"
    assert experiment("rapamycin_people").outcome == "stays"
    assert experiment("rapamycin_people").finding.species == "people"


def test_titles_begin_with_who_was_tested():
    assert all(re.match(r"(People|Animals|Cells): ", item.title) for item in experiments())


def test_a_cut_leaves_the_links_before_it_and_doubts_those_after():
    drawn = chain_html(blocked="ampa")
    assert drawn.count("cut here") == 1
    names = [step.id for step in steps()]
    assert drawn.count("in doubt") == len(names) - names.index("ampa") - 1


def test_the_side_door_leaves_the_chain_whole():
    drawn = chain_html(blocked=OPIOID)
    assert "Side door" in drawn
    assert "in doubt" not in drawn


def test_the_current_link_is_marked_for_listeners_too():
    assert chain_html(current="bdnf").count('aria-current="step"') == 1
    assert story_html("bdnf").startswith('<div class="kapedu-result"><p><strong>Link 5 of 8')


def test_a_result_says_whether_the_prediction_agreed():
    found = experiment("spine_removal")
    assert "As you predicted." in result_html(found, "fades")
    assert f"You predicted: {OUTCOMES['lost'].lower()}." in result_html(found, "lost")


def test_the_record_lists_only_what_was_run_and_counts_the_rest():
    predictions = {"ampa_blocker_mice": "lost", "rapamycin_people": "lost"}
    assert record_html({}) == ""
    assert record_html(predictions).count('<th scope="row">') == 2
    assert lesson_of(predictions) == f"You foresaw 1 of 2. {len(experiments()) - 2} experiments are left."


def test_the_closing_words_are_counted_from_the_sheet():
    predictions = {item.id: item.outcome for item in experiments()}
    animals = [item for item in experiments() if item.finding.species != "people"]
    lost = sum(item.outcome == "lost" for item in animals)
    said = lesson_of(predictions)
    assert said.startswith(f"You foresaw {len(predictions)} of {len(predictions)}.")
    assert f"in {lost} of {len(animals)} experiments" in said
    chain_in_people = [
        i for i in experiments() if i.finding.species == "people" and i.step != OPIOID and i.outcome != "open"
    ]
    assert [item.id for item in chain_in_people] == ["rapamycin_people"], "the closing words name this one"
