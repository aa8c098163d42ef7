"""``kapedu cases``: check, picture, start, list and play the cases of the session simulator."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import numpy as np

from kapedu.cases.case import Case
from kapedu.cases.check_case import problems_of
from kapedu.cases.debriefing import otherwise, timeline
from kapedu.cases.encounter_run import EncounterRun
from kapedu.cases.engine import begin
from kapedu.cases.errors import CaseError
from kapedu.cases.fields import IDENTIFIER
from kapedu.cases.graph import draw_graph
from kapedu.cases.library import case_at, library
from kapedu.cases.players import Choose, at_random, greedy, idle, play, scripted
from kapedu.cases.scoring import DONE, LATE, MISSED, Line, Score, score
from kapedu.cases.state import State
from kapedu.cases.vocabulary import PHASES

_WIDTH = 100
TEMPLATE = Path(__file__).parent / "template.yaml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the actions of ``kapedu cases``."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listed = actions.add_parser("list", help="the cases that come with the course")
    listed.add_argument("--json", action="store_true", help="print JSON instead of text")
    check = actions.add_parser("check", help="whether a case file can be read and played")
    check.add_argument(
        "file", metavar="FILE", nargs="+", help="a case file, or the id of a case of the course"
    )
    graph = actions.add_parser("graph", help="a picture of the scenes, as one HTML file")
    graph.add_argument("file", metavar="FILE", help="a case file, or the id of a case of the course")
    graph.add_argument("--to", metavar="HTML", help="where to write it; without it, ID.html in this folder")
    new = actions.add_parser("new", help="start a case file from a small one that works")
    new.add_argument("file", metavar="FILE", help="the file to write; it must not exist")
    played = actions.add_parser("play", help="play a case and print what happens")
    played.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="a case file, or the id of a case of the course; a code names its own",
    )
    who = played.add_mutually_exclusive_group()
    who.add_argument("--expert", action="store_true", help="the script of the case (this is the default)")
    who.add_argument("--greedy", action="store_true", help="always the best option that is open")
    who.add_argument("--random", action="store_true", help="anything that is open")
    who.add_argument("--idle", action="store_true", help="only waits")
    who.add_argument("--code", metavar="CODE", help="the run of a short code")
    played.add_argument(
        "--seed", type=int, default=1, help="whose body it is, and the random player's choices"
    )
    played.add_argument("--json", action="store_true", help="print JSON instead of text")


def run(arguments: argparse.Namespace) -> int:
    """Do it; 0 when done, 1 when a case has problems, 2 with one line on stderr when the input was wrong."""
    try:
        return _ACTIONS[arguments.action](arguments)
    except CaseError as error:
        sys.stderr.write(f"kapedu cases {arguments.action}: {' '.join(str(error).split())}\n")
        return 2
    except BrokenPipeError:  # nobody reads on; kapedu.cli knows what to do
        raise
    except OSError as error:
        name = error.filename or arguments.file
        sys.stderr.write(f"kapedu cases {arguments.action}: {name} cannot be written ({error.strerror})\n")
        return 2


def _list(arguments: argparse.Namespace) -> int:
    if arguments.json:
        rows = [
            {
                "id": case.id,
                "title": case.title,
                "phase": case.phase,
                "minutes": case.minutes,
                "emergency": case.emergency,
                "competencies": list(case.competencies),
                "summary": case.summary,
            }
            for case in library()
        ]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False) + "\n")
        return 0
    for phase, label in PHASES.items():
        cases = [case for case in library() if case.phase == phase]
        if cases:
            sys.stdout.write(f"{label}\n")
        for case in cases:
            mark = ", emergency" if case.emergency else ""
            sys.stdout.write(f"  {case.id:<24}{case.title} ({case.minutes:g} min{mark})\n")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    failed = 0
    for name in arguments.file:
        case = case_at(name)
        problems = problems_of(case)
        for problem in problems:
            sys.stdout.write(f"{name}: {problem}\n")
        if not problems:
            options = sum(len(scene.options) for scene in case.scenes.values())
            sys.stdout.write(
                f"{name}: good ({len(case.scenes)} scenes, {options} options, {len(case.checks)} lines)\n"
            )
        failed += bool(problems)
    return 1 if failed else 0


def _graph(arguments: argparse.Namespace) -> int:
    case = case_at(arguments.file)
    path = Path(arguments.to or f"{case.id}.html")
    path.write_text(draw_graph(case), encoding="utf-8")
    sys.stdout.write(f"{path}\n")
    return 0


def _new(arguments: argparse.Namespace) -> int:
    path = Path(arguments.file)
    if path.exists():
        raise CaseError(f"{path} exists already; write another name")
    text = TEMPLATE.read_text(encoding="utf-8")
    if IDENTIFIER.fullmatch(path.stem):
        text = text.replace("\nid: my-case\n", f"\nid: {path.stem}\n")
    path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{path}: change it, then: kapedu cases check {path}\n")
    return 0


def _play(arguments: argparse.Namespace) -> int:
    if arguments.code:
        found = EncounterRun.from_code(arguments.code)
        case = case_at(arguments.file or found.subject)
        if found.subject != case.id:
            raise CaseError(f"this code is of the case {found.subject!r}, not of {case.id!r}")
    elif not arguments.file:
        raise CaseError("name a case, such as bp-surge, or give a code")
    else:
        case = case_at(arguments.file)
        found = EncounterRun.of(case, arguments.seed)
        for action, _ in play(begin(case, found.seed), _player(arguments, case)):
            found = found.then(action)
    state = found.replay(case)
    if arguments.json:
        sys.stdout.write(json.dumps(_as_data(state, found), ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _as_text(state, found))
    return 0


def _player(arguments: argparse.Namespace, case: Case) -> Choose:
    if arguments.random:
        return at_random(np.random.default_rng(arguments.seed))
    if arguments.greedy:
        return greedy
    return idle if arguments.idle else scripted(case.expert)


def _as_data(state: State, found: EncounterRun) -> dict[str, object]:
    marks = score(state)
    return {
        "case": found.subject,
        "seed": found.seed,
        "actions": list(found.actions),
        "code": found.code(),
        "ended": state.ended,
        "ended_by": state.ended_by,
        "percent": round(marks.percent, 1),
        "passed": marks.passed,
        "checklist": {line.id: _outcome(line) for line in marks.lines},
        "critical": [critical.key for critical in marks.critical],
    }


def _outcome(line: Line) -> str:
    """For machines: the same in every language."""
    return line.outcome if line.outcome in {DONE, LATE, MISSED} else "partly"


def _as_text(state: State, found: EncounterRun) -> Iterator[str]:
    yield f"{state.case.title} ({state.case.patient.name}, {state.case.patient.age:g}; seed {found.seed})"
    for moment in timeline(state):
        clock = f"{moment.second // 60:4d}:{moment.second % 60:02d}"
        verdict = f" [{moment.verdict}]" if moment.verdict else ""
        indent = " " * 18
        yield from wrap(f"{clock}  {moment.kind:<9}{moment.text}{verdict}", _WIDTH, subsequent_indent=indent)
    yield ""
    yield from _marks(score(state))
    other = otherwise(found, state.case)
    if other is not None:
        yield from wrap(
            f"Otherwise: at {other.second // 60}:{other.second % 60:02d} instead of “{other.instead_of}” the best was "
            f"“{other.best}”. From there the best play ends {other.ended} with {other.score.percent:.0f} %.",
            _WIDTH,
        )
    yield f"Code: {found.code()}"


def _marks(marks: Score) -> Iterator[str]:
    yield f"{'Passed' if marks.passed else 'Not passed'}: {marks.percent:.0f} %, {marks.ended} end"
    for line in marks.lines:
        yield f"  {line.outcome:<16}{line.marks:g} of {line.possible:g}  {line.text} ({line.ground.status_text})"
    for loss in marks.losses:
        yield f"  lost            {loss.marks:g}  {loss.text}"
    for critical in marks.critical:
        yield f"  CRITICAL        {critical.text}"


_ACTIONS = {"list": _list, "check": _check, "graph": _graph, "new": _new, "play": _play}
