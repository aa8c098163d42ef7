"""A form of many questions with the same few answers: a row of native radio buttons for each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets as t

from kapedu.widgets.parts.controls import Control

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = Path(__file__).parent


class AnswerGrid(Control):
    """Questions in rows, answers in columns.

    Args:
        label: What the form is about.
        rows: ``{key: question}``, in the order shown.
        columns: ``{value: answer}``, in the order shown; short words.
        value: The answers at the start, ``{key: value}``; a row left out has none.
        hint: A short explanation above the rows.
        shown: ``{value: word}`` where the answers are too long to stand in every row; then say in the hint what
            they mean. The full answer is what is read aloud, so it begins with that word.

    Raises:
        ValueError: There are no rows or no columns.
        traitlets.TraitError: An answer to a row that does not exist, or one that is no column.

    Examples:
        >>> form = AnswerGrid("Signs", {"sleep": "Sleeps less"}, {"y": "yes", "n": "no"})
        >>> form.value = {"sleep": "y"}
        >>> form.value
        {'sleep': 'y'}
    """

    _esm = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("native.js", "answer_grid.js"))
    _css = _HERE / "answer_grid.css"
    value = t.Dict().tag(sync=True)
    _rows = t.List().tag(sync=True)
    _columns = t.List().tag(sync=True)

    def __init__(  # noqa: PLR0913 - the options have names
        self,
        label: str,
        rows: Mapping[str, str],
        columns: Mapping[str, str],
        *,
        value: Mapping[str, str] | None = None,
        hint: str = "",
        shown: Mapping[str, str] | None = None,
    ) -> None:
        if not rows or not columns:
            raise ValueError(f"{label!r} needs at least one row and one column")
        super().__init__(
            _kind="grid",
            label=label,
            hint=hint,
            _rows=[[key, text] for key, text in rows.items()],
            _columns=_with_shown(columns, shown),
        )
        self.value = dict(value or {})

    def show(
        self, rows: Mapping[str, str], columns: Mapping[str, str], shown: Mapping[str, str] | None = None
    ) -> None:
        """Put other questions in place of these, none of them answered."""
        with self.hold_sync():
            self.value = {}
            self._rows = [[key, text] for key, text in rows.items()]
            self._columns = _with_shown(columns, shown)

    @t.validate("value")
    def _among_the_answers(self, proposal: Mapping[str, Any]) -> dict[str, str]:
        value: dict[str, str] = proposal["value"]
        rows, columns = [row[0] for row in self._rows], [column[0] for column in self._columns]
        for row, column in value.items():
            if row not in rows:
                raise t.TraitError(f"{self.label!r}: there is no row {row!r}")
            if column not in columns:
                raise t.TraitError(
                    f"{self.label!r}, row {row!r}: {column!r} is no answer; choose of {', '.join(columns)}"
                )
        return value


def _with_shown(columns: Mapping[str, str], shown: Mapping[str, str] | None) -> list[list[str]]:
    return [[key, text, (shown or columns)[key]] for key, text in columns.items()]
