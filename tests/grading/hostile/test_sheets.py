"""Answer sheets that were broken or forged: the right mark, or none and a clear reason."""

import json
import os

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own relationships, harmless
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbgrader"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbconvert"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # nbgrader leaves connections to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same, seen by pytest
]

RIGHT = {"site": "pore", "dose": "14 mg", "word": "hypothesis", "own": "In my words."}
NO_ANSWERS = "The answer sheet could not be read: "
BY_HAND = NO_ANSWERS + "it is cut off or was changed by hand."


def raw(data):
    return lambda submission: submission.sheet_path.write_bytes(data)


def replaced(old, new):
    """The right sheet with some bytes replaced."""

    def make(submission):
        data = submission.sheet_path.read_bytes()
        assert old in data
        submission.sheet_path.write_bytes(data.replace(old, new))

    return make


def answers(**changes):
    return lambda submission: submission.write_sheet({**RIGHT, **changes})


def content(**changes):
    return lambda submission: submission.write_sheet(None, **changes)


def instead(make):
    """The sheet removed and something else made in its place."""

    def replace(submission):
        submission.sheet_path.unlink()
        make(submission.sheet_path, submission)

    return replace


def sparse(size):
    def make(path, _):
        with path.open("wb") as file:
            file.truncate(size)

    return instead(make)


def to_another(path, submission):
    path.symlink_to(
        submission.folder.parent / "aaron-honest+quiz+2026-11-22 09:00:00.000000 UTC+abc" / "answers.json"
    )


def copied(submission):
    """The sheet of somebody who was graded before, with one answer changed and a new time."""
    theirs = submission.folder.parent / submission.folder.name.replace(
        submission.folder.name.split("+")[0], "aaron-honest"
    )
    data = json.loads((theirs / "answers.json").read_bytes())
    data["answers"]["own"]["answer"] = "In other words."
    submission.sheet_path.write_text(json.dumps(data), encoding="utf-8")


HTML = "</div><script>alert(1)</script><img src=x onerror=alert(2)>"

# What is handed in; the score; whether a person has to read it; what the graded notebook says.
KINDS = {
    "zero-bytes": (raw(b""), 0, False, NO_ANSWERS + "the file is empty"),
    "cut-off": (lambda s: s.sheet_path.write_bytes(s.sheet_path.read_bytes()[:90]), 0, False, BY_HAND),
    "binary": (raw(bytes(range(256)) * 4), 0, False, "it does not hold text"),
    "utf-16": (raw('{"answers": {}}'.encode("utf-16")), 0, False, "it does not hold text"),
    "two-hundred-megabytes": (sparse(200_000_000), 0, False, "answers.json (far too big)"),
    "twenty-gigabytes": (sparse(20_000_000_000), 0, False, "the file was far too big"),
    "nested-10-000-deep": (raw(b'{"answers": ' + b"[" * 10_000), 0, False, BY_HAND),
    "nested-in-an-answer": (answers(site=json.loads("[" * 90 + "]" * 90)), 3, True, "takes one option"),
    "a-list": (raw(b"[]"), 0, False, "it does not have the form of an answer sheet"),
    "answers-are-a-list": (content(answers=[1]), 0, False, "it does not have the form"),
    "wrong-version": (content(schema_version=99), 0, False, "it has another version"),
    "version-is-true": (content(schema_version=True), 0, False, "it has another version"),
    "not-a-number": (replaced(b'"14 mg"', b"NaN"), 2, True, "not a number that can be marked"),
    "infinity": (replaced(b'"14 mg"', b"1e999"), 2, True, "not a number that can be marked"),
    "a-number-of-5000-digits": (replaced(b'"14 mg"', b"1" * 5000), 0, False, BY_HAND),
    "a-million-digits-as-text": (answers(dose="1" * 900_000), 2, True, "Not "),
    "names-an-answer-twice": (
        replaced(b'"answers": {', b'"answers": {"site": {"answer": "rim", "at": ""}, '),
        0,
        False,
        "it names something twice, so it was changed by hand",
    ),
    "brings-its-own-marks": (content(score=99, marks={"site": 99}), 4, True, None),
    "every-option": (answers(site=["gate", "pore", "rim"]), 3, True, "this question takes one option"),
    "an-option-that-is-none": (answers(site="Pore"), 3, True, "an option that this question does not have"),
    "the-text-of-the-option": (
        answers(site="In the pore"),
        3,
        True,
        "an option that this question does not have",
    ),
    "look-alike-letters": (answers(site="p\u043ere"), 3, True, "an option that this question does not have"),
    "answers-are-objects": (answers(site={"$ne": None}, word={"a": 1}), 2, True, "it is not a text"),
    "answers-are-true": (answers(site=True, dose=True), 1, True, "This is not a number."),
    "python-names": (answers(__class__="x", __proto__="y"), 4, True, "not counted: 2."),
    "ten-thousand-items": (answers(**{f"x{n}": "y" for n in range(10_000)}), 4, True, "not counted: 10000."),
    "html": (answers(own=HTML, word=HTML), 3, True, None),
    "formula": (answers(word="=HYPERLINK(1)", own="=1+1"), 3, True, None),
    "control-characters": (answers(own="a\x00\x1b[31m\u202eb", word="\x07hypothesis"), 4, True, None),
    "a-path-for-an-assignment": (
        content(assignment="../../../etc/passwd"),
        4,
        True,
        "belongs to '../../../etc/",
    ),
    "the-sheet-of-another-quiz": (content(assignment="module-9"), 4, True, "belongs to 'module-9'"),
    "no-assignment": (content(assignment=None), 4, True, "belongs to 'nothing'"),
    "link-to-anothers-sheet": (instead(to_another), 0, False, "answers.json (a link)"),
    "link-to-endless-zeros": (
        instead(lambda path, _: path.symlink_to("/dev/zero")),
        0,
        False,
        "the file was a link",
    ),
    "link-in-a-circle": (instead(lambda path, _: path.symlink_to(path.name)), 0, False, "a link"),
    "a-pipe": (instead(lambda path, _: os.mkfifo(path)), 0, False, "the file was not a plain file"),
    "a-folder": (instead(lambda path, _: path.mkdir()), 0, False, "the file was a folder"),
    "copy-of-anothers-sheet": (copied, 4, True, "begun as the same one as another submission"),
    "not-there": (lambda s: s.sheet_path.unlink(), 0, False, "No answer sheet came with this submission."),
}


@pytest.fixture(scope="module")
def graded(grade_class):
    return grade_class({name: kind[0] for name, kind in KINDS.items()})


def test_the_batch_goes_through_and_harms_nobody(graded, check_class):
    check_class(graded)


@pytest.mark.parametrize("name", KINDS)
def test_the_mark_is_right_and_what_is_wrong_is_said(graded, name):
    _, score, waits, expected = KINDS[name]
    assert graded.scores[name] == (score, waits)
    told = graded.told(name)
    if expected is None:
        assert "About this submission" not in told
    else:
        assert expected in told
    assert "\x1b" not in told
    markup = graded.told(name, markup=True)
    assert "<script" not in markup
    assert "<img" not in markup


def test_markup_and_formulas_reach_neither_the_feedback_page_nor_a_spreadsheet(graded):
    page = graded.assessments / "feedback" / "html" / "quiz" / "quiz.html"
    html = page.read_text(encoding="utf-8")
    assert "<script" not in html
    assert "<img" not in html
    assert "onerror" in html, "it is shown as it was written"
