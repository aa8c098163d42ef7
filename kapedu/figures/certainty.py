"""The GRADE workbench: real outcomes to judge, the trainee's way down the ladder, and ours beside it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from kapedu.evidence.absolute import absolute
from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.grade import Certainty, Down, Grade, Start, Step, Up, grade
from kapedu.figures.statements import described, members
from kapedu.knowledge import sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kapedu.evidence.pool import Pooled

_SHEET = "certainty"
DOMAINS: Mapping[str, Down] = {
    "risk_of_bias": Down.RISK_OF_BIAS,
    "inconsistency": Down.INCONSISTENCY,
    "indirectness": Down.INDIRECTNESS,
    "imprecision": Down.IMPRECISION,
    "publication_bias": Down.PUBLICATION_BIAS,
}
RAISE = "raise"
STARTS: Mapping[str, str] = {
    "randomised": "High: randomised trials",
    "observational": "Low: not randomised",
}
NAMES = {**{name: down.value.capitalize() for name, down in DOMAINS.items()}, RAISE: "Reasons to go up"}
_LEVELS = {"none": 0, "one": 1, "two": 2}
_UPS = {
    "large": (Up.LARGE_EFFECT, 1),
    "very_large": (Up.LARGE_EFFECT, 2),
    "dose": (Up.DOSE_RESPONSE, 1),
    "confounding": (Up.CONFOUNDING, 1),
}
_POOLED = {
    # rows of the register, how they are pooled
    "response": (("03b", "04b", "05b"), "REML", "hksj-floor"),
    "dissociation": (("03d", "06e"), "FE", "wald"),
}


@dataclass(frozen=True)
class Part:
    """One of the six decisions about an outcome.

    Attributes:
        look: What there is to see.
        options: What can be chosen, name to words.
        why: What to say of each option.
        judgement: Our choice.
        sources: Reference keys.
    """

    look: str
    options: Mapping[str, str]
    why: Mapping[str, str]
    judgement: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """An outcome to judge.

    Attributes:
        id: Name in the sheet.
        title: A few words.
        question: What is asked of the evidence.
        start: Where it starts, and why.
        start_look: What there is to see about the start.
        start_why: The reason for the start.
        parts: The five reasons down and the reasons up, by name.
        pooled: The pooled ratio, where there is one.
        people: How many are in the pool.
        control_risk: Of the control arms together, 0 to 1.
        statuses: How far the figures were checked.
    """

    id: str
    title: str
    question: str
    start: Start
    start_look: str
    start_why: str
    parts: Mapping[str, Part]
    pooled: Pooled | None = None
    people: int | None = None
    control_risk: float | None = None
    statuses: tuple[str, ...] = ()


def case_names() -> dict[str, str]:
    """The outcomes that can be judged, id to title."""
    return {name: described(_SHEET, f"cases.{name}.title") for name in members(_SHEET, "cases")}


def certainty_case(name: str) -> Case:
    """One outcome with everything that there is to see.

    Args:
        name: A key of ``case_names()``.

    Raises:
        ValueError: There is no such outcome.

    Examples:
        >>> certainty_case("therapy").start
        'observational'
    """
    if name not in case_names():
        raise ValueError(f"outcome {name!r} is not known; choose from {', '.join(case_names())}")
    pooled, people, control_risk, numbers = _figures(name)
    parts = {}
    for part in (*DOMAINS, RAISE):
        texts = {
            path.rpartition(".")[2]: str(text)
            for path, text in sheet(_SHEET).descriptions.items()
            if path.startswith(f"cases.{name}.{part}.")
        }
        options = [option for option in (*_LEVELS, *_UPS) if option in texts]
        parts[part] = Part(
            look=texts["look"].format(**numbers),
            options={option: texts[option] for option in options},
            why={option: texts[f"{option}_why"] for option in options},
            judgement=texts["judgement"],
            sources=tuple(texts["sources"].split()),
        )
    start = described(_SHEET, f"cases.{name}.start")
    return Case(
        id=name,
        title=case_names()[name],
        question=described(_SHEET, f"cases.{name}.question"),
        start="randomised" if start == "randomised" else "observational",
        start_look=described(_SHEET, f"cases.{name}.start_look").format(**numbers),
        start_why=described(_SHEET, f"cases.{name}.start_why").format(**numbers),
        parts=parts,
        pooled=pooled,
        people=people,
        control_risk=control_risk,
        statuses=_statuses(name),
    )


def _statuses(name: str) -> tuple[str, ...]:
    from kapedu.knowledge.trials import all_trials

    rows = _POOLED[name][0] if name in _POOLED else ()
    keys = set(described(_SHEET, f"cases.{name}.risk_of_bias.sources").split())
    found = [
        str(row.status) for row in all_trials() if (row.row_id in rows if rows else row.primary_key in keys)
    ]
    return tuple(sorted(set(found)))


def _figures(name: str) -> tuple[Pooled | None, int | None, float | None, dict[str, str]]:
    """The pooled ratio of an outcome, its people, the control risk, and the numbers for its texts."""
    if name not in _POOLED:
        return None, None, None, {}
    from kapedu.evidence.pool import pool
    from kapedu.evidence.selection import select
    from kapedu.evidence.summary import number
    from kapedu.knowledge.trials import all_trials

    ids, method, interval = _POOLED[name]
    register = {row.row_id: row for row in all_trials()}
    rows = [register[row] for row in ids]
    pooled = pool(select(rows, "RR").studies, method, interval, quiet=True)  # type: ignore[arg-type]
    treated = [(int(row.exp_events or 0), int(row.exp_n or 0)) for row in rows]
    control = [(int(row.ctl_events or 0), int(row.ctl_n or 0)) for row in rows]
    people = sum(of for _, of in (*treated, *control))
    control_risk = sum(events for events, _ in control) / sum(of for _, of in control)
    ends = absolute(pooled, control_risk).difference_ci
    sick = register["03d"]
    numbers = {
        "trials": str(pooled.k),
        "people": str(people),
        "events": str(sum(events for events, _ in (*treated, *control))),
        "estimate": number(pooled.estimate),
        "low": number(pooled.ci[0]),
        "high": number(pooled.ci[1]),
        "i2": f"{pooled.i2:.0f}",
        "fewer": _signed(ends[0]),
        "more": _signed(ends[1]),
        "dissociated_treated": f"{sick.exp_events:g} of {sick.exp_n:g}",
        "dissociated_control": f"{sick.ctl_events:g} of {sick.ctl_n:g}",
        "treated_risks": " and ".join(f"{events} of {of}" for events, of in treated),
        "control_risks": " and ".join(f"{events} of {of}" for events, of in control),
        "ratios": " and ".join(number(study.estimate) for study in pooled.studies),
    }
    return pooled, people, control_risk, numbers


def _signed(per_thousand: float) -> str:
    return f"{abs(round(per_thousand))} {'more' if per_thousand > 0 else 'fewer'}"


def rated(case: Case, start: Start, chosen: Mapping[str, str]) -> Grade:
    """The certainty that follows from choices.

    Args:
        case: The outcome.
        start: Where the trainee starts.
        chosen: Option by part; parts without a choice change nothing.

    Raises:
        EvidenceError: A step up that the rules do not allow; says why.
    """
    steps = []
    for part, option in chosen.items():
        domain, levels = _UPS.get(option, (DOMAINS.get(part), _LEVELS.get(option, 0)))
        if domain is not None and levels:
            steps.append(Step(domain, levels, case.parts[part].options[option]))
    return grade(case.title, start, steps)


def judged(case: Case) -> Grade:
    """Our own rating of the outcome."""
    return rated(case, case.start, {name: part.judgement for name, part in case.parts.items()})


_SIGNS = {level: "⊕" * (level + 1) + "⊖" * (3 - level) for level in Certainty}


def ladder_html(case: Case, start: Start | None, chosen: Mapping[str, str]) -> str:
    """The four levels with the one reached marked in words, and the steps that led there."""
    if start is None:
        return "<p>Choose where the evidence starts.</p>"
    problem = ""
    try:
        reached = rated(case, start, chosen)
    except EvidenceError as error:
        without = {name: option for name, option in chosen.items() if name != RAISE}
        reached = rated(case, start, without)
        reason = str(error).partition(": ")[2]
        problem = f'<p class="kapedu-problem" role="alert">The rules do not allow this: {escape(reason)}.</p>'
    rungs = "".join(
        f'<li class="kapedu-rung{" kapedu-rung-current" if level is reached.overall else ""}">'
        f'<span aria-hidden="true">{_SIGNS[level]}</span> {level.label.capitalize()}'
        f"{' <strong>(your rating)</strong>' if level is reached.overall else ''}"
        f"{' – start' if level is reached.start else ''}</li>"
        for level in reversed(Certainty)
    )
    return f'<ol class="kapedu-ladder">{rungs}</ol><p>{escape(reached.overall.meaning)}</p>{problem}'


def comparison_html(case: Case, start: Start, chosen: Mapping[str, str]) -> str:
    """Part by part: what the trainee chose, what we chose, and what to say of the choice."""
    ours = judged(case)
    try:
        yours = rated(case, start, chosen).overall.label
    except EvidenceError:
        yours = "not allowed by the rules"
    rows = [
        _row(
            "Start",
            STARTS[start],
            STARTS[case.start],
            case.start_why,
            same=start == case.start,
        )
    ]
    for name, part in case.parts.items():
        option = chosen[name]
        why = part.why[part.judgement]
        if option != part.judgement:
            why = f"{part.why[option]} What we wrote: {why.removeprefix('Yes. ').removeprefix('Yes, ')}"
        rows.append(
            _row(
                NAMES[name],
                part.options[option],
                part.options[part.judgement],
                why,
                same=option == part.judgement,
            )
        )
    agreed = sum(chosen[name] == part.judgement for name, part in case.parts.items()) + (start == case.start)
    head = "".join(
        f'<th scope="col">{title}</th>' for title in ("Decision", "You", "We", "What to say of it")
    )
    return (
        f"<p><strong>You arrive at {escape(yours)}, we at {escape(ours.overall.label)} certainty.</strong> "
        f"{agreed} of {len(rows)} decisions are the same. Ours is a judgement (status: course-rule), not a key: a "
        "different one with a better reason is better.</p>"
        '<table class="kapedu-grid"><caption>Your judgement and ours</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _row(title: str, yours: str, ours: str, why: str, *, same: bool) -> str:
    sign = "the same" if same else escape(ours)
    return (
        f'<tr><th scope="row">{escape(title)}</th><td data-label="You">{escape(yours)}</td>'
        f'<td data-label="We">{sign}</td><td data-label="What to say of it">{escape(why)}</td></tr>'
    )


def case_sources(case: Case) -> tuple[str, ...]:
    """Every source of an outcome, once."""
    return tuple(dict.fromkeys(key for part in case.parts.values() for key in part.sources))
