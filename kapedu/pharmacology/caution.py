"""What a model cannot answer, and where an answer leaves what it was fitted to."""

import warnings
from collections.abc import Sequence

import numpy as np

from kapedu.pharmacology.errors import ExtrapolationWarning, ModelError
from kapedu.pharmacology.ledger import Ledger, span
from kapedu.pharmacology.model import NASAL, Model, models
from kapedu.pharmacology.patient import Patients
from kapedu.pharmacology.regimen import Dose
from kapedu.pharmacology.routes import ROUTES

ANCESTRIES = ("asian", "japanese")
Parts = Sequence[tuple[Model, Sequence[Dose]]]


def check_question(parts: Parts, ancestry: str | None, *, metabolites: bool) -> None:
    """Refuse what the models cannot answer.

    Raises:
        ModelError: A route, the metabolites or the ancestry is outside a model; says which models know it.
    """
    for model, doses in parts:
        for dose in doses:
            if dose.route not in model.routes:
                able = ", ".join(other.name for other in models().values() if dose.route in other.routes)
                raise ModelError(
                    f"model {model.name!r} cannot answer '{dose}' ({ROUTES[dose.route]}): its data hold "
                    f"{', '.join(model.routes)} only; use model {able}"
                )
        if metabolites and not model.metabolites:
            able = ", ".join(other.name for other in models().values() if other.metabolites)
            raise ModelError(
                f"model {model.name!r} knows no metabolites, so not those of '{doses[0]}'; use model {able}"
            )
    if ancestry is None:
        return
    if ancestry not in ANCESTRIES:
        raise ModelError(f"ancestry {ancestry!r} is not known; the groups are {', '.join(ANCESTRIES)}")
    other_models = [model.name for model, _ in parts if model.name != NASAL]
    if other_models:
        raise ModelError(
            f"model {other_models[0]!r} found no difference by ancestry; leave it out, or use model {NASAL}"
        )


def cautions(parts: Parts, patients: Patients, ledger: Ledger) -> tuple[str, ...]:
    """Why this answer is an extrapolation, one sentence for each reason; of a group, its middle person counts."""
    found = []
    for model, doses in parts:
        if model.warning:
            found.append(f"Extrapolation: model {model.name} {model.warning}.")
        if model.iv_warning and any(dose.route == "iv" for dose in doses):
            found.append(f"Extrapolation: model {model.name} {model.iv_warning}.")
    for values, path, what in (
        (patients.weight_kg, "models.limits.weight", "weight"),
        (patients.ages, "models.limits.age", "age"),
    ):
        limits = ledger.quantity(path)
        low, high = span(limits)
        value = float(values[0] if len(values) == 1 else np.median(values))
        if not low <= value <= high:
            found.append(
                f"Extrapolation: {what} {value:.3g} {limits.unit} lies outside {low:g} to {high:g} {limits.unit}; "
                "the models were fitted to ordinary adults."
            )
    return tuple(dict.fromkeys(found))


def warn(sentences: Sequence[str]) -> None:
    """Raise one ExtrapolationWarning for each sentence, at the line that called ``simulate``."""
    for sentence in sentences:
        warnings.warn(sentence, ExtrapolationWarning, stacklevel=3)
