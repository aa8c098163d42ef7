"""What product texts say about who should not and how to start: dated, in the form of ``regulation``."""

from collections.abc import Mapping
from functools import cache

from kapedu.knowledge import sheet
from kapedu.practice.regulation import DatedStatement, read_statements


@cache
def label_statements() -> Mapping[str, DatedStatement]:
    """The statements by key, in the order of the sheet.

    >>> label_statements()["older_start"].place
    'United Kingdom'
    """
    return read_statements(sheet("risks"), "labels")
