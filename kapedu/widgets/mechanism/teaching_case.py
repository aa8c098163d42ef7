"""The one infusion that lessons 2 and 3 follow, read from the knowledge sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.knowledge import fact

if TYPE_CHECKING:
    from kapedu.pharmacology import Course, Patient, Regimen

_CASE = "dose_to_mood.teaching_case"


def infusion_min() -> float:
    """When the pump stops, minutes."""
    return float(fact(f"{_CASE}.infusion_min"))


def patient() -> Patient:
    """The person who receives it."""
    from kapedu.pharmacology import Patient

    return Patient(weight_kg=float(fact(f"{_CASE}.weight_kg")))


def regimen() -> Regimen:
    """The infusion."""
    from kapedu.pharmacology import Dose, Regimen

    dose = Dose("iv", float(fact(f"{_CASE}.dose_mg_kg")), "mg/kg", over_min=infusion_min())
    return Regimen((dose,))


def infusion_course(until_min: int, step_min: int = 1) -> Course:
    """The infusion, simulated.

    Args:
        until_min: Last minute.
        step_min: Distance of the simulated times, minutes.

    Returns:
        The course.
    """
    import numpy as np

    from kapedu.pharmacology import simulate

    return simulate(regimen(), patient(), np.arange(0, until_min + step_min, step_min))
