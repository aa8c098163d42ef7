import json

import pytest

from kapedu.cli import main
from kapedu.practice.regimens import protocols


def test_two_protocols_are_told_side_by_side(capsys):
    assert main(["compare", "iv_depression", "esketamine_induction"]) == 0
    said = capsys.readouterr().out
    assert "A: Six infusions in three weeks: 0.5 mg/kg into a vein over 40 min (primary)" in said
    assert "peak 253 ng/mL after 40 min" in said
    assert "It does not treat" in said


def test_json_has_the_numbers_the_standing_and_the_cautions(capsys):
    assert main(["compare", "iv_depression", "im_kap", "--end-b", "high", "--weight-kg", "80", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["b"]["dose_mg"] == pytest.approx(120)
    assert found["b"]["standing"] == "clinic-policy example, needs sign-off by a qualified physician"
    assert found["exposure_ratio"] == pytest.approx(
        found["b"]["exposure_ng_h_ml"] / found["a"]["exposure_ng_h_ml"]
    )
    assert found["notes"]


def test_the_list_names_every_protocol(capsys):
    assert main(["compare", "--list"]) == 0
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == list(protocols())


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], "--list"),
        (["iv_depression"], "name two"),
        (["iv_depression", "ketamin"], "'ketamin'"),
        (["iv_depression", "sl_home", "--weight-kg", "5"], "weight 5 kg"),
        (["iv_depression", "sl_home", "--weight-kg", "nan"], "weight"),
    ],
)
def test_wrong_input_is_one_line_on_stderr_and_exit_code_2(arguments, named, capsys):
    assert main(["compare", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert named in said.err
