import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.cases.errors import CaseError
from kapedu.cases.source import Node, read_tree


def test_every_part_knows_its_line():
    tree = read_tree("id: a\nscenes:\n  one:\n    title: T\n", "f.yaml")
    assert tree.key_lines["scenes"] == 2
    assert tree.fields["scenes"].fields["one"].fields["title"].line == 4


def test_a_word_stays_the_word_that_was_written():
    tree = read_tree("a: no\nb: 1e3\nc: 2026-11-22\nd: ''\ne:\n", "f.yaml")
    assert [tree.fields[name].word for name in "abcd"] == ["no", "1e3", "2026-11-22", ""]
    assert tree.fields["e"].is_empty
    assert not tree.fields["d"].is_empty


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1\nb: 2", r"f\.yaml:2: this is not readable as YAML"),
        ("a: 1\nb: 2\na: 3", r"f\.yaml:3: the field 'a' is written twice \(first in line 1\)"),
        ("a: &x {b: 1}\nc: *x", r"f\.yaml:1: anchors"),
        ("a: &x [*x]", "f.yaml"),
        ("? [a, b]\n: 1", r"f\.yaml:1: the name of a field is one word"),
        ("", r"f\.yaml: the file is empty; start from 'kapedu cases new'"),
        ("x" * 400_001, "longer than"),
    ],
)
def test_what_is_no_case_file_is_refused_with_its_line(text, message):
    with pytest.raises(CaseError, match=message):
        read_tree(text, "f.yaml")


@given(st.text(alphabet="ab:- \n[]{}'\"&*!#|>?%@`\t1", max_size=60))
def test_any_text_gives_a_tree_or_a_case_error(text):
    try:
        assert isinstance(read_tree(text, "f.yaml"), Node)
    except CaseError as error:
        assert str(error).startswith("f.yaml")  # noqa: PT017 - either way is right
