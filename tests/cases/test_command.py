import json

import pytest

from kapedu.cases.library import case_named, case_names
from kapedu.cli import main


def test_list_names_every_case(capsys):
    assert main(["cases", "list", "--json"]) == 0
    assert {row["id"] for row in json.loads(capsys.readouterr().out)} == set(case_names())
    assert main(["cases", "list"]) == 0
    assert "panic" in capsys.readouterr().out


def test_a_new_case_is_good_and_is_never_written_over(tmp_path, capsys):
    path = tmp_path / "mine.yaml"
    assert main(["cases", "new", str(path)]) == 0
    assert main(["cases", "check", str(path)]) == 0
    assert "good (2 scenes, 4 options" in capsys.readouterr().out
    assert main(["cases", "new", str(path)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert "\nid: mine\n" in path.read_text(encoding="utf-8"), "it is called by its file"


def test_a_case_with_a_problem_is_said_to_have_it(tmp_path, capsys):
    path = tmp_path / "mine.yaml"
    main(["cases", "new", str(path)])
    path.write_text(
        path.read_text(encoding="utf-8").replace("        goto: settling\n", ""), encoding="utf-8"
    )
    assert main(["cases", "check", str(path)]) == 1
    assert "the scene 'settling' is never reached" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "nowhere.yaml"], "cannot be read"),
        (["play", "panik"], "did you mean panic?"),
        (["play", "panic", "--code", "KE1-x"], "copy it again"),
        (["play", "panic", "--seed", "-1"], "seed"),
        (["play"], "name a case, such as bp-surge, or give a code"),
        (["graph", "panic", "--to", "/nowhere/x.html"], "cannot be written"),
    ],
)
def test_wrong_input_is_one_line_and_exit_code_2(capsys, arguments, message):
    assert main(["cases", *arguments]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_the_expert_passes_and_the_code_replays(capsys):
    assert main(["cases", "play", "panic", "--expert", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert first["passed"]
    for named in (["panic"], []):
        assert main(["cases", "play", *named, "--code", first["code"], "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == first


@pytest.mark.parametrize("who", ["--random", "--greedy", "--idle"])
def test_every_player_tells_its_run(capsys, who):
    assert main(["cases", "play", "bp-surge", who, "--seed", "3"]) == 0
    told = capsys.readouterr().out
    assert "Code: KE1-" in told
    assert "assed: " in told


def test_a_code_of_another_case_is_refused(capsys):
    main(["cases", "play", "bp-surge", "--json"])
    code = json.loads(capsys.readouterr().out)["code"]
    assert main(["cases", "play", "panic", "--code", code]) == 2
    assert "of the case 'bp-surge'" in capsys.readouterr().err


def test_the_picture_is_one_file_that_asks_nobody(tmp_path, capsys):
    path = tmp_path / "panic.html"
    assert main(["cases", "graph", "panic", "--to", str(path)]) == 0
    page = path.read_text(encoding="utf-8")
    assert page.count('class="small"') == len(case_named("panic").scenes)
    assert "http" not in page
    assert "src=" not in page
