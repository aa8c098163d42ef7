"""``kapedu search WORDS``: find lessons, facts, cases and references."""

import argparse
import json
import sys
from pathlib import Path

from kapedu.course import MapError, course_folder
from kapedu.knowledge import KnowledgeError
from kapedu.search.documents import KINDS
from kapedu.search.index import Found
from kapedu.search.store import index_of

_SHOWN = 10
_EPILOG = """\
examples:
  kapedu search bladder
  kapedu search blood pressure --kind fact --limit 3
  kapedu search panic --kind case --json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``kapedu search``."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument("words", nargs="+", metavar="WORD", help="what to look for")
    parser.add_argument(
        "--kind", action="append", choices=KINDS, default=[], help="only this kind; may be repeated"
    )
    parser.add_argument(
        "--limit", type=_limit, default=_SHOWN, metavar="N", help=f"at most so many (default: {_SHOWN})"
    )
    parser.add_argument(
        "--course", type=Path, metavar="FOLDER", help="the course; without it, the one around here"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def _limit(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not allowed; give a whole number from 1")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """0 when something was found, 1 when nothing was, 2 when the course cannot be read."""
    question = " ".join(arguments.words).strip()
    if not question:
        sys.stderr.write("kapedu search: nothing to look for; write for instance: kapedu search bladder\n")
        return 2
    try:
        index = index_of(course_folder(arguments.course, Path(__file__).resolve().parents[2]))
    except (MapError, KnowledgeError, OSError) as error:
        sys.stderr.write(f"kapedu search: {' '.join(str(error).split())}\n")
        return 2
    found = index.search(question, arguments.kind, arguments.limit)
    if arguments.json:
        data = [{**vars(one.document), "score": round(one.score, 3), "excerpt": one.excerpt} for one in found]
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write("\n\n".join(_lines(one) for one in found) + "\n" if found else "")
    if not found:
        near = index.nearest(question)
        sys.stderr.write(
            f"Nothing found for {question!r}." + (f" Did you mean {near!r}?" if near else "") + "\n"
        )
    return 0 if found else 1


def _lines(one: Found) -> str:
    document = one.document
    told = [
        f"[{document.status}]" if document.status else "",
        document.source if document.kind == "fact" else "",
    ]
    lines = [
        f"{document.kind}: {document.title}",
        f"  {one.excerpt}",
        "  " + " ".join(part for part in told if part),
    ]
    return "\n".join([*(line for line in lines if line.strip()), f"  {document.address}".rstrip()])
