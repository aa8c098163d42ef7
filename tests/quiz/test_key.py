"""Keys are checked against their items."""

import pytest

from kapedu.quiz import QuizError, parse_item, parse_key

SINGLE = parse_item("{id: site, kind: single, stem: Where, options: {a: First, b: Second}}")
MULTIPLE = parse_item("{id: many, kind: multiple, stem: Which, options: {a: First, b: Second, c: Third}}")
NUMBER = parse_item("{id: dose, kind: numeric, stem: How much, unit: mg}")
WORD = parse_item("{id: word, kind: text, stem: Which word}")
FREE = parse_item("{id: own, kind: free-text, stem: Say it, points: 3}")
WHY = "rationale: {a: Because, b: Not}, sources: [kamp2020]"


def test_a_key_holds_the_answer_the_reasons_and_the_sources():
    key = parse_key(f"{{correct: a, {WHY}}}", SINGLE)
    assert key.correct == ("a",)
    assert key.rationale == {"a": "Because", "b": "Not"}
    assert key.sources == ("kamp2020",)


def test_a_numeric_key_is_in_the_unit_of_the_item():
    text = "{correct: {value: 35, tolerance: 0.5, unit: mg}, rationale: Half, sources: [kamp2020]}"
    assert parse_key(text, NUMBER).value == 35
    with pytest.raises(QuizError, match="field 'unit': 'g' cannot be used; write the item's unit, 'mg'"):
        parse_key(text.replace("mg}", "g}"), NUMBER)


@pytest.mark.parametrize(
    ("item", "text", "told"),
    [
        (
            SINGLE,
            f"{{correct: z, {WHY}}}",
            "field 'correct': 'z' cannot be used; write option ids of this item: a, b",
        ),
        (SINGLE, f"{{correct: [a, b], {WHY}}}", "write exactly one of a, b"),
        (SINGLE, f"{{{WHY}}}", "field 'correct': it is missing"),
        (SINGLE, "{correct: a, rationale: {a: Because}, sources: [k]}", "the option 'b' has none"),
        (SINGLE, "{correct: a, rationale: {a: B, b: C, z: D}, sources: [k]}", "'z' is not an option"),
        (SINGLE, "{correct: a, rationale: {a: B, b: C}}", "field 'sources': it is missing"),
        (MULTIPLE, "{correct: [a, a], rationale: {a: A, b: B, c: C}, sources: [k]}", "write each entry once"),
        (NUMBER, "{correct: 35, rationale: R, sources: [k]}", "write lines like 'name: value'"),
        (NUMBER, "{correct: {value: 35}, rationale: R, sources: [k]}", "field 'tolerance': it is missing"),
        (NUMBER, "{correct: {value: 3, tolerance: -1}, rationale: R, sources: [k]}", "at least 0"),
        (WORD, "{correct: {}, rationale: R, sources: [k]}", "field 'accept': it is missing"),
        (
            FREE,
            "{rubric: [{points: 1, text: One}], rationale: R, sources: [k]}",
            "add up to 1 points, the item gives 3",
        ),
        (FREE, "{rubric: none, rationale: R, sources: [k]}", "each with 'points' and 'text'"),
    ],
)
def test_an_error_names_the_item_the_field_and_what_to_write(item, text, told):
    with pytest.raises(QuizError) as caught:
        parse_key(text, item, "module-1.ipynb, cell 4")
    assert f"module-1.ipynb, cell 4, item '{item.id}'" in str(caught.value)
    assert told in str(caught.value)
