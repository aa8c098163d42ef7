"""``kapedu screen``: the findings for one patient profile, as text or JSON."""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap

from kapedu.practice.screening import GROUPS, Screening, screen
from kapedu.practice.screening_file import read_profile, template
from kapedu.practice.screening_finding import Finding
from kapedu.practice.screening_profile import Profile, ScreeningError, described
from kapedu.practice.vignette import vignettes

_LONGEST_TEXT = 100
_PASSED_OVER = {
    "expected": "it holds the answers of a case of the course",
    "plan": "kapedu plan reads it",
}
_EPILOG = """\
PATIENT.yaml is a profile as a clinician writes it; what it leaves out counts as not asked.

examples:
  kapedu screen --template > patient.yaml     a profile to fill in
  kapedu screen patient.yaml
  kapedu screen patient.yaml --json
  kapedu screen 02-marta                      one of the ten cases of the course
  kapedu screen --list                        names of these cases

This teaches and does not treat.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``kapedu screen``."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument(
        "patient", nargs="?", metavar="PATIENT.yaml", help="the profile, or the name of a case"
    )
    parser.add_argument("--template", action="store_true", help="print a profile to fill in")
    parser.add_argument("--list", action="store_true", help="list the cases of the course")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def run(arguments: argparse.Namespace) -> int:
    """Screen and print; 0 when done (whatever was found), 2 with one line on stderr when the input was wrong."""
    if arguments.template:
        sys.stdout.write(template())
        return 0
    if arguments.list:
        sys.stdout.writelines(f"{name}: {one.profile.label}\n" for name, one in vignettes().items())
        return 0
    try:
        profile, notes = _profile(arguments.patient)
    except ScreeningError as error:
        sys.stderr.write(f"kapedu screen: {' '.join(str(error).split())}\n")
        return 2
    result = screen(profile)
    if arguments.json:
        found = result.as_dict()
        found["notes"] = [*notes, *result.notes]
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _as_text(result, notes))
    return 0


def _profile(name: str | None) -> tuple[Profile, tuple[str, ...]]:
    """The profile, and what has to be said about how it was read."""
    if name is None:
        raise ScreeningError("PATIENT.yaml is missing; kapedu screen --template prints one to fill in")
    path = Path(name)
    if not path.exists() and name in vignettes():
        return vignettes()[name].profile, ()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ScreeningError(f"{name}: not a text file in UTF-8") from None
    except OSError as error:
        raise ScreeningError(
            f"{name}: cannot be read ({error.strerror}); name a file, or one of the cases of --list"
        ) from None
    profile = read_profile(text, path.name, also=_PASSED_OVER)
    return profile, tuple(
        f"The field '{field}' of the file was passed over: {reason}."
        for field, reason in _PASSED_OVER.items()
        if re.search(rf"(?m)^{field}\s*:", text)
    )


def _as_text(result: Screening, notes: Sequence[str] = ()) -> Iterator[str]:
    yield f"{result.profile.label}: {described(f'groups.{result.decision}.title').upper()}"
    yield from wrap(result.as_dict()["meaning"], _LONGEST_TEXT)  # type: ignore[arg-type]
    for group in GROUPS:
        found = result.of(group)
        if found:
            yield ""
            yield f"{described(f'groups.{group}.title')} ({len(found)})"
            for finding in found:
                yield from _lines(finding)
    yield ""
    for note in (*notes, *result.notes):
        yield from wrap(note, _LONGEST_TEXT)


def _lines(finding: Finding) -> Iterator[str]:
    first, rest = "  - ", "    "
    yield from wrap(finding.finding, _LONGEST_TEXT, initial_indent=first, subsequent_indent=rest)
    if finding.nature == "missing":
        return
    label = f" [limit: {finding.label}]" if finding.limit is not None else ""
    dated = f"; as of {finding.as_of}" if finding.as_of else ""
    reason = f"Why: {finding.reason.value} ({finding.reason.source}; {finding.reason.status}{dated}){label}"
    do = "What to do" if finding.group == "note" else "Would change it"
    for text in (reason, f"{do}: {finding.changes}"):
        yield from wrap(text, _LONGEST_TEXT, initial_indent=rest, subsequent_indent=rest)
