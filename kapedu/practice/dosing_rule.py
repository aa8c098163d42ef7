r"""What a dosing rule does: the level each person reaches when the pump stops.

The simulator is linear, so one simulated dose per kilogram is enough: the level of person :math:`i` after
:math:`D_i` mg is :math:`c_i \, D_i / (d \, w_i)` with :math:`c_i` the level after :math:`d` mg/kg.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from kapedu.knowledge import Quantity, fact
from kapedu.pharmacology import Dose, Patients, simulate

FloatArray = NDArray[np.float64]
_RULES = "variation.rules"


@dataclass(frozen=True)
class DosingRule:
    """How the milligrams are chosen.

    Attributes:
        key: Short name.
        title: In plain words.
        per_kg: Amount for each kilogram, mg/kg, or None for the same amount for all.
        fixed: The same amount for all, mg, or None.
        cap: The most that is given, mg, or None.
    """

    key: str
    title: str
    per_kg: Quantity | None = None
    fixed: Quantity | None = None
    cap: Quantity | None = None

    def dose_mg(self, weight_kg: FloatArray) -> FloatArray:
        """The amounts for people of these weights, mg, shape of ``weight_kg``.

        >>> print(dosing_rules()["cap"].dose_mg(np.array([60.0, 140.0])))
        [30. 60.]
        """
        weights = np.asarray(weight_kg, dtype=float)
        amounts = (
            np.full_like(weights, float(self.fixed)) if self.fixed else float(self.per_kg or 0) * weights
        )
        return np.minimum(amounts, float(self.cap)) if self.cap else amounts


@cache
def dosing_rules() -> Mapping[str, DosingRule]:
    """The rules that the lesson compares, by key.

    >>> list(dosing_rules())
    ['per_kg', 'fixed', 'cap']
    """
    per_kg, fixed, cap = (fact(f"{_RULES}.{name}") for name in ("per_kg", "fixed", "cap"))
    rules = (
        DosingRule("per_kg", f"{per_kg.number_text} mg for each kg", per_kg=per_kg),
        DosingRule("fixed", f"{fixed.number_text} mg for everybody", fixed=fixed),
        DosingRule(
            "cap",
            f"{per_kg.number_text} mg for each kg, at most {cap.number_text} mg",
            per_kg=per_kg,
            cap=cap,
        ),
    )
    return MappingProxyType({rule.key: rule for rule in rules})


def end_levels(rule: DosingRule, people: Patients) -> FloatArray:
    """Arterial ketamine when the pump stops, for people who are dosed by a rule.

    Args:
        rule: How their amounts are chosen.
        people: Who they are.

    Returns:
        Levels, ng/mL, shape ``(people,)``.

    Examples:
        >>> pair = Patients(np.array([50.0, 100.0]), np.ones(2), np.ones(2))
        >>> levels = end_levels(dosing_rules()["fixed"], pair)
        >>> bool(levels[0] > levels[1])
        True
    """
    per_kg = float(fact(f"{_RULES}.per_kg"))
    minutes = float(fact("dose_to_mood.teaching_case.infusion_min"))
    course = simulate(Dose("iv", per_kg, "mg/kg", over_min=minutes), people, [minutes])
    share = rule.dose_mg(people.weight_kg) / (per_kg * people.weight_kg)
    return np.asarray(course.arterial_ng_ml[:, 0] * share)


def levels_by_weight(
    rule: DosingRule, weights_kg: FloatArray, people: Patients, percentiles: FloatArray
) -> FloatArray:
    """How the level depends on weight under a rule, and how far people of one weight lie apart.

    Args:
        rule: How the amounts are chosen.
        weights_kg: Weights to look at, kg, shape ``(weights,)``.
        people: The people; at each weight the same ones, with that weight.
        percentiles: Which, 0 to 100, shape ``(percentiles,)``.

    Returns:
        Levels, ng/mL, shape ``(percentiles, weights)``.
    """
    columns = [
        np.percentile(end_levels(rule, replace(people, weight_kg=np.full(len(people), weight))), percentiles)
        for weight in np.asarray(weights_kg, dtype=float)
    ]
    return np.stack(columns, axis=1)
