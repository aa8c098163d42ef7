"""A row of the trial register to read: what was compared, what was found, and how well it was checked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kapedu.evidence.heterogeneity import METHOD_LABELS
from kapedu.evidence.interval import CI_LABELS
from kapedu.evidence.summary import p_text
from kapedu.figures.forest import counted
from kapedu.knowledge.citation import cite
from kapedu.knowledge.display import number_text
from kapedu.knowledge.markup import badge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kapedu.evidence.pool import Pooled, StudyResult
    from kapedu.evidence.selection import LeftOut
    from kapedu.figures.effect_scale import Scale
    from kapedu.knowledge.trials import Trial

_DAYS_PER_WEEK = 7
_PERCENT = 100


def trial_card(
    row: Trial, scale: Scale, found: StudyResult | None = None, *, is_published: bool = False
) -> str:
    """One row of the register as HTML, with its status and a source that opens.

    Args:
        row: The row.
        scale: How its effect is written.
        found: Its part in a pool, if it has one.
        is_published: The effect was taken over and not worked out from both arms, so its standard
            error comes from the width of the published interval.
    """
    rebuilt = "; drawn evenly around the estimate, from the width of the published interval"
    facts = [
        ("Compared", row.comparison),
        ("Who", row.population),
        ("Design", "; ".join(part for part in (row.design, row.blinding) if part)),
        ("Outcome", "; ".join(part for part in (row.outcome, _when(row)) if part)),
        ("Figures", arms_in_words(row)),
    ]
    if found is not None:
        facts.append(
            (
                "In this pool",
                (
                    f"{scale.text(found.estimate)} ({scale.span(found.ci)}), weight {found.weight:.0f} %"
                    f"{rebuilt if is_published and row.se is None else ''}"
                ),
            )
        )
    facts += [("Could patients tell?", row.blind_note), ("Note", row.note.replace("`", ""))]
    keys = tuple(dict.fromkeys((row.primary_key, *row.source_key)))
    cited = cite(*keys)
    return (
        f'<div class="kapedu-card"><h3>{escape(row.trial)}</h3>'
        f"<p>{badge(row.status)} {escape(row.status.meaning)}</p>"
        f"<dl>{''.join(_fact(*fact) for fact in facts if fact[1])}</dl>"
        f"<p><strong>Figures read in:</strong></p>{cited._repr_html_()}</div>"
    )


def pool_card(pooled: Pooled, scale: Scale) -> str:
    """A pooled effect as HTML, with the conventions that were used."""
    spread = pooled.heterogeneity
    facts = [
        ("Pooled", f"{scale.text(pooled.estimate)} ({scale.span(pooled.ci)}); {p_text(pooled.p)}"),
        ("Model", METHOD_LABELS[pooled.method]),
        ("Interval", CI_LABELS[pooled.ci_method]),
        (
            "Prediction interval",
            ""
            if pooled.method == "FE"
            else f"{scale.span(pooled.prediction_interval)} ({pooled.prediction_convention})",
        ),
        ("I²", f"{spread.i2:.0f} %{_percents(spread.i2_ci)}; {spread.i2_convention}"),
        ("τ²", f"{pooled.tau2:.3g}{' on the scale of logarithms' if pooled.measure.is_ratio else ''}"),
        ("Q", f"{spread.q:.2f} on {_degrees(spread.q_df)}; {p_text(spread.q_p)}"),
    ]
    return (
        f'<div class="kapedu-card"><h3>All together: {counted(pooled.k)}</h3>'
        f"<dl>{''.join(_fact(*fact) for fact in facts if fact[1])}</dl>"
        "<p>Computed here from the rows of the register; choose a study to see where its figures come from.</p></div>"
    )


def left_out_list(left_out: Sequence[LeftOut]) -> str:
    """Rows that are not in a pool, each with its status and the reason."""
    if not left_out:
        return "<p>Every row of the register that bears on this question is in the pool.</p>"
    items = "".join(
        f"<li><b>{escape(one.row.trial)}</b>, {escape(one.row.outcome)} {badge(one.row.status)}: "
        f"{escape(one.reason)}</li>"
        for one in left_out
    )
    return f"<ul>{items}</ul>"


def arms_in_words(row: Trial) -> str:
    """What the row holds for both arms, or the published effect.

    >>> from kapedu.knowledge.trials import trial
    >>> arms_in_words(trial("04a"))
    'mean −21.4 (SD 12.32), 101 people, against −17 (SD 13.88), 100 people'
    """
    if row.has_means:
        treated, control = (
            f"{number_text(mean or 0.0)} (SD {number_text(sd or 0.0)}), {n} people"
            for mean, sd, n in ((row.exp_mean, row.exp_sd, row.exp_n), (row.ctl_mean, row.ctl_sd, row.ctl_n))
        )
        return f"mean {treated}, against {control}"
    if row.has_counts:
        return f"{row.exp_events} of {row.exp_n} people, against {row.ctl_events} of {row.ctl_n}"
    if row.effect is None:
        return "no usable figure in the register"
    spread = ""
    if row.ci_low is not None and row.ci_high is not None:
        spread = f" ({number_text(row.ci_low)} to {number_text(row.ci_high)})"
    elif row.se is not None:
        spread = f" (standard error {number_text(row.se)})"
    return f"published effect {number_text(row.effect)}{spread}"


def _when(row: Trial) -> str:
    if row.timepoint_days is None:
        return row.timepoint_note
    days = row.timepoint_days
    weeks = days / _DAYS_PER_WEEK
    if days < 1:
        return "within hours"
    return f"after {weeks:g} weeks" if weeks == int(weeks) and weeks > 1 else f"day {days:g}"


def _degrees(df: int) -> str:
    return f"{df} degree{'' if df == 1 else 's'} of freedom"


def _fact(name: str, text: str) -> str:
    return f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>"


def _percents(ends: tuple[float, float] | None) -> str:
    return "" if ends is None else f" ({ends[0]:.0f} to {ends[1]:.0f} %)"
