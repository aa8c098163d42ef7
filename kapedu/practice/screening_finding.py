"""One finding of a screening, with its reason and what would change it."""

from dataclasses import dataclass

from kapedu.knowledge import Quantity, fact
from kapedu.practice.screening_profile import Question, dated, described
from kapedu.practice.standing import standing

PRESENT, MISSING, NOT_RECOGNISED = "present", "missing", "not recognised"


@dataclass(frozen=True)
class Finding:
    """One thing that stands in the way, or is to be known.

    Attributes:
        name: Stable key, such as ``escort`` or ``missing.escort``.
        group: ``stop``, ``pause``, ``readiness`` or ``note``.
        nature: ``present``, ``missing`` (not asked) or ``not recognised`` (a medicine).
        finding: What was found, in a few words.
        reason: Why it matters, with source and status.
        changes: What would change it.
        limit: The figure it was compared with, where there is one.
        as_of: Date of the label that the reason quotes; empty where it quotes none.
    """

    name: str
    group: str
    nature: str
    finding: str
    reason: Quantity
    changes: str
    limit: Quantity | None = None
    as_of: str = ""

    @property
    def title(self) -> str:
        """The finding without what was measured: ``Aged 65 or older`` for ``Aged 65 or older (71)``."""
        if self.nature != PRESENT:
            return self.finding
        return self.finding.partition(": ")[0].partition(" (")[0]

    @property
    def label(self) -> str:
        """How far the figure behind it was checked, in the words that stand beside it; the reason's status else."""
        return standing(self.limit) if self.limit is not None else str(self.reason.status)

    def as_dict(self) -> dict[str, object]:
        """The finding for machines."""
        found: dict[str, object] = {
            "name": self.name,
            "group": self.group,
            "nature": self.nature,
            "finding": self.finding,
            "reason": str(self.reason.value),
            "source": self.reason.source,
            "status": str(self.reason.status),
            "would_change_it": self.changes,
        }
        if self.as_of:
            found["as_of"] = self.as_of
        if self.limit is not None:
            found["limit"] = {
                "value": self.limit.number_text,
                "unit": self.limit.unit,
                "source": self.limit.source,
                "status": str(self.limit.status),
                "label": standing(self.limit),
            }
        return found


def of_question(question: Question) -> Finding:
    """The finding that a question gives when its answer is the wrong one."""
    return Finding(
        question.name,
        question.group,
        PRESENT,
        question.finding,
        question.reason,
        question.changes,
        as_of=question.as_of,
    )


def missing(name: str, finding: str, group: str = "pause") -> Finding:
    """The finding that something was not asked or not measured."""
    return Finding(
        f"missing.{name}",
        group,
        MISSING,
        finding,
        fact("screening.missing.reason"),
        described("missing.changes"),
    )


def from_sheet(name: str, more: str = "", limit: Quantity | None = None) -> Finding:
    """A finding as the sheet words it under ``measures``, with what was measured behind it."""
    path = f"measures.{name}"
    return Finding(
        name,
        described(f"{path}.group"),
        PRESENT,
        f"{described(f'{path}.finding')}{more}",
        fact(f"screening.{path}.reason"),
        described(f"{path}.changes"),
        limit,
        dated(path),
    )
