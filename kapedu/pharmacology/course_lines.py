"""A course in words and columns, as wide as a terminal: what ``kapedu simulate`` prints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor, log10
from textwrap import wrap

from kapedu.knowledge import fact
from kapedu.pharmacology.course import Course
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.notes import TEACHES

_PERCENT = 100
_LINE_LENGTH = 100
_CELL_LENGTH = 8
_ROWS_SHOWN = 25
_ROUND_DIGITS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Column:
    """One column of the output.

    Attributes:
        key: Name in JSON and CSV.
        title: Head in the table, short.
        values: One for each time.
        unit: Unit for the line that names the highest value.
        in_table: Whether the table has room for it.
    """

    key: str
    title: str
    values: FloatArray
    unit: str = "ng/mL"
    in_table: bool = True


def course_lines(
    title: str, course: Course, columns: Sequence[Column], notes: Sequence[str]
) -> Iterator[str]:
    """A course line by line: title, table, highest values, bioavailability, model, sources with statuses, notes.

    Args:
        title: Whom it is about, one line.
        course: The course of the typical patient.
        columns: What may be shown; only those with ``in_table`` are.
        notes: What a reader must know, a sentence each.
    """
    shown = [column for column in columns if column.in_table]
    yield title
    yield ""
    for block in _blocks(shown):
        yield from _table(course, block)
        yield ""
    for column in shown:
        highest = column.values.argmax()
        yield (
            f"Highest, {column.title.removesuffix(' %') if '%' in column.unit else column.title}: "
            f"{column.values[highest]:.0f} {column.unit} "
            f"at minute {course.time_min[highest]:g}"
        )
    for route, share in course.bioavailability.items():
        ends = f"{_PERCENT * share.low:.0f} to {_PERCENT * share.high:.0f} %"
        if share.low < share.high:
            yield f"Bioavailability, {route}: {_PERCENT * share.used:.0f} % used; published {ends}"
    yield ""
    yield from wrap(f"Model: {course.model}", _LINE_LENGTH)
    yield from wrap(f"Sources: {', '.join(_with_statuses(course))}", _LINE_LENGTH)
    for note in notes:
        yield from wrap(f"- {note}", _LINE_LENGTH, subsequent_indent="  ")
    yield ""
    yield TEACHES


def _blocks(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """The columns in as many tables as the width of a terminal asks for."""
    block: list[Column] = []
    width = _CELL_LENGTH
    for column in columns:
        wide = 2 + max(_CELL_LENGTH, len(column.title))
        if block and width + wide > _LINE_LENGTH:
            yield block
            block, width = [], _CELL_LENGTH
        block.append(column)
        width += wide
    yield block


def _table(course: Course, columns: Sequence[Column]) -> Iterator[str]:
    titles = ["minute", *(column.title for column in columns)]
    widths = [max(_CELL_LENGTH, len(title)) for title in titles]
    yield "  ".join(f"{title:>{width}}" for title, width in zip(titles, widths, strict=True))
    for row in _rows(len(course.time_min)):
        cells = [f"{course.time_min[row]:g}", *(f"{column.values[row]:.1f}" for column in columns)]
        yield "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))


def _rows(count: int) -> list[int]:
    """At most about twenty-five rows, a round number of points apart, and the last one."""
    apart = max(1, int(round_up((count - 1) / _ROWS_SHOWN))) if count > _ROWS_SHOWN else 1
    rows = list(range(0, count, apart))
    return rows if rows[-1] == count - 1 else [*rows, count - 1]


def _with_statuses(course: Course) -> list[str]:
    """Each source with the statuses of the figures taken from it."""
    statuses: dict[str, dict[str, None]] = {}
    for path in course.facts:
        quantity = fact(path)
        statuses.setdefault(quantity.source, {})[str(quantity.status)] = None
    return [f"{source} ({', '.join(found)})" for source, found in statuses.items()]


def round_up(number: float) -> float:
    """The next of 1, 2, 5 times a power of ten that is not below the number.

    >>> round_up(9.6), round_up(0.00024), round_up(11)
    (10.0, 0.0005, 20.0)
    """
    power = float(f"1e{floor(log10(number))}")
    return float(f"{next(step for step in _ROUND_DIGITS if step * power >= number) * power:g}")
