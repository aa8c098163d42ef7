import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.knowledge import KnowledgeError, Status, fact, facts, sheet, sheet_names
from kapedu.knowledge.entry import MARKS
from kapedu.knowledge.sheet import load_sheet
from kapedu.knowledge.sources import DATA, source_keys

ENTRY = {"value": 84, "unit": "L/h", "source": "kamp2020", "status": "secondary"}


def write(folder, content):
    path = folder / "trial.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def load(folder, content):
    return load_sheet(write(folder, content), {"kamp2020"})


@pytest.mark.parametrize("name", sheet_names())
def test_every_sheet_of_the_course_keeps_the_rules(name):
    loaded = sheet(name)
    assert loaded.facts
    assert loaded.title


def test_the_parameter_sheet_keeps_the_figures_of_the_source_sheet():
    # from the published tables, as the project's parameter sheet lists them
    expected = {
        "pkpd.models.kamp2020_arterial.parameters.CL": (84, "L/h"),
        "pkpd.models.kamp2020_arterial.parameters.V1": (25, "L"),
        "pkpd.models.kamp2020_arterial.parameters.Q2": (161, "L/h"),
        "pkpd.models.domino.parameters.k31": (0.0146, "1/min"),
        "pkpd.absorption.nasal_racemic.F_default": (0.25, "fraction (total)"),
        "pkpd.absorption.sublingual_wafer_racemic.F": (0.29, "fraction"),
        "pkpd.constants.mw_ketamine": (237.7, "g/mol"),
        "pkpd.antidepressant_course.han2016.response": ({"24h": 52.2, "72h": 47.9, "d7": 39.8}, "%"),
    }
    for path, (value, unit) in expected.items():
        assert fact(path).value == value
        assert fact(path).unit == unit


def test_a_fact_knows_its_own_name():
    assert fact("pkpd.constants.mw_ketamine").name == "pkpd.constants.mw_ketamine"


def test_mechanism_statements_say_in_whom_they_were_shown():
    statements = facts("mechanism")
    assert {statement.species for statement in statements.values()} == {"people", "animals", "cells"}


def test_facts_of_a_group_are_named_from_the_group_on():
    group = facts("pkpd.models.kamp2020_arterial.parameters")
    assert group["CL"] is fact("pkpd.models.kamp2020_arterial.parameters.CL")


def test_asking_twice_reads_once():
    assert sheet("pkpd") is sheet("pkpd")


def test_facts_cannot_be_overwritten():
    with pytest.raises(TypeError):
        facts("pkpd")["constants.mw_ketamine"] = 1


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (
            lambda: fact("pkpd.models.kamp2020_arterial.CL"),
            "did you mean models.kamp2020_arterial.parameters.CL",
        ),
        (lambda: fact("pkpd.models.kamp2020_arterial.parameters"), "it is a group, holding .*parameters.V1"),
        (lambda: fact("pkdp.constants.mw_ketamine"), "no sheet 'pkdp'.*did you mean pkpd"),
        (lambda: fact(""), "no sheet ''"),
        (lambda: facts("pkpd.model"), "no group 'model'"),
        (lambda: sheet("references"), "no sheet 'references'"),
        (lambda: sheet("../pkpd"), "no sheet"),
    ],
)
def test_a_wrong_path_says_what_there_is_instead(ask, told):
    with pytest.raises(KnowledgeError, match=told):
        ask()


def test_describing_texts_are_kept_apart_from_facts(tmp_path):
    loaded = load(
        tmp_path, {"meta": {"title": "T"}, "m": {"sampling": "arterial", "default": True, "CL": ENTRY}}
    )
    assert dict(loaded.descriptions) == {"m.sampling": "arterial", "m.default": True}
    assert list(loaded.facts) == ["m.CL"]
    assert loaded.facts["m.CL"].name == "trial.m.CL"
    assert loaded.facts["m.CL"].status is Status.SECONDARY


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "trial.json: not valid JSON"),
        ("[]", "trial.json: a mapping is expected, not list"),
        ("{}", "trial.json: entry meta, field title is missing"),
        ({"meta": {"title": "T", "requires": ["colour"]}}, "field requires: .*colour"),
        ({"meta": {"title": "T"}, "a": {"b": 7}}, "entry a.b: 7 stands alone"),
        ({"meta": {"title": "T"}, "a": {"b": [1, 2]}}, "entry a.b"),
        ({"meta": {"title": "T"}, "a": {}}, "entry a: an empty group"),
        ({"meta": {"title": "T"}, "a.b": ENTRY}, "a name is not empty and has no dot"),
        ('{"meta": {"title": "T"}, "a": {"x": "u", "x": "v"}}', "the name x stands twice"),
        ({"meta": {"title": "T", "requires": ["species"]}, "a": ENTRY}, "entry a, field species is missing"),
        (
            '{"meta": {"title": "T"}, "a": {"value": NaN, "unit": "L", "source": "kamp2020", "status": "primary"}}',
            "nan",
        ),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused_by_name(tmp_path, content, told):
    with pytest.raises(KnowledgeError, match=told):
        load(tmp_path, content)


def test_the_members_of_a_group_are_in_the_order_of_the_file(tmp_path):
    content = {
        "meta": {"title": "A trial"},
        "note": "A text is no group.",
        "models": {
            "b": {"parameters": {"CL": ENTRY}},
            "a": {"title": "First", "CL": ENTRY},
            "alone": ENTRY,
        },
    }
    found = load(tmp_path, content)
    assert found.members() == ("note", "models")
    assert found.members("models") == ("b", "a", "alone")
    assert found.members("models.a") == ("title", "CL")
    assert found.members("nowhere") == ()
    assert found.texts("models", "title") == {"a": "First"}
    assert found.texts("", "title") == {}


def test_a_file_that_is_not_text_is_refused_by_name(tmp_path):
    path = tmp_path / "trial.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KnowledgeError, match=r"trial\.json: not valid JSON"):
        load_sheet(path, set())


def entries(node, path=()):
    for key, child in node.items():
        if isinstance(child, dict) and MARKS & child.keys():
            yield (*path, key)
        elif isinstance(child, dict):
            yield from entries(child, (*path, key))


PKPD = json.loads((DATA / "pkpd.json").read_text(encoding="utf-8"))
ENTRIES = sorted(entries({name: group for name, group in PKPD.items() if name != "meta"}))
BROKEN = [
    ("source", "no_such_source"),
    ("source", None),
    ("status", "proven"),
    ("status", 1),
    ("unit", ""),
    ("unit", "parsecs"),
    ("value", None),
    ("value", float("nan")),
    ("value", float("inf")),
    ("value", [1]),
    ("value", True),
    ("colour", "blue"),
]


@settings(max_examples=60, deadline=None)
@given(path=st.sampled_from(ENTRIES), change=st.sampled_from(BROKEN) | st.sampled_from(sorted(MARKS)))
def test_breaking_any_entry_of_the_real_sheet_names_file_entry_and_field(tmp_path_factory, path, change):
    content = json.loads(json.dumps(PKPD))
    entry = content
    for key in path:
        entry = entry[key]
    field = change if isinstance(change, str) else change[0]
    if isinstance(change, str):
        del entry[field]
    else:
        entry[field] = change[1]
    folder = tmp_path_factory.mktemp("sheet")
    target = folder / "pkpd.json"
    target.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(
        KnowledgeError, match=rf"^pkpd\.json: entry {'.'.join(path).replace('*', '.')}, field {field}"
    ):
        load_sheet(target, source_keys())
