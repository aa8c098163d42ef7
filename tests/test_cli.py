"""The command line finds its rooms, imports only the one asked for, and is kind about mistakes."""

import subprocess
import sys

import pytest

from kapedu import __version__, cli


def run(*words):
    return subprocess.run(
        [sys.executable, "-m", "kapedu.cli", *words], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("command", sorted(cli.COMMANDS))
def test_every_command_explains_itself(command):
    done = run(command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: kapedu {command}")
    assert done.stderr == ""


def test_help_names_every_command():
    done = run("--help")
    assert all(command in done.stdout for command in cli.COMMANDS)


def test_the_version_is_the_package_version(capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"kapedu {__version__}\n"


@pytest.mark.parametrize("words", [[], ["simulat"], ["--wrong"]])
def test_a_mistyped_command_ends_in_one_line_that_says_what_to_write(words):
    done = run(*words)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--help" in done.stderr


def test_asking_for_help_imports_nothing_heavy():
    code = (
        "import sys, kapedu.cli as c\ntry: c.main(['--help'])\nexcept SystemExit: pass\nprint(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"numpy", "voila", "jupyterlab", "nbgrader", "anywidget"} & set(loaded)


def test_a_reader_who_has_seen_enough_ends_a_command_in_peace():
    command = [
        sys.executable,
        "-m",
        "kapedu.cli",
        "simulate",
        "--dose",
        "iv 35 mg",
        "--until-min",
        "900",
        "--json",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        told = process.stderr.read()
    assert told == b""
    assert process.returncode == 0
