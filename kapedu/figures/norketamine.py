"""Norketamine by form of ketamine: what was measured, per mg given, and beside the ketamine itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from kapedu.figures.dot_rows import number
from kapedu.figures.figure import Figure, Table, plain, round_significant
from kapedu.figures.theme import EFFECT, ON_MARK, base_layout
from kapedu.knowledge import Quantity, fact, sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

View = Literal["published", "per_mg", "ratio"]
VIEWS: Mapping[str, str] = {
    "published": "As published",
    "per_mg": "Per mg given",
    "ratio": "Per ketamine",
}
_GROUP = "norketamine"
_TITLES: Mapping[View, str] = {
    "published": "Norketamine exposure (ng·h/mL)",
    "per_mg": "The same per mg given (ng·h/mL)",
    "ratio": "Norketamine per ketamine (ratio)",
}
_MIRROR_FORMS = 2
_NG_ML_PER_MG_L = 1000


@dataclass(frozen=True)
class Form:
    """One form of ketamine in the study.

    Attributes:
        label: Name of the form.
        dose_mg: Racemate given, mg.
        hours: How long norketamine was followed, h.
        low: Lower norketamine exposure in the chosen view.
        high: Upper norketamine exposure; the same as ``low`` where one figure was given.
        status: How far the shown figure was checked.
    """

    label: str
    dose_mg: float
    hours: float
    low: float
    high: float
    status: str

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def text(self) -> str:
        low, high = (number(round_significant(end, 2) or 0) for end in (self.low, self.high))
        return low if low == high else f"{low} to {high}"


def norketamine_forms(view: View) -> tuple[Form, ...]:
    """The forms in the study, in the chosen view.

    ``ratio`` divides the norketamine of both mirror forms, as measured, by the ketamine exposure
    F x dose / clearance, with the study's own F and the clearance of the meta-analysis.

    Args:
        view: A key of ``VIEWS``.

    Returns:
        Forms, most norketamine first.
    """
    names = sheet("dose_to_mood").members(_GROUP)
    return tuple(sorted((_form(name, view) for name in names), key=lambda form: -form.middle))


def _form(name: str, view: View) -> Form:
    page = sheet("dose_to_mood")
    path = f"{_GROUP}.{name}"
    exposure = page.facts[f"{path}.auc"]
    dose_mg = float(page.facts[f"{path}.dose_mg"])
    low, high = _ends(exposure)
    if view == "per_mg":
        low, high = low / dose_mg, high / dose_mg
    elif view == "ratio":
        share = float(fact(str(page.descriptions[f"{path}.bioavailability"])))
        clearance_l_h = float(fact("pkpd.population_pk.CL_meta"))
        ketamine = share * dose_mg / clearance_l_h * _NG_ML_PER_MG_L
        low, high = _MIRROR_FORMS * low / ketamine, _MIRROR_FORMS * high / ketamine
    return Form(
        label=str(page.descriptions[f"{path}.label"]),
        dose_mg=dose_mg,
        hours=_ends(page.facts[f"{path}.window_h"])[1],
        low=low,
        high=high,
        status=str(exposure.status) if view == "published" else "computed",
    )


def _ends(quantity: Quantity) -> tuple[float, float]:
    value = quantity.value
    return (value[0], value[-1]) if isinstance(value, tuple) else (float(quantity), float(quantity))


def norketamine_bars(view: View) -> Figure:
    """Bars for the forms in the study.

    Args:
        view: A key of ``VIEWS``.

    Returns:
        The figure.
    """
    forms = norketamine_forms(view)
    bar: dict[str, Any] = {
        "type": "bar",
        "x": ["<br>".join(_wrap(form.label)) for form in forms],
        "y": [form.middle for form in forms],
        "marker": {"color": EFFECT},
        "text": [form.text for form in forms],
        "textposition": "inside",
        "insidetextanchor": "start",
        "textangle": 0,
        "textfont": {"color": ON_MARK, "size": 14},
        "error_y": {
            "type": "data",
            "array": [form.high - form.middle or None for form in forms],
            "visible": True,
            "width": 0,  # no caps: they would stand on the bars of a single number too
        },
        "customdata": [form.status for form in forms],
        "hovertemplate": "%{text}<br>%{customdata}<extra></extra>",
        "showlegend": False,
    }
    layout = base_layout("", _TITLES[view], hovermode="closest", yaxis={"rangemode": "tozero"}, bargap=0.35)
    rows = "; ".join(f"{form.label.lower()}, {form.text}" for form in forms)
    table = Table(
        f"{VIEWS[view]}: three healthy volunteers, norketamine of each mirror form",
        ("Form", "Dose (mg)", "Followed for (h)", _TITLES[view], "Status"),
        tuple((form.label, form.dose_mg, form.hours, form.text, form.status) for form in forms),
    )
    sources = ("yanagihara2003",) if view != "ratio" else ("yanagihara2003", "kamp2020")
    return Figure(plain({"data": [bar], "layout": layout}), f"{_TITLES[view]}: {rows}.", table, sources)


def _wrap(label: str) -> list[str]:
    from textwrap import wrap

    return wrap(label, 14)
