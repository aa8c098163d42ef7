"""Questions as trainees see them."""

import pytest

from kapedu.quiz import Kind, QuizError, parse_item

SINGLE = "{id: site, kind: single, stem: Where, options: {a: First, b: Second, c: Third, d: Fourth}}"


def test_the_order_of_options_depends_on_the_seed_alone():
    item = parse_item(SINGLE)
    orders = {tuple(option.id for option in item.shuffled(str(seed))) for seed in range(200)}
    assert item.shuffled("7") == item.shuffled("7")
    assert len(orders) > 15, "24 orders exist; 200 seeds must reach most of them"
    assert all(sorted(order) == ["a", "b", "c", "d"] for order in orders)


def test_every_position_is_about_equally_likely_for_every_option():
    item = parse_item(SINGLE)
    firsts = [item.shuffled(str(seed))[0].id for seed in range(400)]
    assert all(60 < firsts.count(option) < 140 for option in "abcd")


def test_words_that_yaml_takes_for_truth_values_stay_words():
    item = parse_item("{id: x, kind: single, stem: Ready, options: {yes: Yes, no: No}}")
    assert item.option_ids == ("yes", "no")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{id: Site, kind: single, stem: S}", "field 'id': 'Site' cannot be used; write lower-case letters"),
        ("{kind: single, stem: S}", "field 'id': it is missing"),
        (
            "{id: a, kind: essay, stem: S}",
            "item 'a', field 'kind': 'essay' cannot be used; write one of single",
        ),
        ("{id: a, kind: text}", "item 'a', field 'stem': it is missing"),
        ("{id: a, kind: text, stem: '  '}", "item 'a', field 'stem'"),
        ("{id: a, kind: single, stem: S, options: {a: One}}", "write at least 2 options"),
        (
            "{id: a, kind: single, stem: S, options: {a: One, b: one}}",
            "write a different text for each option",
        ),
        ("{id: a, kind: single, stem: S, options: [a, b]}", "write a mapping"),
        ("{id: a, kind: single, stem: S, options: {1: One, b: Two}}", "a number needs quotes"),
        (
            "{id: a, kind: text, stem: S, points: many}",
            "field 'points': 'many' cannot be used; write a number",
        ),
        ("{id: a, kind: text, stem: S, points: -1}", "at least 0.5"),
        ("{id: a, kind: text, stem: S, points: .nan}", "field 'points'"),
        ("{id: a, kind: text, stem: S, opitons: {}}", "field 'opitons': there is no such field here"),
        ("{id: a, kind: text, stem: S, key: {}}", "belongs in key(...)"),
        ("{id: a, id: b, kind: text, stem: S}", "the entry 'id' is written twice"),
        ("id: [", "not readable as YAML"),
        ("- a", "is not a list of fields"),
    ],
)
def test_an_error_names_place_field_value_and_what_to_write(text, told):
    with pytest.raises(QuizError) as caught:
        parse_item(text, "module-1.ipynb, cell 4")
    assert str(caught.value).startswith("module-1.ipynb, cell 4")
    assert told in str(caught.value)


def test_each_kind_says_how_to_answer_and_partial_credit_is_announced():
    options = ", options: {a: One, b: Two}"
    for kind in Kind:
        item = parse_item(f"{{id: a, kind: {kind}, stem: S{options if kind.has_options else ''}}}")
        assert kind.is_prediction or item.instruction
    multiple = parse_item(f"{{id: a, kind: multiple, stem: S{options}}}")
    assert "each wrong tick costs the same share" in multiple.rule
