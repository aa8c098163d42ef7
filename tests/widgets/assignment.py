"""The folder of a quiz as a kernel under Jupyter finds it: what the tests of graded widgets share."""

from pathlib import Path

import pytest


def work_in(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trainee's empty folder of an assignment, as the working folder of a fresh kernel."""
    home = tmp_path / "my-work" / name
    home.mkdir(parents=True)
    monkeypatch.chdir(home)
    restart_kernel(monkeypatch)
    return home


def restart_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the quiz that is open, as a kernel that starts anew."""
    monkeypatch.setattr("kapedu.widgets.questions.quiz_in_progress._OPEN", {})
