"""A study as it enters a pool."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from kapedu.evidence.effect_size import Effect
from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.measure import Measure

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Study:
    """One effect with a name and whatever else is known of the study."""

    name: str
    effect: Effect
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Further columns by name: population, control type, year, a covariate."""
    control: tuple[float, ...] | str | None = None
    """What marks the control group: its figures or its name. Two equal ones may be one group."""
    spread: tuple[float, ...] = ()
    """The SDs of both arms, where means were given."""

    def number(self, label: str) -> float:
        """A further column as a number.

        Raises:
            EvidenceError: No such column, or no number in it; names the study.
        """
        written = self.label(label)
        try:
            number = float(written)
        except ValueError:
            number = float("nan")
        if not isfinite(number):
            raise EvidenceError(f"study {self.name}: {label} {written!r} is not a number")
        return number

    def label(self, label: str) -> str:
        """A further column as text.

        Raises:
            EvidenceError: No such column; names the study and the columns there are.
        """
        if label not in self.labels:
            there = ", ".join(self.labels) or "none"
            raise EvidenceError(f"study {self.name}: no column {label!r}; further columns: {there}")
        return self.labels[label]


def measure_of(studies: Sequence[Study]) -> Measure:
    """The measure that a pool of these studies is shown in: that of the first study.

    Raises:
        EvidenceError: No study, or ratios among differences.
    """
    if not studies:
        raise EvidenceError("no study to pool; give at least one")
    measures = {study.effect.measure: study.name for study in studies}
    if len({measure.is_ratio for measure in measures}) > 1:
        told = ", ".join(f"{measure} ({name})" for measure, name in measures.items())
        raise EvidenceError(f"ratios and differences have no common scale: {told}; pool them apart")
    return studies[0].effect.measure


def effects_and_variances(studies: Iterable[Study]) -> tuple[FloatArray, FloatArray]:
    """Effects and variances on the analysis scale, each of shape ``(k,)``.

    Raises:
        EvidenceError: A variance that is not above zero; names the study.
    """
    studies = tuple(studies)
    for study in studies:
        if not (isfinite(study.effect.value) and isfinite(study.effect.variance)):
            raise EvidenceError(f"study {study.name}: its effect or variance is not a finite number")
        if study.effect.variance <= 0:
            raise EvidenceError(
                f"study {study.name}: a variance of {study.effect.variance:g} would give it all the weight"
            )
    values = np.array([study.effect.value for study in studies], dtype=float)
    variances = np.array([study.effect.variance for study in studies], dtype=float)
    return values, variances
