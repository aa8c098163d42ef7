"""The ``kapedu`` command: every room reachable from a shell.

Each subcommand lives in the room that it belongs to, in a module named ``command`` with two functions:
``add_arguments(parser)`` and ``run(arguments) -> int``. This file only finds them, so that ``kapedu --help``
imports nothing heavy. Exit codes: 0 done, 1 failed or not passed, 2 the input was wrong (one line says what to write
instead; a file that cannot be read or written counts as that).
"""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

from kapedu import __version__

COMMANDS = {  # as `kapedu --help` shows them: for everybody, models and tables, authors, instructors
    "course": ("kapedu.serving.course_command", "open the course in JupyterLab"),
    "demo": ("kapedu.serving.demo_command", "serve the dashboards and lessons with Voilà"),
    "search": ("kapedu.search.command", "find lessons, facts, cases and references"),
    "record": ("kapedu.record.command", "show, export or erase a learner's own record"),
    "simulate": ("kapedu.pharmacology.command", "concentration after one or more doses, as a table or JSON"),
    "compare": (
        "kapedu.practice.compare_command",
        "two published protocols in the same person, as text or JSON",
    ),
    "dose": (
        "kapedu.practice.dose_command",
        "a dose worked out line by line, and the slip behind a wrong number",
    ),
    "screen": (
        "kapedu.practice.screening_command",
        "stop, pause and readiness findings for a patient profile",
    ),
    "score": ("kapedu.instruments.command", "score a sheet of a rating scale, as text or JSON"),
    "plan": (
        "kapedu.practice.plan_command",
        "a dated treatment plan from a profile and goals, as text, HTML or PDF; a teaching exercise",
    ),
    "pool": ("kapedu.evidence.command", "a meta-analysis of the studies in a CSV file, as text or JSON"),
    "claims": (
        "kapedu.evidence.claims_command",
        "what a web article claims, and what the literature says to it",
    ),
    "facts": ("kapedu.knowledge.command", "what in the course waits for the sign-off of a physician"),
    "cases": ("kapedu.cases.command", "check, draw, list and play the cases of the session simulator"),
    "treat": ("kapedu.treatment.command", "list, check and play the patients of the capstone"),
    "items": ("kapedu.grading.items_command", "list, check and preview the questions of quizzes and lessons"),
    "map": ("kapedu.course.command", "check or write the pages that are made from the course's map"),
    "grades": ("kapedu.grading.grades_command", "restore, copy and check the gradebook; statistics of items"),
    "report": (
        "kapedu.serving.report_command",
        "show instructors how the class is doing, as a web page",
    ),
}


_STOPPED = 130  # as a shell counts Ctrl-C
_NO_NUMBER = re.compile(r"invalid (float|int) value: ('.*')")
_NO_COMMAND = re.compile(r"argument COMMAND: invalid choice: '(.*)' \(choose from .*\)")


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line that says what to write instead."""

    def error(self, message: str) -> NoReturn:
        if mistyped := _NO_COMMAND.fullmatch(message):
            from kapedu.knowledge.errors import nearest

            message = f"there is no command {mistyped[1]!r}{nearest(mistyped[1], COMMANDS)}"
        if number := _NO_NUMBER.search(message):
            kind = "a whole number" if number[1] == "int" else "a number"
            message = message.replace(number[0], f"{number[2]} is not {kind}")
        told = " ".join(message.split())
        self.exit(2, f"{self.prog}: {told}{'' if told.endswith('?') else '.'} Try: {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    argv = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a letter
    parser = _Parser(
        prog="kapedu",
        description="The course on ketamine-assisted psychotherapy. It teaches; it does not treat.",
        epilog="`kapedu COMMAND --help` explains one command. Exit codes: 0 done, 1 failed or not passed, 2 wrong input.",
    )
    parser.add_argument("--version", action="version", version=f"kapedu {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    wanted = next((word for word in argv if not word.startswith("-")), None)
    for name, (module_name, help_text) in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=help_text, description=help_text)
        if name == wanted:
            module = import_module(module_name)
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    arguments, unknown = parser.parse_known_args(argv)
    if unknown:
        told = subparsers.choices[arguments.command]
        told.error(f"unrecognized arguments: {' '.join(unknown)}")
    try:
        code = int(arguments.run(arguments))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        # Python would complain when it ends, were standard output still the broken pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _STOPPED
    return code


if __name__ == "__main__":
    sys.exit(main())
