"""``kapedu screen`` in a shell."""

import json
from pathlib import Path

import pytest

from kapedu.cli import main
from kapedu.practice import vignette
from kapedu.practice.plan_request import EXAMPLE
from kapedu.practice.vignette import vignettes


def test_json_holds_the_decision_and_each_finding_with_reason_source_status_and_what_would_change_it(capsys):
    assert main(["screen", "02-marta", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["decision"] == "stop"
    first = found["findings"][0]
    assert (first["name"], first["group"]) == ("pressure_hold", "stop")
    assert {"reason", "source", "status", "would_change_it"} <= first.keys()
    assert found["medicines"][0] == {
        "written": "Norvasc 10 mg",
        "recognised": ["amlodipine"],
        "classes": ["pressure_lowering"],
    }


def test_a_file_is_read_and_the_text_names_the_unchecked_limit(tmp_path, capsys):
    file = tmp_path / "patient.yaml"
    file.write_text("label: B\ntoday: {systolic_mmhg: 170, diastolic_mmhg: 90}\n", encoding="utf-8")
    assert main(["screen", str(file)]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "B: STOP" in text
    assert "[limit: clinic-policy example, needs sign-off by a qualified physician]" in text
    assert "Not asked: aneurysm" in text
    assert "It does not treat" in text


def test_the_template_can_be_screened_and_the_list_names_the_cases(tmp_path, capsys):
    assert main(["screen", "--template"]) == 0
    file = tmp_path / "empty.yaml"
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["screen", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["decision"] == "pause"
    assert main(["screen", "--list"]) == 0
    assert "02-marta: Marta, 58" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"today:\n  escort: maybe\n", "patient.yaml, line 2, today.escort: 'maybe'"),
        (b"\xff\xfe\x00", "not a text file in UTF-8"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(content, message, tmp_path, capsys):
    file = tmp_path / "patient.yaml"
    file.write_bytes(content)
    assert main(["screen", str(file)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert message in captured.err


@pytest.mark.parametrize(
    ("words", "message"),
    [([], "PATIENT.yaml is missing"), (["no-such.yaml"], "or one of the cases of --list")],
)
def test_a_missing_file_is_named(words, message, capsys):
    assert main(["screen", *words]) == 2
    assert message in capsys.readouterr().err


def test_the_file_of_a_plan_can_be_screened_and_its_plan_is_passed_over(tmp_path, capsys):
    file = tmp_path / "patient.yaml"
    file.write_text(EXAMPLE, encoding="utf-8")
    assert main(["screen", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "The field 'plan' of the file was passed over: kapedu plan reads it." in found["notes"]


@pytest.mark.parametrize("name", list(vignettes()))
def test_the_file_of_every_case_of_the_course_can_be_screened_and_its_answers_are_passed_over(name, capsys):
    file = Path(vignette.__file__).parent / "vignettes" / f"{name}.yaml"
    assert main(["screen", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["decision"] == vignettes()[name].decision
    assert "'expected' of the file was passed over" in found["notes"][0]
    assert main(["screen", str(file)]) == 0
    assert "passed over" in capsys.readouterr().out
