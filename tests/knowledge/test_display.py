import pytest

from kapedu.knowledge import Quantity, Status, fact, facts, sheet_names
from kapedu.knowledge.display import SIGN_OFF, as_html, needs_sign_off, plain, value_text, with_unit


def quantity(value, unit="%", status=Status.PRIMARY, **more):
    return Quantity(value, unit, "kamp2020", status, **more)


@pytest.mark.parametrize(
    ("value", "unit", "is_range", "text"),
    [
        ((11, 17), "%", True, "11–17\u00a0%"),
        ((0.11, 0.17), "fraction", True, "0.11–0.17\u00a0fraction"),
        ((0.54, 0.51), "fraction", False, "0.54, 0.51\u00a0fraction"),
        ((2.8, 28, 184), "min", True, "2.8, 28, 184\u00a0min"),
        ((-37, -18), "% error", True, "−37 to −18\u00a0% error"),
        (0.93000001, "fraction", False, "0.93\u00a0fraction"),
        (16.0, "points", False, "16\u00a0points"),
        (2.6, "x", False, "2.6\u00a0times"),
        (0.119, "uM", False, "0.119\u00a0µM"),
        (147, "ng*h/mL", False, "147\u00a0ng·h/mL"),
        ({"40": (10, 20), "230": 0}, "points by min", True, "40: 10–20; 230: 0\u00a0points by min"),
        ("none found", "text", False, "none found"),
    ],
)
def test_values_are_written_the_way_a_reader_writes_them(value, unit, is_range, text):
    assert with_unit(quantity(value, unit, is_range=is_range)) == text


def test_the_value_alone_has_no_unit():
    assert value_text(fact("pkpd.absorption.nasal_racemic.F_low")) == "0.11–0.17"
    assert fact("pkpd.absorption.nasal_racemic.F_low").number_text == "0.11–0.17"


def test_plain_text_carries_source_and_status():
    assert plain(quantity(84, "L/h", Status.SECONDARY)) == "84 L/h (kamp2020; secondary)"
    assert str(quantity(84, "L/h", Status.SECONDARY)) == "84 L/h (kamp2020; secondary)"


@pytest.mark.parametrize(
    ("unit", "status", "name", "asks"),
    [
        ("mg/kg", Status.UNVERIFIED, "", True),
        ("mmHg", Status.UNVERIFIED, "", True),
        ("ng/mL", Status.UNVERIFIED, "", True),
        ("h", Status.UNVERIFIED, "sheet.threshold_times.x", True),
        ("mg/kg", Status.SECONDARY, "", False),
        ("points", Status.UNVERIFIED, "", False),
        ("text", Status.UNVERIFIED, "", False),
        ("text, drug", Status.UNVERIFIED, "", True),
        ("text, threshold", Status.UNVERIFIED, "", True),
        ("% (threshold of the alarm)", Status.UNVERIFIED, "", True),
        ("text, drug", Status.SECONDARY, "", False),
    ],
)
def test_an_unverified_dose_or_threshold_asks_for_a_physician(unit, status, name, asks):
    item = quantity("words" if unit.startswith("text") else 1, unit, status, name=name)
    assert needs_sign_off(item) is asks
    assert (SIGN_OFF in plain(item)) is asks
    assert (SIGN_OFF in as_html(item)) is asks


def test_html_shows_status_as_words_and_opens_to_source_population_and_note():
    html = fact("pkpd.models.kamp2020_arterial.parameters.CL")._repr_html_()
    summary, opened = html.split("</summary>")
    assert "84\u00a0L/h" in summary
    assert "status: secondary" in summary
    assert "<details" in summary
    assert 'href="https://doi.org/10.1097/ALN.0000000000003577"' in opened
    assert "14 pooled raw data sets" in opened
    assert "95% CI 69-90" in opened
    assert "opentiva" in opened


def test_a_statement_tells_in_whom_it_was_shown():
    statement = quantity("Words & more.", "text", species="animals")
    assert "<strong>Shown:</strong> in animals" in as_html(statement)


def test_text_from_the_data_is_escaped():
    html = as_html(quantity("a < b & c", "text", note="<script>x</script>", population='"quoted"'))
    assert "a &lt; b &amp; c" in html
    assert "<script>" not in html


def test_every_fact_of_the_course_can_be_shown():
    for name in sheet_names():
        for item in facts(name).values():
            assert f"status: {item.status}" in item._repr_html_()
            assert str(item)
