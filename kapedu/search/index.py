r"""An inverted index, and ranking by Okapi BM25.

With :math:`N` documents, :math:`n` of them holding a word, :math:`f` the word's count in a document of length
:math:`\ell` and :math:`\bar\ell` the mean length, the word adds
:math:`\ln(1 + (N - n + 1/2)/(n + 1/2)) \cdot f (k + 1) / (f + k (1 - b + b \ell / \bar\ell))`
to the document's score. Words of a title count several times.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kapedu.search.documents import Document
from kapedu.search.words import is_common, words

_TITLE_WEIGHT = 4
_K = 1.2
_B = 0.6
_KIND_WEIGHT = {"lesson": 2.5, "case": 1.5, "fact": 1.0, "reference": 0.9}
_PREFIX_WEIGHT = 0.6
_SHORTEST_PREFIX = 2
_ALL_WORDS = 3
_LEAST_OF_BEST = 0.15
_EXCERPT_CHARACTERS = 220


@dataclass(frozen=True)
class Found:
    """One result: the document, its score, and the words around the first hit."""

    document: Document
    score: float
    excerpt: str


@dataclass(frozen=True)
class Index:
    """Documents, and for each word the documents that hold it.

    Attributes:
        documents: Everything that can be found.
        postings: For each stem, pairs of document number and weighted count, one after the other.
        lengths: Weighted number of words of each document.
    """

    documents: tuple[Document, ...]
    postings: dict[str, list[int]]
    lengths: tuple[int, ...]

    def search(self, question: str, kinds: Iterable[str] = (), limit: int = 30) -> tuple[Found, ...]:
        """What a question finds, best first.

        What holds more of the words comes first by far. Of the last word the beginning is enough, since it may still be
        being typed.

        Args:
            question: The words.
            kinds: Only these kinds; without any, all.
            limit: At most so many.
        """
        asked = [word for word, _, _ in words(question)]
        terms = [word for word in dict.fromkeys(asked) if not is_common(word)] or list(dict.fromkeys(asked))
        if not terms:
            return ()
        wanted = frozenset(kinds)
        scores: dict[int, float] = {}
        held: Counter[int] = Counter()
        for place, term in enumerate(terms):
            for number, score in self._scores(term, last=place == len(terms) - 1).items():
                if wanted and self.documents[number].kind not in wanted:
                    continue
                scores[number] = scores.get(number, 0.0) + score
                held[number] += 1
        if not scores:
            return ()
        rank = {
            number: score
            * (held[number] / len(terms)) ** _ALL_WORDS
            * _KIND_WEIGHT[self.documents[number].kind]
            for number, score in scores.items()
        }
        least = _LEAST_OF_BEST * max(rank.values())
        ranked = sorted(
            (number for number in rank if rank[number] >= least), key=lambda one: (-rank[one], one)
        )
        return tuple(
            Found(self.documents[number], rank[number], excerpt(self.documents[number].text, terms))
            for number in ranked[:limit]
        )

    def nearest(self, question: str) -> str:
        """The question with each unknown word replaced by the nearest known one; empty when none is near."""
        parts, changed = [], False
        for part in question.split():
            own = next((word for word, _, _ in words(part)), "")
            if own and own not in self.postings and not is_common(own):
                near = get_close_matches(own, self.postings, n=1, cutoff=0.75)
                if not near:
                    return ""
                parts.append(near[0])
                changed = True
            else:
                parts.append(part)
        return " ".join(parts) if changed else ""

    def _scores(self, term: str, *, last: bool) -> dict[int, float]:
        found = self._of(term, 1.0)
        if last and len(term) >= _SHORTEST_PREFIX:
            for word in self.postings:
                if word.startswith(term) and word != term:
                    for number, score in self._of(word, _PREFIX_WEIGHT).items():
                        found[number] = max(found.get(number, 0.0), score)
        return found

    def _of(self, word: str, weight: float) -> dict[int, float]:
        posted = self.postings.get(word, [])
        holding = len(posted) // 2
        rare = math.log(1 + (len(self.documents) - holding + 0.5) / (holding + 0.5))
        mean = sum(self.lengths) / len(self.lengths) if self.lengths else 1.0
        scores = {}
        for number, count in zip(posted[::2], posted[1::2], strict=True):
            length = 1 - _B + _B * self.lengths[number] / mean
            scores[number] = weight * rare * count * (_K + 1) / (count + _K * length)
        return scores


def build_index(found: Sequence[Document]) -> Index:
    """The index of some documents."""
    postings: dict[str, list[int]] = {}
    lengths = []
    for number, document in enumerate(found):
        counts: Counter[str] = Counter()
        for word, _, _ in words(document.title):
            counts[word] += _TITLE_WEIGHT
        for text in (document.text, document.source if document.kind == "fact" else ""):
            counts.update(word for word, _, _ in words(text))
        for word, count in counts.items():
            postings.setdefault(word, []).extend((number, count))
        lengths.append(sum(counts.values()))
    return Index(tuple(found), postings, tuple(lengths))


def excerpt(text: str, terms: Sequence[str]) -> str:
    """The words of a text around the first place that is asked for.

    Examples:
        >>> excerpt("Ketamine blocks a channel.", ["channel"])
        'Ketamine blocks a channel.'
    """
    if len(text) <= _EXCERPT_CHARACTERS:
        return text
    wanted = tuple(terms)
    hit = next((start for word, start, _ in words(text) if word.startswith(wanted)), 0)
    start = max(0, min(hit - _EXCERPT_CHARACTERS // 3, len(text) - _EXCERPT_CHARACTERS))
    start = text.find(" ", start) + 1 if start else 0
    end = start + _EXCERPT_CHARACTERS
    end = len(text) if end >= len(text) else text.rfind(" ", start, end)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def marked(text: str, question: str) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether the question asked for it.

    Examples:
        >>> marked("Two channels open.", "channel")
        [('Two ', False), ('channels', True), (' open.', False)]
    """
    terms = tuple(term for term, _, _ in words(question) if not is_common(term))
    pieces: list[tuple[str, bool]] = []
    done = 0
    for word, start, end in words(text):
        if terms and word.startswith(terms):
            if start > done:
                pieces.append((text[done:start], False))
            pieces.append((text[start:end], True))
            done = end
    if done < len(text):
        pieces.append((text[done:], False))
    return pieces
