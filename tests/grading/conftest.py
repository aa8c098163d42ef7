"""A course in a temporary folder, as nbgrader sees it."""

import json
import shutil
from itertools import count
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
SEEDS = count()  # every sheet is somebody's own
AT = "2026-11-22T09:00:00+00:00"


@pytest.fixture(scope="session")
def make_course():
    """Copies one quiz of the course, and its settings, to a folder of their own."""
    return _make_course


def _make_course(root: Path) -> Path:
    shutil.copytree(
        REPO / "assessments" / "source" / "module-1",
        root / "assessments" / "source" / "module-1",
        ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
    )
    shutil.copy(REPO / "assessments" / "nbgrader_config.py", root / "assessments")
    return root


@pytest.fixture(scope="session")
def sheet_bytes():
    """Writes an answer sheet as the quiz does."""
    return _sheet_bytes


def _sheet_bytes(answers: dict[str, object], assignment: str = "module-1", seed: str = "") -> bytes:
    entries = {name: {"answer": value, "at": AT} for name, value in answers.items()}
    sheet = {
        "schema_version": 1,
        "assignment": assignment,
        "seed": seed or f"{next(SEEDS):04x}",
        "started": AT,
        "answers": entries,
        "handed_in": [],
    }
    return json.dumps(sheet).encode()


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of one quiz, nothing generated yet; its exchange is a folder beside it."""
    monkeypatch.setenv("KAPEDU_EXCHANGE", str(tmp_path / "exchange"))
    return _make_course(tmp_path / "course")
