"""The proposed chain from NMDA block to new spines, and the experiments that broke one link of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape

from kapedu.figures.statements import Statement, described, members, origin_html, stated
from kapedu.language import N_, _, ngettext

OPIOID = "opioid"
OUTCOMES = {
    "lost": N_("The effect is lost or clearly weaker"),
    "stays": N_("The effect is still there"),
    "fades": N_("It starts, but does not last"),
    "open": N_("Nobody can tell yet"),
}
"""What can happen to the antidepressant-like effect when one link is blocked."""


@dataclass(frozen=True)
class Step:
    """One link of the chain."""

    id: str
    name: str
    story: Statement


@dataclass(frozen=True)
class Experiment:
    """One published experiment that blocked a link before ketamine.

    Attributes:
        id: Name in the sheet.
        step: The link that was blocked; ``opioid`` for the side door.
        manoeuvre: What the experimenters did.
        outcome: One of :data:`OUTCOMES`.
        finding: What they found, with its origin.
    """

    id: str
    step: str
    manoeuvre: str
    outcome: str
    finding: Statement

    @property
    def title(self) -> str:
        """Species first, so that nobody misses it."""
        who = {"people": _("People"), "animals": _("Animals"), "cells": _("Cells")}
        done = _(self.manoeuvre)
        return f"{who[self.finding.species or 'cells']}: {done[0].lower()}{done[1:]}"


@cache
def steps() -> tuple[Step, ...]:
    """The links in order, from receptor to behaviour."""
    return tuple(
        Step(name, described("mechanism", f"chain.{name}.name"), stated("mechanism", f"chain.{name}.story"))
        for name in members("mechanism", "chain")
    )


@cache
def experiments() -> tuple[Experiment, ...]:
    """The experiments, along the chain.

    Raises:
        ValueError: The sheet names a step or an outcome that does not exist.
    """
    known = {step.id for step in steps()} | {OPIOID}
    found = []
    for name in members("mechanism", "experiments"):
        path = f"experiments.{name}"
        step = described("mechanism", f"{path}.step")
        outcome = described("mechanism", f"{path}.outcome")
        if step not in known or outcome not in OUTCOMES:
            raise ValueError(
                f"mechanism.json: {path} has step {step!r} and outcome {outcome!r}; "
                f"steps are {', '.join(sorted(known))}; outcomes are {', '.join(OUTCOMES)}"
            )
        manoeuvre = described("mechanism", f"{path}.manoeuvre")
        found.append(Experiment(name, step, manoeuvre, outcome, stated("mechanism", f"{path}.finding")))
    return tuple(found)


def chain_html(current: str | None = None, blocked: str | None = None) -> str:
    """The chain as an ordered list.

    Args:
        current: The link being looked at.
        blocked: The link an experiment blocks; everything after it is marked as in doubt.

    Returns:
        HTML; every mark is also written out in words.
    """
    names = [step.id for step in steps()]
    after = names.index(blocked) if blocked in names else len(names)
    items = []
    for position, step in enumerate(steps()):
        mark, state = "", ""
        if step.id == blocked:
            mark, state = _("cut here"), " kapedu-chain-blocked"
        elif position > after:
            mark, state = _("in doubt"), " kapedu-chain-doubt"
        now = ' aria-current="step"' if step.id == current else ""
        if step.id == current:
            state += " kapedu-chain-current"
        shown = f' <span class="kapedu-chain-mark">{mark}</span>' if mark else ""
        items.append(
            f'<li class="kapedu-chain-step{state}"{now}><span class="kapedu-chain-name">'
            f"{escape(_(step.name))}</span>{shown}</li>"
        )
    side = ""
    if blocked == OPIOID:
        side = (
            '<p class="kapedu-chain-side kapedu-chain-blocked"><span class="kapedu-chain-name">'
            f"{escape(_('Side door: the opioid system'))}</span> "
            f'<span class="kapedu-chain-mark">{escape(_("cut here"))}</span></p>'
        )
    return f'<ol class="kapedu-chain">{"".join(items)}</ol>{side}'


def story_html(current: str) -> str:
    """One link of the chain in a sentence or two, with its origin.

    Raises:
        StopIteration: There is no such link.
    """
    number, step = next((place, step) for place, step in enumerate(steps(), start=1) if step.id == current)
    place = _("Link {number} of {all}").format(number=number, all=len(steps()))
    return (
        f'<div class="kapedu-result"><p><strong>{escape(place)}: {escape(_(step.name))}.</strong> '
        f"{escape(_(step.story.text))}</p>{origin_html(step.story)}</div>"
    )


def result_html(experiment: Experiment, prediction: str) -> str:
    """What an experiment found, beside what the learner predicted."""
    agrees = prediction == experiment.outcome
    predicted = _("You predicted: {text}").format(text=_(OUTCOMES[prediction]).lower())
    verdict = _("As you predicted.") if agrees else f"{escape(predicted)}."
    return (
        f'<div class="kapedu-result"><p><strong>{escape(_(OUTCOMES[experiment.outcome]))}.</strong> {verdict}</p>'
        f"<p>{escape(_(experiment.finding.text))}</p>{origin_html(experiment.finding)}</div>"
    )


def record_html(predictions: dict[str, str]) -> str:
    """A table of the experiments done so far, people apart from animals."""
    done = [experiment for experiment in experiments() if experiment.id in predictions]
    if not done:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(item.title)}</th><td data-label="{escape(_("You predicted"))}">'
        f'{escape(_(OUTCOMES[predictions[item.id]]))}</td><td data-label="{escape(_("Found"))}">'
        f"{escape(_(OUTCOMES[item.outcome]))}</td></tr>"
        for item in done
    )
    return (
        f'<table class="kapedu-grid"><caption>{escape(_("Your experiments so far"))}</caption><thead><tr>'
        f'<th scope="col">{escape(_("Experiment"))}</th><th scope="col">{escape(_("You predicted"))}</th>'
        f'<th scope="col">{escape(_("Found"))}</th>'
        f"</tr></thead><tbody>{rows}</tbody></table><p>{escape(lesson_of(predictions))}</p>"
    )


def lesson_of(predictions: dict[str, str]) -> str:
    """What the experiments done so far add up to, in one or two sentences."""
    done = [item for item in experiments() if item.id in predictions]
    right = sum(item.outcome == predictions[item.id] for item in done)
    people = [item for item in done if item.finding.species == "people"]
    text = _("You foresaw {right} of {all}.").format(right=right, all=len(done))
    left = len(experiments()) - len(done)
    if left:
        told = ngettext("{count} experiment is left.", "{count} experiments are left.", left)
        return f"{text} {told.format(count=left)}"
    lost = sum(item.outcome == "lost" for item in done if item.finding.species != "people")
    told = _(
        "In animals, breaking a link abolished or weakened the effect in {lost} of {all} experiments. "
        "In people the chain itself was tested once, with rapamycin, and the effect survived."
    )
    return f"{text} {told.format(lost=lost, all=len(done) - len(people))}"
