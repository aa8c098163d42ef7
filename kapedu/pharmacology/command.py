"""``kapedu simulate``: concentrations and effects after one or more doses, as a table, as JSON or as CSV."""

import argparse
import csv
import json
import sys
import warnings
from collections.abc import Sequence
from math import floor, isfinite
from pathlib import Path

import numpy as np

from kapedu.knowledge import fact
from kapedu.pharmacology.course import ARTERIAL, EFFECT_SITE, EFFECT_SITE_S, VENOUS, Course
from kapedu.pharmacology.course_lines import Column, course_lines, round_up
from kapedu.pharmacology.errors import DosingError, ExtrapolationWarning, ModelError, PatientError, TimeError
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.interaction import interactions
from kapedu.pharmacology.model import DEFAULT, models
from kapedu.pharmacology.notes import TEACHES
from kapedu.pharmacology.patient import Patient
from kapedu.pharmacology.regimen import Regimen
from kapedu.pharmacology.simulation import simulate

_MOST_POINTS = 1_000_000
_MOST_LEVELS = 200_000_000
_DECIMALS = 6
_PERCENT = 100
_TITLES = {
    ARTERIAL: "arterial",
    VENOUS: "venous",
    EFFECT_SITE: "effect site",
    EFFECT_SITE_S: "S at effect site",
}

