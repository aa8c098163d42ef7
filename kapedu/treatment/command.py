"""``kapedu treat``: list, check and play the patients of the capstone."""

import argparse
import json
import sys
from collections.abc import Iterator

from kapedu.cases.errors import CaseError
from kapedu.treatment.course_run import CourseRun
from kapedu.treatment.engine import begin
from kapedu.treatment.patient import Patient
from kapedu.treatment.players import Choose, idle, last_state, scripted, too_many, too_much
from kapedu.treatment.read_patient import patient_at, patient_named, patient_names
from kapedu.treatment.scoring import Score, score
from kapedu.treatment.state import State

_PLAYERS = {"plan": None, "idle": idle, "too-much": too_much, "too-many": too_many}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the actions of ``kapedu treat``."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="the patients that come with the course")
    check = actions.add_parser("check", help="whether a patient's file can be read, and what it rewards")
    check.add_argument("file", metavar="FILE", help="a patient's file, or the id of a patient of the course")
    played = actions.add_parser("play", help="play a treatment and print what happens")
    played.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="a patient's file, or the id of a patient of the course; a code names its own",
    )
    played.add_argument("--player", choices=tuple(_PLAYERS), default="plan", help="who plays (default: plan)")
    played.add_argument("--code", metavar="CODE", help="the run of a short code, in place of a player")
    played.add_argument("--seed", type=int, default=1, help="which patient of this name")
    played.add_argument("--json", action="store_true", help="print JSON instead of text")


def run(arguments: argparse.Namespace) -> int:
    """Do it; 0 when done, 1 when a file rewards the wrong thing, 2 with one line on stderr when the input was wrong."""
    try:
        if arguments.action == "list":
            sys.stdout.writelines(f"{name:8} {patient_named(name).title}\n" for name in patient_names())
            return 0
        return _check(patient_at(arguments.file)) if arguments.action == "check" else _play(arguments)
    except CaseError as error:
        sys.stderr.write(f"kapedu treat {arguments.action}: {' '.join(str(error).split())}\n")
        return 2


def _player(patient: Patient, name: str) -> Choose:
    return _PLAYERS[name] or scripted(patient.expert)


def _check(patient: Patient) -> int:
    """Sound care must pass, and nothing and too much must not."""
    wrong = 0
    for name in _PLAYERS:
        found = score(last_state(begin(patient, 1), _player(patient, name)))
        good = found.passed == (name == "plan")
        wrong += not good
        sys.stdout.write(f"{'ok   ' if good else 'WRONG'} {name:9} {_verdict(found)}\n")
    return 1 if wrong else 0


def _play(arguments: argparse.Namespace) -> int:
    handed = CourseRun.from_code(arguments.code) if arguments.code else None
    name = arguments.file or (handed.subject if handed else "")
    if not name:
        raise CaseError("name a patient, such as vera, or give a code")
    patient = patient_at(name)
    if handed:
        if handed.subject != patient.id:
            raise CaseError(f"this is a run with {handed.subject!r}, not with {patient.id!r}")
        state = handed.replay(patient)
    else:
        state = last_state(begin(patient, arguments.seed), _player(patient, arguments.player))
    found = score(state)
    if arguments.json:
        sys.stdout.write(json.dumps(_as_data(state, found), ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _told(state, found))
    return 0


def _told(state: State, found: Score) -> Iterator[str]:
    yield from (f"day {entry.day:3}  {entry.kind:8} {entry.text}" for entry in state.log)
    yield ""
    for line in found.lines:
        yield f"{line.outcome:8} {round(line.marks, 1):4g} of {line.possible:g}  {line.text} ({line.competency})"
    yield _verdict(found)


def _verdict(found: Score) -> str:
    word = "passed" if found.passed else "not passed"
    return f"{word}: {found.percent:.0f} %, critical errors: {len(found.critical)}, outcome {found.outcome_share:.2f}"


def _as_data(state: State, found: Score) -> dict[str, object]:
    return {
        "patient": state.patient.id,
        "seed": state.seed,
        "percent": round(found.percent, 1),
        "passed": found.passed,
        "critical": list(found.critical),
        "outcome": round(found.outcome_share, 3),
        "by_competency": {name: list(marks) for name, marks in found.by_competency.items()},
        "measured": [[one.day, one.total] for one in state.measured],
        "doses": list(state.doses),
    }
