"""CSV files of the course: every line read, or refused with file, line and column."""

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import ClassVar

from kapedu.knowledge.errors import KnowledgeError, nearest


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a CSV file that knows where it stands."""

    file: str
    number: int
    """Line in the file; the header is line 1."""
    cells: dict[str, str]
    error: ClassVar[type[ValueError]] = KnowledgeError
    """What a refusal is; another room has its own."""

    def refuse(self, column: str, reason: str) -> ValueError:
        """An error that names the place; raise it."""
        return self.error(f"{self.file}: line {self.number}, column {column}: {reason}")

    def text(self, column: str) -> str:
        """A text that must be there."""
        if not self.cells[column].strip():
            raise self.refuse(column, "is empty; a text is expected")
        return self.cells[column]

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        """A word out of a list; an empty cell only where the list has an empty word."""
        word = self.cells[column]
        if word not in allowed:
            choices = ", ".join(item or "nothing" for item in allowed)
            raise self.refuse(column, f"{word!r} is not one of {choices}")
        return word

    def number_or_none(self, column: str) -> float | None:
        """A finite number, or None where the cell is empty."""
        written = self.cells[column]
        if not written:
            return None
        try:
            number = float(written)
        except ValueError:
            raise self.refuse(column, f"{written!r} is not a number") from None
        if not isfinite(number):
            raise self.refuse(column, f"{written!r} is not a finite number")
        return number

    def count_or_none(self, column: str) -> int | None:
        """A whole number of zero or more, or None where the cell is empty."""
        number = self.number_or_none(column)
        if number is None:
            return None
        if number < 0 or number != int(number):
            raise self.refuse(column, f"{self.cells[column]!r} is not a count (0, 1, 2 and so on)")
        return int(number)

    def keys(self, column: str, known_sources: Collection[str]) -> tuple[str, ...]:
        """Keys of the bibliography, ``;`` between them; none where the cell is empty."""
        keys = tuple(key.strip() for key in self.cells[column].split(";")) if self.cells[column] else ()
        for key in keys:
            if key not in known_sources:
                raise self.refuse(
                    column, f"{key!r} is not a key of references.json{nearest(key, known_sources)}"
                )
        return keys


def read_lines(path: Path, columns: Sequence[str]) -> Iterator[Line]:
    """The lines of a CSV file with exactly these columns.

    Raises:
        KnowledgeError: Other columns, or a line with too many or too few cells; names the line.
    """
    with path.open(encoding="utf-8", newline="") as opened:
        reader = csv.DictReader(opened)
        if reader.fieldnames is None or list(reader.fieldnames) != list(columns):
            raise KnowledgeError(f"{path.name}: line 1: the columns must be {', '.join(columns)}")
        for cells in reader:
            if None in cells or None in cells.values():
                raise KnowledgeError(
                    f"{path.name}: line {reader.line_num}: too many or too few columns; "
                    "quote a text that holds a comma"
                )
            yield Line(path.name, reader.line_num, cells)


def no_twins(lines: Sequence[Line], column: str) -> None:
    """Check that no two lines carry the same name.

    Raises:
        KnowledgeError: A name is used twice; names both lines.
    """
    first: dict[str, int] = {}
    for line in lines:
        name = line.cells[column]
        if name in first:
            raise line.refuse(column, f"{name!r} is already the name of line {first[name]}")
        first[name] = line.number
