"""Every example in the help of a command, and every command line in the README, runs as it stands there."""

import re
import shlex
from pathlib import Path

import pytest

from kapedu import cli
from kapedu.practice.plan_request import EXAMPLE

ROOT = Path(__file__).resolve().parents[1]
WITH_EXAMPLES = ("simulate", "compare", "dose", "screen", "score", "plan", "pool", "claims", "search")
TRIALS = "study,estimate,ci_low,ci_high,control_type\nA,0.5,0.2,1.1,saline\nB,0.7,0.3,1.5,saline\nC,0.4,0.2,0.9,other\n"


def command_lines(text, indent):
    """The lines that begin with ``kapedu`` after so many spaces, without what stands behind them as a remark."""
    found = re.findall(rf"(?m)^ {{{indent}}}kapedu (.+)$", text)
    return [re.split(r" {3,}| > ", line)[0] for line in found]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the files that the examples name, and with the course."""
    (tmp_path / "patient.yaml").write_text(EXAMPLE, encoding="utf-8")
    (tmp_path / "trials.csv").write_text(TRIALS, encoding="utf-8")
    for part in ("assessments", "course", "kapedu", "modules"):
        (tmp_path / part).symlink_to(ROOT / part)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", WITH_EXAMPLES)
def test_the_examples_of_a_command_run(command, desk, capsys):
    with pytest.raises(SystemExit):
        cli.main([command, "--help"])
    lines = command_lines(capsys.readouterr().out, 2)
    assert len(lines) > 1
    assert all(line.startswith(command) for line in lines)
    for line in lines:
        assert cli.main(shlex.split(line)) == 0, line
        assert capsys.readouterr().err == ""


def test_the_command_lines_of_the_readme_run(desk, capsys):
    lines = command_lines((ROOT / "README.md").read_text(encoding="utf-8"), 4)
    assert len(lines) > 10
    for line in lines:
        assert cli.main(shlex.split(line)) == 0, line
        assert capsys.readouterr().err == ""
