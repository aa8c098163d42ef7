"""``kapedu course``: what is said when it cannot start, and which port it accepts."""

import subprocess
import sys
from pathlib import Path

import pytest

from kapedu.cli import main
from kapedu.serving import course_command, lab_app


@pytest.mark.parametrize("port", ["-1", "65536", "eighty", "1.5", ""])
def test_an_impossible_port_ends_with_2_and_says_what_is_allowed(port: str, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["course", f"--port={port}"])
    assert ended.value.code == 2
    assert "from 0 to 65535" in capsys.readouterr().err


def test_without_a_course_it_ends_with_2_and_one_line_that_helps(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(course_command, "__file__", str(tmp_path / "lib" / "kapedu" / "serving" / "x.py"))
    assert main(["course", "--no-browser"]) == 2
    said = capsys.readouterr().err
    assert str(tmp_path) in said
    assert "Download the whole course" in said
    assert said.count("\n") == 1


def test_a_failing_quiz_is_said_and_the_course_opens_all_the_same(
    tmp_path: Path, monkeypatch, capsys
) -> None:
    (tmp_path / "assessments").mkdir()
    (tmp_path / "modules").mkdir()
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "index.ipynb").write_text("{}", encoding="utf-8")
    started = []

    class Server:
        def start(self) -> None:
            started.append(True)

    def no_server(place: lab_app.Place, port: int, *, open_browser: bool) -> Server:
        started.append((place, port, open_browser))
        return Server()

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KAPEDU_OPEN", "0")
    monkeypatch.setattr(course_command, "make_server", no_server)
    monkeypatch.setattr(course_command, "address_of", lambda _server, _place: "http://127.0.0.1:1/")
    assert main(["course", "--port", "0"]) == 0
    said = capsys.readouterr().out
    assert "The quizzes are not ready" in said  # there is no assessments/source
    assert "http://127.0.0.1:1/" in said
    assert started == [(lab_app.Place(tmp_path), 0, False), True]


def test_asking_for_help_loads_no_jupyter() -> None:
    program = (
        "import sys; from kapedu.cli import main\n"
        "try: main(['course', '--help'])\n"
        "except SystemExit: pass\n"
        "assert not {'jupyterlab', 'jupyter_server', 'nbgrader'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "--instructor" in done.stdout
