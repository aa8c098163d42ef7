"""``kapedu score`` in a shell."""

import json

import pytest

from kapedu.cli import main


def test_json_holds_total_band_alerts_interpretation_and_source(capsys):
    assert main(["score", "phq9", "1,2,0,1,3,0,1,0,1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["total"], found["band"], found["source"]) == (9, "mild", "phq-notice")
    assert "Item 9" in found["alerts"][0]
    assert found["interpretation"].startswith("9 of 27: mild.")


def test_the_text_shows_the_alert_before_the_interpretation_and_says_that_it_teaches(capsys):
    assert main(["score", "phq9", "1,2,0,1,3,0,1,0,1"]) == 0
    text = capsys.readouterr().out
    assert 0 < text.index("ALERT") < text.index("9 of 27")
    assert "teaches and does not treat" in text


def test_an_earlier_total_is_compared(capsys):
    assert main(["score", "phq9", "1,1,1,1,1,1,1,1,0", "--before", "20", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["change"]
    assert (found["better_by"], found["verdict"], found["response"]) == (12, "reliably better", True)
    assert main(["score", "madrs", "11", "--before", "34"]) == 0
    assert "some conventions only" in capsys.readouterr().out


def test_a_negative_level_is_no_option(capsys):
    assert main(["score", "rass", "-3"]) == 0
    assert "Deeply sedated" in capsys.readouterr().out


def test_the_list_names_every_scale_and_what_it_takes(capsys):
    assert main(["score", "--list"]) == 0
    assert "hamd17" in capsys.readouterr().out
    assert main(["score", "--list", "--json"]) == 0
    assert {"name": "madrs", "takes": "one total from 0 to 60"}.items() <= json.loads(
        capsys.readouterr().out
    )[4].items()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["phq9", "1,2,3"], "3 answers given; PHQ-9 needs 9 numbers of 0 to 3"),
        (["phq9", "1,2,,1,3,0,1,0,1"], "item 3 is missing"),
        (["phq9", "1,2,9,1,3,0,1,0,1"], "item 3 is 9, which is out of range; it takes 0 to 3"),
        (["phq9"], "ANSWERS are missing"),
        ([], "NAME is missing"),
        (["xyz", "1"], "does not exist"),
        (["madrs", "20", "--before", "many"], "--before 'many' is not a whole number"),
        (["madrs", "20", "--before", "99"], "before 99 is out of range"),
    ],
)
def test_bad_input_is_one_line_with_the_rule_and_exit_code_2(words, message, capsys):
    assert main(["score", *words]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert message in captured.err
