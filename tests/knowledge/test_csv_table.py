import pytest

from kapedu.knowledge import KnowledgeError
from kapedu.knowledge.csv_table import no_twins, read_lines


def lines(folder, text, columns=("name", "count")):
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return list(read_lines(path, columns))


def test_a_line_knows_where_it_stands_even_after_a_text_over_two_lines(tmp_path):
    first, second = lines(tmp_path, 'name,count\n"a\nb",1\nc,2\n')
    assert (first.number, second.number) == (3, 4)
    assert first.text("name") == "a\nb"
    assert second.count_or_none("count") == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name\na\n", r"table\.csv: line 1: the columns must be name, count"),
        ("", r"table\.csv: line 1: the columns must be"),
        ("name,count\na\n", r"table\.csv: line 2: too many or too few columns"),
        ("name,count\na,1,2\n", r"table\.csv: line 2: too many or too few columns"),
    ],
)
def test_a_wrong_header_or_a_torn_line_is_refused(tmp_path, text, told):
    with pytest.raises(KnowledgeError, match=told):
        lines(tmp_path, text)


@pytest.mark.parametrize(
    ("cell", "ask", "told"),
    [
        (" ", lambda line: line.text("count"), "column count: is empty"),
        ("x", lambda line: line.number_or_none("count"), "column count: 'x' is not a number"),
        ("inf", lambda line: line.number_or_none("count"), "column count: 'inf' is not a finite number"),
        ("1.5", lambda line: line.count_or_none("count"), "column count: '1.5' is not a count"),
        ("-1", lambda line: line.count_or_none("count"), "column count: '-1' is not a count"),
        ("b", lambda line: line.one_of("count", ("", "a")), "column count: 'b' is not one of nothing, a"),
        (
            "kamp2002",
            lambda line: line.keys("count", {"kamp2020"}),
            "column count: 'kamp2002'.*did you mean kamp2020",
        ),
    ],
)
def test_a_cell_that_cannot_be_is_refused_with_its_place(tmp_path, cell, ask, told):
    (line,) = lines(tmp_path, f"name,count\na,{cell}\n")
    with pytest.raises(KnowledgeError, match=rf"^table\.csv: line 2, {told}"):
        ask(line)


def test_an_empty_cell_is_nothing_where_nothing_is_allowed(tmp_path):
    (line,) = lines(tmp_path, "name,count\na,\n")
    assert line.number_or_none("count") is None
    assert line.count_or_none("count") is None
    assert line.keys("count", {"kamp2020"}) == ()


def test_a_name_used_twice_is_refused_with_both_lines(tmp_path):
    with pytest.raises(
        KnowledgeError, match=r"table\.csv: line 3, column name: 'a' is already the name of line 2"
    ):
        no_twins(lines(tmp_path, "name,count\na,1\na,2\n"), "name")
