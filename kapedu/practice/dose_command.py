"""``kapedu dose``: an order worked out line by line, and what slip explains a number that is off."""

import argparse
import json
import re
import sys
from collections.abc import Iterator

from kapedu.practice.dose_arithmetic import Order, OrderError, text
from kapedu.practice.standing import TEACHES
from kapedu.practice.unit_slips import Verdict, explain

_AMOUNT = re.compile(r"\s*(\d[\d.]*)\s*(mg/kg|mg)\s*")
_WEIGHT = re.compile(r"\s*(\d[\d.]*)\s*(kg|lb)\s*")
_WRITTEN = {"dose": "dose in mg", "volume": "volume in mL", "pump": "pump rate in mL/h"}
_EPILOG = """\
examples:
  kapedu dose "0.5 mg/kg" --weight "68 kg" --strength 50 --over 40 --bag 100
  kapedu dose "0.5 mg/kg" --weight "150 lb" --strength 50
  kapedu dose "0.5 mg/kg" --weight "68 kg" --strength 50 --written-volume 0.34

Arithmetic only: a dose worked out correctly may still be the wrong dose. This teaches and does not treat.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``kapedu dose``."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument("order", metavar="ORDER", help='such as "0.5 mg/kg" or "35 mg"')
    parser.add_argument("--weight", required=True, metavar="W", help='such as "68 kg" or "150 lb"')
    parser.add_argument("--strength", required=True, type=float, metavar="MG_ML", help="of the vial, mg/mL")
    parser.add_argument("--over", type=float, default=0.0, metavar="MIN", help="duration of an infusion, min")
    parser.add_argument("--bag", type=float, default=0.0, metavar="ML", help="volume after dilution, mL")
    for name, words in _WRITTEN.items():
        parser.add_argument(
            f"--written-{name}", type=float, metavar="X", help=f"a {words} that somebody wrote, to be checked"
        )
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def run(arguments: argparse.Namespace) -> int:
    """Work it out; 0 when done, 2 with one line on stderr when the input was wrong."""
    try:
        order = _order(arguments)
        written = {name: getattr(arguments, f"written_{name}") for name in _WRITTEN}
        verdicts = [explain(order, name, value) for name, value in written.items() if value is not None]
    except OrderError as error:
        sys.stderr.write(f"kapedu dose: {' '.join(str(error).split())}\n")
        return 2
    if arguments.json:
        sys.stdout.write(json.dumps(_as_data(order, verdicts), ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _as_text(order, verdicts))
    return 0


def _order(arguments: argparse.Namespace) -> Order:
    amount, unit = _read("ORDER", arguments.order, _AMOUNT, '"0.5 mg/kg" or "35 mg"')
    weight, weight_unit = _read("--weight", arguments.weight, _WEIGHT, '"68 kg" or "150 lb", with its unit')
    return Order(
        amount,
        unit,
        weight,
        "lb" if weight_unit == "lb" else "kg",
        strength_mg_ml=arguments.strength,
        over_min=arguments.over,
        bag_ml=arguments.bag,
    )


def _read(name: str, given: str, pattern: re.Pattern[str], example: str) -> tuple[float, str]:
    found = pattern.fullmatch(given)
    if found is None or found[1].count(".") > 1:
        raise OrderError(f"{name} {given!r}: write {example}")
    return float(found[1]), found[2]


def _as_data(order: Order, verdicts: list[Verdict]) -> dict[str, object]:
    return {
        "dose_mg": order.dose_mg,
        "dose_mg_kg": order.dose_mg_kg,
        "weight_kg": order.weight_kg,
        "volume_ml": order.volume_ml,
        "rate_ml_h": order.rate_ml_h,
        "steps": [str(step) for step in order.steps()],
        "warnings": list(order.warnings()),
        "checked": [
            {
                "what": verdict.what.lower(),
                "written": verdict.written,
                "right": verdict.right,
                "unit": verdict.unit,
                "is_right": verdict.is_right,
                "slips": [slip.key for slip in verdict.slips],
            }
            for verdict in verdicts
        ],
        "notes": [TEACHES],
    }


def _as_text(order: Order, verdicts: list[Verdict]) -> Iterator[str]:
    yield from map(str, order.steps())
    yield f"For each kilogram: {text(order.dose_mg_kg)} mg/kg"
    yield from (f"Stop and think: {words}" for words in order.warnings())
    yield from (verdict.told for verdict in verdicts)
    yield ""
    yield TEACHES
