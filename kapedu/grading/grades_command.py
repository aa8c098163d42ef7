"""``kapedu grades``: restore, copy and check the books, and see what a class's answers say about the items."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kapedu.grading.item_bank import course_root
from kapedu.grading.ledger import LedgerError
from kapedu.grading.rebuild import Books, back_up, books_of, needs_a_look, rebuild, verify
from kapedu.quiz import QuizError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``kapedu grades``."""
    parser.add_argument(
        "action",
        choices=tuple(_ACTIONS),
        help="rebuild: make a lost gradebook anew from the ledger; backup: copy both; verify: compare them (exit"
        " code 1 if they disagree); look: submissions with a remark; items: statistics of a quiz's items; gain:"
        " from a pre-test to its post-test; badge: who meets the criteria for a certificate; badge issue NAME: issue"
        " one; badge verify FILE: check one",
    )
    parser.add_argument(
        "assignment",
        nargs="*",
        metavar="NAME",
        help="which quiz; for gain, the two tests; for badge, as above",
    )
    parser.add_argument("--all", action="store_true", help="badge issue: to everybody who meets the criteria")
    parser.add_argument("--name", default="", help="badge issue: a name to print on the sheet, kept nowhere")
    parser.add_argument("--student", default="", help="badge verify: whether it was issued to this account")
    parser.add_argument(
        "--root", type=Path, default=Path(), help="the course's folder (default: found from here)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def run(arguments: argparse.Namespace) -> int:
    """Do it; 0 when done, 1 when the books disagree, 2 when the input was wrong."""
    from kapedu.grading.course_setup import CourseSetupError

    try:
        if arguments.action == "badge" and arguments.assignment[:1] == ["verify"]:
            from kapedu.grading.badge_command import verify_file

            return verify_file(arguments)
        books = books_of(course_root(arguments.root) / "assessments")
        return _ACTIONS[arguments.action](books, arguments)
    except (QuizError, LedgerError, CourseSetupError, ValueError) as error:
        sys.stderr.write(f"kapedu grades: {' '.join(str(error).split())}\n")
        return 2


def _print(data: Any, lines: Iterator[str] | list[str], arguments: argparse.Namespace) -> None:
    if arguments.json:
        sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in lines)


def _rebuild(books: Books, arguments: argparse.Namespace) -> int:
    done = rebuild(books)
    lines = [
        f"{done.submissions} submissions, {done.scores} scores and {done.by_hand} scores given by hand are restored.",
        *done.left_out,
    ]
    _print(asdict(done), lines, arguments)
    return 0


def _backup(books: Books, arguments: argparse.Namespace) -> int:
    folder = back_up(books, datetime.now(UTC))
    _print({"folder": str(folder)}, [f"Gradebook and ledger are copied to {folder}."], arguments)
    return 0


def _verify(books: Books, arguments: argparse.Namespace) -> int:
    found = verify(books)
    _print(found, found or ["The ledger is whole, and the gradebook agrees with it."], arguments)
    return 1 if found else 0


def _look(books: Books, arguments: argparse.Namespace) -> int:
    found = needs_a_look(books, _one(arguments) if arguments.assignment else None)
    lines = [f"{assignment}, {student}: {remark}" for assignment, student, remark in found]
    _print(found, lines or ["No submission has a remark."], arguments)
    return 0


def _one(arguments: argparse.Namespace) -> str:
    if len(arguments.assignment) != 1:
        raise LedgerError(f"{arguments.action} needs the name of one quiz, such as module-1")
    return str(arguments.assignment[0])


def _items(books: Books, arguments: argparse.Namespace) -> int:
    from kapedu.grading.class_answers import class_answers
    from kapedu.grading.item_statistics import item_statistics, quiz_statistics
    from kapedu.grading.rasch import RaschError, fit_rasch
    from kapedu.grading.statistics_text import TIME_CAVEAT, quiz_lines, rasch_lines, time_words

    answers = class_answers(books.ledger, _one(arguments))
    if not answers.items:
        raise LedgerError("there is no item that everybody was marked on: " + "; ".join(answers.left_out))
    whole = quiz_statistics(answers.scores)
    items = item_statistics(
        answers.items, answers.scores, answers.chosen, answers.confidence, answers.seconds
    )

    rasch, refused = None, ""
    try:
        rasch = fit_rasch(answers.items, answers.scores)
    except RaschError as error:
        refused = str(error)

    def lines() -> Iterator[str]:
        yield from quiz_lines(whole)
        yield f"{'item':28} {'share of points':22} {'discrimination':24} {'median time (IQR)':20} options chosen"
        for item in items:
            low, high = item.difficulty_interval
            share = f"{item.difficulty:.2f} ({low:.2f} to {high:.2f})"
            told = "–"
            if item.discrimination is not None:
                told = f"{item.discrimination:.2f} (no interval)"
            if item.discrimination is not None and item.discrimination_interval:
                low, high = item.discrimination_interval
                told = f"{item.discrimination:.2f} ({low:.2f} to {high:.2f})"
            options = ", ".join(f"{name} {count}" for name, (count, _) in item.options.items())
            yield f"{item.item_id:28} {share:22} {told:24} {time_words(item.time):20} {options}"
        if any(item.time for item in items):
            yield TIME_CAVEAT
        yield from (f"Left out: {reason}" for reason in answers.left_out)
        if rasch is None:
            yield f"No item response model: {refused}."
            return
        yield from rasch_lines(rasch)
        for one in rasch.items:
            low, high = one.interval
            yield f"{one.item_id:28} {one.difficulty:+.2f} logits ({low:+.2f} to {high:+.2f})"
        yield from (f"Not in the model: {reason}" for reason in rasch.left_out)

    data = {
        "test": asdict(whole),
        "items": [asdict(item) for item in items],
        "rasch": asdict(rasch) if rasch else {"refused": refused},
    }
    _print(data, lines(), arguments)
    return 0


def _gain(books: Books, arguments: argparse.Namespace) -> int:
    from kapedu.grading.class_answers import class_answers
    from kapedu.grading.paired_items import paired_items
    from kapedu.grading.paired_tests import paired_gain
    from kapedu.grading.statistics_text import gain_lines, paired_lines

    if len(arguments.assignment) != 2:
        raise LedgerError("gain needs two names: the pre-test and the post-test")
    first, second = arguments.assignment
    found = paired_gain(books.ledger, first, second)
    answers = [class_answers(books.ledger, name) for name in (first, second)]
    items = paired_items((first, second), answers[0], answers[1])
    lines = [*gain_lines(found), *paired_lines(items)]
    lines += [f"Left out: {reason}" for side in answers for reason in side.left_out]
    _print(asdict(found) | {"items": asdict(items)}, lines, arguments)
    return 0


def _badge(books: Books, arguments: argparse.Namespace) -> int:
    from kapedu.grading.badge_command import run_badge

    return run_badge(books, arguments)


_ACTIONS: dict[str, Callable[[Books, argparse.Namespace], int]] = {
    "rebuild": _rebuild,
    "backup": _backup,
    "verify": _verify,
    "look": _look,
    "items": _items,
    "gain": _gain,
    "badge": _badge,
}
