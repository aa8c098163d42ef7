"""`kapedu simulate` as a person or a program calls it."""

import json
import math
import subprocess
import sys

import numpy as np
import pytest

from kapedu import cli
from kapedu.pharmacology import Patient, Regimen, simulate

INFUSION = "iv 0.5 mg/kg over 40 min"


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
        capsys, "--dose", INFUSION, "--weight-kg", "70", "--until-min", "240", "--step-min", "1", "--json"
    )
    found = json.loads(out)
    assert (code, err) == (0, "")
    course = simulate(Regimen.parse(INFUSION), Patient(70), np.arange(0, 241.0))
    assert found["time_min"] == list(range(241))
    for name in ("arterial_ng_ml", "venous_ng_ml", "effect_site_ng_ml"):
        np.testing.assert_allclose(found[name], getattr(course, name), atol=1e-6)
    assert found["model"] == course.model
    assert found["sources"] == list(course.sources)
    assert "kamp2020" in found["sources"]
    assert found["doses"] == [INFUSION]
    assert found["weight_kg"] == 70
    assert found["notes"][-1].startswith("This is a teaching simulation")


def test_doses_repeat_and_add_up(capsys):
    def arterial(*doses):
        arguments = [part for dose in doses for part in ("--dose", dose)]
        return np.array(json.loads(call(capsys, *arguments, "--json")[1])["arterial_ng_ml"])

    both = arterial("iv 35 mg", "sl 100 mg at 60 min")
    np.testing.assert_allclose(both, arterial("iv 35 mg") + arterial("sl 100 mg at 60 min"), atol=2e-6)


def test_the_step_and_the_end_are_those_asked_for(capsys):
    found = json.loads(call(capsys, "--dose", INFUSION, "--until-min", "1", "--step-min", "0.1", "--json")[1])
    np.testing.assert_allclose(found["time_min"], np.arange(11) / 10)
    found = json.loads(call(capsys, "--dose", INFUSION, "--until-min", "10", "--step-min", "4", "--json")[1])
    assert found["time_min"] == [0, 4, 8]


def test_the_table_is_short_aligned_and_says_what_it_is(capsys):
    code, out, err = call(capsys, "--dose", INFUSION)
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
    _, out, _ = call(capsys, "--dose", INFUSION, "--until-min", str(points), "--step-min", "1")
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
        (["--dose", INFUSION, "--dose", "xx 1 mg"], "unknown route 'xx'"),
        (["--dose", INFUSION, "--weight-kg", "0"], "give 20 to 400 kg"),
        (["--dose", INFUSION, "--weight-kg", "-70"], "give 20 to 400 kg"),
        (["--dose", INFUSION, "--weight-kg", "nan"], "--weight-kg 80"),
        (["--dose", INFUSION, "--weight-kg", "heavy"], "--weight-kg 80"),
        (["--dose", INFUSION, "--weight-kg", "500"], "give 20 to 400 kg"),
        (["--dose", INFUSION, "--step-min", "0"], "such as --step-min 1"),
        (["--dose", INFUSION, "--step-min", "-1"], "such as --step-min 1"),
        (["--dose", INFUSION, "--step-min", "nan"], "--step-min 1"),
        (["--dose", INFUSION, "--step-min", "241"], "give a shorter step"),
        (["--dose", INFUSION, "--step-min", "0.0001"], "give a step of 0.0005 min or more"),
        (["--dose", INFUSION, "--step-min", "1e-300"], "give a step of 0.0005 min or more"),
        (["--dose", INFUSION, "--until-min", "0"], "such as --until-min 240"),
        (["--dose", INFUSION, "--until-min", "-5"], "such as --until-min 240"),
        (["--dose", INFUSION, "--until-min", "inf"], "--until-min 240"),
        (["--dose", INFUSION, "--until-min", "1e12"], "an earlier --until-min"),
        (["--dose", "iv 35 mg at 300 min"], "give --until-min 300 or more"),
        ([], "--dose"),
        (["--dose"], "--dose"),
        (["--dose", INFUSION, "--weight", "70", "--colour", "red"], "--colour"),
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
    code, out, _ = call(capsys, "--dose", INFUSION, "--until-min", "240", "--step-min", "0.0005")
    assert code == 0
    assert "240" in out


def test_no_number_is_ever_nan(capsys):
    out = call(capsys, "--dose", "esketamine-in 84 mg", "--dose", "po 100 mg at 5 min", "--json")[1]
    found = json.loads(out, parse_constant=lambda word: pytest.fail(f"{word} in the output"))
    assert all(math.isfinite(x) for name in ("arterial_ng_ml", "venous_ng_ml") for x in found[name])


def test_the_whole_command_starts_without_scipy_or_pandas():
    script = (
        "import sys; from kapedu import cli; "
        f"code = cli.main(['simulate', '--dose', '{INFUSION}', '--json']); "
        "heavy = {'scipy', 'pandas', 'plotly', 'ipywidgets', 'IPython'} & set(sys.modules); "
        "sys.stderr.write(' '.join(sorted(heavy))); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)["time_min"]) == 241
