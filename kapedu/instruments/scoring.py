"""Answers to a total, its band, its alerts and what they mean.

A sheet with a missing, out-of-range or surplus answer is refused: a total of the answered items would look like a
better state than the patient is in.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from kapedu.instruments.errors import InstrumentError
from kapedu.instruments.instrument import Instrument, instrument
from kapedu.knowledge import Quantity, Status, fact

_WHOLE = re.compile(r"[+\-−]?[0-9]{1,9}")
_LONGEST_SHOWN = 40
_PART = re.compile(r"[,;\s]+")
_ALERT = (
    "Item {number} (thoughts of death or suicide) is {answer}. This overrides the total: ask about suicide now, "
    "with a structured screen such as the C-SSRS, before anything else."
)
_GAP = re.compile(r"\s*[,;]\s*")


@dataclass(frozen=True)
class Score:
    """One scored sheet.

    Attributes:
        instrument: The scale.
        answers: What was scored, in order.
        total: The total, or the level of an observer scale.
        band: Severity in words, or None where the scale has no bands.
        alerts: What needs an answer now, whatever the total; empty when there is nothing.
        details: Further results by name, such as the clusters of the PCL-5.
        interpretation: What the result says and does not say, in plain sentences.
        figures: The rules it rests on, with their sources.
    """

    instrument: Instrument
    answers: tuple[int, ...]
    total: int
    band: str | None
    alerts: tuple[str, ...]
    interpretation: str
    figures: tuple[Quantity, ...]
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """Key of the source of the range."""
        return self.instrument.facts["range"].source

    def as_dict(self) -> dict[str, object]:
        """The result for machines."""
        return {
            "instrument": self.instrument.name,
            "title": self.instrument.title,
            "answers": list(self.answers),
            "total": self.total,
            "range": [self.instrument.low, self.instrument.high],
            "band": self.band,
            "alerts": list(self.alerts),
            "interpretation": self.interpretation,
            "details": dict(self.details),
            "source": self.source,
            "status": str(self.instrument.facts["range"].status),
            "rules": [
                {
                    "name": found.name.removeprefix("instruments."),
                    "source": found.source,
                    "status": str(found.status),
                }
                for found in self.figures
            ],
            "window": self.instrument.window,
            "licence": str(self.instrument.licence.value),
        }


def parse_answers(name: str, text: str) -> tuple[int, ...]:
    """Answers written as text: ``1,2,0,1`` or ``1 2 0 1``; an empty place is a missing item.

    Raises:
        InstrumentError: No such scale; an item is missing or is not a whole number.

    >>> parse_answers("gad7", "1, 1,1 ,1,1,1,1")
    (1, 1, 1, 1, 1, 1, 1)
    """
    scale = instrument(name)
    words = _GAP.split(text.strip()) if re.search(r"[,;]", text) else _PART.split(text.strip())
    answers = []
    for number, word in enumerate(words, start=1):
        if not word:
            raise InstrumentError(
                f"{scale.name}: item {number} is missing; {scale.title} needs {scale.expected}, and a sheet with a "
                "missing item is not scored"
            )
        if not _WHOLE.fullmatch(word):
            raise InstrumentError(
                f"{scale.name}: item {number} is {word[:_LONGEST_SHOWN]!r}, which is not a whole number of the form; "
                f"it needs {scale.expected}"
            )
        answers.append(int(word.replace("−", "-")))
    return tuple(answers)


def score(name: str, answers: Sequence[int] | int) -> Score:
    """Score one sheet.

    Args:
        name: The scale, such as ``phq9``.
        answers: One number for each item in the order of the form; one number for a total or a level.

    Returns:
        Total, band, alerts and what they mean.

    Raises:
        InstrumentError: No such scale, a wrong count, or a number outside what the item allows; says the rule.

    Examples:
        >>> result = score("phq9", [1, 2, 0, 1, 3, 0, 1, 0, 1])
        >>> result.total, result.band, len(result.alerts)
        (9, 'mild', 1)
    """
    scale = instrument(name)
    given = (answers,) if isinstance(answers, int) else tuple(answers)
    _check(scale, given)
    return _RULES[scale.rule](scale, given)


def band_of(scale: Instrument, total: int) -> str | None:
    """The severity band of a total, or None where the scale has none."""
    bands = scale.facts.get("bands")
    if bands is None:
        return None
    assert isinstance(bands.value, Mapping)
    for name, ends in bands.value.items():
        assert isinstance(ends, tuple)
        if ends[0] <= total <= ends[-1]:
            return str(name)
    return None


def _check(scale: Instrument, given: tuple[int, ...]) -> None:
    for number, answer in enumerate(given, start=1):
        if isinstance(answer, bool) or not isinstance(answer, int):
            raise InstrumentError(
                f"{scale.name}: item {number} is {answer!r}, which is not a whole number; it needs {scale.expected}"
            )
    wanted = len(scale.items) or 1
    if len(given) != wanted:
        why = "" if scale.items else " (its items are not scored here: the wording is not free)"
        why = " (an observer scale has one level)" if scale.rule == "level" else why
        raise InstrumentError(
            f"{scale.name}: {len(given)} answer{'' if len(given) == 1 else 's'} given; {scale.title} needs {scale.expected}{why}"
        )
    if not scale.items:
        if not scale.low <= given[0] <= scale.high:
            raise InstrumentError(f"{scale.name}: {given[0]} is out of range; it needs {scale.expected}")
        return
    for number, (answer, highest) in enumerate(zip(given, scale.item_highest, strict=True), start=1):
        if not 0 <= answer <= highest:
            raise InstrumentError(
                f"{scale.name}: item {number} is {answer}, which is out of range; it takes 0 to {highest}"
            )


def _summed(scale: Instrument, given: tuple[int, ...]) -> Score:
    details: dict[str, object] = {}
    if "clusters.B" in scale.facts:
        details = _clusters(scale, given)
    elif "discharge" in scale.facts:
        details = {
            "meets_discharge_number": sum(given) >= float(scale.facts["discharge"]),
            "escort_needed": True,
        }
    return _scored(scale, given, sum(given), details)


def _domains(scale: Instrument, given: tuple[int, ...]) -> Score:
    parts: dict[str, object] = {}
    total = 0
    used: set[int] = set()
    for name, ends in scale.group("highest_of").items():
        assert isinstance(ends.value, tuple)
        places = range(int(ends.value[0]) - 1, int(ends.value[1]))
        parts[name] = max(given[place] for place in places)
        total += max(given[place] for place in places)
        used.update(places)
    total += sum(answer for place, answer in enumerate(given) if place not in used)
    return _scored(scale, given, total, {"highest_of": parts})


def _total(scale: Instrument, given: tuple[int, ...]) -> Score:
    return _scored(scale, given, given[0], {})


def _level(scale: Instrument, given: tuple[int, ...]) -> Score:
    level = given[0]
    meaning = scale.levels[level]
    alerts, figures = [], [scale.facts["range"], meaning]
    low, high = scale.facts.get("alert_at_most"), scale.facts.get("alert_at_least")
    if low is not None and level <= float(low):
        alerts.append(scale.texts["alert_low"])
        figures.append(low)
    if high is not None and level >= float(high):
        alerts.append(scale.texts["alert_high"])
        figures.append(high)
    words = f"{scale.title} {level:+d}" if scale.low < 0 else f"{scale.title} {level}"
    said = f"{words}: {meaning.value}."
    if level == scale.low and "zero" in scale.facts:
        said += f" {scale.facts['zero'].value}"
        figures.append(scale.facts["zero"])
    return Score(scale, given, level, str(meaning.value), tuple(alerts), said, tuple(figures))


_LEVELS = ("none", "low", "moderate", "high")
_GATE = 2
"""Questions 3 to 5 are asked only when this one is answered with yes."""


def _triage(scale: Instrument, given: tuple[int, ...]) -> Score:
    answers = {f"question {number}": answer for number, answer in enumerate(given, start=1)}
    if not given[_GATE - 1] and any(given[_GATE:-1]):
        raise InstrumentError(
            f"{scale.name}: questions {_GATE + 1} to {len(given) - 1} are asked only when question {_GATE} is "
            f"answered with yes; question {_GATE} is 0"
        )
    figures = [scale.facts["range"], scale.facts["action_rule"]]
    found = "none"
    for name in reversed(_LEVELS[1:]):
        rule = scale.facts[f"triage.{name}"]
        assert isinstance(rule.value, Mapping)
        if any(answers[question] >= int(str(least)) for question, least in rule.value.items()):
            found = name
            figures.append(rule)
            break
    action = scale.texts[f"actions.{found}"]
    alerts = () if found == "none" else (f"Triage {found}. {action}",)
    said = [f"Triage: {found}.", action, str(scale.facts["action_rule"].value)]
    if any(figure.status is Status.UNVERIFIED for figure in figures):
        said.append(
            "The rule for this level is not yet checked against a source: clinic-policy example, "
            "needs sign-off by a qualified physician."
        )
    said.append(f"It asks about {scale.window}.")
    return Score(scale, given, _LEVELS.index(found), found, alerts, " ".join(said), tuple(figures))


_RULES: Mapping[str, Callable[[Instrument, tuple[int, ...]], Score]] = MappingProxyType(
    {"sum": _summed, "domains": _domains, "total": _total, "triage": _triage, "level": _level}
)


def _clusters(scale: Instrument, given: tuple[int, ...]) -> dict[str, object]:
    """The clusters of the PCL-5 and whether the pattern of symptoms fits a provisional diagnosis."""
    endorsed = float(scale.facts["endorsed"])
    needed = scale.facts["needed"].value
    assert isinstance(needed, Mapping)
    counts: dict[str, int] = {}
    sums: dict[str, int] = {}
    for name, ends in scale.group("clusters").items():
        assert isinstance(ends.value, tuple)
        part = given[int(ends.value[0]) - 1 : int(ends.value[1])]
        counts[name] = sum(answer >= endorsed for answer in part)
        sums[name] = sum(part)
    fits = all(counts[name] >= int(str(least)) for name, least in needed.items())
    return {
        "cluster_scores": sums,
        "cluster_symptoms": counts,
        "provisional_diagnosis": fits,
        "at_or_above_cut": sum(given) >= float(scale.facts["screen"]),
    }


def _alerts(scale: Instrument, given: tuple[int, ...]) -> tuple[str, ...]:
    item = scale.facts.get("safety_item")
    if item is None:
        return ()
    number = int(float(item))
    answer = given[number - 1]
    if answer == 0:
        return ()
    return (_ALERT.format(number=number, answer=answer),)


def _scored(scale: Instrument, given: tuple[int, ...], total: int, details: dict[str, object]) -> Score:
    band = band_of(scale, total)
    alerts = _alerts(scale, given)
    keys = (
        "range",
        "item_range",
        "item_maximum",
        "bands",
        "screen",
        "endorsed",
        "needed",
        "discharge",
        "safety_item",
    )
    figures = [scale.facts[key] for key in keys if key in scale.facts]
    said = [f"{total} of {scale.high}" + (f": {band}." if band else ".")]
    if "provisional_diagnosis" in details:
        said += _pcl5_words(scale, details)
    elif "screen" in scale.facts:
        cut = scale.facts["screen"]
        where = "at or above" if total >= float(cut) else "below"
        said.append(f"It is {where} the screening cut of {cut.number_text}; a screen is not a diagnosis.")
        details["at_or_above_cut"] = total >= float(cut)
    if "discharge" in scale.facts:
        cut = scale.facts["discharge"]
        where = "reaches" if total >= float(cut) else "does not reach"
        said.append(
            f"It {where} the {cut.number_text} asked for before leaving. {scale.facts['escort'].value}"
        )
        figures.append(scale.facts["escort"])
    for key in ("caution", "recall"):
        if key in scale.facts:
            said.append(str(scale.facts[key].value))
            figures.append(scale.facts[key])
    if scale.rule == "total" and "response" in scale.facts:
        said.append(str(fact("instruments.conventions.total_only").value))
    if alerts:
        said.append(str(fact("instruments.conventions.override").value))
        figures.append(fact("instruments.conventions.override"))
    unchecked = [found for found in figures if found.status is Status.UNVERIFIED]
    if unchecked:
        said.append("Part of the rule is not yet checked against a source.")
    said.append(f"It looks back on {scale.window}." if scale.window != "now" else "It describes this moment.")
    return Score(scale, given, total, band, alerts, " ".join(said), tuple(figures), MappingProxyType(details))


def _pcl5_words(scale: Instrument, details: Mapping[str, object]) -> list[str]:
    cut = scale.facts["screen"]
    where = "at or above" if details["at_or_above_cut"] else "below"
    fits = "fits" if details["provisional_diagnosis"] else "does not fit"
    words = [
        f"It is {where} a cut of {cut.number_text} ({cut.note}).",
        f"The pattern of symptoms {fits} a provisional diagnosis by clusters.",
    ]
    if details["at_or_above_cut"] != details["provisional_diagnosis"]:
        words.append("The two rules disagree here: they ask different things, and an interview decides.")
    return words
