"""The ``kapedu`` command: every room reachable from a shell.

Each subcommand lives in the room that it belongs to, in a module named ``command`` with two functions:
``add_arguments(parser)`` and ``run(arguments) -> int``. This file only finds them, so that ``kapedu --help``
imports nothing heavy. Exit codes: 0 done, 1 failed, 2 the input was wrong (one line says what to write instead).
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from kapedu import __version__

COMMANDS = {
    "simulate": ("kapedu.pharmacology.command", "concentration after one or more doses, as a table or JSON"),
    "pool": ("kapedu.evidence.command", "a meta-analysis of the studies in a CSV file, as text or JSON"),
    "claims": (
        "kapedu.evidence.claims_command",
        "what a web article claims, and what the literature says to it",
    ),
    "facts": ("kapedu.knowledge.command", "what in the course waits for the sign-off of a physician"),
    "search": ("kapedu.search.command", "find lessons, facts, cases and references"),
    "record": ("kapedu.record.command", "show, export or erase a learner's own record"),
    "screen": (
        "kapedu.practice.screening_command",
        "stop, pause and readiness findings for a patient profile",
    ),
    "score": ("kapedu.instruments.command", "score a sheet of a rating scale, as text or JSON"),
    "compare": (
        "kapedu.practice.compare_command",
        "two published protocols in the same person, as text or JSON",
    ),
    "dose": (
        "kapedu.practice.dose_command",
        "a dose worked out line by line, and the slip behind a wrong number",
    ),
    "plan": (
        "kapedu.practice.plan_command",
        "a dated treatment plan from a profile and goals, as text, HTML or PDF; a teaching exercise",
    ),
    "items": ("kapedu.grading.items_command", "list, check and preview the questions of quizzes and lessons"),
    "grades": ("kapedu.grading.grades_command", "restore, copy and check the gradebook; statistics of items"),
    "report": (
        "kapedu.serving.report_command",
        "show instructors how the class is doing, as a web page",
    ),
    "cases": ("kapedu.cases.command", "check, draw, list and play the cases of the session simulator"),
    "map": ("kapedu.course.command", "check or write the pages that are made from the course's map"),
    "treat": ("kapedu.treatment.command", "list, check and play the patients of the capstone"),
    "course": ("kapedu.serving.course_command", "open the course in JupyterLab"),
    "demo": ("kapedu.serving.demo_command", "serve the dashboards and lessons with Voilà"),
}


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line that says what to write instead."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. Try: {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    argv = list(sys.argv[1:] if argv is None else argv)
    parser = _Parser(prog="kapedu", description="The course on ketamine-assisted psychotherapy: tools.")
    parser.add_argument("--version", action="version", version=f"kapedu {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    wanted = next((word for word in argv if not word.startswith("-")), None)
    for name, (module_name, help_text) in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=help_text, description=help_text)
        if name == wanted:
            module = import_module(module_name)
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    arguments = parser.parse_args(argv)
    try:
        code = int(arguments.run(arguments))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # or Python would complain when it ends
        return 0
    return code


if __name__ == "__main__":
    sys.exit(main())
