"""``kapedu simulate``: concentrations after one or more doses, as a table or as JSON."""

import argparse
import json
import sys
from collections.abc import Iterator
from math import floor, isfinite, log10
from textwrap import wrap

import numpy as np

from kapedu.knowledge import fact
from kapedu.pharmacology.errors import DosingError, PatientError, TimeError
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.notes import TEACHES
from kapedu.pharmacology.patient import Patient
from kapedu.pharmacology.regimen import Regimen
from kapedu.pharmacology.simulation import Course, simulate

_MOST_POINTS = 1_000_000
_DECIMALS = 6
_TABLE_ROWS = 25
_WIDTH = 100
_NARROWEST = 8
_ROUND = (1, 2, 5, 10)
_TRACES = {
    "arterial_ng_ml": "arterial",
    "venous_ng_ml": "venous",
    "effect_site_ng_ml": "effect site",
    "effect_site_s_ng_ml": "S at effect site",
}

_EPILOG = """\
A dose is written ROUTE AMOUNT [over D min] [at T min]:
  ROUTE   iv, im, sc, sl, po, in (racemic ketamine), esketamine-in (nasal esketamine)
  AMOUNT  in mg or mg/kg

examples:
  kapedu simulate --dose "iv 0.5 mg/kg over 40 min" --weight-kg 70
  kapedu simulate --dose "im 35 mg" --dose "sl 100 mg at 60 min" --until-min 360
  kapedu simulate --dose "esketamine-in 56 mg" --json > course.json

This teaches and does not treat: never dose a person from it.
"""


class _InputError(ValueError):
    """An option that cannot be used; the message says what to write instead."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``kapedu simulate``."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument(
        "--dose",
        action="append",
        required=True,
        metavar="DOSE",
        help='a dose, such as "iv 0.5 mg/kg over 40 min"; repeat the option for more doses',
    )
    weight = fact("simulation.conventions.reference_weight").number_text
    parser.add_argument(
        "--weight-kg", default=weight, metavar="KG", help=f"body weight in kg (default: {weight})"
    )
    parser.add_argument("--until-min", default="240", metavar="MIN", help="last minute shown (default: 240)")
    parser.add_argument(
        "--step-min", default="1", metavar="MIN", help="minutes between two points (default: 1)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def run(arguments: argparse.Namespace) -> int:
    """Simulate and print; 0 when done, 2 with one line on stderr when the input was wrong."""
    try:
        regimen = Regimen.parse(arguments.dose)
        patient = Patient(_number("--weight-kg", arguments.weight_kg, "80"))
        course = simulate(regimen, patient, _times(arguments, regimen))
    except (DosingError, PatientError, TimeError, _InputError) as error:
        sys.stderr.write(f"kapedu simulate: {' '.join(str(error).split())}\n")
        return 2
    if arguments.json:
        json.dump(_as_json(course, patient), sys.stdout, allow_nan=False)
        sys.stdout.write("\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _as_table(course, patient))
    return 0


def _times(arguments: argparse.Namespace, regimen: Regimen) -> FloatArray:
    until = _number("--until-min", arguments.until_min, "240")
    step = _number("--step-min", arguments.step_min, "1")
    if step <= 0:
        raise _InputError(f"--step-min {arguments.step_min}: give more than 0 minutes, such as --step-min 1")
    if until <= 0:
        raise _InputError(
            f"--until-min {arguments.until_min}: give more than 0 minutes, such as --until-min 240"
        )
    if step > until:
        raise _InputError(
            f"--step-min {arguments.step_min} is longer than --until-min {arguments.until_min}; give a shorter step"
        )
    if until / step > _MOST_POINTS - 1:
        raise _InputError(
            f"--step-min {arguments.step_min} up to {arguments.until_min} min gives more than {_MOST_POINTS} points; "
            f"give a step of {_round_up(until / (_MOST_POINTS - 1)):g} min or more, or an earlier --until-min"
        )
    late = next((dose for dose in regimen if dose.at_min > until), None)
    if late:
        raise _InputError(
            f"dose '{late}' starts after --until-min {arguments.until_min}; give --until-min {late.at_min:g} or more"
        )
    steps = floor(until / step * (1 + np.finfo(float).eps))
    return np.asarray(np.arange(steps + 1) * step, dtype=float)


def _number(option: str, text: str, example: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise _InputError(f"{option} {text!r} is not a number; write for instance: {option} {example}")
    return number


def _round_up(number: float) -> float:
    """The next of 1, 2, 5 times a power of ten that is not below the number.

    >>> _round_up(9.6), _round_up(0.00024), _round_up(11)
    (10.0, 0.0005, 20.0)
    """
    power = 10.0 ** floor(log10(number))
    return float(f"{next(step for step in _ROUND if step * power >= number) * power:g}")


def _as_json(course: Course, patient: Patient) -> dict[str, object]:
    traces = {name: getattr(course, name).round(_DECIMALS).tolist() for name in ("time_min", *_TRACES)}
    return traces | {
        "model": course.model,
        "sources": list(course.sources),
        "doses": [str(dose) for dose in course.regimen],
        "weight_kg": patient.weight_kg,
        "notes": [*course.notes, TEACHES],
    }


def _as_table(course: Course, patient: Patient) -> Iterator[str]:
    columns = {"minute": course.time_min} | {title: getattr(course, name) for name, title in _TRACES.items()}
    widths = {title: max(_NARROWEST, len(title)) for title in columns}
    yield f"{course.regimen}, {patient.weight_kg:g} kg; ketamine in ng/mL"
    yield ""
    yield "  ".join(f"{title:>{width}}" for title, width in widths.items())
    for row in _rows(len(course.time_min)):
        cells = (
            f"{columns[title][row]:.1f}" if title != "minute" else f"{columns[title][row]:g}"
            for title in columns
        )
        yield "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths.values(), strict=True))
    yield ""
    for title in _TRACES.values():
        trace = columns[title]
        yield f"Highest, {title}: {trace.max():.0f} ng/mL at minute {course.time_min[trace.argmax()]:g}"
    yield ""
    yield from wrap(f"Model: {course.model}", _WIDTH)
    yield from wrap(f"Sources: {', '.join(_with_statuses(course))}", _WIDTH)
    for note in course.notes:
        yield from wrap(f"- {note}", _WIDTH, subsequent_indent="  ")
    yield ""
    yield TEACHES


def _rows(count: int) -> list[int]:
    """At most about twenty-five rows, a round number of points apart, and the last one."""
    apart = max(1, int(_round_up((count - 1) / _TABLE_ROWS))) if count > _TABLE_ROWS else 1
    rows = list(range(0, count, apart))
    return rows if rows[-1] == count - 1 else [*rows, count - 1]


def _with_statuses(course: Course) -> list[str]:
    """Each source with the statuses of the figures taken from it."""
    statuses: dict[str, dict[str, None]] = {}
    for path in course.facts:
        quantity = fact(path)
        statuses.setdefault(quantity.source, {})[str(quantity.status)] = None
    return [f"{source} ({', '.join(found)})" for source, found in statuses.items()]
