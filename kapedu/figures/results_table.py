"""Results tables as reports print them, made from the register, to practise taking figures from."""

from __future__ import annotations

from html import escape
from math import sqrt
from typing import TYPE_CHECKING, Literal

from kapedu.knowledge.citation import cite
from kapedu.knowledge.display import number_text
from kapedu.knowledge.markup import badge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kapedu.knowledge.trials import Trial

Spread = Literal["sd", "se"]
_PERCENT = 100


def results_table(row: Trial, spread: Spread = "sd") -> str:
    """A table in our own layout with what a reader of the report finds, the useful and the misleading.

    Args:
        row: A row with means or counts of both arms.
        spread: Whether standard deviations are printed or, as many reports do, standard errors
            (worked out here from the standard deviations).
    """
    lines = [("People who entered", _text(row.n_exp_rand), _text(row.n_ctl_rand))]
    if row.has_means:
        lines += [
            ("People with a score at the end", _text(row.exp_n), _text(row.ctl_n)),
            ("Mean change in score", _text(row.exp_mean), _text(row.ctl_mean)),
            _spread(row, spread),
        ]
    else:
        lines += [
            ("People assessed at the end", _text(row.exp_n), _text(row.ctl_n)),
            _events(row),
        ]
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{treated}</td><td>{control}</td></tr>'
        for name, treated, control in lines
    )
    return (
        '<div class="kapedu-scroll" role="group" tabindex="0" aria-label="Results as printed">'
        f'<table class="kapedu-table"><caption>{escape(row.trial)}: {escape(row.outcome)}</caption>'
        f'<thead><tr><td></td><th scope="col">{escape(row.exp_arm)}</th>'
        f'<th scope="col">{escape(row.ctl_arm)}</th></tr></thead><tbody>{body}</tbody></table></div>'
        f"<p>{_published(row)}{badge(row.status)}</p>{cite(*row.source_key)._repr_html_()}"
    )


def _text(number: float | None) -> str:
    return "not printed" if number is None else number_text(number)


def _spread(row: Trial, spread: Spread) -> tuple[str, str, str]:
    assert row.exp_sd is not None
    assert row.ctl_sd is not None
    if spread == "sd":
        return ("Standard deviation", _text(row.exp_sd), _text(row.ctl_sd))
    errors = (row.exp_sd / sqrt(row.exp_n or 1), row.ctl_sd / sqrt(row.ctl_n or 1))
    treated, control = (f"{error:.2f}" for error in errors)
    return ("Standard error", treated, control)


def _events(row: Trial) -> tuple[str, str, str]:
    treated = _share(row.exp_events or 0, row.exp_n or 1)
    control = _share(row.ctl_events or 0, row.ctl_n or 1)
    return (f"With {row.outcome.partition(',')[0]}", treated, control)


def _share(events: int, people: int) -> str:
    return f"{_PERCENT * events / people:.1f} %"


def _published(row: Trial) -> str:
    """The difference that the report itself gives, which is not what a pool of raw figures needs."""
    if row.measure != "MD_model" or row.effect is None or row.ci_low is None or row.ci_high is None:
        return ""
    error = "" if row.se is None else f", standard error {number_text(row.se)}"
    return (
        f"Difference between the arms, from the report's own model: {number_text(row.effect)} "
        f"({number_text(row.ci_low)} to {number_text(row.ci_high)}{error}). "
    )


_LEFT = "text-align:left;vertical-align:top"
_COMPARED = (
    ("Who", "population"),
    ("Treated", "exp_arm"),
    ("Control", "ctl_arm"),
    ("Measured", "outcome"),
    ("Masking", "blinding"),
    ("Note", "note"),
)


def _cell(row: Trial, field: str) -> str:
    return f'<td style="{_LEFT}">{escape(str(getattr(row, field))) or "–"}</td>'


def side_by_side(rows: Sequence[Trial]) -> str:
    """What the register says about some trials, in columns to compare."""
    heads = "".join(f'<th scope="col" style="{_LEFT}">{escape(row.trial)}</th>' for row in rows)
    body = "".join(
        f'<tr><th scope="row">{name}</th>{"".join(_cell(row, field) for row in rows)}</tr>'
        for name, field in _COMPARED
    )
    status = "".join(f'<td style="{_LEFT}">{badge(row.status)}</td>' for row in rows)
    keys = tuple(dict.fromkeys(key for row in rows for key in (row.primary_key, *row.source_key)))
    return (
        '<div class="kapedu-scroll" role="group" tabindex="0" aria-label="The trials compared">'
        f'<table class="kapedu-table kapedu-compared"><caption>What the register says</caption><thead><tr><td></td>'
        f'{heads}</tr></thead><tbody>{body}<tr><th scope="row">Result</th>{status}</tr></tbody></table></div>'
        f"{cite(*keys)._repr_html_()}"
    )
