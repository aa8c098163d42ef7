"""The guides name files, commands and settings that exist."""

import re
import shlex
from pathlib import Path

import pytest

from kapedu import cli

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "course").rglob("*.md"))]
NAMES = [path.relative_to(ROOT).as_posix() for path in GUIDES]
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
COMMAND = re.compile(r"(?:^ {4}|`)kapedu ([a-z]+)([^`\n]*)", re.MULTILINE)
PATH = re.compile(r"(?<![\w/.])((?:assessments|course|kapedu|modules|tests)/[\w./-]*)(<?)")
OPTION = re.compile(r"--[a-z][a-z-]*")


@pytest.mark.parametrize("path", GUIDES, ids=NAMES)
def test_every_link_leads_somewhere(path):
    text = path.read_text(encoding="utf-8")
    missing = [
        link
        for link in LINK.findall(text)
        if "://" not in link and not (path.parent / link).resolve().exists()
    ]
    assert missing == []


@pytest.mark.parametrize("path", GUIDES, ids=NAMES)
def test_every_file_that_is_named_is_there_or_comes_with_use(path):
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split("\n")
    by_use = tuple(line.rstrip("/*") for line in ignored if line.startswith("assessments/"))
    for name, cut in PATH.findall(path.read_text(encoding="utf-8")):
        named = (name.rpartition("/")[0] if cut else name).rstrip(".")
        assert named.startswith(by_use) or (ROOT / named).exists(), named


@pytest.mark.parametrize("path", GUIDES, ids=NAMES)
def test_every_command_and_option_exists(path, capsys):
    for name, rest in COMMAND.findall(path.read_text(encoding="utf-8")):
        assert name in cli.COMMANDS, f"kapedu {name}"
        options = OPTION.findall(re.split(r"\s{3,}|#", rest)[0])
        if options:
            with pytest.raises(SystemExit):
                cli.main([name, "--help"])
            described = capsys.readouterr().out
            action = next((word for word in shlex.split(rest.replace("'", "")) if word.isalpha()), "")
            if not set(options) <= set(OPTION.findall(described)) and action:
                with pytest.raises(SystemExit):
                    cli.main([name, action, "--help"])
                described += capsys.readouterr().out
            assert set(options) <= set(OPTION.findall(described)), f"kapedu {name}{rest}"


@pytest.mark.parametrize("path", GUIDES, ids=NAMES)
def test_every_make_target_exists(path):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^ {4}|`)make ([a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= targets


def test_every_variable_that_the_operator_may_set_is_read_somewhere():
    text = (ROOT / "course" / "guides" / "operator.md").read_text(encoding="utf-8")
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in [*(ROOT / "kapedu").rglob("*.py"), ROOT / "assessments/nbgrader_config.py"]
    )
    for name in set(re.findall(r"KAPEDU_[A-Z_]+", text)):
        assert f'"{name}"' in code, name
