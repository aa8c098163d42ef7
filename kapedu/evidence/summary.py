"""A pooled effect as plain text, as data and as HTML."""

from html import escape
from math import isfinite

from kapedu.evidence.heterogeneity import INTERVAL_CONVENTION, METHOD_LABELS
from kapedu.evidence.interval import CI_LABELS
from kapedu.evidence.pool import Pooled

_PERCENT = 100
_SHOWN_P = 1e-4


def number(value: float) -> str:
    """A number as a forest plot prints it.

    >>> number(0.48945), number(-12.349), number(1234.5), number(0.00123)
    ('0.49', '-12.35', '1234', '0.0012')
    """
    if value == 0:
        return "0.00"
    if abs(value) >= 1000:
        return f"{value:.0f}"
    return f"{value:.2f}" if abs(value) >= 1 / _PERCENT else f"{value:.2g}"


def span(ends: tuple[float, float] | None) -> str:
    """An interval in words.

    >>> span((-1.0, 2.5)), span(None)
    ('-1.00 to 2.50', 'not to be had')
    """
    return "not to be had" if ends is None else f"{number(ends[0])} to {number(ends[1])}"


def p_text(p: float) -> str:
    """A p value as printed.

    >>> p_text(0.0312), p_text(0.00000012)
    ('p = 0.0312', 'p < 0.0001')
    """
    return f"p < {_SHOWN_P:.4f}" if p < _SHOWN_P else f"p = {p:.4f}"


def _lines(pooled: Pooled) -> list[tuple[str, str]]:
    percent = f"{_PERCENT * pooled.level:g}%"
    lines = [
        (
            f"Pooled {pooled.measure.label}",
            f"{number(pooled.estimate)} ({percent} interval {span(pooled.ci)}), {p_text(pooled.p)}",
        ),
        ("Model", METHOD_LABELS[pooled.method]),
        ("Interval", CI_LABELS[pooled.ci_method]),
    ]
    if pooled.method != "FE":
        lines.append(
            ("Prediction interval", f"{span(pooled.prediction_interval)} ({pooled.prediction_convention})")
        )
    scale = "on the log scale" if pooled.measure.is_ratio else "on the measure's scale"
    inconsistency = f"{_percents(pooled.heterogeneity.i2_ci)}, {INTERVAL_CONVENTION}"
    return [
        *lines,
        ("Between-study variance tau2", f"{pooled.tau2:.4f} {scale}"),
        (
            "I2",
            f"{pooled.i2:.1f}% ({percent} interval {inconsistency}; {pooled.heterogeneity.i2_convention})",
        ),
        (
            "Q",
            f"{pooled.heterogeneity.q:.2f} on {pooled.heterogeneity.q_df} df, {p_text(pooled.heterogeneity.q_p)}",
        ),
    ]


def _percents(ends: tuple[float, float] | None) -> str:
    return "not to be had" if ends is None else f"{ends[0]:.1f}% to {ends[1]:.1f}%"


def _rows(pooled: Pooled) -> list[tuple[str, str, str]]:
    return [
        (study.name, f"{number(study.estimate)} ({span(study.ci)})", f"{study.weight:.1f}%")
        for study in pooled.studies
    ]


def as_text(pooled: Pooled) -> str:
    """The result as lines of plain text."""
    rows = [("Study", f"{pooled.measure} (interval)", "Weight"), *_rows(pooled)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    table = [
        f"{name:<{widths[0]}}  {effect:<{widths[1]}}  {weight:>{widths[2]}}" for name, effect, weight in rows
    ]
    facts = [f"{title}: {text}" for title, text in _lines(pooled)]
    cautions = [f"Beware: {caution}" for caution in pooled.warnings]
    return "\n".join([f"{pooled.k} studies" if pooled.k > 1 else "1 study", *table, "", *facts, *cautions])


def as_html(pooled: Pooled) -> str:
    """The result as a table with its facts below; inherits the colours of the page."""
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(effect)}</td><td>{weight}</td></tr>'
        for name, effect, weight in _rows(pooled)
    )
    facts = "".join(f"<dt>{escape(title)}</dt><dd>{escape(text)}</dd>" for title, text in _lines(pooled))
    cautions = "".join(f"<li>{escape(str(caution))}</li>" for caution in pooled.warnings)
    beware = f"<p><strong>Beware</strong></p><ul>{cautions}</ul>" if cautions else ""
    return (
        f'<div class="kapedu-pooled"><table><caption>{pooled.k} studies, {escape(pooled.measure.label)}</caption>'
        '<thead><tr><th scope="col">Study</th><th scope="col">Effect (interval)</th>'
        f'<th scope="col">Weight</th></tr></thead><tbody>{rows}</tbody></table><dl>{facts}</dl>{beware}</div>'
    )


def as_data(pooled: Pooled) -> dict[str, object]:
    """The result as plain data: ratios back-transformed, ``tau2`` on the analysis scale, ``i2`` in percent."""
    return {
        "measure": str(pooled.measure),
        "method": pooled.method,
        "ci_method": pooled.ci_method,
        "level": pooled.level,
        "k": pooled.k,
        "estimate": pooled.estimate,
        "ci": list(pooled.ci),
        "p": pooled.p,
        "prediction_interval": _listed(pooled.prediction_interval),
        "prediction_convention": pooled.prediction_convention,
        "tau2": pooled.tau2,
        "tau2_ci": _listed(pooled.heterogeneity.tau2_ci),
        "i2": pooled.i2,
        "i2_ci": _listed(pooled.heterogeneity.i2_ci),
        "i2_convention": pooled.heterogeneity.i2_convention,
        "i2_interval_convention": INTERVAL_CONVENTION,
        "q": pooled.heterogeneity.q,
        "q_df": pooled.heterogeneity.q_df,
        "q_p": pooled.heterogeneity.q_p,
        "analysis": {
            "scale": "log" if pooled.measure.is_ratio else "natural",
            "estimate": pooled.analysis.value,
            "se": pooled.analysis.se,
            "statistic": pooled.analysis.statistic if isfinite(pooled.analysis.statistic) else None,
            "df": pooled.analysis.df,
        },
        "studies": [
            {"study": study.name, "estimate": study.estimate, "ci": list(study.ci), "weight": study.weight}
            for study in pooled.studies
        ],
        "warnings": [str(caution) for caution in pooled.warnings],
    }


def _listed(ends: tuple[float, float] | None) -> list[float] | None:
    return None if ends is None else list(ends)
