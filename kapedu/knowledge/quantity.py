"""A published figure that cannot lose its origin."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kapedu.knowledge.errors import KnowledgeError
from kapedu.language import N_, _

Number = int | float
Cell = Number | tuple[Number, ...]
Value = Number | str | tuple[Number, ...] | Mapping[str, Cell]


class Status(StrEnum):
    """How far a figure has been checked."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    COMPUTED = "computed"
    UNVERIFIED = "unverified"
    COURSE_RULE = "course-rule"

    @property
    def meaning(self) -> str:
        """One plain sentence for readers."""
        return _(_MEANINGS[self])

    @property
    def may_key_graded_item(self) -> bool:
        """Whether a figure of this status may decide a mark."""
        return self is not Status.UNVERIFIED


_MEANINGS = {
    Status.PRIMARY: N_(
        "Seen in the original source itself: its abstract, a table, a label or a trial register."
    ),
    Status.SECONDARY: N_("Taken from somebody who quotes the original source; the original was not seen."),
    Status.COMPUTED: N_("Worked out from published figures."),
    Status.UNVERIFIED: N_("Not yet checked against a source. Use it only as an illustration."),
    Status.COURSE_RULE: N_("A rule that this course sets for itself."),
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One fact with its unit, its source and how far it was checked.

    ``value`` is a number, a text, a range or list of numbers (tuple) or a small table (mapping of
    label to number or range). ``source`` and ``via`` are keys of the bibliography; ``via`` names
    who transcribed the figure when the original itself was not seen.

    >>> clearance = Quantity(84, "L/h", "kamp2020", Status.SECONDARY)
    >>> float(clearance)
    84.0
    >>> print(clearance)
    84 L/h (kamp2020; secondary)
    """

    value: Value
    unit: str
    source: str
    status: Status
    note: str | None = None
    population: str | None = None
    via: str | None = None
    name: str = ""
    """Sheet and path, such as ``pkpd.constants.mw_ketamine``."""
    species: str | None = None
    """For a statement about mechanism: ``people``, ``animals`` or ``cells``."""
    is_range: bool = False
    """Whether a pair of numbers is a range from low to high (otherwise tuples are lists)."""

    def __float__(self) -> float:
        if isinstance(self.value, int | float):
            return float(self.value)
        raise KnowledgeError(
            f"{self.name or self.source}: {self.value!r} is not a single number; "
            "use .value, and take one element, an end of the range or a cell of the table"
        )

    @property
    def number_text(self) -> str:
        """The value as a reader would write it, without its unit."""
        from kapedu.knowledge.display import value_text

        return value_text(self)

    def __str__(self) -> str:
        from kapedu.knowledge.display import plain

        return plain(self)

    def _repr_html_(self) -> str:
        from kapedu.knowledge.display import as_html

        return as_html(self)
