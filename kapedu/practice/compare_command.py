"""``kapedu compare``: two published protocols in the same person, as a table or JSON."""

import argparse
import json
import sys
from collections.abc import Iterator

from kapedu.knowledge import fact
from kapedu.pharmacology import DosingError, Patient, PatientError
from kapedu.practice.comparison import Profile, ProtocolComparison, compare
from kapedu.practice.regimens import Protocol, ProtocolError, in_words, protocol, protocols
from kapedu.practice.standing import TEACHES

_MINUTES_PER_HOUR = 60
_EPILOG = """\
examples:
  kapedu compare --list
  kapedu compare iv_depression esketamine_induction
  kapedu compare iv_depression sl_home --end-b high --weight-kg 82 --json

This teaches and does not treat.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``kapedu compare``."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument("a", nargs="?", metavar="A", help="name of a protocol")
    parser.add_argument("b", nargs="?", metavar="B", help="name of another")
    reference = fact("simulation.conventions.reference_weight").number_text
    parser.add_argument(
        "--weight-kg", type=float, metavar="KG", help=f"body weight in kg (default: {reference})"
    )
    for side in "ab":
        parser.add_argument(
            f"--end-{side}",
            choices=("low", "high"),
            default="low",
            help=f"which end of the published dose range of {side.upper()} (default: low)",
        )
    parser.add_argument("--list", action="store_true", help="list the protocols")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def run(arguments: argparse.Namespace) -> int:
    """Compare and print; 0 when done, 2 with one line on stderr when the input was wrong."""
    if arguments.list:
        sys.stdout.writelines(f"{key}: {one.name} ({one.standing})\n" for key, one in protocols().items())
        return 0
    try:
        weight = float(fact("simulation.conventions.reference_weight"))
        patient = Patient(weight if arguments.weight_kg is None else arguments.weight_kg)
        pair = _named(arguments.a), _named(arguments.b)
        found = compare(*pair, patient, (arguments.end_a, arguments.end_b))
    except (ProtocolError, PatientError, DosingError) as error:
        sys.stderr.write(f"kapedu compare: {' '.join(str(error).split())}\n")
        return 2
    if arguments.json:
        sys.stdout.write(json.dumps(_as_data(found), ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _as_text(found))
    return 0


def _named(key: str | None) -> Protocol:
    if key is None:
        raise ProtocolError("name two protocols, such as iv_depression sl_home; --list prints them all")
    return protocol(key)


def _as_data(found: ProtocolComparison) -> dict[str, object]:
    return {
        "weight_kg": found.patient.weight_kg,
        "a": _side(found.first),
        "b": _side(found.second),
        "exposure_ratio": found.exposure_ratio,
        "peak_ratio": found.peak_ratio,
        "notes": [*found.cautions, TEACHES],
    }


def _side(side: Profile) -> dict[str, object]:
    return {
        "protocol": side.protocol.key,
        "name": side.protocol.name,
        "end": side.end,
        "visit": in_words(side.course.regimen),
        "standing": side.protocol.standing,
        "sources": list(dict.fromkeys(quantity.source for quantity in side.protocol.facts)),
        "dose_mg": side.dose_mg,
        "exposure_ng_h_ml": side.exposure_ng_h_ml,
        "exposure_range": list(side.exposure_range),
        "peak_ng_ml": side.peak_ng_ml,
        "peak_range": list(side.peak_range),
        "peak_min": side.peak_min,
        "stay_min": side.stay_min,
        "stay_because_of": side.stay_reason,
        "visits": side.visits,
        "room_hours": side.room_hours,
        "course_mg": side.course_mg,
    }


def _as_text(found: ProtocolComparison) -> Iterator[str]:
    for name, side in (("A", found.first), ("B", found.second)):
        yield f"{name}: {side.protocol.name}: {in_words(side.course.regimen)} ({side.protocol.standing})"
        yield f"   {side.dose_mg:.0f} mg, exposure {side.exposure_ng_h_ml:.0f} ng·h/mL{_span(side.exposure_range)}"
        yield f"   peak {side.peak_ng_ml:.0f} ng/mL{_span(side.peak_range)} after {side.peak_min:.0f} min"
        yield (
            f"   {side.visits} visits, {side.stay_min / _MINUTES_PER_HOUR:.1f} h each because of {side.stay_reason}, "
            f"{side.room_hours:.0f} h in all"
        )
    yield f"B has {found.exposure_ratio:.2f} times the exposure and {found.peak_ratio:.2f} times the peak of A."
    yield from (f"- {sentence}" for sentence in found.cautions)
    yield ""
    yield TEACHES


def _span(ends: tuple[float, float]) -> str:
    return "" if round(ends[0]) == round(ends[1]) else f" (published shares: {ends[0]:.0f} to {ends[1]:.0f})"
