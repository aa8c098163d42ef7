import pytest

from kapedu.figures.sorting_cards import QUESTIONS, SIDES, designs, feedback_html, findings, sorted_html
from kapedu.knowledge import Status, sheet

GROUPS = ("opioid_evidence", "metabolite_evidence")


@pytest.mark.parametrize("group", GROUPS)
def test_each_dispute_has_cards_on_both_sides_and_some_that_cannot_decide(group):
    assert {card.answer for card in findings(group)} == set(SIDES)


@pytest.mark.parametrize("cards", [*(findings(group) for group in GROUPS), designs()])
def test_no_card_rests_on_something_nobody_checked(cards):
    assert all(Status(card.statement.status) is not Status.UNVERIFIED for card in cards)


def test_all_four_questions_occur_among_the_designs():
    assert {card.answer for card in designs()} == set(QUESTIONS)


def test_the_front_of_a_design_does_not_name_its_authors():
    for card in designs():
        author = card.title.split()[0].rstrip(",")
        assert author not in card.front


def test_designs_agree_with_the_register_of_trials_on_what_is_compared():
    # the course's own trial sheet: therapy_question of Wilkinson 2021, Duek 2023, Shiroma 2020, Mount Sinai
    answers = {card.id: card.answer for card in designs()}
    assert answers["cbt_after_response"] == answers["kare_therapy"] == "therapy_added"
    assert answers["exposure_retrieval"] == answers["relapse_prevention_cocaine"] == "ketamine_added"
    assert answers["exposure_veterans"] == "uncontrolled"
    assert answers["package_trial"] == "package"


def test_feedback_names_the_right_place_and_the_reason():
    card = designs()[0]
    wrong = feedback_html(card, "uncontrolled", QUESTIONS)
    assert QUESTIONS[card.answer] in wrong
    assert "belongs elsewhere" in wrong
    assert "Yes." in feedback_html(card, card.answer, QUESTIONS)


def test_the_closing_view_marks_what_was_put_elsewhere():
    cards = findings("opioid_evidence")
    chosen = {card.id: "for" for card in cards}
    right = sum(card.answer == "for" for card in cards)
    drawn = sorted_html(cards, chosen, SIDES)
    assert f"You placed {right} of {len(cards)}" in drawn
    assert drawn.count("you had put it elsewhere") == len(cards) - right


def test_a_side_that_does_not_exist_is_named(monkeypatch):
    descriptions = {**sheet("mechanism").descriptions, "opioid_evidence.no_naltrexone_alone.side": "perhaps"}
    monkeypatch.setattr(
        "kapedu.figures.sorting_cards.described",
        lambda _sheet, path: str(descriptions[path]),
    )
    with pytest.raises(ValueError, match=r"opioid_evidence\.no_naltrexone_alone\.side is 'perhaps'"):
        findings("opioid_evidence")
