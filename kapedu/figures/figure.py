"""A drawing and its twins: what a figure function returns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

MAX_TABLE_ROWS = 15

Cell = str | float


@dataclass(frozen=True)
class Table:
    """The numbers of a drawing, for reading instead of looking.

    Attributes:
        caption: What the table holds, one line.
        columns: Column headings, units included.
        rows: One tuple per row, as long as ``columns``; the first cell is the row's heading.

    Raises:
        ValueError: A row is longer or shorter than ``columns``.

    Examples:
        >>> Table("Effect", ("Time (min)", "Score"), ((0, 0), (40, 21.5))).columns
        ('Time (min)', 'Score')
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"table {self.caption!r}, row {number} has {len(row)} cells; "
                    f"it needs {len(self.columns)}, one for each column",
                )


@dataclass(frozen=True)
class Figure:
    """A drawing with its text summary and its table, all three from the same numbers.

    Attributes:
        spec: What plotly.js draws, ``{"data": [...], "layout": {...}}``, plain lists and numbers.
        summary: One paragraph that says what the drawing shows.
        table: The numbers, thinned to what a clinician would read.
        sources: Reference keys of the bibliography.
    """

    spec: dict[str, Any]
    summary: str
    table: Table
    sources: tuple[str, ...] = ()


def round_significant(value: float, digits: int = 5) -> float | int | None:
    """The number with at most so many significant digits; ``None`` where there is no finite number.

    Examples:
        >>> round_significant(253.123456), round_significant(0.00123456789), round_significant(40.0)
        (253.12, 0.0012346, 40)
        >>> round_significant(float("nan")) is None
        True
    """
    number = float(value)
    if not isfinite(number):
        return None
    rounded = float(f"{number:.{digits}g}")
    return int(rounded) if rounded == int(rounded) else rounded


def plain(values: Any) -> Any:
    """The same structure in plain lists, dictionaries and short numbers, ready to become a message.

    Arrays of any shape become nested lists; numbers keep five significant digits.

    Examples:
        >>> import numpy
        >>> plain({"x": numpy.array([0.0, 1 / 3]), "name": "a"})
        {'x': [0, 0.33333], 'name': 'a'}
    """
    if values is None or isinstance(values, str | int):
        return values
    if isinstance(values, float):
        return round_significant(values)
    if isinstance(values, Mapping):
        packed = set(values) >= {"dtype", "bdata"}
        return plain(_decode(values)) if packed else {str(key): plain(value) for key, value in values.items()}
    if hasattr(values, "tolist"):
        return plain(values.tolist())
    return [plain(value) for value in values] if isinstance(values, Iterable) else str(values)


def _decode(encoded: Mapping[str, Any]) -> Any:
    """The array that plotly packed as base64."""
    from base64 import b64decode  # only for figures made by plotly itself

    import numpy as np

    array = np.frombuffer(b64decode(encoded["bdata"]), dtype=encoded["dtype"])
    shape = encoded.get("shape")
    return array if shape is None else array.reshape([int(size) for size in str(shape).split(",")])


def thin(count: int, keep: Sequence[int] = (), limit: int = MAX_TABLE_ROWS) -> list[int]:
    """Which of ``count`` rows a table shows: evenly spaced ones, the ends, and those to ``keep``.

    Examples:
        >>> thin(5)
        [0, 1, 2, 3, 4]
        >>> thin(241, keep=(40,), limit=5)
        [0, 40, 160, 240]
    """
    if count <= limit:
        return list(range(count))
    kept = {index % count for index in keep} | {0, count - 1}
    room = max(limit - len(kept), 0)
    step = (count - 1) / (room + 1)
    near = step / 2
    even = (round(step * position) for position in range(1, room + 1))
    return sorted(kept | {index for index in even if all(abs(index - other) > near for other in kept)})


def from_plotly(spec: Mapping[str, Any], summary: str, sources: Sequence[str] = ()) -> Figure:
    """A figure from a plotly specification that somebody else built.

    The table is made from the traces: one row per point, thinned when there are many.

    Args:
        spec: ``{"data": [...], "layout": {...}}``, for example ``figure.to_plotly_json()``.
        summary: One paragraph that says what the drawing shows.
        sources: Reference keys.

    Returns:
        The figure. Plotly's own default template is left out: the page's theme decides the looks.

    Raises:
        ValueError: The summary is empty, or the specification has no traces.
    """
    if not summary.strip():
        raise ValueError("summary is empty; write one paragraph that says what the drawing shows")
    data = plain(spec.get("data", []))
    if not data:
        raise ValueError('spec["data"] is empty; a drawing needs at least one trace')
    layout = {key: value for key, value in plain(spec.get("layout", {})).items() if key != "template"}
    x_title, y_title = (_title(layout.get(axis, {}), axis[0]) for axis in ("xaxis", "yaxis"))
    rows: list[tuple[Cell, ...]] = []
    for number, trace in enumerate(data, start=1):
        across, up = trace.get("x") or [], trace.get("y") or []
        name = trace.get("name") or f"Series {number}"
        limit = max(MAX_TABLE_ROWS // len(data), 3)
        rows += [
            (name, _cell(across[index]), _cell(up[index]))
            for index in thin(min(len(across), len(up)), limit=limit)
        ]
    table = Table("The numbers of the drawing", ("Series", x_title, y_title), tuple(rows))
    return Figure({"data": data, "layout": layout}, summary, table, tuple(sources))


def _cell(value: Any) -> Cell:
    return "–" if value is None else value


def _title(axis: Mapping[str, Any], fallback: str) -> str:
    title = axis.get("title")
    text = title.get("text") if isinstance(title, Mapping) else title
    return str(text or fallback)
