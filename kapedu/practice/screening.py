"""Screening: a profile to stop, pause and readiness findings.

Each finding has a reason with its source and status, and says what would change it. What was not asked is a finding
too: a form with holes never comes out as ready. Which group a rule belongs to is a rule of this course.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kapedu.knowledge import fact, sheet
from kapedu.practice.screening_finding import PRESENT, Finding, from_sheet, missing, of_question
from kapedu.practice.screening_measures import measured
from kapedu.practice.screening_medicines import Medicine, parts, recognise, takes_none
from kapedu.practice.screening_profile import Profile, dated, described, questions
from kapedu.practice.screening_taken import BIPOLAR, taken
from kapedu.practice.standing import TEACHES

GROUPS = ("stop", "pause", "readiness", "note")
DECISIONS = ("stop", "pause", "readiness", "ready")


@dataclass(frozen=True)
class Screening:
    """What a profile comes to.

    Attributes:
        profile: Who was screened.
        findings: Everything found: stops first, then pauses, readiness, notes.
        medicines: Every medicine of the list, as recognised; an entry that names several is cut.
    """

    profile: Profile
    findings: tuple[Finding, ...]
    medicines: tuple[Medicine, ...]

    @property
    def decision(self) -> str:
        """``stop``, ``pause``, ``readiness`` or ``ready``: the gravest group that has a finding."""
        groups = {finding.group for finding in self.findings}
        return next((group for group in DECISIONS if group in groups), "ready")

    def of(self, group: str) -> tuple[Finding, ...]:
        """The findings of one group."""
        return tuple(finding for finding in self.findings if finding.group == group)

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to stand beside every result."""
        return "Which group a finding belongs to is a rule of this course.", TEACHES

    def as_dict(self) -> dict[str, object]:
        """The result for machines."""
        return {
            "label": self.profile.label,
            "decision": self.decision,
            "meaning": str(fact(f"screening.groups.{self.decision}.means").value),
            "findings": [finding.as_dict() for finding in self.findings],
            "medicines": [
                {"written": one.written, "recognised": list(one.generics), "classes": list(one.classes)}
                for one in self.medicines
            ],
            "notes": list(self.notes),
        }


def screen(profile: Profile) -> Screening:
    """Screen one patient on one day.

    Args:
        profile: What was asked, measured and answered.

    Returns:
        Every finding with its reason, and the decision that follows.

    Examples:
        >>> result = screen(Profile(answers={"aneurysm": True}))
        >>> result.decision, result.of("stop")[0].name
        ('stop', 'aneurysm')
        >>> screen(Profile()).decision
        'pause'
    """
    listed = [written for written in profile.medicines or () if not takes_none(written)]
    medicines = tuple(recognise(part) for written in listed for part in parts(written))
    found = [*_answered(profile), *measured(profile), *_indicated(profile), *taken(profile, medicines)]
    found.sort(key=lambda finding: (GROUPS.index(finding.group), finding.nature != PRESENT))
    return Screening(profile, tuple(found), medicines)


def _answered(profile: Profile) -> Iterator[Finding]:
    """Findings from the yes-or-no questions; bipolar disorder waits for the medicine list."""
    for question in questions().values():
        answer = profile.answers.get(question.name)
        if answer is None:
            group = "readiness" if question.section == "readiness" else "pause"
            yield missing(question.name, f"Not asked: {question.finding.lower()}", group)
        elif answer is question.bad and question.name != BIPOLAR:
            yield of_question(question)


def _indicated(profile: Profile) -> Iterator[Finding]:
    """Findings about the reason for treatment and what was tried before."""
    if profile.indication is None:
        yield missing("indication", "Not given: the reason for treatment")
        return
    path = f"indications.{profile.indication}"
    evidence = fact(f"screening.{path}.evidence")
    grade = described(f"{path}.grade")
    if not grade.startswith(_STRONG):
        yield Finding(
            "weak_indication",
            described("weak_indication.group"),
            PRESENT,
            f"{described('weak_indication.finding')}: {described(f'{path}.title').lower()} (grade {grade})",
            evidence,
            described("weak_indication.changes"),
            as_of=dated(path),
        )
    if not sheet("screening").descriptions.get(f"{path}.needs_treatments"):
        return
    tried = profile.numbers.get("earlier_treatments")
    if tried is None:
        yield missing("earlier_treatments", "Not counted: adequate treatments before")
    elif tried < float(fact("screening.limits.treatments")):
        yield from_sheet("few_treatments", f": {tried:g}", fact("screening.limits.treatments"))


_STRONG = ("A", "B")
