"""The proposed chain from NMDA block to new spines, and the experiments that broke one link of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape

from kapedu.figures.statements import Statement, described, members, origin_html, stated

OPIOID = "opioid"
OUTCOMES = {
    "lost": "The effect is lost or clearly weaker",
    "stays": "The effect is still there",
    "fades": "It starts, but does not last",
    "open": "Nobody can tell yet",
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
        who = {"people": "People", "animals": "Animals", "cells": "Cells"}[self.finding.species or "cells"]
        return f"{who}: {self.manoeuvre[0].lower()}{self.manoeuvre[1:]}"


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
            mark, state = "cut here", " kapedu-chain-blocked"
        elif position > after:
            mark, state = "in doubt", " kapedu-chain-doubt"
        now = ' aria-current="step"' if step.id == current else ""
        if step.id == current:
            state += " kapedu-chain-current"
        shown = f' <span class="kapedu-chain-mark">{mark}</span>' if mark else ""
        items.append(
            f'<li class="kapedu-chain-step{state}"{now}><span class="kapedu-chain-name">'
            f"{escape(step.name)}</span>{shown}</li>"
        )
    side = ""
    if blocked == OPIOID:
        side = (
            '<p class="kapedu-chain-side kapedu-chain-blocked"><span class="kapedu-chain-name">Side door: '
            'the opioid system</span> <span class="kapedu-chain-mark">cut here</span></p>'
        )
    return f'<ol class="kapedu-chain">{"".join(items)}</ol>{side}'


def story_html(current: str) -> str:
    """One link of the chain in a sentence or two, with its origin.

    Raises:
        StopIteration: There is no such link.
    """
    number, step = next((place, step) for place, step in enumerate(steps(), start=1) if step.id == current)
    return (
        f'<div class="kapedu-result"><p><strong>Link {number} of {len(steps())}: {escape(step.name)}.</strong> '
        f"{escape(step.story.text)}</p>{origin_html(step.story)}</div>"
    )


def result_html(experiment: Experiment, prediction: str) -> str:
    """What an experiment found, beside what the learner predicted."""
    agrees = prediction == experiment.outcome
    verdict = "As you predicted." if agrees else f"You predicted: {escape(OUTCOMES[prediction].lower())}."
    return (
        f'<div class="kapedu-result"><p><strong>{escape(OUTCOMES[experiment.outcome])}.</strong> {verdict}</p>'
        f"<p>{escape(experiment.finding.text)}</p>{origin_html(experiment.finding)}</div>"
    )


def record_html(predictions: dict[str, str]) -> str:
    """A table of the experiments done so far, people apart from animals."""
    done = [experiment for experiment in experiments() if experiment.id in predictions]
    if not done:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(item.title)}</th><td data-label="You predicted">'
        f'{escape(OUTCOMES[predictions[item.id]])}</td><td data-label="Found">'
        f"{escape(OUTCOMES[item.outcome])}</td></tr>"
        for item in done
    )
    return (
        '<table class="kapedu-grid"><caption>Your experiments so far</caption><thead><tr>'
        '<th scope="col">Experiment</th><th scope="col">You predicted</th><th scope="col">Found</th>'
        f"</tr></thead><tbody>{rows}</tbody></table><p>{escape(lesson_of(predictions))}</p>"
    )


def lesson_of(predictions: dict[str, str]) -> str:
    """What the experiments done so far add up to, in one or two sentences."""
    done = [item for item in experiments() if item.id in predictions]
    right = sum(item.outcome == predictions[item.id] for item in done)
    people = [item for item in done if item.finding.species == "people"]
    text = f"You foresaw {right} of {len(done)}."
    if len(done) < len(experiments()):
        return f"{text} {len(experiments()) - len(done)} experiments are left."
    lost = sum(item.outcome == "lost" for item in done if item.finding.species != "people")
    return (
        f"{text} In animals, breaking a link abolished or weakened the effect in {lost} of "
        f"{len(done) - len(people)} experiments. In people the chain itself was tested once, with rapamycin, "
        "and the effect survived."
    )
