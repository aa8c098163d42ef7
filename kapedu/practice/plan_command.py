"""``kapedu plan``: a dated plan from a profile with goals and preferences, as text, HTML or PDF."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from kapedu.pharmacology import DosingError
from kapedu.practice.handout import Handout, handout
from kapedu.practice.pairing import PairingError, pairings
from kapedu.practice.plan import make_plan
from kapedu.practice.plan_request import EXAMPLE, PlanError, PlanRequest, ScreeningError, read_plan
from kapedu.practice.regimens import protocols

_TEXT_LENGTH = 100
_EPILOG = """\
PATIENT.yaml is a screening profile (kapedu screen --template) with a part named plan.

examples:
  kapedu plan --template > patient.yaml       a made-up person to start from
  kapedu plan --list                          protocols and therapies that a plan can name
  kapedu plan patient.yaml
  kapedu plan patient.yaml --html plan.html --pdf plan.pdf

A teaching exercise: this teaches and does not treat.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``kapedu plan``."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument("patient", nargs="?", metavar="PATIENT.yaml", help="the profile with its plan part")
    parser.add_argument("--html", metavar="FILE", help="write the handout as a web page that prints cleanly")
    parser.add_argument("--pdf", metavar="FILE", help="write the handout as a PDF")
    parser.add_argument("--template", action="store_true", help="print a made-up person to start from")
    parser.add_argument("--list", action="store_true", help="list the protocols and therapies on file")


def run(arguments: argparse.Namespace) -> int:
    """Make and write the plan; 0 when done, 2 with one line on stderr when the input was wrong."""
    if arguments.template:
        sys.stdout.write(EXAMPLE)
        return 0
    if arguments.list:
        sys.stdout.writelines(f"{line}\n" for line in _listed())
        return 0
    try:
        shown = handout(make_plan(_read(arguments.patient)))
        written = _write(shown, arguments)
    except (PlanError, ScreeningError, PairingError, DosingError) as error:
        sys.stderr.write(f"kapedu plan: {' '.join(str(error).split())}\n")
        return 2
    if written:
        sys.stdout.writelines(f"Wrote {name}\n" for name in written)
    else:
        sys.stdout.writelines(f"{line}\n" for line in _as_text(shown))
    return 0


def _read(patient: str | None) -> PlanRequest:
    if patient is None:
        raise PlanError("name a file, such as patient.yaml; kapedu plan --template prints one to start from")
    path = Path(patient)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise PlanError(f"{patient}: not a text file in UTF-8") from None
    except OSError as error:
        raise PlanError(f"{patient}: cannot be read ({error.strerror})") from None
    return read_plan(text, path.name)


def _write(shown: Handout, arguments: argparse.Namespace) -> list[str]:
    """Write what was asked for, everything made first, so that nothing half is left behind."""
    made: list[tuple[str, bytes]] = []
    if arguments.html:
        from kapedu.practice.handout_html import as_html

        made.append((arguments.html, as_html(shown).encode()))
    if arguments.pdf:
        from kapedu.practice.handout_pdf import as_pdf

        made.append((arguments.pdf, as_pdf(shown)))
    for name, content in made:
        try:
            Path(name).write_bytes(content)
        except OSError as error:
            raise PlanError(f"{name}: cannot be written ({error.strerror})") from None
    return [name for name, _ in made]


def _as_text(shown: Handout) -> Iterator[str]:
    yield shown.title
    yield shown.banner
    for part in shown.sections:
        yield ""
        yield part.heading.upper()
        for words in part.paragraphs:
            yield from wrap(words, _TEXT_LENGTH)
        for words in part.bullets:
            yield from wrap(words, _TEXT_LENGTH, initial_indent="- ", subsequent_indent="  ")
        for row in part.rows:
            yield from wrap(" | ".join(row), _TEXT_LENGTH, subsequent_indent="    ")
    yield ""
    yield shown.banner


def _listed() -> Iterator[str]:
    yield "Protocols:"
    for key, one in protocols().items():
        yield f"  {key}: {one.name}, {one.purpose} ({one.standing})"
    yield "Therapies:"
    for key, therapy in pairings().items():
        yield f"  {key}: {therapy.name} (grade {therapy.grade.value})"
