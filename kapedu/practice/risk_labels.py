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
    start = f"{_GROUP}."
    keys = dict.fromkeys(path.split(".")[1] for path in content.descriptions if path.startswith(start))
    found = {}
    for key in keys:
        name, topic, place, as_of, review = (
            str(content.descriptions[f"{start}{key}.{field}"]) for field in _TEXTS
        )
        found[key] = DatedStatement(
            key=key,
            name=name,
            topic=topic,
            place=place,
            statement=content.facts[f"{start}{key}.statement"],
            as_of=as_of,
            review_by=date.fromisoformat(review),
        )
    return MappingProxyType(found)
