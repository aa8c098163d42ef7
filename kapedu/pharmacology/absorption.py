r"""From a dose to what enters the body: bioavailability, delay, depot.

* ``iv``: straight into the central compartment, at once or at a constant rate.
* ``im``, ``sc``, ``sl``, ``po``, ``in``: the share :math:`F` of the dose enters a depot after a lag and leaves it at
  the rate :math:`k_a` into the central compartment.
* ``esketamine-in``: device by device, a pause apart. Of device :math:`j` the share :math:`f_j` enters a nasal depot
  (:math:`k_{a,n}`, to the central compartment), with :math:`f_1` published and later devices of the same occasion
  at :math:`f_1` times a published factor; of the rest the share :math:`F_{gut}` is released at a constant rate over
  :math:`D_{sw}` into a second depot (:math:`k_{a,sw}`, to the liver, where the first pass happens).
* ``po`` in the model of nasal esketamine: the share :math:`F_{gut}` is released at a constant rate over
  :math:`D_{po}` into a depot (:math:`k_{a,po}`, to the liver).

Two rates have no published value, and the notes of a result say so: ``sc`` borrows the figures of ``im``, and
``in`` borrows :math:`k_a` from nasal esketamine. Virtual patients differ in share and speed as
:mod:`kapedu.pharmacology.spread` says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kapedu.pharmacology.bodies import CENTRAL, ESKETAMINE, LIVER
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.inflow import Inflow, Stage
from kapedu.pharmacology.ledger import Ledger
from kapedu.pharmacology.patient import Patients
from kapedu.pharmacology.regimen import Dose
from kapedu.pharmacology.routes import ESKETAMINE_NASAL
from kapedu.pharmacology.spread import Spread, speed_spread, spread_shares, swallowed_speed_spread


@dataclass(frozen=True)
class Uptake:
    """Where the figures of a route stand in the sheet.

    Attributes:
        share: Bioavailability.
        rate: First-order rate.
        lag: Delay, or None.
        reported: Other published bioavailabilities, which make the range that a reader is shown.
    """

    share: str
    rate: str
    lag: str | None = None
    reported: tuple[str, ...] = ()


_MUSCLE = "pkpd.absorption.intramuscular"
UPTAKE = {
    "im": Uptake(f"{_MUSCLE}.F", f"{_MUSCLE}.ka", f"{_MUSCLE}.lag"),
    "sc": Uptake(
        f"{_MUSCLE}.F", f"{_MUSCLE}.ka", f"{_MUSCLE}.lag", ("pkpd.absorption.subcutaneous.F_SC_IM",)
    ),
    "sl": Uptake(
        "pkpd.absorption.sublingual_wafer_racemic.F",
        "pkpd.absorption.sublingual_wafer_racemic.ka",
        "pkpd.absorption.sublingual_wafer_racemic.lag",
        (
            "pkpd.absorption.sublingual_other_racemic.F_lozenge",
            "pkpd.absorption.sublingual_other_racemic.F_tablet",
            "pkpd.absorption.sublingual_other_racemic.F_solution_abstract",
        ),
    ),
    "po": Uptake(
        "pkpd.absorption.oral_racemic.F_tablet",
        "pkpd.absorption.oral_racemic.ka",
        "pkpd.absorption.oral_racemic.lag",
        (
            "pkpd.absorption.oral_S.F",
            "pkpd.absorption.oral_racemic.F_lozenge_swallowed",
            "pkpd.absorption.oral_racemic.F_abstract",
        ),
    ),
    "in": Uptake(
        "pkpd.absorption.nasal_racemic.F_default",
        "pkpd.absorption.nasal_racemic.ka_default",
        None,
        ("pkpd.absorption.nasal_racemic.F_low", "pkpd.absorption.nasal_racemic.F_high"),
    ),
}


def racemate_inflows(
    dose: Dose, patients: Patients, ledger: Ledger, first_pass: float = 1.0
) -> Iterator[Inflow]:
    """What a dose of racemic ketamine brings into the body; amounts of shape ``(patients,)``.

    Args:
        dose: The dose.
        patients: To whom.
        ledger: Gets the figures used.
        first_pass: What an interaction multiplies the share of a swallowed dose by.
    """
    amount = dose.amount_mg(patients.weight_kg)
    if dose.route == "iv":
        yield Inflow(Stage("iv", CENTRAL), amount, dose.at_min, dose.over_min)
        return
    uptake = UPTAKE[dose.route]
    share = ledger.number(uptake.share) if dose.bioavailability is None else dose.bioavailability
    shares: FloatArray | float = _shares(share, dose.route, patients)
    if dose.route == "po":
        shares = np.minimum(shares * first_pass, 1.0)
    lag = ledger.minutes(uptake.lag) if uptake.lag else 0.0
    stage = Stage(dose.route, CENTRAL, ledger.per_minute(uptake.rate))
    stage = _varied(stage, speed_spread(dose.route), patients, ledger)
    yield Inflow(stage, shares * amount, dose.at_min + lag)


def esketamine_inflows(
    doses: Sequence[Dose],
    patients: Patients,
    ledger: Ledger,
    ancestry: str | None = None,
    share_factor: float = 1.0,
) -> Iterator[Inflow]:
    """What doses of nasal esketamine bring into the body; amounts of shape ``(patients,)``.

    Args:
        doses: The doses.
        patients: To whom.
        ledger: Gets the figures used.
        ancestry: ``japanese`` changes the share absorbed in the nose.
        share_factor: What a condition of the nose multiplies that share by.
    """
    parameter = f"{ESKETAMINE}.parameters"
    nasal = Stage("nasal esketamine", CENTRAL, ledger.per_minute(f"{parameter}.ka_n"))
    nasal = _varied(nasal, speed_spread(ESKETAMINE_NASAL), patients, ledger)
    swallowed = Stage("swallowed esketamine", LIVER, ledger.per_minute(f"{parameter}.ka_sw"))
    swallowed = _varied(swallowed, swallowed_speed_spread(), patients, ledger)
    first, later = nasal_shares(ledger, ancestry, share_factor)
    gut, release_min = ledger.number(f"{parameter}.Fgut"), ledger.minutes(f"{parameter}.Dsw")
    device_mg = np.full(patients.weight_kg.shape, ledger.number("pkpd.spravato_label.device"))
    for start, is_first in device_times(doses, ledger):
        share = _shares(first if is_first else later, ESKETAMINE_NASAL, patients)
        yield Inflow(nasal, share * device_mg, start)
        yield Inflow(swallowed, (1 - share) * gut * device_mg, start, release_min)


def nasal_shares(
    ledger: Ledger, ancestry: str | None = None, share_factor: float = 1.0
) -> tuple[float, float]:
    """Share of the first and of later devices of an occasion that the nose takes up."""
    parameter = f"{ESKETAMINE}.parameters"
    first = ledger.number(f"{parameter}.FRn_first_28mg") * share_factor
    if ancestry == "japanese":
        first *= ledger.number(f"{parameter}.japanese_on_FRn")
    first = min(first, 1.0)
    return first, first * ledger.number(f"{parameter}.FRn_factor_later_devices")


def liver_model_inflows(dose: Dose, patients: Patients, ledger: Ledger) -> Iterator[Inflow]:
    """A dose into a vein or swallowed, in the model of nasal esketamine."""
    amount = dose.amount_mg(patients.weight_kg)
    if dose.route == "iv":
        yield Inflow(Stage("iv", CENTRAL), amount, dose.at_min, dose.over_min)
        return
    parameter = f"{ESKETAMINE}.parameters"
    share = ledger.number(f"{parameter}.Fgut") if dose.bioavailability is None else dose.bioavailability
    stage = Stage("po", LIVER, ledger.per_minute(f"{parameter}.ka_po"))
    stage = _varied(stage, swallowed_speed_spread(), patients, ledger)
    yield Inflow(stage, share * amount, dose.at_min, ledger.minutes(f"{parameter}.Dpo"))


def device_times(doses: Sequence[Dose], ledger: Ledger) -> list[tuple[float, bool]]:
    """When each device is used, minutes, and whether it is the first of its occasion."""
    interval, size = (
        ledger.minutes("simulation.conventions.nasal_device_interval"),
        ledger.number("pkpd.spravato_label.device"),
    )
    occasion = ledger.minutes("simulation.conventions.nasal_device_occasion")
    starts = sorted(
        dose.at_min + interval * device for dose in doses for device in range(round(dose.amount / size))
    )
    times: list[tuple[float, bool]] = []
    opened = -np.inf
    for start in starts:
        is_first = start - opened > occasion
        if is_first:
            opened = start
        times.append((start, is_first))
    return times


def _shares(share: float, route: str, patients: Patients) -> FloatArray:
    """The share of each patient; the typical one for everybody whose score is 0."""
    scores = patients.share_scores
    return spread_shares(share, route, scores) if scores.any() else np.full(scores.shape, share)


def _varied(stage: Stage, spread: Spread, patients: Patients, ledger: Ledger) -> Stage:
    """A depot whose rate differs between patients where their scores do."""
    scores = patients.speed_scores
    if not scores.any() or not spread.sigma:
        return stage
    ledger.include(spread.facts)
    return replace(stage, rate_factor=np.exp(spread.sigma * scores))
