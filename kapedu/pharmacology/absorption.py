r"""From a dose to what enters the body: bioavailability, delay, depot.

* ``iv``: straight into the central compartment, at once or at a constant rate.
* ``im``, ``sc``, ``sl``, ``po``, ``in``: the share :math:`F` of the dose enters a depot after a lag and leaves it at
  the rate :math:`k_a` into the central compartment.
* ``esketamine-in``: device by device, a pause apart. Of device :math:`j` the share :math:`f_j` enters a nasal depot
  (:math:`k_{a,n}`, to the central compartment), with :math:`f_1` published and later devices of the same occasion
  at :math:`f_1` times a published factor; of the rest the share :math:`F_{gut}` is released at a constant rate over
  :math:`D_{sw}` into a second depot (:math:`k_{a,sw}`, to the liver, where the first pass happens).

Two rates have no published value, and the notes of a result say so: ``sc`` borrows the figures of ``im``, and
``in`` borrows :math:`k_a` from nasal esketamine.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.inflow import Inflow, Stage
from kapedu.pharmacology.ledger import Ledger
from kapedu.pharmacology.models import CENTRAL, ESKETAMINE, LIVER
from kapedu.pharmacology.regimen import Dose


@dataclass(frozen=True)
class Uptake:
    """Where the figures of a route stand in the sheet.

    Attributes:
        share: Bioavailability.
        rate: First-order rate.
        lag: Delay, or None.
    """

    share: str
    rate: str
    lag: str | None = None


_MUSCLE = Uptake(
    "pkpd.absorption.intramuscular.F", "pkpd.absorption.intramuscular.ka", "pkpd.absorption.intramuscular.lag"
)
UPTAKE = {
    "im": _MUSCLE,
    "sc": _MUSCLE,
    "sl": Uptake(
        "pkpd.absorption.sublingual_wafer_racemic.F",
        "pkpd.absorption.sublingual_wafer_racemic.ka",
        "pkpd.absorption.sublingual_wafer_racemic.lag",
    ),
    "po": Uptake(
        "pkpd.absorption.oral_racemic.F_tablet",
        "pkpd.absorption.oral_racemic.ka",
        "pkpd.absorption.oral_racemic.lag",
    ),
    "in": Uptake("pkpd.absorption.nasal_racemic.F_default", "pkpd.absorption.nasal_racemic.ka_default"),
}


def racemate_inflows(dose: Dose, weight_kg: FloatArray, ledger: Ledger) -> Iterator[Inflow]:
    """What a dose of racemic ketamine brings into the body; amounts of shape ``(patients,)``."""
    amount = dose.amount_mg(weight_kg)
    if dose.route == "iv":
        yield Inflow(Stage("iv", CENTRAL), amount, dose.at_min, dose.over_min)
        return
    uptake = UPTAKE[dose.route]
    share = ledger.number(uptake.share) if dose.bioavailability is None else dose.bioavailability
    lag = ledger.minutes(uptake.lag) if uptake.lag else 0.0
    stage = Stage(dose.route, CENTRAL, ledger.per_minute(uptake.rate))
    yield Inflow(stage, share * amount, dose.at_min + lag)


def esketamine_inflows(doses: Sequence[Dose], weight_kg: FloatArray, ledger: Ledger) -> Iterator[Inflow]:
    """What doses of nasal esketamine bring into the body; amounts of shape ``(patients,)``."""
    parameter = f"{ESKETAMINE}.parameters"
    nasal = Stage("nasal esketamine", CENTRAL, ledger.per_minute(f"{parameter}.ka_n"))
    swallowed = Stage("swallowed esketamine", LIVER, ledger.per_minute(f"{parameter}.ka_sw"))
    first, factor = (
        ledger.number(f"{parameter}.FRn_first_28mg"),
        ledger.number(f"{parameter}.FRn_factor_later_devices"),
    )
    gut, release_min = ledger.number(f"{parameter}.Fgut"), ledger.minutes(f"{parameter}.Dsw")
    device_mg = np.full(weight_kg.shape, ledger.number("pkpd.spravato_label.device"))
    for start, is_first in device_times(doses, ledger):
        share = first if is_first else first * factor
        yield Inflow(nasal, share * device_mg, start)
        yield Inflow(swallowed, (1 - share) * gut * device_mg, start, release_min)


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