_EPILOG = """\
A dose is written ROUTE AMOUNT [over D min] [at T min]:
  ROUTE   iv, im, sc, sl, po, in (racemic ketamine), esketamine-in (nasal esketamine)
  AMOUNT  in mg or mg/kg

examples:
  kapedu simulate --dose "iv 0.5 mg/kg over 40 min" --weight-kg 70
  kapedu simulate --dose "im 35 mg" --dose "sl 100 mg at 60 min" --until-min 360
  kapedu simulate --dose "esketamine-in 56 mg" --json > course.json
  kapedu simulate --dose "iv 35 mg over 40 min" --model simons --metabolites
  kapedu simulate --dose "po 100 mg" --interaction rifampicin
  kapedu simulate --dose "sl 100 mg" --population 1000 --seed 1 --effects

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
        "--weight-kg",
        metavar="KG",
        help=f"body weight in kg (default: {weight}; with --population, weights are drawn)",
    )
    parser.add_argument(
        "--age-years", metavar="YEARS", help="age in years; changes nasal esketamine above 60"
    )
    parser.add_argument("--until-min", default="240", metavar="MIN", help="last minute shown (default: 240)")
    parser.add_argument(
        "--step-min", default="1", metavar="MIN", help="minutes between two points (default: 1)"
    )
    parser.add_argument(
        "--model", default=DEFAULT, metavar="NAME", help=f"{', '.join(models())} (default: {DEFAULT})"
    )
    parser.add_argument(
        "--metabolites", action="store_true", help="add norketamine and, where known, hydroxynorketamine"
    )
    parser.add_argument(
        "--interaction",
        action="append",
        default=[],
        metavar="NAME",
        help=f"another drug or condition; repeat for more: {', '.join(interactions())}",
    )
    parser.add_argument(
        "--effects", action="store_true", help="add dissociation, receptor occupancy and the rise of pressure"
    )
    parser.add_argument("--population", metavar="N", help="percentile bands of N virtual patients")
    parser.add_argument("--seed", default="1", metavar="S", help="seed of the population (default: 1)")
    parser.add_argument("--csv", metavar="FILE", help="write every point to a CSV file as well")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def run(arguments: argparse.Namespace) -> int:
    """Simulate and print; 0 when done, 2 with one line on stderr when the input was wrong."""
    try:
        regimen = Regimen.parse(arguments.dose)
        times = _times(arguments, regimen)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ExtrapolationWarning)  # the notes say the same
            course = _course(arguments, regimen, times)
            columns, notes = _columns(arguments, course)
            if arguments.population is not None:
                more, further = _bands(arguments, course)
                columns, notes = [*more, *columns[len(course.traces) :]], [*notes, *further]
        notes = [*dict.fromkeys([*course.notes, *notes])]
        if arguments.csv is not None:
            _write_csv(Path(arguments.csv), course, columns)
    except (DosingError, ModelError, PatientError, TimeError, _InputError) as error:
        sys.stderr.write(f"kapedu simulate: {' '.join(str(error).split())}\n")
        return 2
    if arguments.json:
        json.dump(_as_json(arguments, course, columns, notes), sys.stdout, allow_nan=False)
        sys.stdout.write("\n")
    else:
        lines = course_lines(_title(arguments, course), course, columns, notes)
        sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _course(arguments: argparse.Namespace, regimen: Regimen, times: FloatArray) -> Course:
    """The course of the typical patient."""
    age = None if arguments.age_years is None else _number("--age-years", arguments.age_years, "65")
    return simulate(
        regimen,
        Patient(_weight_kg(arguments), age),
        times,
        arguments.model,
        metabolites=arguments.metabolites,
        interactions=arguments.interaction,
    )


def _weight_kg(arguments: argparse.Namespace) -> float:
    if arguments.weight_kg is None:
        return float(fact("simulation.conventions.reference_weight"))
    return _number("--weight-kg", arguments.weight_kg, "80")


def _columns(arguments: argparse.Namespace, course: Course) -> tuple[list[Column], list[str]]:
    """What is shown of the typical patient, and what must be said about it."""
    columns = [Column(f"{name}_ng_ml", _TITLES[name], trace) for name, trace in course.traces.items()]
    columns += [Column(f"{name}_ng_ml", name, level) for name, level in course.metabolites.items()]
    if not arguments.effects:
        return columns, []
    from kapedu.pharmacology.cardiovascular import rises
    from kapedu.pharmacology.effect import dissociation, occupancy_band

    at_site = course.effect_site_s_ng_ml
    band = occupancy_band(course.effect_site_ng_ml, at_site)
    columns += [
        Column("dissociation_percent", "dissoc. %", _PERCENT * dissociation(at_site), "% of the maximum"),
        Column("occupancy_low_percent", "occup. low %", _PERCENT * band.low, "%"),
        Column("occupancy_high_percent", "occup. high %", _PERCENT * band.high, "%"),
    ]
    notes = [
        "Effects are those of the typical patient. Occupancy is a band: published affinities disagree, and no one number is right."
    ]
    try:
        pressures = list(rises(at_site).values())
    except ValueError as error:
        return columns, [*notes, f"Rise of blood pressure not shown: {error}"]
    for end, rise in (("low", pressures[0]), ("high", pressures[-1])):
        columns.append(Column(f"systolic_rise_{end}_mmhg", f"systolic {end}", rise.mean, "mmHg"))
        notes.append(f"Systolic rise, {end}: {rise.note}")
    return columns, notes


def _bands(arguments: argparse.Namespace, course: Course) -> tuple[list[Column], list[str]]:
    """Percentiles of a population in place of the typical patient's traces."""
    from kapedu.pharmacology.bands import population_bands
    from kapedu.pharmacology.virtual import population

    if arguments.metabolites:
        raise _InputError(
            "--metabolites: bands of metabolites are not made; leave out --population or --metabolites"
        )
    if arguments.age_years is not None:
        raise _InputError(
            "--age-years: ages of a population are drawn; leave out --age-years or --population"
        )
    count, seed = _whole("--population", arguments.population, 1), _whole("--seed", arguments.seed, 0)
    if count * len(course.time_min) > _MOST_LEVELS:
        raise _InputError(
            f"--population {count} with {len(course.time_min)} points is too much to hold; "
            f"give --population {_MOST_LEVELS // len(course.time_min)} or less, or a longer --step-min"
        )
    weight = None if arguments.weight_kg is None else _weight_kg(arguments)
    people = population(count, np.random.default_rng(seed), weight)
    found = population_bands(
        course.regimen,
        people,
        course.time_min,
        traces=tuple(course.traces),
        model=arguments.model,
        interactions=arguments.interaction,
    )
    shown = (found.percentiles[0], found.percentiles[len(found.percentiles) // 2], found.percentiles[-1])
    columns = [
        Column(
            f"{name}_ng_ml_p{percentile:g}",
            f"{_TITLES[name]} {percentile:g} %",
            levels[row],
            in_table=percentile in shown and name in {VENOUS, EFFECT_SITE},
        )
        for name, levels in found.levels_ng_ml.items()
        for row, percentile in enumerate(found.percentiles)
    ]
    return columns, list(found.notes)


def _whole(option: str, text: str, least: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if number < least:
        raise _InputError(
            f"{option} {text!r} is not a whole number of at least {least}; write for instance: {option} 1000"
        )
    return number


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
            f"give a step of {round_up(until / (_MOST_POINTS - 1)):g} min or more, or an earlier --until-min"
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


def _as_json(
    arguments: argparse.Namespace, course: Course, columns: Sequence[Column], notes: Sequence[str]
) -> dict[str, object]:
    found: dict[str, object] = {"time_min": course.time_min.round(_DECIMALS).tolist()}
    found |= {column.key: column.values.round(_DECIMALS).tolist() for column in columns}
    return found | {
        "model": course.model,
        "sources": list(course.sources),
        "doses": [str(dose) for dose in course.regimen],
        "weight_kg": None if _drawn(arguments) else _weight_kg(arguments),
        "interactions": list(course.interactions),
        "bioavailability": {
            route: {"used": share.used, "low": share.low, "high": share.high}
            for route, share in course.bioavailability.items()
        },
        "notes": [*notes, TEACHES],
    }


def _drawn(arguments: argparse.Namespace) -> bool:
    """Whether weights were drawn, so that there is no one weight."""
    return arguments.population is not None and arguments.weight_kg is None


def _title(arguments: argparse.Namespace, course: Course) -> str:
    who = f"{arguments.population} virtual patients" if arguments.population else "the typical patient"
    weight = "weights as drawn" if _drawn(arguments) else f"{_weight_kg(arguments):g} kg"
    return f"{course.regimen}, {weight}; ketamine in ng/mL, {who}"


def _write_csv(path: Path, course: Course, columns: Sequence[Column]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["time_min", *(column.key for column in columns)])
            rows = zip(course.time_min, *(column.values for column in columns), strict=True)
            writer.writerows([round(float(value), _DECIMALS) for value in row] for row in rows)
    except OSError as error:
        raise _InputError(f"--csv {path}: cannot be written ({error.strerror})") from None
