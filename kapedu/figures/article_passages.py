"""Sentences of the web articles, in our words: what can be checked, what is too vague, what is opinion."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from kapedu.figures.statements import Statement, described, members, stated
from kapedu.knowledge import sheet
from kapedu.knowledge.citation import short_citation

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Mapping[str, str] = MappingProxyType(
    {"checkable": "Checkable", "vague": "Too vague", "opinion": "Opinion or advertising"}
)
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "who": "in whom",
        "versus": "against what",
        "measure": "what was measured",
        "when": "when",
    }
)
"""What a sentence has to state before a trial could answer it."""
_DOCUMENT = "document"
_NOT_SENTENCES = ("title", "article")
_SHEET = "articles"


@dataclass(frozen=True)
class Sentence:
    """One sentence of an article.

    Attributes:
        id: Its name in the passage.
        text: The sentence, paraphrased, with its article.
        kind: One of :data:`KINDS`.
        claim: Its claim in the register; empty where it is none.
        names: The parts of :data:`PARTS` that it states; None where a document settles it and
            no trial is needed.
        why: Why it is of this kind.
    """

    id: str
    text: Statement
    kind: str
    claim: str
    names: tuple[str, ...] | None
    why: str

    @property
    def lacks(self) -> tuple[str, ...]:
        """The parts that it leaves out."""
        return () if self.names is None else tuple(part for part in PARTS if part not in self.names)

    @property
    def is_complete(self) -> bool:
        """Whether a trial could answer it as it stands."""
        return self.kind == "checkable" and self.names is not None and not self.lacks


@dataclass(frozen=True)
class Passage:
    """A few sentences of one article."""

    id: str
    title: str
    article: str
    """Key of the bibliography."""
    sentences: tuple[Sentence, ...]


@cache
def passages() -> tuple[Passage, ...]:
    """One passage of each article.

    Raises:
        ValueError: The sheet has a kind or a part that does not exist; names the sentence.

    Examples:
        >>> [len(passage.sentences) for passage in passages()]
        [4, 4, 4, 4, 4]
    """
    found = []
    for name in members(_SHEET, "passages"):
        place = f"passages.{name}"
        sentences = [
            _sentence(f"{place}.{part}", part)
            for part in members(_SHEET, place)
            if part not in _NOT_SENTENCES
        ]
        found.append(
            Passage(
                name,
                described(_SHEET, f"{place}.title"),
                described(_SHEET, f"{place}.article"),
                tuple(sentences),
            )
        )
    return tuple(found)


def _sentence(place: str, name: str) -> Sentence:
    kind = described(_SHEET, f"{place}.kind")
    if kind not in KINDS:
        raise ValueError(f"{_SHEET}.json: {place}.kind is {kind!r}; allowed are {', '.join(KINDS)}")
    written = described(_SHEET, f"{place}.names").split()
    named = tuple(part for part in written if part not in {"nothing", _DOCUMENT})
    unknown = [part for part in named if part not in PARTS]
    if unknown:
        raise ValueError(f"{_SHEET}.json: {place}.names has {unknown[0]!r}; allowed are {', '.join(PARTS)}")
    claim = str(sheet(_SHEET).descriptions.get(f"{place}.claim", ""))
    return Sentence(
        name,
        stated(_SHEET, f"{place}.text"),
        kind,
        claim,
        None if _DOCUMENT in written else named,
        described(_SHEET, f"{place}.why"),
    )


def marked_html(passage: Passage, given: Mapping[str, str]) -> str:
    """The sentences of a passage with the learner's mark, the course's, and the reason.

    Args:
        passage: The passage.
        given: What the learner chose for each sentence, by its id.

    Raises:
        KeyError: A sentence has no mark.
    """
    right = sum(given[sentence.id] == sentence.kind for sentence in passage.sentences)
    items = "".join(_marked(sentence, given[sentence.id]) for sentence in passage.sentences)
    return (
        f"<p>You marked {right} of {len(passage.sentences)} as we do.</p>"
        f'<ul class="kapedu-marked">{items}</ul>'
        f'<p class="kapedu-source">Paraphrased from: {escape(short_citation(passage.article))}</p>'
    )


def _marked(sentence: Sentence, chosen: str) -> str:
    ours = KINDS[sentence.kind]
    verdict = "as you did" if chosen == sentence.kind else f"you chose: {KINDS[chosen].lower()}"
    return (
        f"<li><q>{escape(sentence.text.text)}</q><br><strong>{escape(ours)}</strong> ({escape(verdict)}). "
        f"{escape(sentence.why)}{_parts(sentence)}</li>"
    )


def _parts(sentence: Sentence) -> str:
    if sentence.kind != "checkable":
        return ""
    if sentence.names is None:
        return "<br>No trial is needed: a document settles it."
    says = ", ".join(PARTS[part] for part in sentence.names) or "none of the four parts"
    lacks = ", ".join(PARTS[part] for part in sentence.lacks)
    return f"<br>It states: {says}." + (f" Still missing: {lacks}." if lacks else " Nothing is missing.")


def tally_html(given: Mapping[str, Mapping[str, str]]) -> str:
    """What all the marked passages come to, once every one of them has been marked.

    Args:
        given: Passage id to the marks of its sentences.
    """
    every = [(passage, sentence) for passage in passages() for sentence in passage.sentences]
    counts = {kind: sum(sentence.kind == kind for _, sentence in every) for kind in KINDS}
    right = sum(given[passage.id][sentence.id] == sentence.kind for passage, sentence in every)
    complete = sum(sentence.is_complete for _, sentence in every)
    return (
        f"<p><strong>All {len(every)} sentences:</strong> you marked {right} as we do. "
        f"{counts['checkable']} can be checked, {counts['vague']} are too vague, "
        f"{counts['opinion']} are opinion or advertising. Of those that can be checked, {complete} "
        "says in whom, against what, what was measured and when.</p>"
    )
