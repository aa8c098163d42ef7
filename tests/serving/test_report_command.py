"""``kapedu report``: what it refuses before it serves anything."""

import socket

from kapedu.cli import main
from tests.classroom import copy_assessments


def test_a_folder_without_a_course_is_named(tmp_path, capsys):
    assert main(["report", "--root", str(tmp_path), "--no-browser"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("kapedu report: ")
    assert str(tmp_path) in told
    assert told.count("\n") == 1


def test_a_course_without_the_page_says_so(tmp_path, capsys):
    root = copy_assessments(tmp_path, ("pre-test",))
    assert main(["report", "--root", str(root), "--no-browser"]) == 2
    assert "instructor.ipynb" in capsys.readouterr().err


def test_a_port_in_use_is_told(tmp_path, capsys):
    root = copy_assessments(tmp_path, ("pre-test",))
    (root / "course").mkdir()
    (root / "course" / "instructor.ipynb").write_text("{}")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["report", "--root", str(root), "--no-browser", "--port", str(port)]) == 1
    assert "another program uses this port" in capsys.readouterr().err
