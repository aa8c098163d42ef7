"""A name that leads nowhere is found with its place, and what was probably meant is said."""

import pytest

from kapedu.cases.errors import CaseError


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "goto: settling",
            "goto: setling",
            (
                r"small\.yaml:45: scenes\.trouble\.options\[stay-close\]\.goto: there is no scene 'setling'; there are "
                r"trouble, settling; did you mean settling\?"
            ),
        ),
        (
            "done: stay-close",
            "done: stay-clos",
            r"small\.yaml:90: checklist\[orient\]\.done: 'stay-clos' is no option.*did you mean stay-close\?",
        ),
        (
            "within_min: 2",
            "within_min: 2\n    since: panik",
            r":92: checklist\[orient\]\.since: 'panik' is no .*panic\?",
        ),
        (
            "when: fear >= 9",
            'when: done("fear")',
            r"small\.yaml:77: events\[panic\]\.when: 'fear' is no option",
        ),
        (
            '"choose:finish"]',
            '"choose:finsh"]',
            r"expert: 'choose:finsh' is no option.*did you mean choose:finish\?",
        ),
        ('"choose:finish"]', '"measure:pb"]', r"expert: action 'measure:pb': measure can be bp, bp-manual"),
        ('"choose:finish"]', '"wait:0"]', r"expert: action 'wait:0': write wait: and whole seconds"),
    ],
)
def test_a_name_that_leads_nowhere_is_found(small_case, old, new, told):
    with pytest.raises(CaseError, match=told):
        small_case((old, new))


def test_what_stands_further_down_may_be_asked_for(small_case):
    asked = ("when: fear >= 9", 'when: fear >= 9 and not done("settling") and not done("measure:bp")')
    assert small_case(asked).events[0].when.keys == {"settling", "measure:bp"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("when: fear >= 9", "when: hr_bpm > 900", r"hr_bpm goes from \d+ to \d+ and never to 900"),
        ("when: fear >= 9", "when: 1800 < sbp_mmhg", r"character 8: sbp_mmhg goes from 30 to 260"),
        ("when: fear >= 9", "when: fear => 9", "'=' has no meaning in a rule; write == or >="),
        (
            "start: {fear: 6",
            "start: {fear: 60",
            r"start\.fear: '60' cannot be used; write a number from 0 to 10",
        ),
        (
            "{fear: -3, alliance",
            "{fear: =30, alliance",
            r"effects\.fear: '=30' cannot be used; it goes from 0 to 10",
        ),
        (
            "weight_kg: 70",
            "weight_kg: 70 kg",
            "'70 kg' cannot be used; write a number of at least 0, without a unit",
        ),
        (
            "weight_kg: 70",
            "weight_lb: 154",
            r"weight_kg: it is missing.*; is 'weight_lb' in line 16 meant to be it\?",
        ),
        ("sbp_mmhg: 124", "sbp_mmHg: 124", r"no such vital sign; known are .*; did you mean sbp_mmhg\?"),
        ("The grip loosens. Fear", "The grip: it loosens. Fear", r":55: .*put a text with a colon in quotes"),
    ],
)
def test_a_slip_of_unit_or_name_is_told_with_what_to_write(small_case, old, new, told):
    with pytest.raises(CaseError, match=told):
        small_case((old, new))
