"""Medicines as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.knowledge import sheet
from kapedu.practice.screening_medicines import parts, recognise, takes_none


@pytest.mark.parametrize(
    ("written", "generic"),
    [
        ("Xanax", "alprazolam"),
        ("ALPRAZOLAM 0.5mg bd", "alprazolam"),
        ("St. John’s Wort tablets", "st john's wort"),
        ("Percocet 5/325", "oxycodone"),
        ("birth control pill", "oral contraceptive"),
        ("Effexor-XR", "venlafaxine"),
        ("Theo-24", "theophylline"),
    ],
)
def test_generic_and_trade_names_are_found_however_they_are_written(written, generic):
    assert recognise(written).generics == (generic,)


def test_two_medicines_in_one_line_are_both_found():
    assert set(recognise("lithium and Lamictal").generics) == {"lithium", "lamotrigine"}
    assert recognise("Lamictal").classes == ("mood_stabiliser", "lamotrigine")


@pytest.mark.parametrize("written", ["sertralin", "xan", "vitamins", "", "123", "Calmoraxin"])
def test_what_is_nearly_a_name_or_no_name_is_not_recognised(written):
    assert not recognise(written).known


def test_part_of_a_word_is_no_match():
    assert not recognise("sonatas for piano").known
    assert not recognise("somatropin").known


@pytest.mark.parametrize("written", ["none", "None.", "no medication", "nil", "n/a", "None known", "no"])
def test_no_medicines_can_be_said_in_several_ways(written):
    assert takes_none(written)


def test_every_generic_and_trade_name_of_the_sheet_leads_to_its_generic():
    texts = sheet("medicines").descriptions
    for generic in sheet("medicines").members("names"):
        assert generic in recognise(generic).generics
        for trade in texts[f"names.{generic}.trade"].split(", "):
            if trade != "-":
                assert generic in recognise(f"{trade} 10 mg").generics, trade


def test_every_class_exists_and_has_a_reason_where_it_gives_a_finding():
    content = sheet("medicines")
    for path, text in content.descriptions.items():
        if path.startswith("names.") and path.endswith(".classes"):
            for name in text.split(", "):
                group = content.descriptions[f"classes.{name}.group"]
                assert group in {"pause", "note", "quiet", "rule"}
                assert (f"classes.{name}.reason" in content.facts) == (group in {"pause", "note"})


@given(st.text(max_size=60))
def test_any_text_is_recognised_or_not_and_nothing_is_raised(text):
    found = recognise(text)
    assert found.written == text
    assert bool(found.classes) == found.known


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("sertralin and Xanax", ("sertralin", "Xanax")),
        ("lisinopril/hydrochlorothiazide 20/12.5", ("lisinopril", "hydrochlorothiazide 20/12.5")),
        ("Percocet 5/325, twice daily", ("Percocet 5/325",)),
        ("Zoloft 50 mg; in the morning", ("Zoloft 50 mg",)),
        ("at night", ("at night",)),
        ("", ("",)),
    ],
)
def test_an_entry_that_names_several_things_is_cut_and_how_it_is_taken_is_no_medicine(written, named):
    assert parts(written) == named


@pytest.mark.parametrize(
    ("written", "rest"),
    [
        ("Claritin Max", "max"),
        ("sertraline valerian", "valerian"),
        ("Zoloft plus", "plus"),
        ("Xanax-like street pills", "like street"),
        ("Xanax XR 1 mg at night", ""),
        ("venlafaxine hydrochloride 75 mg modified release, one capsule daily", ""),
        ("Zyrtec 10 mg at 8 pm", ""),
        ("Tylenol extra strength 2 tabs qds", ""),
        ("prazosin for nightmares since March", ""),
        ("vitamin D3 1000 IU", ""),
        ("clarithromycin 500 mg since yesterday", ""),
    ],
)
def test_a_word_beside_a_name_that_says_nothing_of_how_it_is_taken_is_not_passed_over(written, rest):
    (part, *_) = parts(written)
    assert recognise(part).known
    assert recognise(part).rest == rest


@pytest.mark.parametrize(
    ("written", "generic"),
    [
        ("Claritin-D", "pseudoephedrine"),
        ("Tylenol #3", "codeine"),
        ("Tylenol PM", "diphenhydramine"),
        ("Advil Cold and Sinus", "pseudoephedrine"),
        ("Spravato", "esketamine"),
        ("ketamine lozenges 100 mg", "ketamine"),
    ],
)
def test_a_product_with_a_second_substance_is_not_taken_for_the_plain_one(written, generic):
    (part,) = parts(written)
    assert recognise(part).generics == (generic,)
    assert recognise(part).rest == ""


@pytest.mark.parametrize(
    "written",
    [
        "a herbal blend for sleep",
        "cocaine",
        "St Marys thistle",
        "hydroxychloroquine",
        "none",
        "magnesium",
        "Ozempic",
    ],
)
def test_a_far_fetched_name_is_not_suggested(written):
    assert recognise(written).suggestion == ""


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [("diazapam", "diazepam"), ("zolpiden 10 mg", "zolpidem"), ("Adderal", "Adderall (amphetamine)")],
)
def test_a_slip_of_the_pen_is_suggested_under_the_name_it_resembles(written, suggestion):
    assert recognise(written).suggestion == suggestion
