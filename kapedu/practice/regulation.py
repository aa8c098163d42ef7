"""Law, labels and professional positions: each with the day of its text, and the day it must be read again.

Nothing here looks at a clock: whoever asks which statements are due passes the day.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import Quantity, Sheet, sheet

_SHEET, _GROUP = "regulation", "statements"
_FIELDS = ("name", "topic", "place", "as_of", "review_by")
_AS_OF = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class RegulationError(ValueError):
    """A dated statement whose dates cannot be read; names it."""


@dataclass(frozen=True)
class DatedStatement:
    """One statement about law, a label or a professional position.

    Attributes:
        key: Name in the data.
        name: A few words for a drawing.
        topic: Approval, warning, control, prescribing, professional position.
        place: Where it holds.
        statement: The statement with its source and status.
        as_of: Day, month or year of the text it rests on, as known.
        review_by: Last day on which the course may show it unchecked.
    """

    key: str
    name: str
    topic: str
    place: str
    statement: Quantity
    as_of: str
    review_by: date

    @property
    def since(self) -> date:
        """The first day that ``as_of`` can mean."""
        return _first_day(self.key, self.as_of)

    @property
    def as_of_text(self) -> str:
        """The date as a reader would write it.

        Examples:
            >>> statements()["rcpsych"].as_of_text, statements()["va_dod"].as_of_text
            ('September 2025', '2023')
        """
        year, month, day = _parts(self.key, self.as_of)
        words = [str(int(day))] if day else []
        words += [_MONTHS[int(month) - 1]] if month else []
        return " ".join([*words, year])

    def is_due(self, on: date) -> bool:
        """Whether it must be read again before it is shown on a day."""
        return on > self.review_by


@cache
def statements() -> Mapping[str, DatedStatement]:
    """Every statement of the sheet on regulation by key, in the order of the data.

    Raises:
        RegulationError: A date cannot be read, or review comes before the text.
    """
    return read_statements(sheet(_SHEET), _GROUP)


def read_statements(content: Sheet, group: str) -> Mapping[str, DatedStatement]:
    """The dated statements in a group of a sheet, by key and in the order of the data.

    Raises:
        RegulationError: A date cannot be read, or review comes before the text.
    """
    found = {}
    for key in content.members(group):
        name, topic, place, as_of, review = (
            str(content.descriptions[f"{group}.{key}.{field}"]) for field in _FIELDS
        )
        try:
            review_by = date.fromisoformat(review)
        except ValueError:
            raise RegulationError(
                f"{content.name}.json: {key}.review_by {review!r} is not a day, such as 2027-11-30"
            ) from None
        statement = content.facts[f"{group}.{key}.statement"]
        one = DatedStatement(key, name, topic, place, statement, as_of, review_by)
        if one.since > review_by:
            raise RegulationError(f"{content.name}.json: {key} would be due before its own text of {as_of}")
        found[key] = one
    return MappingProxyType(found)


def due(on: date) -> tuple[DatedStatement, ...]:
    """The statements that must be read again before a day.

    Examples:
        >>> due(date(2026, 11, 22))
        ()
        >>> [statement.key for statement in due(date(2027, 1, 1))]
        ['telemedicine']
    """
    return tuple(statement for statement in statements().values() if statement.is_due(on))


def consent_elements() -> Mapping[str, Quantity]:
    """What consent speaks of, by key, in order.

    Examples:
        >>> list(consent_elements())[0]
        'off_label'
    """
    facts = sheet(_SHEET).facts
    return {path.removeprefix("consent."): facts[path] for path in facts if path.startswith("consent.")}


def _parts(key: str, as_of: str) -> tuple[str, str | None, str | None]:
    found = _AS_OF.fullmatch(as_of)
    if found is None:
        raise RegulationError(
            f"{_SHEET}.json: {key}.as_of {as_of!r} is not a year, month or day, such as 2025-01-17"
        )
    return found[1], found[2], found[3]


def _first_day(key: str, as_of: str) -> date:
    year, month, day = _parts(key, as_of)
    try:
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise RegulationError(f"{_SHEET}.json: {key}.as_of {as_of!r} is not on the calendar") from None
