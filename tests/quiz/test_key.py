"""Keys are checked against their items."""

import pytest

from kapedu.quiz import QuizError, parse_item, parse_key
from kapedu.quiz.key import key_for_trainee

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


OPTIONS = "options: {a: First, b: Second, c: Third}"
ORDER = parse_item(f"{{id: order, kind: ordering, stem: S, {OPTIONS}}}")
MATCH = parse_item(f"{{id: match, kind: matching, stem: S, {OPTIONS}, targets: {{x: Left, y: Right}}}}")
JUDGE = parse_item(f"{{id: judge, kind: judgement, stem: S, {OPTIONS}}}")
PANEL = parse_item("{id: panel, kind: concordance, stem: S, hypothesis: H, finding: F}")
SUM = parse_item(
    "{id: sum, kind: calculation, stem: '{n} twice', numbers: {n: {one-of: [10, 20]}}, unit: mg}"
)
POINT = parse_item("{id: point, kind: point, stem: S, curve: infusion-artery}")
EACH = "rationale: {a: A, b: B, c: C}, sources: [k]"
ONE = "rationale: R, sources: [k]"


def test_the_new_kinds_keep_what_marking_needs():
    assert parse_key(f"{{correct: [c, a, b], {ONE}}}", ORDER).correct == ("c", "a", "b")
    assert parse_key(f"{{correct: {{a: x, b: y, c: x}}, {EACH}}}", MATCH).pairs == {
        "a": "x",
        "b": "y",
        "c": "x",
    }
    assert parse_key(f"{{correct: {{a: do, b: can, c: never}}, {EACH}}}", JUDGE).pairs["c"] == "never"
    assert parse_key(f"{{panel: {{less: 3, same: 9}}, {ONE}}}", PANEL).panel == {"less": 3, "same": 9}
    assert parse_key(f"{{correct: {{value: 40, tolerance: 4}}, {ONE}}}", POINT).value == 40


def test_a_calculation_has_a_key_for_each_trainee_and_fills_its_reason():
    text = "{correct: {formula: 2 * n, tolerance_percent: 5}, rationale: '2 times {n} is {answer}.', sources: [k]}"
    key = parse_key(text, SUM)
    for seed in "abcdefgh":
        n = SUM.values(seed)["n"]
        own = key_for_trainee(key, SUM, seed)
        assert own.value == 2 * n
        assert own.rationale == {"": f"2 times {n:g} is {2 * n:g}."}
    assert key.tolerance_share == 0.05
    assert key_for_trainee(parse_key(f"{{correct: a, {WHY}}}", SINGLE), SINGLE, "a").value is None


@pytest.mark.parametrize(
    ("item", "text", "told"),
    [
        (ORDER, f"{{correct: [a, b], {ONE}}}", "write all of a, b, c, the first step first"),
        (MATCH, f"{{correct: {{a: x}}, {EACH}}}", "write one of x, y for each of a, b, c"),
        (MATCH, f"{{correct: {{a: x, b: y, c: z}}, {EACH}}}", "write one of x, y for each of a, b, c"),
        (MATCH, "{correct: {a: x, b: y, c: x}, rationale: {a: A}, sources: [k]}", "the option 'b' has none"),
        (
            JUDGE,
            f"{{correct: {{a: do, b: can, c: perhaps}}, {EACH}}}",
            "write one of do, can, rather-not, never",
        ),
        (PANEL, f"{{panel: {{less: 0}}, {ONE}}}", "how many members of the panel chose each of much-less"),
        (PANEL, f"{{panel: {{less: yes}}, {ONE}}}", "how many members of the panel"),
        (SUM, f"{{correct: {{formula: 2 * m, tolerance: 1}}, {ONE}}}", "'m' is none of n"),
        (SUM, f"{{correct: {{formula: n / 0, tolerance: 1}}, {ONE}}}", "gives no number"),
        (SUM, f"{{correct: {{formula: 'open(1)', tolerance: 1}}, {ONE}}}", "write numbers, names, + - * /"),
        (SUM, f"{{correct: {{formula: n}}, {ONE}}}", "field 'tolerance': it is missing"),
    ],
)
def test_an_error_of_a_new_kind_names_the_field_and_what_to_write(item, text, told):
    with pytest.raises(QuizError) as caught:
        parse_key(text, item, "module-1.ipynb, cell 4")
    assert told in str(caught.value)


NOBODY = parse_item("{id: nobody, kind: concordance, stem: S, hypothesis: H, finding: F, points: 0}")


def test_a_script_concordance_may_say_that_it_has_no_panel_and_then_earns_nothing():
    key = parse_key(f"{{panel: none, {ONE}}}", NOBODY)
    assert key.panel == {}
    assert NOBODY.rule.startswith("It earns no points: no panel of clinicians has answered")
    assert PANEL.rule.startswith("An answer earns as much as members of a panel")


@pytest.mark.parametrize(
    ("item", "panel", "told"),
    [
        (PANEL, "none", "without a panel the question earns nothing: write 'points: 0'"),
        (NOBODY, "{less: 3, same: 7}", "the question has a panel now: give it points and raise its version"),
        (NOBODY, "{}", "or 'none' and 'points: 0' until a panel has answered"),
        (NOBODY, "nobody", "or 'none' and 'points: 0' until a panel has answered"),
    ],
)
def test_points_and_panel_of_a_script_concordance_must_agree(item, panel, told):
    with pytest.raises(QuizError) as caught:
        parse_key(f"{{panel: {panel}, {ONE}}}", item)
    assert told in str(caught.value)


@pytest.mark.parametrize("kind", ["single", "judgement"])
def test_no_other_kind_may_be_worth_nothing(kind):
    with pytest.raises(QuizError, match="0 only for a script concordance without a panel"):
        parse_item(f"{{id: a, kind: {kind}, points: 0, stem: S, {OPTIONS}}}")
