"""``kapedu claims``: what a web article claims, and what the literature says to it."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from textwrap import wrap

from kapedu.knowledge import KnowledgeError
from kapedu.knowledge.claims import Claim, all_claims, articles, claims_of

_TEXT_LENGTH = 100
_EPILOG = """\
examples:
  kapedu claims
  kapedu claims --article 003
  kapedu claims --article 003 --json

This teaches and does not treat.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``kapedu claims``."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument(
        "--article",
        metavar="NAME",
        help=f"one article (its file name, or the number it starts with): {', '.join(articles())}; "
        "all of them unless given",
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def run(arguments: argparse.Namespace) -> int:
    """Print the claims; 0 when done, 2 with one line on stderr when there is no such article."""
    try:
        found = all_claims() if arguments.article is None else claims_of(arguments.article)
    except KnowledgeError as error:
        sys.stderr.write(f"kapedu claims: {' '.join(str(error).split())}\n")
        return 2
    if arguments.json:
        sys.stdout.write(json.dumps([_as_data(claim) for claim in found], ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _as_text(found))
    return 0


def _as_data(claim: Claim) -> dict[str, object]:
    return asdict(claim) | {"source_keys": list(claim.source_keys), "verdict_meaning": claim.verdict.meaning}


def _as_text(claims: Iterable[Claim]) -> Iterator[str]:
    article = ""
    for claim in claims:
        if claim.article != article:
            article = claim.article
            yield f"{article} ({claim.publisher})"
            yield ""
        yield from wrap(f"{claim.id}: {claim.claim}", _TEXT_LENGTH)
        sources = f" [{', '.join(claim.source_keys)}; {claim.status}]" if claim.source_keys else ""
        for text in (
            f"{claim.verdict}: {claim.verdict.meaning}",
            f"{claim.literature}{sources}",
            f"To learn: {claim.teaching_point}",
        ):
            yield from wrap(text, _TEXT_LENGTH, initial_indent="  ", subsequent_indent="  ")
        yield ""
