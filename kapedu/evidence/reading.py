"""Studies out of a CSV file: every row read, or refused with file, line, column and reason.

Columns are one of three sets; further columns are kept as labels of the study:

- ``study,mean_1,sd_1,n_1,mean_2,sd_2,n_2`` for MD and SMD
- ``study,events_1,n_1,events_2,n_2`` for RR, OR and RD
- ``study,estimate,ci_low,ci_high`` for any measure, on its own scale

Group 1 is the treated one.
"""

import csv
from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from types import MappingProxyType

from kapedu.evidence.arm import ArmError, Counts, Means
from kapedu.evidence.effect_size import FROM_COUNTS, FROM_MEANS, Effect, from_interval
from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.measure import Measure, measure_named
from kapedu.evidence.study import Study
from kapedu.knowledge.csv_table import Line
from kapedu.knowledge.errors import nearest

MEANS = ("mean_1", "sd_1", "n_1", "mean_2", "sd_2", "n_2")
COUNTS = ("events_1", "n_1", "events_2", "n_2")
REPORTED = ("estimate", "ci_low", "ci_high")
_EXAMPLE = {
    MEANS: "study,mean_1,sd_1,n_1,mean_2,sd_2,n_2",
    COUNTS: "study,events_1,n_1,events_2,n_2",
    REPORTED: "study,estimate,ci_low,ci_high",
}
_REPORTED_ONLY: tuple[Measure, ...] = (Measure.HR,)
CONTROL = "control"


class _Row(Line):
    """A line with a study."""

    error = EvidenceError

    def figure(self, column: str) -> float:
        written = self.cells[column]
        if not written:
            raise self.refuse(column, f"is empty; study {self.cells['study']!r} needs a number here")
        try:
            number = float(written.replace("−", "-"))  # a minus sign as word processors write it
        except ValueError:
            number = float("nan")
        if not isfinite(number):
            raise self.refuse(column, f"{written!r} is not a number")
        return number


def read_studies(path: Path, measure: str | Measure, numbers: Sequence[str] = ()) -> tuple[Study, ...]:
    """Read the studies of a file.

    Args:
        path: A CSV file, commas between columns, with a header line.
        measure: What to compute from it.
        numbers: Further columns that must hold a number in every row, such as a covariate.

    Raises:
        EvidenceError: The file cannot be read, lacks columns, or has a row that cannot be used;
            names file, line, column and reason.
    """
    kind = measure_named(measure)
    header, rows = _rows(path)
    used = _columns_for(kind, header, path.name)
    for column in numbers:
        check_column(path.name, header, column)
    if not rows:
        raise EvidenceError(f"{path.name}: line 1: only a header; give one line per study")
    return tuple(_study(row, kind, used, numbers) for row in rows)


def check_column(file: str, header: Sequence[str], column: str) -> None:
    """Check that a file has a column.

    Raises:
        EvidenceError: It has not; names the columns there are.
    """
    if column not in header:
        raise EvidenceError(
            f"{file}: line 1: no column {column!r}; there are {', '.join(header)}{nearest(column, header)}"
        )


def further_columns(path: Path) -> tuple[str, ...]:
    """All columns of a file.

    Raises:
        EvidenceError: The file cannot be read.
    """
    return tuple(_rows(path)[0])


