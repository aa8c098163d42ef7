"""The files of one kind that come with the course: each is named by its id, read once, and found by its name."""

import hashlib
from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from kapedu.cases.errors import CaseError, nearest

Content = TypeVar("Content")
_FINGERPRINT_LENGTH = 12


class Shelf(Generic[Content]):
    """A folder of files that authors write.

    Args:
        folder: Where they lie.
        what: What one of them is called in messages.
        read: From text and file name to what it holds.
    """

    def __init__(self, folder: Path, what: str, read: Callable[[str, str], Content]) -> None:
        self._folder, self._what, self._read = folder, what, read
        self._kept = lru_cache(maxsize=1000)(self.read_file)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(sorted(path.stem for path in self._folder.glob("*.yaml")))

    def names(self) -> tuple[str, ...]:
        """Ids, in the order of the alphabet: each is the name of its file."""
        return self._names

    def named(self, name: str) -> Content:
        """What the file of this name holds.

        Raises:
            CaseError: There is none; lists those that there are.
        """
        if name not in self._names:
            known = ", ".join(self._names)
            raise CaseError(
                f"there is no {self._what} {name!r}; there are {known}{nearest(name, self._names)}"
            )
        return self._kept(self._folder / f"{name}.yaml")

    def at(self, name_or_path: str) -> Content:
        """One of the course by its id, or one in a file.

        Raises:
            CaseError: There is no such id, or the file holds none.
        """
        path = Path(name_or_path)
        is_path = path.suffix in {".yaml", ".yml"} or path.exists()
        return (
            self.named(name_or_path) if name_or_path in self._names or not is_path else self.read_file(path)
        )

    def read_file(self, path: Path) -> Content:
        """What a file holds.

        Raises:
            CaseError: The file cannot be read, or what it holds; names file, line, field and what was expected.
        """
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CaseError(f"{path}: the file cannot be read ({type(error).__name__})") from None
        return self._read(text, path.name)


def fingerprint(text: str) -> str:
    """What tells one version of a file from another.

    >>> fingerprint("id: x")
    '56a14c9768e2'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:_FINGERPRINT_LENGTH]
