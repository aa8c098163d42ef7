"""Curves on which a question asks for a point: named here, computed by the simulator from the teaching case."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

_POINTS_LENGTH = 121


@dataclass(frozen=True)
class Curve:
    """A curve in words; its points are computed when they are asked for.

    Attributes:
        title: What is drawn, one line.
        x_label: What runs along the bottom; ``x_unit`` its unit (an answer is in this unit).
        y_label: What runs upwards; ``y_unit`` its unit.
        sources: Reference keys of the model behind it.
        make: Computes the points.
    """

    title: str
    x_label: str
    x_unit: str
    y_label: str
    y_unit: str
    sources: tuple[str, ...]
    make: Callable[[], tuple[tuple[float, ...], tuple[float, ...]]]

    def points(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The points as two tuples of one length: along the bottom, ascending, and upwards."""
        return _points(self.make)


@cache
def _points(
    make: Callable[[], tuple[tuple[float, ...], tuple[float, ...]]],
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return make()


def _infusion(quantity: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    import numpy as np

    from kapedu.knowledge import fact
    from kapedu.pharmacology import Dose, Patient, Regimen, simulate

    def case(name: str) -> float:
        return float(fact(f"dose_to_mood.teaching_case.{name}"))

    length = case("infusion_min")
    time_min = np.linspace(0, 3 * length, _POINTS_LENGTH)
    dose = Dose("iv", case("dose_mg_kg"), "mg/kg", over_min=length)
    course = simulate(Regimen((dose,)), Patient(weight_kg=case("weight_kg")), time_min)
    values: Any = getattr(course, quantity)
    return tuple(float(value) for value in time_min), tuple(
        round(float(value), 2) for value in values.ravel()
    )


def _artery() -> tuple[tuple[float, ...], tuple[float, ...]]:
    return _infusion("arterial_ng_ml")


def _effect_site() -> tuple[tuple[float, ...], tuple[float, ...]]:
    return _infusion("effect_site_ng_ml")


CURVES = {
    "infusion-artery": Curve(
        "Ketamine in arterial blood during and after the infusion of the lessons",
        "Time since the start",
        "min",
        "Ketamine in the artery",
        "ng/mL",
        ("kamp2020",),
        _artery,
    ),
    "infusion-effect-site": Curve(
        "Ketamine at the effect site during and after the infusion of the lessons",
        "Time since the start",
        "min",
        "Ketamine at the effect site",
        "ng/mL",
        ("kamp2020", "olofsen2022"),
        _effect_site,
    ),
}
