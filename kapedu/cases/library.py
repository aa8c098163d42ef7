"""The cases that come with the course."""

from functools import cache, lru_cache
from pathlib import Path

from kapedu.cases.case import Case
from kapedu.cases.errors import CaseError, nearest
from kapedu.cases.read_case import read_case_file

FOLDER = Path(__file__).parent / "library"


@cache
def case_names() -> tuple[str, ...]:
    """Ids of the cases, in the order of the alphabet: each is the name of its file."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@lru_cache(maxsize=1000)
def case_named(name: str) -> Case:
    """A case of the library.

    Raises:
        CaseError: There is none of this name; lists those that there are.
    """
    if name not in case_names():
        raise CaseError(
            f"there is no case {name!r}; there are {', '.join(case_names())}{nearest(name, case_names())}"
        )
    return read_case_file(FOLDER / f"{name}.yaml")


def library() -> tuple[Case, ...]:
    """Every case."""
    return tuple(case_named(name) for name in case_names())


def case_at(name_or_path: str) -> Case:
    """A case of the library by its id, or one in a file.

    Raises:
        CaseError: There is no such case, or the file holds none.
    """
    if name_or_path in case_names():
        return case_named(name_or_path)
    path = Path(name_or_path)
    if path.suffix in {".yaml", ".yml"} or path.exists():
        return read_case_file(path)
    return case_named(name_or_path)
