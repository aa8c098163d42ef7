"""Three studies that an article describes and nobody here could locate, beside the nearest real ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import escape

from kapedu.figures.statements import Statement, described, members, stated
from kapedu.knowledge import Status, sheet
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.markup import badge

FEATURES = {
    "journal": "Journal",
    "people": "People",
    "design": "Design",
    "therapy": "Therapy",
    "result": "Result",
}
_SHEET = "articles"
CHECKLIST = (
    "says where was searched, with which words and when",
    "says that no study fitting the description could be located",
    "says that this is no proof that there is none",
    "names the nearest study and in what it differs",
    "leaves open how the description came about",
)
MODEL = (
    "I searched the journal and PubMed on (date) with the words (words). No study that fits this description "
    "could be located, which does not prove that there is none. The nearest is (study); it differs in "
    "(features). Until the source is named, the claim is not supported."
)
_ACCUSES = re.compile(
    r"\b(invent\w*|fake\w*|fabricat\w*|made[ -]up|lie|lies|lying|liar|fraud\w*)\b", re.IGNORECASE
)
_DENIES = re.compile(
    r"\b(does not exist|doesn't exist|no such study|never existed|there is no study)\b", re.IGNORECASE
)
_LOCATED = re.compile(r"\b(locat\w+|f(?:ind|ound)|identif\w+|trac\w+)\b", re.IGNORECASE)
_PROOF = re.compile(r"\b(proof|prove\w*|absence|may still|might still|could still|not mean)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Feature:
    """One feature of a study as the article tells it and as the nearest study has it."""

    name: str
    told: Statement
    found: Statement
    same: bool


@dataclass(frozen=True)
class MissingStudy:
    """A study of an article that could not be located."""

    id: str
    title: str
    claim: str
    nearest: str
    features: tuple[Feature, ...]
    lesson: str

    @property
    def matches(self) -> int:
        """How many features the nearest study shares."""
        return sum(feature.same for feature in self.features)


@cache
def missing_studies() -> tuple[MissingStudy, ...]:
    """The three studies of the article on therapy being vital.

    Examples:
        >>> [study.matches for study in missing_studies()]
        [1, 2, 1]
    """
    found = []
    for name in members(_SHEET, "missing"):
        place = f"missing.{name}"
        features = tuple(
            Feature(
                part,
                stated(_SHEET, f"{place}.{part}.told"),
                stated(_SHEET, f"{place}.{part}.found"),
                bool(sheet(_SHEET).descriptions[f"{place}.{part}.same"]),
            )
            for part in FEATURES
        )
        texts = (described(_SHEET, f"{place}.{part}") for part in ("title", "claim", "nearest", "lesson"))
        title, claim, nearest, lesson = texts
        found.append(MissingStudy(name, title, claim, nearest, features, lesson))
    return tuple(found)


def told_html(study: MissingStudy) -> str:
    """The study as the article tells it."""
    parts = "".join(
        f"<div><dt>{FEATURES[feature.name]}</dt><dd>{escape(feature.told.text)}</dd></div>"
        for feature in study.features
    )
    return (
        f'<div class="kapedu-card"><dl class="kapedu-arms">{parts}</dl>'
        f'<p class="kapedu-source">{escape(short_citation(study.features[0].told.source))}, in our words</p></div>'
    )


def beside_html(study: MissingStudy) -> str:
    """The study as told beside the nearest real one, feature by feature."""
    rows = "".join(
        f'<tr><th scope="row">{FEATURES[feature.name]}</th>'
        f'<td data-label="As told">{escape(feature.told.text)}</td>'
        f'<td data-label="{escape(study.nearest)}">{escape(feature.found.text)} '
        f"{badge(Status(feature.found.status))}</td>"
        f'<td data-label="Match">{"the same" if feature.same else "<strong>differs</strong>"}</td></tr>'
        for feature in study.features
    )
    return (
        '<table class="kapedu-grid"><caption>As the article tells it, and the nearest study located</caption>'
        f'<thead><tr><th scope="col">Feature</th><th scope="col">As told</th>'
        f'<th scope="col">{escape(study.nearest)}</th><th scope="col">Match</th></tr></thead>'
        f"<tbody>{rows}</tbody></table><p>{escape(study.lesson)}</p>"
    )


def wording_notes(text: str) -> tuple[str, ...]:
    """What to mind in a sentence about a study that could not be located.

    Only a few words are looked at; the checklist is for the writer.

    Examples:
        >>> wording_notes("This study is invented.")[0].split(":")[0]
        'It accuses'
        >>> wording_notes("No such study could be located; that is no proof that there is none.")
        ()
    """
    notes = []
    if _ACCUSES.search(text):
        notes.append("It accuses: a search cannot show that somebody made a study up.")
    if _DENIES.search(text) and not _LOCATED.search(text):
        notes.append("It denies: a search shows only what was not found, and where.")
    if not _LOCATED.search(text):
        notes.append("It does not say what was looked for and whether it was found.")
    if not _PROOF.search(text):
        notes.append("It does not say that not finding is no proof.")
    return tuple(notes)


def written_html(text: str) -> str:
    """The learner's sentence, what to mind, the checklist and a model."""
    notes = wording_notes(text)
    minded = (
        "".join(f"<li>{escape(note)}</li>" for note in notes)
        if notes
        else "<li>Nothing in its words stands out. Go through the list below yourself.</li>"
    )
    checklist = "".join(f"<li>{escape(line)}</li>" for line in CHECKLIST)
    return (
        f'<div class="kapedu-result"><p><strong>In your sentence</strong></p><ul>{minded}</ul>'
        f"<p><strong>A good sentence</strong></p><ul>{checklist}</ul>"
        f"<p><strong>For example:</strong> {escape(MODEL)}</p></div>"
    )
