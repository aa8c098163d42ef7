"""Whatever is typed wrongly ends in exit code 2 and one line that names what was wrong."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kapedu import cli
from kapedu.practice.plan_request import EXAMPLE

ROOT = Path(__file__).resolve().parents[1]
READERS = {
    "pool": ("pool", "{}", "--measure", "MD"),
    "screen": ("screen", "{}"),
    "plan": ("plan", "{}"),
    "cases check": ("cases", "check", "{}"),
    "cases graph": ("cases", "graph", "{}"),
    "cases play": ("cases", "play", "{}"),
    "treat check": ("treat", "check", "{}"),
    "treat play": ("treat", "play", "{}"),
}
WRITERS = {
    "simulate --csv": ("simulate", "--dose", "iv 35 mg", "--csv", "{}"),
    "plan --html": ("plan", "{patient}", "--html", "{}"),
    "plan --pdf": ("plan", "{patient}", "--pdf", "{}"),
    "cases graph": ("cases", "graph", "panic", "--to", "{}"),
    "cases new": ("cases", "new", "{}"),
    "record export": ("record", "export", "{}"),
}
NUMBERS = {
    "simulate --weight-kg": ("simulate", "--dose", "iv 35 mg", "--weight-kg={}"),
    "simulate --age-years": ("simulate", "--dose", "iv 35 mg", "--age-years={}"),
    "simulate --until-min": ("simulate", "--dose", "iv 35 mg", "--until-min={}"),
    "simulate --step-min": ("simulate", "--dose", "iv 35 mg", "--step-min={}"),
    "simulate --population": ("simulate", "--dose", "iv 35 mg", "--population={}"),
    "simulate --seed": ("simulate", "--dose", "iv 35 mg", "--population=2", "--seed={}"),
    "simulate --dose": ("simulate", "--dose", "iv {} mg"),
    "compare --weight-kg": ("compare", "iv_depression", "sl_home", "--weight-kg={}"),
    "dose ORDER": ("dose", "--weight=70 kg", "--strength=50", "--", "{} mg"),
    "dose --weight": ("dose", "35 mg", "--weight={} kg", "--strength=50"),
    "dose --strength": ("dose", "35 mg", "--weight=70 kg", "--strength={}"),
    "dose --over": ("dose", "35 mg", "--weight=70 kg", "--strength=50", "--over={}"),
    "dose --bag": ("dose", "35 mg", "--weight=70 kg", "--strength=50", "--bag={}"),
    "dose --written-dose": ("dose", "35 mg", "--weight=70 kg", "--strength=50", "--written-dose={}"),
    "score --before": ("score", "madrs", "21", "--before={}"),
    "search --limit": ("search", "panic", "--limit={}"),
    "cases play --seed": ("cases", "play", "panic", "--seed={}"),
    "treat play --seed": ("treat", "play", "vera", "--seed={}"),
    "course --port": ("course", "--port={}"),
    "demo --port": ("demo", "--port={}"),
    "demo --visitors": ("demo", "--visitors={}"),
    "report --port": ("report", "--port={}"),
}


def typed(words, capsys):
    """What comes back from one command line: exit code, printed, complained."""
    try:
        code = cli.main(words)
    except SystemExit as end:  # argparse
        code = end.code
    told = capsys.readouterr()
    return code, told.out, told.err


def refused(words, capsys, named):
    code, out, err = typed(words, capsys)
    assert (code, out) == (2, ""), err
    assert err.startswith("kapedu ")
    assert err.count("\n") == 1, err
    assert named in err


@pytest.fixture
def folder(tmp_path):
    """A folder whose name has a space, with a file of every wrong sort."""
    place = tmp_path / "two words"
    (place / "folder").mkdir(parents=True)
    (place / "empty").write_bytes(b"")
    (place / "latin").write_bytes("name: Zoë\n".encode("latin-1"))
    (place / "zeros").write_bytes(bytes(64))
    (place / "patient.yaml").write_text(EXAMPLE, encoding="utf-8")
    return place


@pytest.mark.parametrize("kind", ["missing", "folder", "empty", "latin", "zeros"])
@pytest.mark.parametrize("command", READERS)
def test_a_file_that_cannot_be_read_is_named(command, kind, folder, capsys):
    for ending in ("", ".yaml"):
        path = folder / (kind + ending)
        if ending and (folder / kind).is_dir():
            shutil.copytree(folder / kind, path)
        elif ending and (folder / kind).exists():
            shutil.copy(folder / kind, path)
        words = [word.format(path) for word in READERS[command]]
        refused(words, capsys, path.name)


@pytest.mark.parametrize("where", ["folder", "missing/out", "empty/out"])
@pytest.mark.parametrize("command", WRITERS)
def test_a_file_that_cannot_be_written_is_named(command, where, folder, capsys):
    words = [word.format(folder / where, patient=folder / "patient.yaml") for word in WRITERS[command]]
    refused(words, capsys, str(folder / where))


@pytest.mark.parametrize("number", ["", "abc", "nan", "inf", "-inf", "1,5", "²", "-7"])
@pytest.mark.parametrize("command", NUMBERS)
def test_a_number_that_is_none_is_refused(command, number, capsys):
    refused([word.format(number) for word in NUMBERS[command]], capsys, number)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["simulatee"], "did you mean simulate? Try: kapedu --help"),
        (
            ["simulate", "--dose", "iv 35 mg", "--jsn"],
            "unrecognized arguments: --jsn. Try: kapedu simulate --help",
        ),
        (["record", "export", "mine.json", "more.json"], "more.json. Try: kapedu record --help"),
        (["search", "  "], "nothing to look for"),
        (["screen", "02-pressure"], "one of the cases of --list"),
        (["cases", "play", "pannic"], "did you mean panic?"),
        (["items", "list", "first-target"], "takes no id of an item"),
        (["items", "list", "--quiz", "module-9"], "'module-9'"),
        (["demo", "dose-explora"], "there are: dose-explorer"),
        (["map", "check", "--course", "README.md"], "no course/map.json in README.md"),
    ],
)
def test_a_name_that_is_none_is_answered_with_what_to_write(words, named, capsys):
    code, out, err = typed(words, capsys)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert named.lower() in err.lower()


def test_a_map_that_cannot_be_written_is_named(tmp_path, capsys, monkeypatch):
    for part in ("assessments", "kapedu", "modules"):
        (tmp_path / part).symlink_to(ROOT / part)
    (tmp_path / "course").mkdir()
    shutil.copy(ROOT / "course" / "map.json", tmp_path / "course")
    (tmp_path / "course" / "guides").write_text("a file where a folder should be", encoding="utf-8")
    monkeypatch.setattr("kapedu.course.pages.WORDS", Path("course", "words.js"))
    refused(["map", "write", "--course", str(tmp_path)], capsys, str(tmp_path / "course" / "guides"))


def test_a_letter_that_the_terminal_cannot_show_ends_nothing():
    line = [sys.executable, "-m", "kapedu.cli", "course", "--help"]
    done = subprocess.run(
        line, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "latin-1"}
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_command_stopped_by_hand_ends_without_a_traceback(monkeypatch, capsys):
    def stop(arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("kapedu.evidence.claims_command.run", stop)
    assert typed(["claims"], capsys) == (130, "", "")
