"""Activity: walk the proposed chain, then break one link as published experiments did."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.chain import (
    OUTCOMES,
    Experiment,
    chain_html,
    experiments,
    record_html,
    result_html,
    steps,
    story_html,
)
from kapedu.language import _, said
from kapedu.widgets.parts.controls import Button, Choice, Select
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row

if TYPE_CHECKING:
    import ipywidgets


def chain_walk() -> ipywidgets.VBox:
    """Open the links of the chain one after another."""
    names = [step.id for step in steps()]
    place = [0]
    story = Drawing(live=True)
    chain = Drawing()

    def show() -> None:
        story.html = story_html(names[place[0]])
        chain.html = chain_html(names[place[0]])
        back.disabled = place[0] == 0
        further.disabled = place[0] == len(names) - 1

    def move(by: int) -> None:
        place[0] = min(max(place[0] + by, 0), len(names) - 1)
        show()

    back = Button(_("Back"), lambda: move(-1), "quiet")
    further = Button(_("Next link"), lambda: move(1))
    show()
    return activity(_("Walk the chain"), row(further, back), story, chain)


def _p(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _cut(experiment: Experiment) -> str:
    return f"<p>{escape(experiment.title)}.</p>{chain_html(blocked=experiment.step)}"


def cascade() -> ipywidgets.VBox:
    """Choose an experiment that blocks one link, predict, and see what was found and in whom."""
    by_id = {experiment.id: experiment for experiment in experiments()}
    predictions: dict[str, str] = {}
    first = next(iter(by_id))
    which = Select(_("Experiment"), {name: item.title for name, item in by_id.items()}, first)
    which.add_class("kapedu-wide")
    guess = Choice(_("What happens to the effect of ketamine?"), said(OUTCOMES))
    chain = Drawing(_cut(by_id[first]))
    result = Drawing(_p(_("Choose an experiment, predict its result, then run it.")), live=True)
    record = Drawing()

    def chosen(change: dict[str, Any]) -> None:
        experiment = by_id[change["new"]]
        chain.html = _cut(experiment)
        guess.value = predictions.get(experiment.id)
        done = experiment.id in predictions
        guess.disabled = run.disabled = done
        result.html = (
            result_html(experiment, predictions[experiment.id]) if done else _p(_("Predict, then run it."))
        )

    def ran() -> None:
        experiment = by_id[which.value or first]
        if experiment.id in predictions:
            return
        if guess.value is None:
            result.html = _p(_("First say what you expect: choose one of the four answers."))
            return
        predictions[experiment.id] = guess.value
        guess.disabled = run.disabled = True
        result.html = result_html(experiment, guess.value)
        record.html = record_html(predictions)

    def onward() -> None:
        left = [name for name in by_id if name not in predictions]
        if left:
            which.value = left[0]

    run = Button(_("Run the experiment"), ran)
    which.observe(chosen, names="value")
    return activity(
        _("Run the experiments"),
        which,
        chain,
        guess,
        row(run, Button(_("Go to an experiment not yet run"), onward, "quiet")),
        result,
        record,
    )
