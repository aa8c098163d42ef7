"""``kapedu course``: what is said when it cannot start, and which port it accepts."""

import subprocess
import sys
from pathlib import Path

import pytest

from kapedu.cli import main
from kapedu.grading import preparing
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


class Server:
    """Stands for the real one; notes what happens to it."""

    def __init__(self, happened: list[object]) -> None:
        self.happened = happened

    def start(self) -> None:
        self.happened.append("served")


@pytest.fixture
def happened(tmp_path: Path, monkeypatch) -> list[object]:
    """A course in the working directory whose server is not started; what happened, in order."""
    for name in ("assessments", "modules", "course"):
        (tmp_path / name).mkdir()
    (tmp_path / "course" / "index.ipynb").write_text("{}", encoding="utf-8")
    happened: list[object] = []

    def no_server(place: lab_app.Place, port: int, *, open_browser: bool) -> Server:
        happened.append((place, port, open_browser))
        return Server(happened)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KAPEDU_OPEN", "0")
    monkeypatch.setattr(course_command, "make_server", no_server)
    monkeypatch.setattr(course_command, "address_of", lambda _server, _place: "http://127.0.0.1:1/")
    return happened


def test_the_quizzes_are_got_ready_beside_the_course_and_end_with_it(
    tmp_path: Path, monkeypatch, capsys, happened
) -> None:
    class Preparing:
        def terminate(self) -> None:
            happened.append("ended")

        def wait(self) -> None:
            happened.append("gone")

    def start(root: Path) -> Preparing:
        happened.append(("preparing", root))
        return Preparing()

    monkeypatch.setattr(preparing, "start_preparing", start)
    assert main(["course", "--port", "0"]) == 0
    place = lab_app.Place(tmp_path)
    assert happened == [(place, 0, False), ("preparing", tmp_path), "served", "ended", "gone"]
    assert "http://127.0.0.1:1/" in capsys.readouterr().out


def test_when_they_cannot_even_be_begun_it_is_said_and_the_course_opens_all_the_same(
    monkeypatch, capsys, happened
) -> None:
    def refuse(_root: Path) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(preparing, "start_preparing", refuse)
    assert main(["course", "--port", "0"]) == 0
    assert "The quizzes are not ready ([Errno 30] Read-only file system)" in capsys.readouterr().out
    assert happened[-1] == "served"


def test_asking_for_help_loads_no_jupyter() -> None:
    program = (
        "import sys; from kapedu.cli import main\n"
        "try: main(['course', '--help'])\n"
        "except SystemExit: pass\n"
        "assert not {'jupyterlab', 'jupyter_server', 'nbgrader'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "--instructor" in done.stdout