def _rows(path: Path) -> tuple[list[str], list[_Row]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise EvidenceError(f"{path.name}: not UTF-8 text; save it as CSV UTF-8") from None
    except OSError as error:
        raise EvidenceError(f"{path}: cannot be read ({error.strerror})") from None
    if "\0" in text:
        raise EvidenceError(f"{path.name}: not a text file; save it as CSV UTF-8")
    reader = csv.reader(text.splitlines(keepends=True))
    rows: list[_Row] = []
    header: list[str] = []
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if not header:
                header = _header(stripped, path.name)
            elif cells:
                rows.append(_row(path.name, reader.line_num, header, stripped))
    except csv.Error as error:
        raise EvidenceError(f"{path.name}: line {reader.line_num}: {error}") from None
    if not header:
        raise EvidenceError(f"{path.name}: is empty; the first line names the columns")
    return header, rows


def _header(cells: list[str], file: str) -> list[str]:
    if "study" not in cells:
        hint = "; put commas between columns, not semicolons" if any(";" in cell for cell in cells) else ""
        raise EvidenceError(f"{file}: line 1: no column 'study'; there are {', '.join(cells)}{hint}")
    for place, cell in enumerate(cells):
        if cell and cell in cells[:place]:
            raise EvidenceError(f"{file}: line 1, column {cell}: named twice")
    return cells


def _row(file: str, line: int, header: list[str], cells: list[str]) -> _Row:
    if len(cells) != len(header):
        raise EvidenceError(
            f"{file}: line {line}: {len(cells)} columns where the header has {len(header)}; "
            "quote a text that holds a comma"
        )
    row = _Row(file, line, dict(zip(header, cells, strict=True)))
    if not row.cells["study"]:
        raise row.refuse("study", "is empty; every study needs a name")
    return row


def _columns_for(measure: Measure, header: list[str], file: str) -> tuple[str, ...]:
    raw = MEANS if measure in FROM_MEANS else COUNTS
    choices = [REPORTED] if measure in _REPORTED_ONLY else [raw, REPORTED]
    for columns in choices:
        if set(columns) <= set(header):
            return columns
    missing = [column for column in choices[0] if column not in header]
    told = " or ".join(_EXAMPLE[columns] for columns in choices)
    raise EvidenceError(
        f"{file}: line 1, column {missing[0]}: missing; measure {measure} needs the columns {told}"
    )


def _study(row: _Row, measure: Measure, columns: tuple[str, ...], numbers: Sequence[str]) -> Study:
    for column in numbers:
        row.figure(column)
    figures = {column: row.figure(column) for column in columns}
    labels = {
        column: cell for column, cell in row.cells.items() if column and column not in ("study", *columns)
    }
    if columns == REPORTED:
        effect = _reported(row, measure, figures)
        control: tuple[float, ...] | str | None = None
        spread: tuple[float, ...] = ()
    elif columns == MEANS:
        arms = [_means(row, figures, arm) for arm in (1, 2)]
        effect = FROM_MEANS[measure](*arms)
        control = (arms[1].mean, arms[1].sd, arms[1].n)
        spread = (arms[0].sd, arms[1].sd)
    else:
        groups = [_counts(row, figures, arm) for arm in (1, 2)]
        effect = FROM_COUNTS[measure](*groups)
        control, spread = (groups[1].events, groups[1].n), ()
    control = labels.get(CONTROL) or control
    return Study(row.cells["study"], effect, MappingProxyType(labels), control, spread)


def _reported(row: _Row, measure: Measure, figures: dict[str, float]) -> Effect:
    try:
        return from_interval(measure, figures["estimate"], figures["ci_low"], figures["ci_high"])
    except ArmError as error:
        raise row.refuse(error.field, error.reason) from None


def _means(row: _Row, figures: dict[str, float], arm: int) -> Means:
    try:
        return Means(figures[f"mean_{arm}"], figures[f"sd_{arm}"], _whole(figures[f"n_{arm}"], "n"))
    except ArmError as error:
        raise row.refuse(f"{error.field}_{arm}", error.reason) from None


def _counts(row: _Row, figures: dict[str, float], arm: int) -> Counts:
    try:
        return Counts(_whole(figures[f"events_{arm}"], "events"), _whole(figures[f"n_{arm}"], "n"))
    except ArmError as error:
        raise row.refuse(f"{error.field}_{arm}", error.reason) from None


def _whole(number: float, field: str) -> int:
    if number != int(number):
        raise ArmError(field, f"{number:g} is not a count (0, 1, 2 and so on)")
    return int(number)
