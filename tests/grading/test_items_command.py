"""``kapedu items`` lists, checks and previews what the course asks."""

import json
from pathlib import Path

import nbformat
import pytest

from kapedu import cli

REPO = Path(__file__).resolve().parents[2]


def items(capsys, *words):
    code = cli.main(["items", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_every_item_of_quizzes_and_lessons_is_listed_with_where_it_belongs(capsys):
    code, out, _ = items(capsys, "list", "--root", str(REPO), "--json")
    found = json.loads(out)
    assert code == 0
    assert {"assessments/source/module-1/module-1.ipynb", "modules/1-mechanism/checks.yaml"} <= {
        item["place"] for item in found
    }
    assert all(item["graded"] == item["place"].startswith("assessments") for item in found)
    _, text, _ = items(capsys, "--root", str(REPO), "--graded")
    assert "modules/" not in text
    assert "items: " in text.splitlines()[-1]


def test_the_course_itself_has_no_error(capsys):
    code, out, _ = items(capsys, "check", "--root", str(REPO))
    assert code == 0, out
    assert out.splitlines()[-1].startswith("0 errors")


def test_an_item_is_previewed_with_its_key_reasons_and_sources(capsys):
    code, out, _ = items(capsys, "preview", "spine-claim", "--root", str(REPO))
    assert code == 0
    for words in (
        "one answer, 2 points",
        "Key:\n  Seen in rodents;",
        "agreed: The one scan",
        "Sources: holmes2022",
    ):
        assert words in out


@pytest.fixture
def broken(course):
    path = course / "assessments" / "source" / "module-1" / "module-1.ipynb"
    nb = nbformat.read(path, as_version=4)
    cells = [cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    cells[0].source = cells[0].source.replace("rationale:", "rationale_gone:")
    cells[1].source = cells[2].source
    nbformat.write(nb, path)
    bad = course / "assessments" / "source" / "odd"
    bad.mkdir()
    (bad / "odd.ipynb").write_text("{", encoding="utf-8")
    lesson = course / "modules" / "1-x"
    lesson.mkdir(parents=True)
    (lesson / "checks.yaml").write_text("- {id: a", encoding="utf-8")
    return course


def test_whatever_cannot_be_read_is_told_and_the_rest_is_checked(capsys, broken):
    code, out, _ = items(capsys, "check", "--root", str(broken))
    assert code == 1
    for words in (
        "field 'rationale': it is missing",
        "this id is used twice",
        "odd.ipynb: the notebook cannot be read",
        "checks.yaml: checks.yaml, line 1",
    ):
        assert words in out
    code, out, _ = items(capsys, "check", "--root", str(broken), "--json")
    assert code == 1
    assert {finding["weight"] for finding in json.loads(out)} >= {"error"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["preview", "--root", str(REPO)], "preview needs the id of an item"),
        (["preview", "moon", "--root", str(REPO)], "there is no item 'moon'"),
        (["list", "--root", "/"], "no course here or above"),
    ],
)
def test_wrong_input_is_answered_with_one_line_and_code_2(capsys, words, told):
    code, out, err = items(capsys, *words)
    assert (code, out) == (2, "")
    assert err.startswith("kapedu items: ")
    assert told in err
    assert err.count("\n") == 1
