"""When published designs give ketamine and therapy, and what a claimed plasticity window makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from kapedu.figures.statements import Statement, described, members, stated
from kapedu.knowledge import Quantity, reference, sheet
from kapedu.knowledge.citation import short_citation

_DAY_H = 24.0


@dataclass(frozen=True)
class Design:
    """When one design gives ketamine and when therapy.

    Attributes:
        id: Key of the source.
        name: Study and idea, short.
        idea: The plan in one sentence, with its origin.
        doses: Days of dosing, counted from the first event.
        sessions: Days of single therapy sessions that are known or were worked out.
        span: First and last day of therapy when single sessions are not known.
        origins: The facts behind it.
    """

    id: str
    name: str
    idea: Statement
    doses: tuple[float, ...]
    sessions: tuple[float, ...]
    span: tuple[float, float] | None
    origins: tuple[Quantity, ...]

    @property
    def hours_since_dose(self) -> tuple[float, ...]:
        """Hours from the last dose to each single session; sessions before any dose are left out."""
        return tuple(
            (session - max(dose for dose in self.doses if dose <= session)) * _DAY_H
            for session in self.sessions
            if session >= self.doses[0]
        )

    @property
    def hours_range(self) -> tuple[float, float] | None:
        """Shortest and longest time since the last dose at which the span allows therapy."""
        if self.span is None:
            return None
        last = self.span[1] - max(dose for dose in self.doses if dose <= self.span[1])
        gaps = [later - earlier for earlier, later in pairwise(self.doses)]
        inside = [dose for dose in self.doses if self.span[0] <= dose <= self.span[1]]
        first = 0.0 if inside else self.span[0] - max(dose for dose in self.doses if dose <= self.span[0])
        longest = max([last, *(gaps if inside else [])])
        return first * _DAY_H, longest * _DAY_H


@dataclass(frozen=True)
class Window:
    """A claim about when the brain is open to learning after a dose, or a measurement beside it."""

    id: str
    name: str
    low_h: float
    high_h: float
    quantity: Quantity


def _numbers(quantity: Quantity) -> tuple[float, ...]:
    value: Any = quantity.value
    return tuple(float(item) for item in value) if isinstance(value, tuple) else (float(value),)


@cache
def timed_designs() -> tuple[Design, ...]:
    """The designs, in the order of the sheet.

    Examples:
        >>> [round(hours) for hours in timed_designs()[1].hours_since_dose[:3]]
        [24, 24, 24]
    """
    facts = sheet("synergy").facts
    found = []
    for name in members("synergy", "timing"):
        path = f"timing.{name}"
        parts = {
            part: facts[f"{path}.{part}"]
            for part in ("doses", "sessions", "span")
            if f"{path}.{part}" in facts
        }
        span = _numbers(parts["span"]) if "span" in parts else None
        found.append(
            Design(
                name,
                described("synergy", f"{path}.name"),
                stated("synergy", f"{path}.idea"),
                _numbers(parts["doses"]),
                _numbers(parts["sessions"]) if "sessions" in parts else (),
                (span[0], span[1]) if span else None,
                tuple(parts.values()),
            )
        )
    return tuple(found)


def _window(group: str, name: str) -> Window:
    quantity = sheet("synergy").facts[f"{group}.{name}.hours"]
    numbers = _numbers(quantity)
    return Window(name, described("synergy", f"{group}.{name}.name"), numbers[0], numbers[-1], quantity)


@cache
def windows() -> tuple[Window, ...]:
    """The claims about a window: vendors' claims, not findings."""
    return tuple(_window("windows", name) for name in members("synergy", "windows"))


@cache
def measurements() -> tuple[Window, ...]:
    """What was measured, in mice and in people, and when."""
    return tuple(_window("biology", name) for name in members("synergy", "biology"))


def placed(design: Design, window: Window) -> str:
    """Where a window puts a design's therapy: ``inside``, ``partly``, ``outside``.

    Examples:
        >>> duek = next(design for design in timed_designs() if design.id == "duek2023")
        >>> [placed(duek, window) for window in windows()]
        ['outside', 'partly', 'inside']
    """
    if design.sessions:
        hits = [window.low_h <= hours <= window.high_h for hours in design.hours_since_dose]
        if hits and all(hits):
            return "inside"
        return "partly" if any(hits) else "outside"
    low, high = design.hours_range or (0.0, 0.0)
    if window.low_h <= low and high <= window.high_h:
        return "inside"
    return "partly" if low <= window.high_h and window.low_h <= high else "outside"


def verdicts(window: Window) -> dict[str, list[str]]:
    """Names of the designs by where the window puts their therapy."""
    found: dict[str, list[str]] = {"inside": [], "partly": [], "outside": []}
    for design in timed_designs():
        found[placed(design, window)].append(design.name.split(":")[0])
    return found


def window_words(window: Window | None) -> str:
    """What the window would say about the designs, in a sentence."""
    if window is None:
        return "No window chosen: the designs differ, and no trial has compared one timing with another."
    found = verdicts(window)
    said = [
        f"{label}: {', '.join(names)}"
        for label, names in (
            ("wholly inside", found["inside"]),
            ("partly inside", found["partly"]),
            ("outside", found["outside"]),
        )
        if names
    ]
    return (
        f"If the window were {window.name}, therapy would lie {'; '.join(said)}. "
        f"Who claims it: {claimant(window)}; status: {window.quantity.status}."
    )


def claimant(window: Window) -> str:
    """Who published the claim, as the bibliography has it."""
    item = reference(window.quantity.source)
    return str(item.get("publisher") or short_citation(window.quantity.source))
