"""Watching over a session: what to check when, by route.

The pressure ladder of the day is in :mod:`kapedu.practice.pressure_ladder`, going home and the esketamine programme
in :mod:`kapedu.practice.discharge`.
"""

from dataclasses import dataclass
from functools import cache

from kapedu.knowledge import Quantity, sheet
from kapedu.pharmacology import Regimen
from kapedu.pharmacology.absorption import device_times
from kapedu.pharmacology.ledger import Ledger, span
from kapedu.pharmacology.routes import ESKETAMINE_NASAL, ROUTES, unknown_route

_SHEET = "monitoring"
_SAME_AS = {"sc": "im", "sl": "other", "po": "other", "in": "other"}


@dataclass(frozen=True)
class Check:
    """One moment at which somebody looks.

    Attributes:
        minute: Minutes from the first dose; 0 is before it.
        what: What is looked at.
        basis: The figure that sets the moment.
    """

    minute: float
    what: str
    basis: Quantity


@dataclass(frozen=True)
class MonitoringSchedule:
    """How a visit by one route is watched.

    Attributes:
        key: Name in the data.
        name: What kind of visit.
        baseline: What is taken before the dose.
        watch: What is watched throughout.
        during_every: Distance of checks while the drug works, minutes; a range is a choice.
        after_every: Distance afterwards.
        stay: Least stay after the last of the drug, minutes; the longer end of a range is used.
    """

    key: str
    name: str
    baseline: Quantity
    watch: Quantity
    during_every: Quantity
    after_every: Quantity
    stay: Quantity

    def leave_after(self, regimen: Regimen) -> float:
        """The earliest minute at which leaving comes into question, from the first dose."""
        return last_given(regimen) + span(self.stay)[1]

    def checks(self, regimen: Regimen) -> tuple[Check, ...]:
        """The moments to look: before, while it is given and at its height, and until leaving is discussed.

        Examples:
            >>> found = schedule_for("iv").checks(Regimen.parse("iv 35 mg over 40 min"))
            >>> [check.minute for check in found][:6], found[-1].minute
            ([0.0, 10.0, 20.0, 30.0, 40.0, 55.0], 160.0)
        """
        found = [Check(0.0, str(self.baseline.value), self.baseline)]
        end, leave = last_given(regimen), self.leave_after(regimen)
        closest, sparse = span(self.during_every)[0], span(self.after_every)[0]
        during = max(end, min(closest, leave))
        minute = closest
        while minute <= during:
            found.append(Check(minute, str(self.watch.value), self.during_every))
            minute += closest
        minute = max(during, found[-1].minute) + sparse
        while minute < leave:
            found.append(Check(minute, str(self.watch.value), self.after_every))
            minute += sparse
        found.append(Check(leave, "the criteria for going home", self.stay))
        return tuple(found)


def last_given(regimen: Regimen) -> float:
    """Minute at which the last of the drug has gone in: the end of an infusion, or the last spray device.

    Examples:
        >>> last_given(Regimen.parse("esketamine-in 84 mg")), last_given(Regimen.parse("iv 35 mg over 40 min"))
        (10.0, 40.0)
    """
    devices = [dose for dose in regimen if dose.route == ESKETAMINE_NASAL]
    return max(regimen.ends_min, *(float(start) for start, _ in device_times(devices, Ledger())), 0.0)


@cache
def schedule_for(route: str) -> MonitoringSchedule:
    """How a visit by a route is watched, as this course teaches it.

    Raises:
        DosingError: There is no such route.
    """
    if route not in ROUTES:
        raise unknown_route(route)
    key = _SAME_AS.get(route, route)
    path = f"schedule.{key}"
    content = sheet(_SHEET)
    return MonitoringSchedule(
        key,
        str(content.descriptions[f"{path}.name"]),
        *(
            content.facts[f"{path}.{part}"]
            for part in ("baseline", "watch", "during_every", "after_every", "stay")
        ),
    )
