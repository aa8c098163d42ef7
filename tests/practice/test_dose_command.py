import json

import pytest

from kapedu.cli import main

ORDER = ["dose", "0.5 mg/kg", "--weight", "68 kg", "--strength", "50"]


def test_the_working_is_printed_line_by_line(capsys):
    assert main([*ORDER, "--over", "40", "--bag", "100"]) == 0
    said = capsys.readouterr().out
    assert "Dose: 0.5 mg/kg × 68 kg = 34 mg" in said
    assert "Pump: 100 mL ÷ 40 min × 60 min/h = 150 mL/h" in said
    assert "It does not treat" in said


def test_json_holds_numbers_and_the_slip_behind_a_wrong_one(capsys):
    assert main([*ORDER, "--written-volume", "0.34", "--written-dose", "34", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["dose_mg"] == pytest.approx(34)
    assert found["rate_ml_h"] is None
    assert [(one["what"], one["is_right"], one["slips"]) for one in found["checked"]] == [
        ("dose", True, []),
        ("volume", False, ["vial_100"]),
    ]


def test_pounds_are_converted(capsys):
    assert main(["dose", "0.5mg/kg", "--weight", "150lb", "--strength", "50"]) == 0
    assert "150 lb ÷ 2.20462 lb/kg = 68 kg" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["dose", "0.5", "--weight", "68 kg", "--strength", "50"], "ORDER '0.5'"),
        (["dose", "500 ug", "--weight", "68 kg", "--strength", "50"], "ORDER '500 ug'"),
        (["dose", "0.5 mg/kg", "--weight", "68", "--strength", "50"], "with its unit"),
        (["dose", "0.5.5 mg", "--weight", "68 kg", "--strength", "50"], "ORDER '0.5.5 mg'"),
        (["dose", "0.5 mg/kg", "--weight", "680 kg", "--strength", "50"], "weight"),
        (["dose", "0.5 mg/kg", "--weight", "68 kg", "--strength", "nan"], "strength"),
        ([*ORDER, "--written-pump", "100"], "dose, volume"),
    ],
)
def test_wrong_input_is_one_line_on_stderr_and_exit_code_2(arguments, named, capsys):
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert named in said.err
