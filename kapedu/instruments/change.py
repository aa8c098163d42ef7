r"""Has a score changed, and does the change matter?

Three questions that are often mixed up:

* *Reliable*: is the change larger than the scale's own error? With the standard deviation :math:`s` of a group and
  the reliability :math:`r` of the scale, the index is
  :math:`\mathit{RCI} = (x_1 - x_2) / (s \sqrt{2} \sqrt{1 - r})`, and beyond 1.96 the change is called reliable.
* *Meaningful*: is it as large as a change that patients notice?
* *Response* and *remission*: conventions of trials. Half the starting score, and a low score.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, sqrt

from kapedu.instruments.errors import InstrumentError
from kapedu.instruments.instrument import Instrument, instrument
from kapedu.instruments.scoring import band_of
from kapedu.knowledge import Quantity, fact

_PERCENT = 100
_LABELS = {
    "iapt": "rule of the English talking-therapy services",
    "trial_one": "veterans, one trial",
    "trial_two": "veterans, another trial",
    "average": "what patients notice, on average",
    "older_line": "older guidance",
    "low": "smallest of the most accurate estimates",
    "high": "largest of the most accurate estimates",
    "statistical": "statistical estimate",
    "quality_measure": "quality measure",
    "kads": "KADS trial",
    "esketamine_monotherapy": "esketamine monotherapy trial",
    "zimmerman_wide": "Zimmerman, wide",
    "zimmerman_narrow": "Zimmerman, narrow",
    "usual": "usual cut",
    "none_band": "band without depression",
}


@dataclass(frozen=True)
class Criterion:
    """One published yardstick, applied.

    Attributes:
        name: Key of the yardstick in the sheet.
        label: The same in words.
        threshold: The figure with its source and status.
        met: Whether the change or the score reaches it.
    """

    name: str
    label: str
    threshold: Quantity
    met: bool


@dataclass(frozen=True)
class Change:
    """Two scores of one scale, compared.

    Attributes:
        instrument: The scale.
        before: The earlier total.
        after: The later total.
        better: Points gained: positive when the later score is lower.
        percent: The same in percent of the earlier score; None when that was 0.
        reliable: Improvement beyond the error of the scale, by each published criterion; empty when none is on file.
        reliably_worse: Worsening beyond the same criteria.
        meaningful: Improvement as large as patients notice, by each criterion.
        response: At least half the earlier score gone; None where the scale has no such convention.
        remission: The later score by each published convention.
    """

    instrument: Instrument
    before: int
    after: int
    better: int
    percent: float | None
    reliable: tuple[Criterion, ...]
    reliably_worse: tuple[Criterion, ...]
    meaningful: tuple[Criterion, ...]
    response: bool | None
    remission: tuple[Criterion, ...]

    @property
    def verdict(self) -> str:
        """``reliably better``, ``reliably worse``, ``disputed`` or ``not beyond error``; ``no criterion on file``."""
        if not self.reliable:
            return "no criterion on file"
        if all(one.met for one in self.reliable):
            return "reliably better"
        if all(one.met for one in self.reliably_worse):
            return "reliably worse"
        if any(one.met for one in (*self.reliable, *self.reliably_worse)):
            return "disputed"
        return "not beyond error"

    def as_dict(self) -> dict[str, object]:
        """The result for machines."""

        def listed(criteria: tuple[Criterion, ...]) -> list[dict[str, object]]:
            return [
                {
                    "criterion": one.label,
                    "threshold": float(one.threshold),
                    "met": one.met,
                    "source": one.threshold.source,
                    "status": str(one.threshold.status),
                }
                for one in criteria
            ]

        return {
            "before": self.before,
            "after": self.after,
            "better_by": self.better,
            "percent": self.percent,
            "verdict": self.verdict,
            "reliable": listed(self.reliable),
            "meaningful": listed(self.meaningful),
            "response": self.response,
            "remission": listed(self.remission),
            "band_before": band_of(self.instrument, self.before),
            "band_after": band_of(self.instrument, self.after),
        }

    def sentences(self) -> tuple[str, ...]:
        """What a clinician needs to hear, one sentence each, sources left to the figures."""
        points = abs(self.better)
        word = "fell" if self.better > 0 else "rose"
        if self.better == 0:
            said = [f"From {self.before} to {self.after}: no change."]
        else:
            share = "" if self.percent is None else f" ({abs(self.percent):.0f} %)"
            said = [
                f"The score {word} by {points} point{'' if points == 1 else 's'}{share}, {self.before} to {self.after}."
            ]
        said.append(_VERDICTS[self.verdict])
        if self.response is not None and self.better > 0:
            said.append(
                "By convention a response: at least half the earlier score is gone."
                if self.response
                else "By convention not a response: less than half the earlier score is gone."
            )
        if self.remission:
            met = [one.label for one in self.remission if one.met]
            if len(met) == len(self.remission):
                said.append("In remission by every convention on file.")
            elif met:
                said.append(f"In remission by some conventions only ({', '.join(met)}).")
            else:
                said.append("Not in remission.")
        return tuple(said)


_VERDICTS: Mapping[str, str] = {
    "reliably better": "Larger than the error of the scale: reliably better.",
    "reliably worse": "Larger than the error of the scale: reliably worse. Ask why before anything else.",
    "disputed": "Beyond the error of the scale by one published criterion and not by another.",
    "not beyond error": "Within the error of the scale: this alone cannot tell a change from none.",
    "no criterion on file": "No published criterion for reliable change is on file for this scale.",
}


def change(name: str, before: int, after: int) -> Change:
    """Compare two totals of one scale.

    Args:
        name: The scale, such as ``phq9``.
        before: The earlier total.
        after: The later total.

    Returns:
        Points, percent, and each published yardstick applied.

    Raises:
        InstrumentError: No such scale, a total outside its range, or a scale that rates a moment and not a change.

    Examples:
        >>> found = change("phq9", 20, 10)
        >>> found.verdict, found.response, [one.met for one in found.remission]
        ('reliably better', True, [False])
    """
    scale = instrument(name)
    if scale.rule in {"level", "triage"} or "discharge" in scale.facts:
        raise InstrumentError(
            f"{scale.name}: it rates a moment or a risk; for a change give one of the symptom scales"
        )
    for label, total in (("before", before), ("after", after)):
        whole = isinstance(total, int) and not isinstance(total, bool)
        if not whole or not scale.low <= total <= scale.high:
            raise InstrumentError(
                f"{scale.name}: {label} {total!r} is out of range; it needs a whole number of {scale.low} to {scale.high}"
            )
    better = before - after
    response = scale.facts.get("response")
    return Change(
        instrument=scale,
        before=before,
        after=after,
        better=better,
        percent=_PERCENT * better / before if before else None,
        reliable=_applied(scale, "reliable_change", better),
        reliably_worse=_applied(scale, "reliable_change", -better),
        meaningful=_applied(scale, "meaningful_change", better),
        response=None if response is None or not before else _PERCENT * better / before >= float(response),
        remission=tuple(
            Criterion(key, _LABELS[key], cut, after <= float(cut))
            for key, cut in scale.group("remission").items()
        ),
    )


def _applied(scale: Instrument, group: str, better: int) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(key, _LABELS[key], threshold, better >= float(threshold))
        for key, threshold in scale.group(group).items()
    )


def reliable_change_index(before: float, after: float, sd: float, reliability: float) -> float:
    """The reliable change index, positive when the later score is lower.

    Args:
        before: The earlier score, points.
        after: The later score, points.
        sd: Standard deviation of the scale in a comparable group, points, above 0.
        reliability: Reliability of the scale, 0 to less than 1.

    Returns:
        The change in standard errors of a difference; beyond ``instruments.conventions.rci_z`` it is reliable.

    Raises:
        InstrumentError: A figure that is not finite or outside its bounds; names it.

    Source:
        Jacobson and Truax, as corrected by Christensen and Mendoza (``psyctc_rcsc``; status: secondary).

    Examples:
        >>> round(reliable_change_index(47.5, 32.5, sd=10, reliability=0.80), 2)
        2.37
    """
    for label, number in (("before", before), ("after", after), ("sd", sd), ("reliability", reliability)):
        if not isfinite(number):
            raise InstrumentError(f"{label} {number!r} is not a finite number")
    if sd <= 0:
        raise InstrumentError(f"sd {sd:g} is not allowed; give a standard deviation above 0")
    if not 0 <= reliability < 1:
        raise InstrumentError(f"reliability {reliability:g} is not allowed; give 0 to less than 1")
    return (before - after) / (sd * sqrt(2) * sqrt(1 - reliability))


def smallest_reliable_change(sd: float, reliability: float) -> float:
    """The points beyond which a change is reliable in a group with this spread.

    Raises:
        InstrumentError: As :func:`reliable_change_index`.

    Examples:
        >>> round(smallest_reliable_change(sd=10, reliability=0.80), 1)
        12.4
    """
    z = float(fact("instruments.conventions.rci_z"))
    return z / reliable_change_index(1, 0, sd, reliability)
