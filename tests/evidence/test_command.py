"""``kapedu pool``: the numbers, the refusals and the warnings, as a user at a shell meets them."""

import json
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from kapedu import cli

DATA = Path(__file__).parents[1] / "validation" / "evidence"
BCG = str(DATA / "bcg.csv")


def pool(capsys, *words):
    code = cli.main(["pool", *map(str, words)])
    told = capsys.readouterr()
    return code, told.out, told.err


def as_json(capsys, *words):
    code, out, err = pool(capsys, *words, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def table(folder, text, name="trials.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_bcg_trials_give_what_metafor_prints(capsys):
    found = as_json(capsys, BCG, "--measure", "RR", "--method", "REML", "--ci", "wald")
    assert [round(found["estimate"], 2), *(round(end, 2) for end in found["ci"])] == [0.49, 0.34, 0.70]
    assert (round(found["tau2"], 4), round(found["i2"], 2), round(found["q"], 3)) == (0.3132, 92.22, 152.233)
    assert found["q_p"] < 0.0001
    assert found["k"] == len(found["studies"]) == 13
    assert {"estimate", "ci", "weight", "study"} <= found["studies"][0].keys()
    assert sum(study["weight"] for study in found["studies"]) == pytest.approx(100)
    low, high = found["prediction_interval"]
    assert low < found["ci"][0] < found["ci"][1] < high
    assert found["prediction_convention"] == "t with k-2 df"
    assert found["warnings"] == []


@pytest.mark.parametrize(
    ("method", "ci"), list(product(("FE", "DL", "PM", "REML"), ("wald", "hksj", "hksj-floor")))
)
@pytest.mark.parametrize(
    ("file", "measure"), [("bcg", "OR"), ("bcg", "RD"), ("normand", "MD"), ("normand", "SMD")]
)
def test_every_measure_method_and_interval_can_be_asked_for(capsys, file, measure, method, ci):
    found = as_json(capsys, DATA / f"{file}.csv", "--measure", measure, "--method", method, "--ci", ci)
    assert found["ci"][0] <= found["estimate"] <= found["ci"][1]
    assert (found["measure"], found["method"], found["ci_method"]) == (measure, method, ci)
    assert (found["prediction_interval"] is None) == (method == "FE")


def test_subgroups_a_covariate_and_years_are_reported_beside_the_pool(capsys):
    found = as_json(capsys, BCG, "--measure", "RR", "--by", "allocation", "--covariate", "latitude")
    assert set(found["subgroups"]["groups"]) == {"random", "alternate", "systematic"}
    assert found["meta_regression"]["slope"]["ci"][1] < 0
    assert len(found["leave_one_out"]) == len(found["cumulative"]) == 13
    assert found["egger"]["df"] == 11


def test_without_json_a_person_can_read_it(capsys):
    code, out, err = pool(capsys, BCG, "--measure", "RR", "--by", "allocation", "--covariate", "latitude")
    assert (code, err) == (0, "")
    for part in (
        "Pooled risk ratio: 0.49",
        "TPT Madras",
        "Subgroups by allocation",
        "Per unit of latitude",
        "Egger",
    ):
        assert part in out


def test_reported_estimates_are_pooled_on_their_own_scale(capsys, tmp_path):
    path = table(tmp_path, "study,estimate,ci_low,ci_high\nA,0.5,0.25,1\nB,0.5,0.25,1\n")
    found = as_json(capsys, path, "--measure", "OR", "--method", "FE", "--ci", "wald")
    assert found["estimate"] == pytest.approx(0.5)
    assert found["studies"][0]["ci"] == pytest.approx([0.25, 1])


@pytest.mark.parametrize(
    ("text", "measure", "told"),
    [
        (
            "study,events_1,n_1,events_2,n_2\nA,1,10,2,10\nB,11,10,2,10\n",
            "RR",
            "trials.csv: line 3, column events_1: 11",
        ),
        (
            "study,mean_1,sd_1,n_1,mean_2,sd_2,n_2\nA,1,0,10,2,1,10\n",
            "MD",
            "trials.csv: line 2, column sd_1: 0",
        ),
        (
            "study,events_1,n_1,events_2,n_2\nA,1,10,,\n",
            "RR",
            "trials.csv: line 2, column events_2: is empty",
        ),
        (
            "study,estimate,ci_low,ci_high\nA,5,1,2\n",
            "MD",
            "trials.csv: line 2, column estimate: 5 is outside",
        ),
    ],
)
def test_a_bad_row_ends_in_one_line_with_the_place_and_nothing_is_pooled(
    capsys, tmp_path, text, measure, told
):
    code, out, err = pool(capsys, table(tmp_path, text), "--measure", measure)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert told in err


@pytest.mark.parametrize("option", ["--by", "--covariate"])
def test_a_column_that_is_not_there_is_named(capsys, option):
    code, _, err = pool(capsys, BCG, "--measure", "RR", option, "lattitude")
    assert code == 2
    assert "no column 'lattitude'" in err
    assert "did you mean latitude?" in err


def test_a_control_group_counted_twice_is_warned_about(capsys, tmp_path):
    text = (
        "study,mean_1,sd_1,n_1,mean_2,sd_2,n_2\n"
        "TRANSFORM-1 56 mg,-19.0,13.86,111,-14.8,15.07,108\n"
        "TRANSFORM-1 84 mg,-18.8,14.12,98,-14.8,15.07,108\n"
        "TRANSFORM-2,-21.4,12.32,101,-17.0,13.88,100\n"
    )
    found = as_json(capsys, table(tmp_path, text), "--measure", "MD")
    assert any("control group counted more than once" in told for told in found["warnings"])


def test_an_empty_cell_is_kept_and_said(capsys, tmp_path):
    text = "study,events_1,n_1,events_2,n_2\nA,0,10,3,10\nB,2,10,4,12\nC,1,10,3,11\n"
    found = as_json(capsys, table(tmp_path, text), "--measure", "RR")
    assert found["k"] == 3
    assert any(told.startswith("A: empty cell") for told in found["warnings"])


@pytest.mark.parametrize(
    "words",
    [["--measure", "XX"], ["--measure", "RR", "--method", "EB"], ["--measure", "RR", "--ci", "exact"], []],
)
def test_an_option_that_is_not_there_ends_in_exit_code_2(words):
    done = subprocess.run(
        [sys.executable, "-m", "kapedu.cli", "pool", BCG, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_one_study_two_studies_and_none(capsys, tmp_path):
    header = "study,estimate,ci_low,ci_high\n"
    alone = as_json(capsys, table(tmp_path, header + "A,1,0,2\n"), "--measure", "MD")
    assert alone["estimate"] == 1
    assert any("one study" in told for told in alone["warnings"])
    pair = as_json(capsys, table(tmp_path, header + "A,1,0,2\nB,3,1,5\n"), "--measure", "MD")
    assert (pair["k"], pair["leave_one_out"]) == (2, [])
    code, _, err = pool(capsys, table(tmp_path, header), "--measure", "MD")
    assert (code, "only a header" in err) == (2, True)
