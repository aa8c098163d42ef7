"""Medicine lists: judged by the screening engine, one line at a time."""

import pytest

from kapedu.practice.risk_medicines import findings_of, medicine_lists


def first(key):
    return [line.written for line in medicine_lists()[key].lines if line.goes_first]


def test_what_holds_the_dose_or_is_not_known_goes_first():
    assert first("raf") == ["Adderall 20 mg in the morning", "Nardil 15 mg", "a herbal blend from the market"]
    assert first("ola") == ["theophylline 300 mg", "zopiclone 7.5 mg at night"]


@pytest.mark.parametrize("written", ["vitamin D", "sertraline 100 mg"])
def test_a_medicine_without_a_rule_adds_nothing(written):
    assert findings_of(written) == ()


def test_a_line_that_rests_on_an_unverified_ground_is_not_counted():
    lines = {line.written: line for line in medicine_lists()["ola"].lines}
    assert not lines["naltrexone 50 mg"].counts
    assert lines["theophylline 300 mg"].counts


def test_every_list_has_lines_of_both_kinds():
    for one in medicine_lists().values():
        assert len(one.lines) == 6
        assert {line.goes_first for line in one.lines} == {True, False}
