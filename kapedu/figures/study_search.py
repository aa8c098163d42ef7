"""The trials register as a reader searches it: one entry for each study, filtered, shown as a list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from kapedu.figures.verdicts import literature
from kapedu.knowledge import Status
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.markup import badge
from kapedu.knowledge.trials import QUESTIONS, Trial, all_trials

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kapedu.knowledge.claims import Claim

ANY = "any"
QUESTION_NAMES: Mapping[str, str] = MappingProxyType(
    {ANY: "Any question", **{name: name[0].upper() + name[1:] for name in QUESTIONS}}
)
CONTROLS: Mapping[str, str] = MappingProxyType(
    {
        ANY: "Any comparison",
        "midazolam": "Midazolam",
        "saline": "Saline",
        "placebo": "Placebo spray or tablet",
        "active": "An active treatment (ECT, another drug)",
        "other": "Usual care, education, other",
        "none": "No comparison",
    }
)
CHECKED: Mapping[str, str] = MappingProxyType(
    {ANY: "Any status", "checked": "Only checked figures", "unverified": "Only unverified figures"}
)
_ACTIVE = ("ECT", "active", "ketamine", "anaesthetic")
_SHOWN = 6


@dataclass(frozen=True)
class Entry:
    """One study of the register with all its results."""

    key: str
    """Key of the bibliography."""
    rows: tuple[Trial, ...]

    @property
    def first(self) -> Trial:
        return self.rows[0]

    @property
    def label(self) -> str:
        """Name and comparison in one line."""
        return f"{self.first.trial}: {self.first.comparison}"

    @property
    def words(self) -> str:
        """Everything that a search looks at."""
        columns = (
            "trial",
            "comparison",
            "design",
            "blinding",
            "population",
            "route",
            "therapy_arm",
            "outcome",
        )
        return " ".join(str(getattr(row, column)) for row in self.rows for column in columns).casefold()


@cache
def entries() -> tuple[Entry, ...]:
    """Every study of the register once.

    Examples:
        >>> len(entries()) == len({row.primary_key for row in all_trials()})
        True
    """
    found: dict[str, list[Trial]] = {}
    for row in all_trials():
        found.setdefault(row.primary_key, []).append(row)
    return tuple(Entry(key, tuple(rows)) for key, rows in found.items())


def search(words: str = "", question: str = ANY, control: str = ANY, checked: str = ANY) -> tuple[Entry, ...]:
    """The studies that have every word and fit every filter.

    Args:
        words: Words anywhere in a study's description; capitals do not matter.
        question: One of :data:`QUESTION_NAMES`.
        control: One of :data:`CONTROLS`.
        checked: One of :data:`CHECKED`.

    Raises:
        ValueError: A filter that does not exist; names it and what is allowed.

    Examples:
        >>> [entry.key for entry in search("cbt", "therapy added to ketamine")]
        ['wilkinson2021']
    """
    for name, value, allowed in (
        ("question", question, QUESTION_NAMES),
        ("control", control, CONTROLS),
        ("checked", checked, CHECKED),
    ):
        if value not in allowed:
            raise ValueError(f"{name} {value!r} is not one of {', '.join(allowed)}")
    wanted = words.casefold().split()
    return tuple(
        entry
        for entry in entries()
        if all(word in entry.words for word in wanted)
        and any(
            (question in (ANY, row.therapy_question))
            and control in (ANY, control_family(row))
            and (checked == ANY or (row.status is Status.UNVERIFIED) is (checked == "unverified"))
            for row in entry.rows
        )
    )


def control_family(row: Trial) -> str:
    """Which of :data:`CONTROLS` a result belongs to.

    Examples:
        >>> {control_family(row) for row in all_trials() if row.primary_key == "lii2023"}
        {'saline'}
    """
    control = row.control_type
    if control == "none":
        return "none"
    for family in ("midazolam", "placebo", "education", "usual care", "saline"):
        if family in control:
            return family if family in CONTROLS else "other"
    return "active" if any(word in control for word in _ACTIVE) else "other"


def found_html(found: tuple[Entry, ...]) -> str:
    """The studies found, with design, size and first result, each with its status."""
    if not found:
        return "<p><strong>Nothing found.</strong> Take a word away, or loosen a filter.</p>"
    shown = found[:_SHOWN]
    rest = len(found) - len(shown)
    more = f"<p>And {rest} more; narrow the search, or choose from the list below.</p>" if rest else ""
    studies = "1 study" if len(found) == 1 else f"{len(found)} studies"
    items = "".join(_entry_html(entry) for entry in shown)
    return f"<p><strong>{studies}</strong> of {len(entries())}.</p><ul>{items}</ul>{more}"


def _entry_html(entry: Entry) -> str:
    row = entry.first
    people = f"{row.n_total} people" if row.n_total is not None else "number of people not on file"
    design = ", ".join(part for part in (row.design, row.blinding) if part)
    return (
        f"<li><strong>{escape(row.trial)}</strong>: {escape(row.comparison)}. {escape(design)}; "
        f"{escape(people)}. {_capital(escape(row.population))}.<br>{_capital(escape(result_text(row)))} "
        f"{badge(row.status)}</li>"
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def result_text(row: Trial) -> str:
    """One result in words and figures, or that there is none.

    Examples:
        >>> from kapedu.knowledge.trials import trial
        >>> result_text(trial("25a"))
        'response, >=50% MADRS reduction at day 2 or 3: 15/42 against 5/42.'
    """
    if row.has_counts:
        figures = f"{row.exp_events}/{row.exp_n} against {row.ctl_events}/{row.ctl_n}"
    elif row.effect is not None and row.ci_low is not None:
        figures = f"{row.effect:g} ({row.ci_low:g} to {row.ci_high:g})"
    elif row.effect is not None:
        figures = f"{row.effect:g}"
    elif row.exp_mean is not None and row.ctl_mean is not None:
        figures = f"{row.exp_mean:g} against {row.ctl_mean:g}"
    else:
        figures = row.note or "no figures on file"
    return f"{row.outcome}: {figures.replace('-', '−') if row.effect is not None else figures}."


def nearest(claim: Claim) -> tuple[Entry, ...]:
    """The studies of the register that the verdict on a claim rests on."""
    return tuple(entry for entry in entries() if entry.key in claim.source_keys)


def comparison_html(claim: Claim, chosen: Entry) -> str:
    """Whether the chosen study is one the register names, and what the register found."""
    named = nearest(claim)
    names = ", ".join(entry.first.trial for entry in named)
    if chosen in named:
        others = len(named) - 1
        also = f" It names {others} more: {escape(names)}." if others else ""
        verdict = f"<strong>Yes.</strong> The register names this study too.{also}"
    else:
        verdict = (
            f"The register does not name this one. It has: <strong>{escape(names)}</strong>. "
            f"{escape(_why_not(chosen, named))}"
        )
    cited = ", ".join(short_citation(key) for key in claim.source_keys)
    return (
        f'<div class="kapedu-result"><p>{verdict}</p><p>{escape(literature(claim))}</p>'
        f'<p class="kapedu-origin">{badge(claim.status)} {escape(cited)}</p></div>'
    )


def _why_not(chosen: Entry, named: tuple[Entry, ...]) -> str:
    """What sets a study apart from those the register names, as far as its columns say."""
    if all(row.status is Status.UNVERIFIED for row in chosen.rows):
        return "The figures of yours are unverified, so that it can decide nothing yet."
    asked = {row.therapy_question for entry in named for row in entry.rows}
    question = chosen.first.therapy_question
    if question not in asked:
        return f"Yours asks another question ({question}); those ask: {', '.join(sorted(asked))}."
    families = {control_family(row) for entry in named for row in entry.rows}
    family = control_family(chosen.first)
    if family not in families:
        return f"Yours compares with something else: {CONTROLS[family].lower()}."
    return "Yours asks the same kind of question. Compare people and outcome: it may be nearly as near."
