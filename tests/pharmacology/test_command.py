"""The options of `kapedu simulate` for models, metabolites, interactions, effects, populations and files."""

import csv
import json

import numpy as np
import pytest

from kapedu import cli
from kapedu.pharmacology import Patient, Regimen, models, simulate

INFUSION = "iv 35 mg over 40 min"


def call(capsys, *arguments):
    """Exit code, standard output, standard error."""
    try:
        code = cli.main(["simulate", *arguments])
    except SystemExit as stop:
        code = stop.code
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("name", list(models()))
def test_every_model_can_be_asked(capsys, name):
    code, out, err = call(capsys, "--dose", INFUSION, "--model", name, "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert found["model"] == models()[name].title
    assert ("arterial_ng_ml" in found) == (name != "otto")


def test_metabolites_are_columns_of_their_own(capsys):
    arguments = ("--dose", INFUSION, "--model", "simons", "--metabolites", "--until-min", "120")
    found = json.loads(call(capsys, *arguments, "--json")[1])
    course = simulate(Regimen.parse(INFUSION), Patient(70), np.arange(0, 121.0), "simons", metabolites=True)
    for name in ("norketamine", "hydroxynorketamine"):
        np.testing.assert_allclose(found[f"{name}_ng_ml"], course.metabolites[name], atol=1e-6)
        assert name in call(capsys, *arguments)[1]


def test_an_interaction_lowers_the_level_and_is_named(capsys):
    plain = json.loads(call(capsys, "--dose", "po 100 mg", "--json")[1])
    found = json.loads(call(capsys, "--dose", "po 100 mg", "--interaction", "rifampicin", "--json")[1])
    assert max(found["venous_ng_ml"]) < 0.3 * max(plain["venous_ng_ml"])
    assert found["interactions"] == ["rifampicin"]
    assert any("0.14 times" in note for note in found["notes"])


def test_the_range_of_a_disputed_route_is_shown(capsys):
    out = call(capsys, "--dose", "in 50 mg")[1]
    assert "Bioavailability, in: 25 % used; published 11 to 45 %" in out


def test_effects_are_columns_and_say_what_they_are(capsys):
    found = json.loads(call(capsys, "--dose", INFUSION, "--effects", "--json")[1])
    assert 20 < max(found["dissociation_percent"]) < 60
    assert max(found["occupancy_low_percent"]) < max(found["occupancy_high_percent"]) <= 100
    assert max(found["systolic_rise_low_mmhg"]) < max(found["systolic_rise_high_mmhg"])
    assert any("design choice" in note for note in found["notes"])


def test_a_population_gives_bands_that_a_seed_repeats(capsys):
    arguments = ("--dose", INFUSION, "--population", "200", "--seed", "3", "--json", "--until-min", "60")
    first, second = (json.loads(call(capsys, *arguments)[1]) for _ in range(2))
    assert first == second
    low, middle, high = (np.array(first[f"venous_ng_ml_p{p}"]) for p in (5, 50, 95))
    assert (low[1:] < middle[1:]).all()
    assert (middle[1:] < high[1:]).all()
    assert first["weight_kg"] is None
    other = json.loads(call(capsys, *arguments[:5], "4", *arguments[6:])[1])
    assert other["venous_ng_ml_p50"] != first["venous_ng_ml_p50"]


def test_a_population_of_a_venous_model_has_the_venous_band_only(capsys):
    out = call(capsys, "--dose", INFUSION, "--population", "50", "--model", "otto", "--json")[1]
    bands = {key.rpartition("_p")[0] for key in json.loads(out) if "_p" in key}
    assert bands == {"venous_ng_ml"}


@pytest.mark.parametrize(
    "more", [(), ("--population", "50", "--effects"), ("--model", "simons", "--metabolites"), ("--effects",)]
)
def test_the_table_is_aligned_and_names_what_it_shows(capsys, more):
    code, out, err = call(capsys, "--dose", INFUSION, *more)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    heads = [number for number, line in enumerate(lines) if line.lstrip().startswith("minute")]
    for head in heads:
        rows = lines[head + 1 : lines.index("", head)]
        assert len(rows) == 25
        assert {len(row) for row in rows} == {len(lines[head])}
    assert max(map(len, lines)) <= 100
    if "--effects" in more:
        assert any("dissoc. %" in lines[head] for head in heads)


def test_a_csv_file_holds_every_point(capsys, tmp_path):
    path = tmp_path / "course.csv"
    code, _, err = call(
        capsys, "--dose", INFUSION, "--csv", str(path), "--until-min", "120", "--step-min", "0.5"
    )
    assert (code, err) == (0, "")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    course = simulate(Regimen.parse(INFUSION), Patient(70), np.arange(241) / 2)
    np.testing.assert_allclose([float(row["time_min"]) for row in rows], course.time_min)
    np.testing.assert_allclose([float(row["venous_ng_ml"]) for row in rows], course.venous_ng_ml, atol=1e-6)


def test_a_csv_file_that_cannot_be_written_is_a_failure_in_one_line(capsys, tmp_path):
    code, out, err = call(capsys, "--dose", INFUSION, "--csv", str(tmp_path / "none" / "x.csv"))
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert "No such file" in err


def test_an_extrapolation_is_said_in_the_notes_and_nowhere_else(capsys):
    code, out, err = call(capsys, "--dose", INFUSION, "--model", "hijazi")
    assert (code, err) == (0, "")
    assert "Extrapolation: model hijazi" in " ".join(out.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--model", "simon"], "did you mean simons?"),
        (["--metabolites"], "use model simons"),
        (["--interaction", "rifampicine"], "did you mean rifampicin?"),
        (["--model", "otto", "--effects"], "has no effect site"),
        (["--population", "0"], "a whole number of at least 1"),
        (["--population", "many"], "a whole number of at least 1"),
        (["--population", "10", "--seed", "-1"], "--seed '-1' is not a whole number of at least 0"),
        (["--population", "999999999"], "or a longer --step-min"),
        (
            ["--population", "10", "--model", "simons", "--metabolites"],
            "leave out --population or --metabolites",
        ),
        (["--population", "10", "--age-years", "50"], "ages of a population are drawn"),
        (["--age-years", "9"], "the models are of adults"),
        (["--age-years", "old"], "--age-years 65"),
    ],
)
def test_wrong_options_end_in_2_and_one_line_that_helps(capsys, arguments, words):
    code, out, err = call(capsys, "--dose", INFUSION, *arguments)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert words in err
