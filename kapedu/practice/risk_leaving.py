"""People after a dose, moment by moment: may this one leave now? The criteria are those of ``monitoring``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import KnowledgeError, facts, sheet
from kapedu.practice.discharge import Discharge, discharge
from kapedu.practice.risk import RiskError

_SHEET, _GROUP = "risks", "leaving"
_CHOICES = ("stay", "leave")


@dataclass(frozen=True)
class Moment:
    """Somebody at one moment.

    Attributes:
        key: Short name.
        seen: What you see and hear.
        readings: Minutes since the last of the drug, pressures, saturation, sedation and Aldrete score.
        discharge: The criteria, met and not.
    """

    key: str
    seen: str
    readings: Mapping[str, float]
    discharge: Discharge

    @property
    def after_min(self) -> float:
        """Minutes since the last of the drug."""
        return self.readings["after"]


@dataclass(frozen=True)
class Visit:
    """One fictional person after one dose.

    Attributes:
        key: Short name.
        who: Who it is, and what was given.
        moments: In order of time.
    """

    key: str
    who: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True)
class Judged:
    """A decision, looked at.

    Attributes:
        is_right: Whether the criteria agree.
        is_unsafe: Whether somebody would have left too early.
        missing: What was missing, in words.
    """

    is_right: bool
    is_unsafe: bool
    missing: tuple[str, ...]


@cache
def visits() -> Mapping[str, Visit]:
    """The people, by key.

    >>> [len(visit.moments) for visit in visits().values()]
    [4, 4, 4]
    """
    content = sheet(_SHEET)
    return MappingProxyType({key: _visit(key, content.descriptions) for key in content.members(_GROUP)})


def judge(moment: Moment, choice: str) -> Judged:
    """Hold a decision against the criteria.

    Args:
        moment: The person now.
        choice: ``stay`` or ``leave``.

    Raises:
        RiskError: Another choice.

    Examples:
        >>> early = visits()["mara"].moments[1]
        >>> judge(early, "leave").missing
        ('at least 120 minutes since the last of the drug',)
    """
    if choice not in _CHOICES:
        raise RiskError(f"choice {choice!r}: write stay or leave")
    ready = moment.discharge.ready
    leaves = choice == "leave"
    missing = tuple(criterion.told for criterion in moment.discharge.missing)
    return Judged(leaves == ready, leaves and not ready, missing)


def _visit(key: str, texts: Mapping[str, str | bool]) -> Visit:
    start = f"{_GROUP}.{key}"
    route = str(texts[f"{start}.route"])
    moments = []
    for where, readings in facts(f"{_SHEET}.{start}.moments").items():
        name = where.split(".")[0]
        if not isinstance(readings.value, Mapping):
            raise KnowledgeError(f"{readings.name}: a table of readings is expected")
        table = {sign: float(value) for sign, value in readings.value.items()}  # type: ignore[arg-type]
        said = {
            field: bool(texts[f"{start}.moments.{name}.{field}"])
            for field in ("back_to_baseline", "escort", "drives", "knows_the_plan")
        }
        found = discharge(
            route, minutes_since_last_dose=table["after"], aldrete=int(table["aldrete"]), **said
        )
        moments.append(
            Moment(name, str(texts[f"{start}.moments.{name}.seen"]), MappingProxyType(table), found)
        )
    return Visit(key, str(texts[f"{start}.who"]), tuple(moments))
