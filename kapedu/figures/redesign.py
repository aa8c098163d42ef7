"""The announced veterans' trial as nine decisions: what was chosen, what is sound, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from kapedu.evidence.design import power_of_means
from kapedu.evidence.veterans_case import case_fact, scenarios
from kapedu.figures.statements import members
from kapedu.knowledge import fact, sheet
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.markup import badge

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHEET = "trial_design"
VERDICTS = {"sound": "Sound", "weak": "Could be better", "unsound": "Rethink"}
UNKNOWN = "unknown"
_PERCENT = 100
_MIDDLE_STEP = 5


@dataclass(frozen=True)
class Decision:
    """One choice in the plan of a trial.

    Attributes:
        id: Name in the sheet.
        question: What is decided.
        options: Option to words.
        verdicts: Option to a key of ``VERDICTS``.
        why: Option to the reason for the verdict.
        announced: The option of the announced trial; None where it does not say.
        sources: Reference keys.
    """

    id: str
    question: str
    options: Mapping[str, str]
    verdicts: Mapping[str, str]
    why: Mapping[str, str]
    announced: str | None
    sources: tuple[str, ...]


def sizes() -> dict[str, int]:
    """People to randomise to each arm, by option: three beliefs about the effect, and a size between them."""
    positive, pooled, corrected = (plan.size.randomised for plan in scenarios().values())
    middle = round((positive * pooled) ** 0.5 / _MIDDLE_STEP) * _MIDDLE_STEP
    return {"positive": positive, "middle": middle, "pooled": pooled, "corrected": corrected}


def power_percent(randomised: int) -> float:
    """Power of so many people per arm to find the pooled effect, after the planned drop-out, in percent."""
    _, pooled, _ = scenarios().values()
    kept = 1 - float(fact("appraisal.design.drop_out"))
    return _PERCENT * power_of_means(max(2, int(randomised * kept)), pooled.difference, pooled.sd)


@cache
def decisions() -> tuple[Decision, ...]:
    """The nine decisions, in the order of the sheet.

    Raises:
        ValueError: The sheet has a verdict that does not exist.

    Examples:
        >>> [decision.id for decision in decisions()][:3]
        ['comparator', 'therapy', 'belief']
    """
    numbers = {name: str(size) for name, size in sizes().items()}
    numbers |= {f"{name}_power": f"{power_percent(size):.0f}" for name, size in sizes().items()}
    found = []
    texts = sheet(_SHEET).descriptions
    for name in members(_SHEET, "decisions"):
        start = f"decisions.{name}."
        own = {path[len(start) :]: str(text) for path, text in texts.items() if path.startswith(start)}
        options = [key for key in own if f"{key}_verdict" in own]
        verdicts = {option: own[f"{option}_verdict"] for option in options}
        for option, verdict in verdicts.items():
            if verdict not in VERDICTS:
                raise ValueError(
                    f"{_SHEET}.json: {start}{option}_verdict is {verdict!r}; allowed are {', '.join(VERDICTS)}"
                )
        found.append(
            Decision(
                id=name,
                question=own["question"],
                options={option: own[option].format(**numbers) for option in options},
                verdicts=verdicts,
                why={option: own[f"{option}_why"].format(**numbers) for option in options},
                announced=None if own["announced"] == UNKNOWN else own["announced"],
                sources=tuple(own["sources"].split()),
            )
        )
    return tuple(found)


def announced_html() -> str:
    """What is known of the announced trial, each figure with source and status."""
    dose, weekly, weeks = (case_fact(name) for name in ("dose", "infusions_per_week", "weeks"))
    rows = (
        ("Whom", "veterans with treatment-resistant PTSD", case_fact("control")),
        (
            "Treatment",
            f"ketamine {dose.number_text} {dose.unit} into a vein, {_times(float(weekly))} a week for {weeks.number_text} weeks",
            dose,
        ),
        ("Comparator", str(case_fact("control").value), case_fact("control")),
        ("Therapy", str(case_fact("session").value), case_fact("session")),
        (
            "Crossover",
            f"midazolam patients who improved by {case_fact('crossover_at_most').number_text} percent or less go on to ketamine",
            case_fact("crossover_at_most"),
        ),
    )
    items = "".join(
        f'<tr><th scope="row">{title}</th><td data-label="Announced">{escape(text)}</td>'
        f'<td data-label="Source">{escape(short_citation(quantity.source))} {badge(quantity.status)}</td></tr>'
        for title, text, quantity in rows
    )
    return (
        '<table class="kapedu-grid"><caption>The trial that the first article announces</caption><thead><tr>'
        '<th scope="col">Part</th><th scope="col">Announced</th><th scope="col">Source</th></tr></thead>'
        f"<tbody>{items}</tbody></table><p>Size, primary outcome and analysis are not given there. No registration and no "
        "result could be located; that is no proof that there is none. The dose is the trial's, not advice.</p>"
    )


def _times(count: float) -> str:
    return {1.0: "once", 2.0: "twice"}.get(count, f"{count:g} times")


def review_html(chosen: Mapping[str, str]) -> str:
    """The plan checked decision by decision.

    Args:
        chosen: Option by decision; all of them.

    Raises:
        ValueError: A decision is missing, or an option does not exist; names it.
    """
    rows, counts = "", dict.fromkeys(VERDICTS, 0)
    for decision in decisions():
        option = chosen.get(decision.id, "")
        if option not in decision.options:
            raise ValueError(
                f"decision {decision.id!r}: {option!r} is not one of {', '.join(decision.options)}"
            )
        verdict = decision.verdicts[option]
        counts[verdict] += 1
        rows += (
            f'<tr><th scope="row">{escape(decision.question)}</th>'
            f'<td data-label="You">{escape(decision.options[option])}</td>'
            f'<td data-label="Verdict"><strong>{VERDICTS[verdict]}</strong></td>'
            f'<td data-label="Why">{escape(decision.why[option])}</td></tr>'
        )
    told = ", ".join(f"{count} {VERDICTS[verdict].lower()}" for verdict, count in counts.items() if count)
    return (
        f"<p><strong>Your trial: {told}.</strong> {escape(_answers(chosen))}</p>"
        '<table class="kapedu-grid"><caption>Your plan, checked</caption><thead><tr><th scope="col">Decision</th>'
        '<th scope="col">You</th><th scope="col">Verdict</th><th scope="col">Why</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _answers(chosen: Mapping[str, str]) -> str:
    """Which question the trial answers, and with what power."""
    power = power_percent(sizes()[chosen["size"]])
    question = {
        "ketamine": "It compares a package with another package and cannot say which part works.",
        "factorial": "It asks both questions: does ketamine add to therapy, and does therapy add to ketamine.",
    }.get(
        chosen["therapy"],
        "It asks whether ketamine adds to therapy. It does not ask whether therapy adds to ketamine.",
    )
    return f"{question} With the pooled effect its power is {power:.0f} percent (planned: {_PERCENT * float(fact('appraisal.design.power')):.0f})."


def review_sources() -> tuple[str, ...]:
    """Every source of the decisions, once."""
    return tuple(dict.fromkeys(key for decision in decisions() for key in decision.sources))
