"""``kapedu items``: list, check and preview the course's questions, and what they cover."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

from kapedu.grading.coverage_page import PAGE, coverage_page
from kapedu.grading.item_bank import check_bank, course_root, read_bank
from kapedu.grading.panel_form import panel_lines
from kapedu.quiz import Kind, QuizError, key_lines
from kapedu.quiz.review import Entry, Finding, Weight

_TEXT_LENGTH = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``kapedu items``."""
    parser.add_argument(
        "action",
        nargs="?",
        choices=("list", "check", "preview", "panel", "coverage"),
        default="list",
        help="list: one line for each; check: what to mend (exit code 1 if there is an error);"
        " preview: question, key and reasons of one; panel: a script concordance to put to clinicians, and how to"
        " write down what they answer; coverage: which lessons, encounters and items each objective has (exit code 1"
        " if one has no item)",
    )
    parser.add_argument("item", nargs="?", metavar="ID", help="with preview or panel: which item")
    parser.add_argument("--quiz", metavar="NAME", help="only files whose path holds NAME, such as module-1")
    parser.add_argument("--graded", action="store_true", help="only items that count for a grade")
    parser.add_argument(
        "--root", type=Path, default=Path(), help="the course's folder (default: found from here)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.add_argument("--write", action="store_true", help=f"with coverage: write it to {PAGE}")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 0 when done, 1 when an error was found, 2 when the input was wrong."""
    try:
        _refuse_what_does_not_go_together(arguments)
        root = course_root(arguments.root)
        if arguments.action == "check":
            return _check(root, arguments)
        if arguments.action == "coverage":
            return _coverage(root, arguments)
        entries = _chosen(root, arguments)
        if arguments.action in {"preview", "panel"}:
            return _show_one(entries, arguments)
    except QuizError as error:
        return _complain(" ".join(str(error).split()))
    if arguments.json:
        sys.stdout.write(json.dumps([_as_data(entry) for entry in entries], ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _as_lines(entries))
    return 0


def _refuse_what_does_not_go_together(arguments: argparse.Namespace) -> None:
    if arguments.write and arguments.action != "coverage":
        raise QuizError(f"--write goes with coverage, not with {arguments.action}")
    if arguments.item and arguments.action not in {"preview", "panel"}:
        raise QuizError(f"{arguments.action} takes no id of an item, but was given {arguments.item!r}")


def _chosen(root: Path, arguments: argparse.Namespace) -> list[Entry]:
    bank = read_bank(root)[0]
    if arguments.quiz and not any(arguments.quiz in entry.place for entry in bank):
        raise QuizError(f"no file whose path holds {arguments.quiz!r} has items; try: kapedu items list")
    return [entry for entry in bank if _wanted(entry, arguments)]


def _wanted(entry: Entry, arguments: argparse.Namespace) -> bool:
    return (not arguments.quiz or arguments.quiz in entry.place) and (entry.graded or not arguments.graded)


def _complain(text: str) -> int:
    sys.stderr.write(f"kapedu items: {text}\n")
    return 2


def _check(root: Path, arguments: argparse.Namespace) -> int:
    found = [
        finding
        for finding in check_bank(root)
        if (not arguments.quiz or arguments.quiz in finding.place)
        and (not arguments.graded or finding.place.startswith("assessments"))
    ]
    counts = Counter(finding.weight for finding in found)
    errors = counts[Weight.ERROR]
    if arguments.json:
        data = [{**vars(finding), "weight": str(finding.weight)} for finding in found]
        sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{_finding_line(finding)}\n" for finding in found)
        sys.stdout.write(", ".join(f"{counts[weight]} {weight}s" for weight in Weight) + "\n")
    return 1 if errors else 0


def _coverage(root: Path, arguments: argparse.Namespace) -> int:
    from kapedu.grading.coverage import read_coverage

    found = read_coverage(root)
    if arguments.json:
        data = {
            objective.id: [e.question.item.id for e in found.items_for(objective)]
            for objective in found.objectives
        }
        sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    elif arguments.write:
        (root / PAGE).parent.mkdir(parents=True, exist_ok=True)
        (root / PAGE).write_text(coverage_page(found), encoding="utf-8")
        sys.stdout.write(f"{PAGE} is written.\n")
    else:
        sys.stdout.write(coverage_page(found))
    for objective in found.holes:
        sys.stderr.write(f"kapedu items: no graded item for {objective.id}: {objective.text}\n")
    return 1 if found.holes else 0


def _finding_line(finding: Finding) -> str:
    which = f", {finding.item_id}" if finding.item_id else ""
    return f"{finding.weight}: {finding.place}{which}: {finding.text}"


def _as_data(entry: Entry) -> dict[str, Any]:
    item, key = entry.question.item, entry.question.key
    return {
        "id": item.id,
        "place": entry.place,
        "graded": entry.graded,
        "kind": str(item.kind),
        "points": item.points,
        "stem": item.stem,
        "sources": list(key.sources),
        "facts": list(key.facts),
        **vars(item.about),
    }


def _as_lines(entries: list[Entry]) -> Iterator[str]:
    place = ""
    for entry in entries:
        item, about = entry.question.item, entry.question.item.about
        if entry.place != place:
            place = entry.place
            yield f"{place}"
        belongs = " ".join(part for part in (about.competency, about.level, f"v{about.version}") if part)
        yield f"  {item.id:28} {item.kind:12} {item.points:4g} p  {belongs:20} {' '.join(item.stem.split())[:60]}"
    kinds = Counter(str(entry.question.item.kind) for entry in entries)
    yield f"{len(entries)} items: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())


def _show_one(entries: list[Entry], arguments: argparse.Namespace) -> int:
    if not arguments.item:
        return _complain(f"{arguments.action} needs the id of an item; try: kapedu items list")
    found = [entry for entry in entries if entry.question.item.id == arguments.item]
    if not found:
        return _complain(f"there is no item {arguments.item!r}; try: kapedu items list")
    if arguments.action == "panel" and found[0].question.item.kind is not Kind.CONCORDANCE:
        return _complain(f"{arguments.item!r} is no script concordance, so no panel answers it")
    told = _previewed if arguments.action == "preview" else panel_lines
    for entry in found:
        sys.stdout.writelines(f"{line}\n" for line in told(entry))
    return 0


def _previewed(entry: Entry) -> Iterator[str]:
    asked = entry.question.for_trainee("preview")
    item, key = asked.item, asked.key
    yield f"{item.id} ({item.kind.label}, {item.points:g} points) in {entry.place}"
    for paragraph in item.stem.splitlines():
        yield from wrap(paragraph, _TEXT_LENGTH)
    for text in (item.hypothesis, item.finding, item.hint, item.instruction, item.rule):
        yield from wrap(text, _TEXT_LENGTH, initial_indent="  ", subsequent_indent="  ")
    for option in item.options:
        yield f"  - {option.text}"
    if item.kind.is_prediction:
        yield from wrap(key.after, _TEXT_LENGTH)
        return
    yield "Key:"
    yield from (f"  {line}" for line in key_lines(item, key))
    yield "Why:"
    for name, text in key.rationale.items():
        told = f"{name}: {text}" if name else text
        yield from wrap(told, _TEXT_LENGTH, initial_indent="  ", subsequent_indent="    ")
    yield f"Sources: {', '.join(key.sources)}"
    if key.facts:
        yield f"Facts: {', '.join(key.facts)}"
