"""``kapedu treat`` from a shell."""

import argparse
import json

import pytest

from kapedu.treatment import CourseRun
from kapedu.treatment.command import add_arguments, run


def treat(*words):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args(words))


def test_the_patients_are_listed(capsys):
    assert treat("list") == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["milan", "ruben", "vera"]


def test_a_check_says_what_a_file_rewards(capsys, each_patient):
    assert treat("check", each_patient.id) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["ok"] * 4
    assert lines[0].split()[2] == "passed:"


def test_a_file_that_rewards_the_wrong_thing_is_found(tmp_path, capsys, vera_text):
    path = tmp_path / "vera.yaml"
    path.write_text(vera_text.replace('  - "arrange:pressure-plan"\n', ""), encoding="utf-8")
    assert treat("check", str(path)) == 1
    assert "WRONG plan" in capsys.readouterr().out


def test_a_play_is_told_and_given_to_machines(capsys):
    assert treat("play", "milan", "--player", "idle") == 0
    assert "not passed: 0 %" in capsys.readouterr().out
    assert treat("play", "milan", "--json", "--seed", "3") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["passed"]
    assert data["seed"] == 3


def test_a_short_code_is_played_again(capsys, vera):
    code = CourseRun.of(vera, 1, ["ask:today", "close:handover"]).code()
    for named in (["vera"], []):
        assert treat("play", *named, "--code", code) == 0
        assert "Measure and test" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("play", "nobody"), "there is no patient 'nobody'"),
        (("check", "missing.yaml"), "missing.yaml: the file cannot be read (FileNotFoundError)"),
        (("play", "vera", "--code", "KT1-x"), "cut off or has a letter wrong"),
        (("play",), "name a patient, such as vera, or give a code"),
        (("play", "vera", "--seed", "-4"), "seed -4: give a whole number"),
    ],
)
def test_a_mistake_is_one_line_on_stderr_and_code_two(capsys, words, told):
    assert treat(*words) == 2
    captured = capsys.readouterr()
    assert told in captured.err
    assert captured.err.count("\n") == 1


def test_the_run_of_another_patient_is_refused(capsys, vera):
    assert treat("play", "milan", "--code", CourseRun.of(vera, 1).code()) == 2
    assert "not with 'milan'" in capsys.readouterr().err
