"""What product texts say about who should not and how to start: dated, in the form of ``regulation``."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import sheet
from kapedu.practice.regulation import DatedStatement

_SHEET, _GROUP = "risks", "labels"
_TEXTS = ("name", "topic", "place", "as_of", "review_by")


@cache
def label_statements() -> Mapping[str, DatedStatement]:
    """The statements by key, in the order of the sheet.

    >>> label_statements()["older_start"].place
    'United Kingdom'
    """
    content = sheet(_SHEET)
    found = {}
    for key in content.members(_GROUP):
        name, topic, place, as_of, review = (
            str(content.descriptions[f"{_GROUP}.{key}.{field}"]) for field in _TEXTS
        )
        found[key] = DatedStatement(
            key=key,
            name=name,
            topic=topic,
            place=place,
            statement=content.facts[f"{_GROUP}.{key}.statement"],
            as_of=as_of,
            review_by=date.fromisoformat(review),
        )
    return MappingProxyType(found)
