"""``kapedu score``: score one sheet of a rating scale, as text or JSON."""

import argparse
import json
import sys
from collections.abc import Iterator
from textwrap import wrap

from kapedu.instruments.change import Change, change
from kapedu.instruments.errors import InstrumentError
from kapedu.instruments.instrument import instrument, instruments
from kapedu.instruments.scoring import Score, parse_answers, score

_WIDTH = 100
_NAME_WIDTH = 9
_TEACHES = "This teaches and does not treat: a score does not replace speaking with the patient."
_EPILOG = """\
ANSWERS are the item scores in the order of the form, separated by commas; for a scale whose wording is
not free, the total; for an observer scale, the level.

examples:
  kapedu score phq9 1,2,0,1,3,0,1,0,1
  kapedu score madrs 21 --before 34
  kapedu score aldrete 2,2,1,2,2 --json
  kapedu score rass -3
  kapedu score --list

This teaches and does not treat.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``kapedu score``."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument(
        "instrument", nargs="?", metavar="NAME", help="the scale: " + ", ".join(instruments())
    )
    parser.add_argument("answers", nargs="?", metavar="ANSWERS", help="item scores, a total or a level")
    parser.add_argument(
        "--before", metavar="TOTAL", help="an earlier total of the same scale, to compare with"
    )
    parser.add_argument("--list", action="store_true", help="list the scales and what each takes")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def run(arguments: argparse.Namespace) -> int:
    """Score and print; 0 when done, 2 with one line on stderr when the input was wrong."""
    try:
        if arguments.list:
            _print_list(as_json=arguments.json)
            return 0
        result = _scored(arguments)
        compared = None
        if arguments.before is not None:
            compared = change(result.instrument.name, _total(arguments.before), result.total)
    except InstrumentError as error:
        sys.stderr.write(f"kapedu score: {' '.join(str(error).split())}\n")
        return 2
    if arguments.json:
        found = (
            result.as_dict() | ({"change": compared.as_dict()} if compared else {}) | {"notes": [_TEACHES]}
        )
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _as_text(result, compared))
    return 0


def _scored(arguments: argparse.Namespace) -> Score:
    if arguments.instrument is None:
        raise InstrumentError("NAME is missing; write for instance: kapedu score phq9 1,2,0,1,3,0,1,0,1")
    scale = instrument(arguments.instrument)
    if arguments.answers is None:
        raise InstrumentError(f"{scale.name}: ANSWERS are missing; {scale.title} needs {scale.expected}")
    return score(scale.name, parse_answers(scale.name, arguments.answers))


def _total(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise InstrumentError(
            f"--before {text!r} is not a whole number; write for instance: --before 20"
        ) from None


def _print_list(*, as_json: bool) -> None:
    if as_json:
        listed = [
            {
                "name": scale.name,
                "title": scale.title,
                "about": scale.about,
                "takes": scale.expected,
                "wording": scale.wording,
                "licence": str(scale.licence.value),
            }
            for scale in instruments().values()
        ]
        sys.stdout.write(json.dumps(listed, ensure_ascii=False) + "\n")
        return
    for scale in instruments().values():
        sys.stdout.write(
            f"{scale.name:<{_NAME_WIDTH}}{scale.title}: {scale.about[0].lower()}{scale.about[1:]}. Takes {scale.expected}.\n"
        )


def _as_text(result: Score, compared: Change | None) -> Iterator[str]:
    yield f"{result.instrument.title}: {result.total}" + (f", {result.band}" if result.band else "")
    for alert in result.alerts:
        yield ""
        yield from wrap(f"ALERT. {alert}", _WIDTH)
    yield ""
    yield from wrap(result.interpretation, _WIDTH)
    if compared is not None:
        yield ""
        for sentence in compared.sentences():
            yield from wrap(sentence, _WIDTH)
    yield ""
    for found in result.figures:
        name = found.name.removeprefix(f"instruments.{result.instrument.name}.").removeprefix("instruments.")
        yield f"  {name}: {found.source} ({found.status})"
    if compared is not None:
        for one in (*compared.reliable, *compared.meaningful, *compared.remission):
            yield f"  {one.label}: {one.threshold} -> {'met' if one.met else 'not met'}"
    yield ""
    yield _TEACHES
