"""The claims register: what the web articles say, and what the literature says to it."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path

from kapedu.knowledge.csv_table import Line, no_twins, read_lines
from kapedu.knowledge.errors import KnowledgeError, nearest
from kapedu.knowledge.quantity import Status
from kapedu.knowledge.sources import DATA, source_keys


class Verdict(StrEnum):
    """How a claim stands against the literature that could be found."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"
    NOT_CHECKABLE = "not-checkable"
    OMISSION = "omission"

    @property
    def meaning(self) -> str:
        """One plain sentence for readers."""
        return _MEANINGS[self]


_MEANINGS = {
    Verdict.SUPPORTED: "The literature found says the same.",
    Verdict.PARTLY: "True in part: something that changes the meaning is left out or overstated.",
    Verdict.UNSUPPORTED: "No study that shows this could be located; that is not proof that there is none.",
    Verdict.CONTRADICTED: "The literature found says otherwise.",
    Verdict.NOT_CHECKABLE: "Worded so that no observation could show it to be wrong.",
    Verdict.OMISSION: "Something a fair text would have to say, and this one does not.",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of an article, in our words, with the reasoned verdict."""

    id: str
    article: str
    """File name of the article."""
    publisher: str
    claim: str
    topic: str
    verdict: Verdict
    literature: str
    """The nearest studies and what was found."""
    source_keys: tuple[str, ...]
    status: Status
    """Of the weakest figure in ``literature``."""
    teaching_point: str


def load_claims(path: Path, known_sources: Collection[str]) -> tuple[Claim, ...]:
    """Read and check a CSV of claims; its columns are the fields of ``Claim``.

    Args:
        path: The file, with a header line.
        known_sources: Keys that ``source_keys`` may have.

    Raises:
        KnowledgeError: A cell is missing, unknown or used twice; names file, line and column.
    """
    lines = tuple(read_lines(path, [field.name for field in fields(Claim)]))
    no_twins(lines, "id")
    return tuple(_claim(line, known_sources) for line in lines)


def _claim(line: Line, known_sources: Collection[str]) -> Claim:
    verdict = Verdict(line.one_of("verdict", tuple(Verdict)))
    status = Status(line.one_of("status", tuple(Status)))
    keys = line.keys("source_keys", known_sources)
    if not keys and status is not Status.UNVERIFIED:
        raise line.refuse(
            "source_keys", f"is empty, so the status cannot be {status}; name a source or say unverified"
        )
    return Claim(
        id=line.text("id"),
        article=line.text("article"),
        publisher=line.text("publisher"),
        claim=line.text("claim"),
        topic=line.text("topic"),
        verdict=verdict,
        literature=line.text("literature"),
        source_keys=keys,
        status=status,
        teaching_point=line.text("teaching_point"),
    )


@cache
def all_claims() -> tuple[Claim, ...]:
    """The whole register, read and checked at the first call.

    >>> all_claims()[0].verdict.value
    'contradicted'
    """
    return load_claims(DATA / "claims.csv", source_keys())


def articles() -> tuple[str, ...]:
    """File names of the articles in the register.

    >>> len(articles())
    5
    """
    return tuple(dict.fromkeys(claim.article for claim in all_claims()))


def claims_of(article: str) -> tuple[Claim, ...]:
    """The claims of one article.

    Args:
        article: Its file name with or without ending, the number it starts with (``003``), or its
            publisher where one is stated.

    Raises:
        KnowledgeError: No such article, or a name that fits several; names those there are.

    >>> [claim.id for claim in claims_of("003")][:2]
    ['C003-1', 'C003-2']
    """
    wanted = article.strip().casefold()
    found = [name for name in articles() if wanted in _names(name)]
    if not found and wanted:
        publishers = {claim.article: claim.publisher.casefold() for claim in all_claims()}
        found = [name for name, publisher in publishers.items() if publisher.startswith(wanted)]
    if len(found) != 1:
        problem = f"fits {len(found)} articles" if found else "is no article of the register"
        raise KnowledgeError(
            f"{article!r} {problem}; there are {', '.join(articles())}{nearest(article, articles())}"
        )
    return tuple(claim for claim in all_claims() if claim.article == found[0])


def _names(article: str) -> tuple[str, ...]:
    stem = article.rpartition(".")[0]
    return (article.casefold(), stem.casefold(), stem.partition("_")[0].casefold())
