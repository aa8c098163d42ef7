import json

import pytest

from kapedu.course import MAP
from kapedu.serving.gallery import find_pages, has_formulas, stage, way


def write_notebook(path, *markdown, **about):
    cells = [
        {
            "cell_type": "markdown",
            "id": f"m{number}",
            "metadata": {},
            "source": text.splitlines(keepends=True),
        }
        for number, text in enumerate(markdown)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = {"cells": cells, "metadata": {"kapedu": about}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")


LESSON = """# From dose to blood

After this lesson you can

- tell *apart* two things
- do more

**Time:** 25 minutes. **Do first:** [lesson 1](x.ipynb).
"""


@pytest.fixture
def course(tmp_path):
    write_notebook(
        tmp_path / "dashboards" / "explorer.ipynb", "# Explorer\n\nSee **doses**. And more.", minutes="10"
    )
    write_notebook(tmp_path / "modules" / "1-mechanism" / "2-blood.ipynb", LESSON)
    write_notebook(
        tmp_path / "modules" / "1-mechanism" / "1-receptor.ipynb", "# Receptor\n\nTakes 15 to 25 minutes."
    )
    write_notebook(tmp_path / "modules" / "1-mechanism" / ".ipynb_checkpoints" / "1-receptor.ipynb", "# Old")
    write_notebook(tmp_path / "modules" / ".hidden" / "secret.ipynb", "# Secret")
    (tmp_path / "modules" / "2-protocols").mkdir()
    return tmp_path


def found(course):
    return find_pages(course / "dashboards", course / "modules")


def test_dashboards_come_first_then_modules_with_lessons_in_the_order_of_their_names(course):
    assert [(group.heading, [page.path for page in group.pages]) for group in found(course)] == [
        ("Dashboards", ["explorer.ipynb"]),
        ("Module 1: Mechanism", ["1-mechanism/1-receptor.ipynb", "1-mechanism/2-blood.ipynb"]),
    ]


def test_without_modules_only_dashboards_are_shown(course):
    assert [group.heading for group in find_pages(course / "dashboards", None)] == ["Dashboards"]


def test_a_page_is_described_in_its_own_words_without_markup(course):
    explorer, receptor, blood = (page for group in found(course) for page in group.pages)
    assert (explorer.title, explorer.summary, explorer.minutes) == ("Explorer", "See doses.", "10")
    assert (blood.title, blood.minutes, blood.name) == ("From dose to blood", "25", "2-blood")
    assert blood.summary == "After this lesson you can tell apart two things."
    assert receptor.minutes == "15–25"


def test_a_summary_in_the_metadata_wins(tmp_path):
    write_notebook(tmp_path / "a.ipynb", "# A\n\nProse.", summary="Said shorter.")
    assert find_pages(tmp_path, None)[0].pages[0].summary == "Said shorter."


def test_a_notebook_without_prose_goes_by_its_file_name(tmp_path):
    write_notebook(tmp_path / "plain.ipynb")
    page = find_pages(tmp_path, None)[0].pages[0]
    assert (page.title, page.summary, page.minutes) == ("plain", "", "")


@pytest.mark.parametrize("text", ["", "[]", '{"cells": 3, "metadata": {}}', "{"])
def test_a_file_that_is_no_notebook_is_named(tmp_path, text):
    (tmp_path / "broken.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.ipynb is not a notebook"):
        find_pages(tmp_path, None)


def test_only_notebooks_and_what_they_read_are_copied(course, tmp_path):
    module = course / "modules" / "1-mechanism"
    for name in (
        "checks.yaml",
        "picture.PNG",
        "gradebook.db",
        "answers.py",
        ".env",
        ".secret.yaml",
        "notes.txt",
    ):
        (module / name).write_text("x", encoding="utf-8")
    target = tmp_path / "served"
    stage(found(course), target)
    copied = sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())
    assert copied == [
        "1-mechanism/1-receptor.ipynb",
        "1-mechanism/2-blood.ipynb",
        "1-mechanism/checks.yaml",
        "1-mechanism/picture.PNG",
        "explorer.ipynb",
    ]


@pytest.mark.parametrize(
    ("prose", "expected"),
    [("# A\n\nWords (and brackets).", False), ("$x$", True), ("\\(x\\)", True), ("\\[x\\]", True)],
)
def test_formulas_are_noticed(tmp_path, prose, expected):
    write_notebook(tmp_path / "a.ipynb", "# Title", prose)
    assert has_formulas(tmp_path / "a.ipynb") is expected


def test_what_cannot_be_read_may_hold_formulas(tmp_path):
    assert has_formulas(tmp_path / "missing.ipynb") is True


def test_the_map_of_the_course_decides_which_lessons_are_shown_and_in_which_order(course):
    lessons = [
        {"file": name, "title": name, "minutes": 20, "summary": "x"} for name in ("2-blood", "1-receptor")
    ]
    module = {"folder": "1-mechanism", "title": "How it works", "about": "x", "lessons": lessons}
    write_notebook(course / "modules" / "1-mechanism" / "1-receptor-Copy1.ipynb", "# A copy")
    (course / MAP).parent.mkdir()
    (course / MAP).write_text(json.dumps({"modules": [module]}), encoding="utf-8")
    shown = found(course)
    assert [(group.heading, [page.name for page in group.pages]) for group in shown] == [
        ("Dashboards", ["explorer"]),
        ("Module 1: How it works", ["2-blood", "1-receptor"]),
    ]
    _, (blood, receptor) = (group.pages for group in shown)
    assert way(shown, blood.path) == (None, receptor)
    assert way(shown, receptor.path) == (blood, None)
    assert way(shown, "explorer.ipynb") == (None, None)
