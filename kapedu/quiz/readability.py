"""How easy a spoken explanation is to follow: lengths that can be counted, and words to look at again.

The counts say nothing about whether a text is true or kind. They find what a listener will stumble over.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kapedu.knowledge import fact
from kapedu.quiz.response import clean_text

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,]\d+)*", re.UNICODE)
_LETTER = re.compile(r"[^\W\d_]", re.UNICODE)
_JARGON = re.compile(
    r"\b(efficacy|efficacious|randomi[sz]ed|placebo-controlled|double-blind|confidence interval|odds ratio|"
    r"risk ratio|relative risk|hazard ratio|p[- ]?value|statistically significant|significant(?:ly)?|"
    r"heterogeneity|meta-analysis|certainty of (?:the )?evidence|adverse events?|intranasal(?:ly)?|intravenous(?:ly)?|"
    r"dissociat(?:e|es|ion|ive)|treatment-resistant|refractory|remission|MADRS|NNT|NMDA|antagonist|"
    r"pharmacological|contraindicated|titrat(?:e|ed|ion))\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(cures?|cured|guarantee[ds]?|always|never|certainly|definitely|miracle|breakthrough|no risks?|"
    r"completely safe|proven|100 ?%)(?!\w)",
    re.IGNORECASE,
)
_SECONDS_IN = {"minute": 60}


@dataclass(frozen=True)
class Readability:
    """What was counted in a text.

    Attributes:
        words: Number of words and numbers.
        sentences: Number of sentences.
        longest: The longest sentence.
        longest_words: Its number of words.
        long_words: Words with many letters, once each, in order.
        jargon: Expert words, once each, in order.
        promises: Words that promise too much, once each, in order.
        numbers: How many numbers are written in figures.
        percents: How many of them in percent.
        seconds: Time to say it at a calm pace.
    """

    words: int
    sentences: int
    longest: str
    longest_words: int
    long_words: tuple[str, ...]
    jargon: tuple[str, ...]
    promises: tuple[str, ...]
    numbers: int
    percents: int
    seconds: float

    @property
    def words_per_sentence(self) -> float:
        """Average; 0 for an empty text."""
        return self.words / self.sentences if self.sentences else 0.0


def readability(text: str) -> Readability:
    """Count what can be counted in an explanation.

    Args:
        text: Any text; control characters are ignored.

    Examples:
        >>> found = readability("It may help. Of 100 people, about 50 feel better.")
        >>> found.words, found.sentences, found.longest_words
        (10, 2, 7)
    """
    plain = clean_text(text)
    sentences = [part.strip() for part in _SENTENCE_END.split(plain) if _WORD.search(part)]
    counts = [len(_WORD.findall(sentence)) for sentence in sentences]
    words = _WORD.findall(plain)
    longest = max(range(len(counts)), key=counts.__getitem__, default=None)
    letters = float(fact("certainty.speech.long_word_letters"))
    pace = float(fact("certainty.speech.words_per_minute"))
    return Readability(
        words=len(words),
        sentences=len(sentences),
        longest="" if longest is None else sentences[longest],
        longest_words=0 if longest is None else counts[longest],
        long_words=_once(word for word in words if len(_LETTER.findall(word)) >= letters),
        jargon=_once(match[0] for match in _JARGON.finditer(plain)),
        promises=_once(match[0] for match in _PROMISE.finditer(plain)),
        numbers=sum(word[0].isdigit() for word in words),
        percents=plain.count("%") + len(re.findall(r"\bper ?cent\b", plain, re.IGNORECASE)),
        seconds=_SECONDS_IN["minute"] * len(words) / pace,
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(word.casefold(), word)
    return tuple(found.values())


def hints(found: Readability) -> tuple[str, ...]:
    """What a writer should look at again, each as a sentence; empty when nothing was found.

    The limits are the plain-English guides' and this course's; see the sheet ``certainty``, group ``speech``.
    """
    if not found.words:
        return ()
    limit = float(fact("certainty.speech.minutes")) * _SECONDS_IN["minute"]
    usual = float(fact("certainty.speech.sentence_words"))
    longest = float(fact("certainty.speech.longest_sentence_words"))
    told = []
    if found.seconds > limit:
        told.append(f"It takes about {found.seconds:.0f} seconds to say; two minutes are {limit:.0f}.")
    if found.words_per_sentence > usual:
        told.append(
            f"Sentences have {found.words_per_sentence:.0f} words on average; guides advise {usual:g} at most."
        )
    if found.longest_words > longest:
        told.append(
            f"The longest sentence has {found.longest_words} words; {longest:g} are a good limit: “{found.longest}”"
        )
    if found.jargon:
        told.append(f"Expert words that a patient may not know: {', '.join(found.jargon)}.")
    if found.promises:
        told.append(f"Words that promise more than the studies do: {', '.join(found.promises)}.")
    if found.percents:
        told.append("Percentages: people of 100 are easier to follow.")
    if not found.numbers:
        told.append("There is no number in it. Give at least one, with both groups.")
    return tuple(told)
