"""`kapedu simulate` as a person or a program calls it."""

import csv
import json
import math
import subprocess
import sys

import numpy as np
import pytest

from kapedu import cli
from kapedu.pharmacology import Patient, Regimen, models, simulate

INFUSION = "iv 35 mg over 40 min"
BY_WEIGHT = "iv 0.5 mg/kg over 40 min"


def call(capsys, *arguments):
    """Exit code, standard output, standard error."""
    try:
        code = cli.main(["simulate", *arguments])
    except SystemExit as stop:
        code = stop.code
    out, err = capsys.readouterr()
    return code, out, err


def test_json_holds_what_the_simulation_gives(capsys):
    code, out, err = call(
        capsys, "--dose", BY_WEIGHT, "--weight-kg", "70", "--until-min", "240", "--step-min", "1", "--json"
    )
    found = json.loads(out)
    assert (code, err) == (0, "")
    course = simulate(Regimen.parse(BY_WEIGHT), Patient(70), np.arange(0, 241.0))
    assert found["time_min"] == list(range(241))
    for name in ("arterial_ng_ml", "venous_ng_ml", "effect_site_ng_ml"):
        np.testing.assert_allclose(found[name], getattr(course, name), atol=1e-6)
    assert found["model"] == course.model
    assert found["sources"] == list(course.sources)
    assert "kamp2020" in found["sources"]
    assert found["doses"] == [BY_WEIGHT]
    assert found["weight_kg"] == 70
    assert found["notes"][-1].startswith("This is a teaching simulation")


def test_doses_repeat_and_add_up(capsys):
    def arterial(*doses):
        arguments = [part for dose in doses for part in ("--dose", dose)]
        return np.array(json.loads(call(capsys, *arguments, "--json")[1])["arterial_ng_ml"])

    both = arterial("iv 35 mg", "sl 100 mg at 60 min")
    np.testing.assert_allclose(both, arterial("iv 35 mg") + arterial("sl 100 mg at 60 min"), atol=2e-6)


def test_the_step_and_the_end_are_those_asked_for(capsys):
    found = json.loads(
        call(capsys, "--dose", BY_WEIGHT, "--until-min", "1", "--step-min", "0.1", "--json")[1]
    )
    np.testing.assert_allclose(found["time_min"], np.arange(11) / 10)
    found = json.loads(call(capsys, "--dose", BY_WEIGHT, "--until-min", "10", "--step-min", "4", "--json")[1])
    assert found["time_min"] == [0, 4, 8]


