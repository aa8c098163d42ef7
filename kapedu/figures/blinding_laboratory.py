"""What a thousand simulated trials find when patients can tell their arm, and what the same trials find masked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import ARTERIAL, INK, VENOUS, base_layout, fade
from kapedu.knowledge import fact
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.markup import badge

if TYPE_CHECKING:
    from kapedu.evidence.blinding import BlindingResult

_BASIS = {
    "inert infusion": (
        ("midazolam_derealisation_active", "ketamine infusion"),
        ("spray_dissociation_placebo", "lent by the placebo spray"),
    ),
    "midazolam": (
        ("midazolam_derealisation_active", "ketamine infusion"),
        ("midazolam_derealisation_control", "midazolam"),
    ),
    "inert spray": (
        ("spray_dissociation_active", "esketamine spray"),
        ("spray_dissociation_placebo", "placebo spray"),
    ),
    "saline under anaesthesia": (("masked_guess", "Guessed right, the same in both arms:"),),
}
"""The figures of the sheet that each ready-made mask rests on, with what they describe."""
_BINS = 25
_PERCENT = 100


def estimates_drawn(seen: BlindingResult, masked: BlindingResult) -> Figure:
    """How often which estimate comes out.

    Args:
        seen: The trial as it is masked.
        masked: The same trial with a perfect mask.

    Returns:
        Two outlines of how often each estimate comes out, with the true effect as a line.

    Raises:
        ValueError: The two were run differently often.
    """
    import numpy as np

    if seen.runs != masked.runs:
        raise ValueError(f"{seen.runs} and {masked.runs} runs cannot be compared; run both equally often")
    both = np.concatenate([seen.estimates, masked.estimates])
    edges = np.linspace(float(both.min()), float(both.max()), _BINS + 1)
    data: list[dict[str, Any]] = []
    for result, name, colour, dash in (
        (masked, "If nobody could tell", VENOUS, "dash"),
        (seen, "As it is masked", ARTERIAL, "solid"),
    ):
        counts, _ = np.histogram(result.estimates, edges)
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": name,
                "x": (edges[:-1] + edges[1:]) / 2,
                "y": _PERCENT * counts / result.runs,
                "line": {"color": colour, "dash": dash, "width": 2.5, "shape": "spline"},
                "fill": "tozeroy",
                "fillcolor": fade(colour, 0.12),
            }
        )
    truth = seen.trial.true_effect
    layout = base_layout(
        "Estimated benefit (points)",
        "Trials (%)",
        yaxis={"rangemode": "tozero"},
        margin={"t": 26},
        shapes=[
            {
                "type": "line",
                "x0": truth,
                "x1": truth,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": INK, "width": 2, "dash": "dot"},
            }
        ],
        annotations=[
            {
                "x": truth,
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "text": "true effect",
                "showarrow": False,
            }
        ],
    )
    return Figure(
        plain({"data": data, "layout": layout}),
        summary(seen, masked),
        Table(
            f"{seen.runs:,} simulated trials of each kind",
            ("", "As it is masked", "If nobody could tell"),
            tuple((name, one, other) for name, one, other in _rows(seen, masked)),
        ),
        ("design", "su2023", "fedgchin2019", "lii2023"),
    )


def summary(seen: BlindingResult, masked: BlindingResult) -> str:
    """What the two kinds of trial find, in words."""
    found = "call it significant" if seen.trial.true_effect else "raise a false alarm"
    off = (
        "which is right"
        if abs(seen.bias) < 2 * seen.bias_error
        else f"{abs(seen.bias):.1f} too {'much' if seen.bias > 0 else 'little'}"
    )
    return (
        f"The true effect is {seen.trial.true_effect:g} points. As it is masked, the trials find "
        f"{_text(seen.mean_estimate, 1)} on average, {off}, and {_PERCENT * seen.power:.0f} of 100 {found}; "
        f"if nobody could tell, {_PERCENT * masked.power:.0f} of 100 do."
    )


def _rows(seen: BlindingResult, masked: BlindingResult) -> tuple[tuple[str, str, str], ...]:
    def line(name: str, show: Any) -> tuple[str, str, str]:
        return name, show(seen), show(masked)

    return (
        line("Mean estimate (points)", lambda one: _text(one.mean_estimate, 1)),
        line("Bias (points)", lambda one: f"{_text(one.bias, 1)} ± {1.96 * one.bias_error:.1f}"),
        line("Significant (of 100 trials)", lambda one: f"{_PERCENT * one.power:.0f}"),
        line("Guess right, treated (%)", lambda one: f"{_PERCENT * one.right_treated:.0f}"),
        line("Guess right, control (%)", lambda one: f"{_PERCENT * one.right_control:.0f}"),
        line("Bang's index, treated", lambda one: _text(one.bang_treated.value, 2)),
        line("Bang's index, control", lambda one: _text(one.bang_control.value, 2)),
        line("James's index", lambda one: _text(one.james, 2)),
    )


def _text(value: float, digits: int) -> str:
    """A number with a true minus sign, and none before a zero."""
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")


def comparison_html(seen: BlindingResult, masked: BlindingResult) -> str:
    """The numbers of both kinds of trial side by side."""
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td data-label="As it is masked">{one}</td>'
        f'<td data-label="If nobody could tell">{other}</td></tr>'
        for name, one, other in _rows(seen, masked)
    )
    return (
        f'<table class="kapedu-grid"><caption>{seen.runs:,} simulated trials of each kind</caption><thead><tr>'
        '<th scope="col">Measure</th><th scope="col">As it is masked</th><th scope="col">If nobody could tell</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def basis_html(mask: str) -> str:
    """What a ready-made mask rests on: each figure with its source and status.

    Args:
        mask: Name of a masking; one without published figures gives a sentence that says so.

    Examples:
        >>> "Su 2023" in basis_html("midazolam")
        True
    """
    if mask not in _BASIS:
        return "<p>This mask is an assumption, not a published figure.</p>"
    parts = []
    for name, words in _BASIS[mask]:
        figure = fact(f"appraisal.blinding_case.{name}")
        via = f", as quoted by {short_citation(figure.via)}" if figure.via else ""
        parts.append(
            f"{escape(words)} {figure.number_text} % ({escape(short_citation(figure.source) + via)}) "
            f"{badge(figure.status)}"
        )
    what = "" if mask == "saline under anaesthesia" else "Dissociation or derealisation stands for noticing: "
    return f'<p class="kapedu-origin">{what}{"; ".join(parts)}.</p>'
