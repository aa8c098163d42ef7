"""``kapedu search`` in a shell."""

import json
from pathlib import Path

import pytest

from kapedu import cli

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.chdir(ROOT)


def test_it_says_what_kind_how_well_checked_and_where(capsys):
    assert cli.main(["search", "rapamycin", "response", "--kind", "fact", "--limit", "1"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("fact: Mechanism")
    assert "[primary] Abdallah 2020" in out
    assert "modules/1-mechanism/1-receptor-to-network.ipynb" in out


def test_machines_get_json(capsys):
    assert cli.main(["search", "panic", "--json", "--kind", "case"]) == 0
    (first, *_) = json.loads(capsys.readouterr().out)
    assert first["kind"] == "case"
    assert first["address"].endswith("?case=panic")


def test_a_word_that_is_not_there_is_guessed(capsys):
    assert cli.main(["search", "rapamicin"]) == 1
    assert "Did you mean 'rapamycin'?" in capsys.readouterr().err


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_a_wrong_limit_is_refused(limit, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["search", "panic", "--limit", limit])
    assert stopped.value.code == 2
    assert "kapedu search" in capsys.readouterr().err


def test_a_folder_without_a_course_is_named(tmp_path, capsys):
    assert cli.main(["search", "panic", "--course", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