def test_the_table_is_short_aligned_and_says_what_it_is(capsys):
    code, out, err = call(capsys, "--dose", BY_WEIGHT)
    lines = out.splitlines()
    assert (code, err) == (0, "")
    head = lines.index(next(line for line in lines if "arterial" in line))
    rows = lines[head + 1 : lines.index("", head)]
    assert len(rows) == 25
    assert {len(row) for row in rows} == {len(lines[head])}
    assert [row.split()[0] for row in rows] == [str(minute) for minute in range(0, 241, 10)]
    assert rows[4].split()[1:3] == ["253.1", "204.3"]
    assert "Model: Kamp 2020" in out
    assert "kamp2020 (secondary)" in out
    assert "olofsen2022 (primary)" in out
    assert "Highest, arterial: 253 ng/mL at minute 40" in out
    assert "It does not treat" in lines[-1]
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("points", [1, 2, 24, 25, 26, 27, 240, 241, 1440, 99_999])
def test_a_table_of_any_length_has_few_rows_and_ends_at_the_end(capsys, points):
    _, out, _ = call(capsys, "--dose", BY_WEIGHT, "--until-min", str(points), "--step-min", "1")
    lines = out.splitlines()
    head = lines.index(next(line for line in lines if "arterial" in line))
    rows = lines[head + 1 : lines.index("", head)]
    assert len(rows) <= 27
    assert float(rows[-1].split()[0]) == points


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--dose", "ev 35 mg"], "the routes are iv (into a vein), im (into a muscle)"),
        (["--dose", "iv -35 mg"], "a dose is more than zero"),
        (["--dose", "iv 0 mg"], "a dose is more than zero"),
        (["--dose", "iv nan mg"], "not a finite number"),
        (["--dose", ""], "write for instance: iv 0.5 mg/kg over 40 min"),
        (["--dose", "iv 35 mg/kg"], "if you meant 35 mg in all, write: iv 35 mg"),
        (["--dose", "iv 400 mg"], "iv 400 mg is 5.71 mg/kg at 70 kg"),
        (["--dose", "iv 35 µg"], "write the amount in mg or mg/kg"),
        (["--dose", "im 35 mg over 40 min"], "'over' is for iv only"),
        (["--dose", "esketamine-in 30 mg"], "write 28, 56 or 84 mg"),
        (["--dose", "iv 35 mg\nover"], "was not understood"),
        (["--dose", BY_WEIGHT, "--dose", "xx 1 mg"], "unknown route 'xx'"),
        (["--dose", BY_WEIGHT, "--weight-kg", "0"], "give 20 to 400 kg"),
        (["--dose", BY_WEIGHT, "--weight-kg", "-70"], "give 20 to 400 kg"),
        (["--dose", BY_WEIGHT, "--weight-kg", "nan"], "--weight-kg 80"),
        (["--dose", BY_WEIGHT, "--weight-kg", "heavy"], "--weight-kg 80"),
        (["--dose", BY_WEIGHT, "--weight-kg", "500"], "give 20 to 400 kg"),
        (["--dose", BY_WEIGHT, "--step-min", "0"], "such as --step-min 1"),
        (["--dose", BY_WEIGHT, "--step-min", "-1"], "such as --step-min 1"),
        (["--dose", BY_WEIGHT, "--step-min", "nan"], "--step-min 1"),
        (["--dose", BY_WEIGHT, "--step-min", "241"], "give a shorter step"),
        (["--dose", BY_WEIGHT, "--step-min", "0.0001"], "give a step of 0.0005 min or more"),
        (["--dose", BY_WEIGHT, "--step-min", "1e-300"], "give a step of 0.0005 min or more"),
        (["--dose", BY_WEIGHT, "--until-min", "0"], "such as --until-min 240"),
        (["--dose", BY_WEIGHT, "--until-min", "-5"], "such as --until-min 240"),
        (["--dose", BY_WEIGHT, "--until-min", "inf"], "--until-min 240"),
        (["--dose", BY_WEIGHT, "--until-min", "1e12"], "an earlier --until-min"),
        (["--dose", "iv 35 mg at 300 min"], "give --until-min 300 or more"),
        ([], "--dose"),
        (["--dose"], "--dose"),
        (["--dose", BY_WEIGHT, "--weight", "70", "--colour", "red"], "--colour"),
    ],
)
def test_wrong_input_ends_in_2_and_one_line_that_helps(capsys, arguments, words):
    code, out, err = call(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert err.startswith("kapedu")
    assert len(err.splitlines()) == 1
    assert words in err


def test_the_smallest_step_that_the_error_names_works(capsys):
    code, out, _ = call(capsys, "--dose", BY_WEIGHT, "--until-min", "240", "--step-min", "0.0005")
    assert code == 0
    assert "240" in out


def test_no_number_is_ever_nan(capsys):
    out = call(capsys, "--dose", "esketamine-in 84 mg", "--dose", "po 100 mg at 5 min", "--json")[1]
    found = json.loads(out, parse_constant=lambda word: pytest.fail(f"{word} in the output"))
    assert all(math.isfinite(x) for name in ("arterial_ng_ml", "venous_ng_ml") for x in found[name])


def test_the_whole_command_starts_without_scipy_or_pandas():
    script = (
        "import sys; from kapedu import cli; "
        f"code = cli.main(['simulate', '--dose', '{BY_WEIGHT}', '--json']); "
        "heavy = {'scipy', 'pandas', 'plotly', 'ipywidgets', 'IPython'} & set(sys.modules); "
        "sys.stderr.write(' '.join(sorted(heavy))); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)["time_min"]) == 241


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
