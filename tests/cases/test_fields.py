import pytest

from kapedu.cases.errors import CaseError
from kapedu.cases.fields import Fields
from kapedu.cases.source import read_tree


def fields(text):
    return Fields(read_tree(text, "f.yaml"), "f.yaml")


@pytest.mark.parametrize(
    ("text", "read", "message"),
    [
        ("a: 1", lambda f: f.text("b"), "f.yaml:1: b: it is missing; write a text"),
        ("x: 1\na: [1]", lambda f: f.text("a"), "f.yaml:2: a: a list cannot be used; write a text"),
        (
            "a: two",
            lambda f: f.number("a", low=0),
            "f.yaml:1: a: 'two' cannot be used; write a number of at least 0",
        ),
        ("a: 9", lambda f: f.number("a", low=0, high=5), "write a number from 0 to 5"),
        ("a: nan", lambda f: f.number("a"), "'nan' cannot be used"),
        ("a: Ab", lambda f: f.identifier("a"), "write lower-case letters"),
        ("a: maybe", lambda f: f.flag("a"), "write yes or no"),
        ("a: bst", lambda f: f.choice("a", ("best", "poor")), "write one of best, poor; did you mean best?"),
        ("a: 1", lambda f: f.groups("a"), "write a list whose entries start with '- '"),
        ("a: {}", lambda f: f.texts("a"), "write a list of texts"),
        ("a: [[b]]", lambda f: f.texts("a"), "write a list of texts"),
        (
            "a: 1\ntittle: 2",
            lambda f: (f.text("a"), f.finish()),
            "f.yaml:2: tittle: there is no such field here",
        ),
        ("a:\n  B b: {c: 1}", lambda f: f.named_groups("a"), "f.yaml:2: a.B b: this name cannot be used"),
        ("- a", lambda f: f, "is not a group of fields"),
    ],
)
def test_a_complaint_names_file_line_field_value_and_what_to_write(text, read, message):
    with pytest.raises(CaseError) as raised:
        read(fields(text))
    assert message in str(raised.value)


def test_what_is_well_written_is_read():
    f = fields("a: words\nb: +2.5\nc: yes\nd: [x, y]\ne: one\nf:\n  - {id: p, t: 1}\n")
    assert (f.text("a"), f.number("b"), f.flag("c"), f.texts("d"), f.texts("e")) == (
        "words",
        2.5,
        True,
        ("x", "y"),
        ("one",),
    )
    assert [part.identifier("id") for part in f.groups("f")] == ["p"]
    assert f.groups("g") == []
    assert f.group("g") is None
    assert f.flag("g") is False
    assert f.number("g", 3) == 3


def test_a_part_of_a_list_is_called_by_its_id():
    (part,) = fields("options:\n  - {id: stay, verdict: bst}").groups("options")
    with pytest.raises(CaseError, match=r"f\.yaml:2: options\[stay\]\.verdict"):
        part.choice("verdict", ("best",))
