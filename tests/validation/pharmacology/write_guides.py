"""Writes course/guides/validation.md and course/guides/models.md: `make validate`.

A test compares both files with what this script would write.
"""

import sys
from itertools import groupby
from pathlib import Path

import numpy as np

from kapedu.pharmacology.card import all_cards

HERE = Path(__file__).parent
GUIDES = HERE.parents[2] / "course" / "guides"
sys.path.insert(0, str(HERE))  # run as a script or read by a test: comparisons.py stands beside this file

from comparison import Comparison  # noqa: E402
from comparisons import EXPLAIN_ABOVE_PERCENT, comparisons  # noqa: E402

MANY = 13


def validation_page(rows: list[Comparison]) -> str:
    return "\n".join(_page(rows)) + "\n"


def _page(rows):
    yield "# Predicted and published: how right the simulator is"
    yield ""
    yield (
        "Written by `make validate` from the models and the data files of the course; a test compares this page with "
        "what the script writes. Nothing was left out because it fits badly. The error is predicted against published, "
        f"in per cent; a row off by more than {EXPLAIN_ABOVE_PERCENT} % says why. `computed` rows check the code "
        "(the same published equations worked out by somebody else), `primary` and `secondary` rows check the "
        "science (measurements or published tables)."
    )
    yield ""
    yield "The course teaches and does not treat: never dose a person from a simulation."
    yield ""
    yield "## In short"
    yield ""
    yield "| What | Model | Numbers | Median error, sign ignored | Mean ratio | Worst |"
    yield "|---|---|---|---|---|---|"
    for (group, model), found in _grouped(rows, lambda row: (row.group, row.model)):
        errors = np.array([row.error_percent for row in found])
        worst = max(found, key=lambda row: abs(row.error_percent))
        yield (
            f"| {group} | {model} | {len(found)} | {np.median(np.abs(errors)):.1f} % "
            f"| {np.exp(np.mean(np.log1p(errors / 100))):.2f} | {worst.what}: {_signed(worst.error_percent)} % |"
        )
    for group, found in _grouped(rows, lambda row: row.group):
        yield ""
        yield f"## {group}"
        yield ""
        whats = list(dict.fromkeys(row.what for row in found))
        names = list(dict.fromkeys(row.model for row in found))
        if len(names) > 1 and len(found) == len(whats) * len(names) and len(whats) >= MANY:
            yield from _side_by_side(found, whats, names)
        else:
            yield from _one_by_one(found)


def _grouped(rows, key):
    """Rows by key, in order of first appearance."""
    order = list(dict.fromkeys(key(row) for row in rows))
    return (
        (one, list(found)) for one, found in groupby(sorted(rows, key=lambda r: order.index(key(r))), key)
    )


def _one_by_one(rows):
    yield "| What | Model | Published | Predicted | Unit | Error | Source | Checked | Why |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for row in rows:
        why = row.why if abs(row.error_percent) > EXPLAIN_ABOVE_PERCENT else ""
        yield (
            f"| {row.what} | {row.model} | {_digits(row.published)} | {_digits(row.predicted)} | {row.unit} "
            f"| {_signed(row.error_percent, 1)} % | {row.source} | {row.status} | {why} |"
        )


def _side_by_side(rows, whats, names):
    """One line for each time, one column for each model; the reasons below."""
    at = {(row.what, row.model): row for row in rows}
    same = len({row.published for row in rows if row.what == whats[0]}) == 1
    yield f"In {rows[0].unit} ({', '.join(dict.fromkeys(row.status for row in rows))}); error in brackets."
    yield ""
    yield f"| Time |{' Published |' if same else ''} {' | '.join(names)} |"
    yield "|---|" + "---|" * (len(names) + same)
    for what in whats:
        cells = [
            f"{_digits(at[what, name].predicted)} ({_signed(at[what, name].error_percent)} %)"
            for name in names
        ]
        published = f" {_digits(at[what, names[0]].published)} |" if same else ""
        yield f"| {what} |{published} {' | '.join(cells)} |"
    yield ""
    for name in names:
        bad = [row for row in rows if row.model == name and abs(row.error_percent) > EXPLAIN_ABOVE_PERCENT]
        if bad:
            yield f"- {name}, off by more than {EXPLAIN_ABOVE_PERCENT} % at {len(bad)} of {len(whats)} times: {bad[0].why}"


def _signed(percent, digits=0):
    """With its sign, and without a minus before nothing."""
    rounded = round(percent, digits) + 0.0
    return f"{rounded:+.{digits}f}" if rounded else f"{0:.{digits}f}"


def _digits(number):
    return f"{number:.3g}" if abs(number) < 1000 else f"{number:.0f}"


if __name__ == "__main__":
    GUIDES.mkdir(parents=True, exist_ok=True)
    for name, text in (("validation.md", validation_page(comparisons())), ("models.md", all_cards())):
        (GUIDES / name).write_text(text, encoding="utf-8")
        print(f"course/guides/{name}: {len(text.splitlines())} lines")
