"""A file is whole or as it was before, whatever happens while it is written."""

import os
import signal
import stat
import subprocess
import sys

import pytest

from kapedu.files import set_aside, write_new, write_whole

WRITE_FOR_EVER = """
import sys
from pathlib import Path
from kapedu.files import write_whole
path = Path(sys.argv[1])
print("begun", flush=True)
while True:
    for letter in "ab":
        write_whole(path, letter * 300_000)
"""


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def full_disk(*_arguments):
    raise OSError(28, "No space left on device")


def test_text_and_bytes_are_written_as_they_are(tmp_path):
    for content, data in (("Größe\r\n", "Größe\r\n".encode()), (b"\x00\xff", b"\x00\xff"), ("", b"")):
        write_whole(tmp_path / "one", content)
        assert (tmp_path / "one").read_bytes() == data
    assert names(tmp_path) == ["one"]


def test_its_permissions_are_those_that_were_asked_for_whatever_the_umask(tmp_path):
    before = os.umask(0o077)
    try:
        write_whole(tmp_path / "open", "x", permissions=0o644)
        write_whole(tmp_path / "closed", "x")
    finally:
        os.umask(before)
    found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert found == {"open": 0o644, "closed": 0o600}


@pytest.mark.parametrize("step", ["fsync", "fchmod", "replace"])
def test_a_step_that_fails_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch, step):
    write_whole(tmp_path / "one", "old")
    monkeypatch.setattr(os, step, full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "one", "new")
    assert (tmp_path / "one").read_text() == "old"
    assert names(tmp_path) == ["one"]


def test_a_link_is_replaced_and_what_it_led_to_stays(tmp_path):
    (tmp_path / "far").write_text("theirs")
    (tmp_path / "one").symlink_to(tmp_path / "far")
    write_whole(tmp_path / "one", "mine")
    assert (tmp_path / "far").read_text() == "theirs"
    assert not (tmp_path / "one").is_symlink()


def test_killed_at_any_moment_it_is_one_of_the_two(tmp_path):
    path = tmp_path / "one"
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", WRITE_FOR_EVER, str(path)], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            while not path.exists():
                pass
            process.send_signal(signal.SIGKILL)
        content = path.read_text()
        assert content in {"a" * 300_000, "b" * 300_000}


def test_a_new_file_takes_the_place_of_nothing(tmp_path):
    write_new(tmp_path / "one", "mine")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "one", "yours")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "dangling", "yours")
    assert (tmp_path / "one").read_text() == "mine"
    assert names(tmp_path) == ["dangling", "one"]


def test_a_disk_without_links_and_permissions_takes_files_too(tmp_path, monkeypatch):
    def unknown(*_arguments):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", unknown)
    monkeypatch.setattr(os, "fchmod", unknown)
    write_new(tmp_path / "one", "mine")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "one", "yours")
    write_whole(tmp_path / "two", "new")
    assert [(tmp_path / name).read_text() for name in names(tmp_path)] == ["mine", "new"]


def test_a_new_file_gives_way_to_one_that_was_made_meanwhile(tmp_path, monkeypatch):
    monkeypatch.setattr(os.path, "lexists", lambda _path: False)
    (tmp_path / "one").write_text("theirs")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "one", "mine")
    assert (tmp_path / "one").read_text() == "theirs"
    assert names(tmp_path) == ["one"]


def test_damaged_files_are_kept_under_names_of_their_own(tmp_path):
    for number in (1, 2, 3):
        (tmp_path / "one").write_text(f"{number}")
        assert set_aside(tmp_path / "one") == tmp_path / f"one.{number}.damaged"
    assert {path.read_text() for path in tmp_path.iterdir()} == {"1", "2", "3"}
