"""The cases that come with the course."""

from pathlib import Path

from kapedu.cases.case import Case
from kapedu.cases.read_case import read_case
from kapedu.cases.shelf import Shelf

FOLDER = Path(__file__).parent / "library"
CASES = Shelf(FOLDER, "case", read_case)

case_names, case_named, case_at, read_case_file = CASES.names, CASES.named, CASES.at, CASES.read_file


def library() -> tuple[Case, ...]:
    """Every case."""
    return tuple(case_named(name) for name in case_names())
