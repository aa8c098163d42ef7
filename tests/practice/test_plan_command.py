import pytest

from kapedu.cli import main
from kapedu.practice.plan_request import EXAMPLE
from kapedu.practice.regimens import protocols


@pytest.fixture
def patient(tmp_path):
    path = tmp_path / "patient.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def test_the_plan_is_printed(patient, capsys):
    assert main(["plan", str(patient)]) == 0
    assert "Dose 6 of 6" in capsys.readouterr().out.replace("dose 6 of 6", "Dose 6 of 6")


def test_html_and_pdf_are_written_together(patient, tmp_path, capsys):
    html, pdf = tmp_path / "plan.html", tmp_path / "plan.pdf"
    assert main(["plan", str(patient), "--html", str(html), "--pdf", str(pdf)]) == 0
    assert html.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert capsys.readouterr().out == f"Wrote {html}\nWrote {pdf}\n"


def test_the_template_is_a_plan_that_can_be_made(tmp_path, capsys):
    assert main(["plan", "--template"]) == 0
    path = tmp_path / "made.yaml"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["plan", str(path)]) == 0


def test_the_list_names_every_protocol(capsys):
    assert main(["plan", "--list"]) == 0
    said = capsys.readouterr().out
    assert all(f"  {key}: " in said for key in protocols())


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("therapy: cbt", "therapy: cbd", "pairing 'cbd'"),
        ("weight_kg: 70", "weight_kg: 7000", "weight_kg"),
        ("plan:", "plans:", "plans"),
    ],
)
def test_wrong_input_is_one_line_on_stderr_and_exit_code_2(patient, capsys, old, new, named):
    patient.write_text(EXAMPLE.replace(old, new), encoding="utf-8")
    assert main(["plan", str(patient)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("kapedu plan: ")
    assert said.err.count("\n") == 1
    assert named in said.err


@pytest.mark.parametrize("name", ["nowhere.yaml", "."])
def test_a_file_that_is_not_there_is_named(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["plan", name]) == 2
    assert name in capsys.readouterr().err


def test_nothing_half_is_left_when_the_pdf_cannot_be_made(patient, tmp_path, capsys):
    patient.write_text(EXAMPLE.replace("Sing in the choir", "Петь"), encoding="utf-8")
    html = tmp_path / "plan.html"
    assert main(["plan", str(patient), "--html", str(html), "--pdf", str(tmp_path / "plan.pdf")]) == 2
    assert not html.exists()
    assert "--html" in capsys.readouterr().err


def test_without_a_file_it_says_how_to_begin(capsys):
    assert main(["plan"]) == 2
    assert "--template" in capsys.readouterr().err
