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


PARTS = {
    "options": "options: {a: One, b: Two}",
    "targets": "targets: {x: Left, y: Right}",
    "numbers": "numbers: {n: {from: 1, to: 3, step: 1}}",
    "curve": "curve: infusion-artery",
    "idea": "hypothesis: An idea, finding: A finding",
}
NEEDED = {
    Kind.MATCHING: ("options", "targets"),
    Kind.CALCULATION: ("numbers",),
    Kind.POINT: ("curve",),
    Kind.CONCORDANCE: ("idea",),
}


def item_of(kind: Kind, *more: str):
    needed = NEEDED.get(kind, ("options",) if kind.takes_options else ())
    more = (*more, "case: panic") if kind is Kind.CASE_RUN else more
    more = (*more, "patient: vera") if kind is Kind.COURSE_RUN else more
    parts = [f"id: a, kind: {kind}, stem: 'S {{n}}'", *(PARTS[name] for name in needed), *more]
    return parse_item("{" + ", ".join(parts) + "}")


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_says_how_to_answer_what_it_is_called_and_how_its_points_are_given(kind):
    item = item_of(kind)
    assert kind.label
    if not kind.is_prediction:
        assert item.instruction.endswith(".")
    if kind is not Kind.SINGLE and not kind.is_prediction:
        assert item.rule.endswith(".")


def test_the_unit_of_a_number_stands_in_the_instruction():
    assert item_of(Kind.NUMERIC, "unit: mg").instruction == "Write a number in mg."
    assert item_of(Kind.CALCULATION, "unit: mg").instruction.startswith("Write a number in mg. The figures")
    assert item_of(Kind.POINT).unit == "min", "a point is answered in the unit of its curve"


def test_lines_and_scales_keep_their_order_while_choices_are_shuffled():
    options = ", ".join(f"{letter}: Text {letter}" for letter in "abcdef")
    matching = parse_item(
        f"{{id: m, kind: matching, stem: S, options: {{{options}}}, targets: {{{options}}}}}"
    )
    judgement = parse_item(f"{{id: j, kind: judgement, stem: S, options: {{{options}}}}}")
    seeds = [str(seed) for seed in range(30)]
    assert {matching.shuffled(seed) for seed in seeds} == {matching.options}
    assert len({matching.shuffled_targets(seed) for seed in seeds}) > 20
    assert {judgement.shuffled_targets(seed) for seed in seeds} == {judgement.targets}
    assert {item_of(Kind.CONCORDANCE).shuffled(seed) for seed in seeds} == {item_of(Kind.CONCORDANCE).options}


def test_a_calculation_gives_each_trainee_figures_of_their_own_and_always_the_same():
    text = "{id: c, kind: calculation, stem: 'Half of {n}, {m}?', numbers: {n: {from: 5, to: 50, step: 5}, m: {one-of: [0.5, 1]}}}"
    item = parse_item(text)
    stems = {item.for_trainee(str(seed)).stem for seed in range(200)}
    assert len(stems) == 20, "every combination occurs"
    assert item.for_trainee("5f") == item.for_trainee("5f")
    for seed in range(50):
        values = item.values(str(seed))
        assert values["n"] in range(5, 55, 5)
        assert item.for_trainee(str(seed)).stem == f"Half of {values['n']:g}, {values['m']:g}?"


def test_where_an_item_belongs_is_read_and_the_version_starts_at_one():
    more = (
        "version: 3, module: 1, objective: Tell them apart, competency: C14, level: analyse, confidence: yes"
    )
    item = item_of(Kind.SINGLE, more)
    assert (item.about.version, item.about.module, item.about.competency) == (3, "1", "C14")
    assert (item.about.objective, item.about.level, item.asks_confidence) == (
        "Tell them apart",
        "analyse",
        True,
    )
    assert item_of(Kind.SINGLE).about.version == 1
    assert not item_of(Kind.SINGLE).asks_confidence


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind: matching, options: {a: A, b: B}", "field 'targets': it is missing"),
        ("kind: ordering, options: {a: A}", "write at least 2 options"),
        ("kind: point, curve: moon", "'moon' cannot be used; write one of infusion-artery"),
        ("kind: calculation", "field 'numbers': it is missing"),
        ("kind: calculation, numbers: {m: {from: 1, to: 3, step: 1}}", "in curly brackets in the stem: n"),
        (
            "kind: calculation, numbers: {n: {from: 3, to: 1, step: 1}}",
            "entry 'n', field 'to': 1 cannot be used",
        ),
        ("kind: calculation, numbers: {n: {from: 1, to: 3, step: 0}}", "field 'step': 0 cannot be used"),
        ("kind: calculation, numbers: {n: {from: 0, to: 3000, step: 1}}", "at most 1000 times"),
        ("kind: calculation, numbers: {n: {one-of: [1, 1]}}", "at least 2 different numbers"),
        ("kind: calculation, numbers: {n: {one-of: [1, two]}}", "at least 2 different numbers"),
        ("kind: concordance, finding: F", "field 'hypothesis': it is missing"),
        ("kind: text, competency: C99", "'C99' cannot be used; write one of C1, C2"),
        ("kind: text, level: hard", "write one of remember"),
        ("kind: text, version: 1.5", "write a whole number"),
        ("kind: text, confidence: maybe", "write one of yes, no"),
    ],
)
def test_a_part_that_a_kind_needs_is_asked_for_by_name(text, told):
    with pytest.raises(QuizError) as caught:
        parse_item("{id: a, stem: 'S {n}', " + text + "}")
    assert told in str(caught.value)
