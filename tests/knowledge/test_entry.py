"""Each rule of an entry, and that breaking any of them gives a KnowledgeError and nothing else."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.knowledge import KnowledgeError, Status
from kapedu.knowledge.entry import FIELDS, read_entry, walk

SOURCES = frozenset({"kamp2020", "opentiva"})
NUMBER = {
    "value": 84,
    "unit": "L/h",
    "source": "kamp2020",
    "status": "secondary",
    "via": "opentiva",
    "note": "n",
}
RANGE = {"value": [11, 17], "unit": "%", "source": "kamp2020", "status": "primary", "population": "adults"}
SHARE = {"value": 0.29, "unit": "fraction", "source": "kamp2020", "status": "primary"}
TABLE = {"value": {"40": [10, 20], "230": 0}, "unit": "ng/mL", "source": "kamp2020", "status": "computed"}
STATEMENT = {
    "value": "Words.",
    "unit": "text",
    "source": "kamp2020",
    "status": "primary",
    "species": "people",
}
VALID = (NUMBER, RANGE, SHARE, TABLE, STATEMENT)


def read(raw, *, needs_species=False):
    return read_entry("s.json: entry group.x", "s.group.x", raw, SOURCES, needs_species=needs_species)


@pytest.mark.parametrize("raw", VALID)
def test_a_valid_entry_becomes_a_quantity_with_all_it_said(raw):
    quantity = read(raw)
    for field in ("unit", "source", "status", "via", "note", "population", "species"):
        assert getattr(quantity, field) == raw.get(field)
    assert quantity.name == "s.group.x"


def test_lists_become_tuples_and_tables_cannot_be_written_to():
    assert read(RANGE).value == (11, 17)
    assert dict(read(TABLE).value) == {"40": (10, 20), "230": 0}
    with pytest.raises(TypeError):
        read(TABLE).value["40"] = 3


def test_a_pair_is_a_range_unless_the_entry_says_it_is_a_list():
    assert read(RANGE).is_range
    assert not read({**RANGE, "value": [17, 11], "kind": "list"}).is_range


def test_numbers_keep_the_way_they_were_written():
    assert isinstance(read(NUMBER).value, int)
    assert isinstance(read({**NUMBER, "value": 84.0}).value, float)


@pytest.mark.parametrize(
    ("raw", "change", "field", "told"),
    [
        (
            NUMBER,
            {"source": "kamp2002"},
            "source",
            "'kamp2002' is not a key of references.json; did you mean kamp2020",
        ),
        (NUMBER, {"via": "nobody"}, "via", "'nobody'"),
        (NUMBER, {"status": "certain"}, "status", "'certain' is not one of primary, secondary"),
        (NUMBER, {"status": None}, "status", "None"),
        (NUMBER, {"status": ["primary"]}, "status", "not one of"),
        (NUMBER, {"unit": ""}, "unit", "''"),
        (NUMBER, {"unit": "ng/ml"}, "unit", "'ng/ml' does not start with a known unit .* did you mean ng/mL"),
        (NUMBER, {"value": -84}, "value", "-84 L/h is impossible; allowed is 0 or more"),
        (NUMBER, {"value": math.nan}, "value", "nan is not a finite number"),
        (NUMBER, {"value": math.inf}, "value", "inf is not a finite number"),
        (NUMBER, {"value": 10**400}, "value", "is not a finite number"),
        (NUMBER, {"value": True}, "value", "True is not a number"),
        (NUMBER, {"value": "84"}, "value", "'84' is not a number"),
        (NUMBER, {"value": None}, "value", "None is not a number"),
        (NUMBER, {"value": [84]}, "value", "too short"),
        (NUMBER, {"value": {}}, "value", "empty table"),
        (NUMBER, {"note": ""}, "note", "'' is not a text"),
        (NUMBER, {"kind": "interval"}, "kind", "'interval' is not one of range, list"),
        (RANGE, {"value": [17, 11]}, "value", r"\[17, 11\] is a range with its low end above its high end"),
        (RANGE, {"value": [17, 111]}, "value", "111 % is impossible; allowed is 0 to 100"),
        (SHARE, {"value": 29}, "value", "29 fraction is impossible; allowed is 0 to 1"),
        (SHARE, {"value": -0.1}, "value", "-0.1 fraction is impossible"),
        (TABLE, {"value": {"40": -1}}, r"value\[40\]", "-1 ng/mL is impossible"),
        (STATEMENT, {"value": 7}, "value", "7 is not a text"),
        (STATEMENT, {"species": "rats"}, "species", "'rats' is not one of people, animals, cells"),
    ],
)
def test_a_broken_rule_names_the_place_the_value_and_what_is_allowed(raw, change, field, told):
    with pytest.raises(KnowledgeError, match=rf"^s\.json: entry group\.x, field {field}: .*{told}"):
        read({**raw, **change})


@pytest.mark.parametrize("field", ["value", "unit", "source", "status"])
@pytest.mark.parametrize("raw", VALID)
def test_a_missing_field_is_named(raw, field):
    left = {key: value for key, value in raw.items() if key != field}
    with pytest.raises(KnowledgeError, match=f"field {field} is missing"):
        read(left)


def test_species_is_needed_where_the_sheet_requires_it():
    with pytest.raises(KnowledgeError, match="field species is missing"):
        read(NUMBER, needs_species=True)


def test_a_misspelt_field_is_not_ignored():
    with pytest.raises(KnowledgeError, match="field staus: unknown; allowed are value"):
        read({**NUMBER, "staus": "primary"})


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(raw=st.sampled_from(VALID), field=st.sampled_from(FIELDS), value=junk)
def test_whatever_stands_in_a_field_the_entry_is_good_or_a_knowledge_error_names_it(raw, field, value):
    changed = {**raw, field: value}
    try:
        quantity = read(changed)
    except KnowledgeError as error:
        assert str(error).startswith("s.json: entry group.x, field ")  # noqa: PT017
    else:
        assert quantity.status in Status
        assert quantity.source in SOURCES


@given(
    raw=st.sampled_from([NUMBER, SHARE, RANGE]),
    number=st.floats(max_value=-1e-9) | st.just(math.nan) | st.just(math.inf) | st.floats(min_value=1.1e3),
    as_range=st.booleans(),
)
def test_an_impossible_number_never_gets_in(raw, number, as_range):
    if raw is NUMBER and number > 0 and math.isfinite(number):
        number = -number
    with pytest.raises(KnowledgeError, match=r"field value"):
        read({**raw, "value": [number, number] if as_range else number})


@given(tree=st.dictionaries(st.text(max_size=6), junk, max_size=4))
def test_walking_any_json_gives_leaves_or_a_knowledge_error(tree):
    tree = json.loads(json.dumps(tree))
    try:
        leaves = list(walk("s.json", "", tree))
    except KnowledgeError as error:
        assert str(error).startswith("s.json: entry ")  # noqa: PT017
    else:
        assert all(isinstance(leaf, dict | str | bool) for _, leaf in leaves)
