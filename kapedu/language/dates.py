"""Dates as a reader writes them, in the language spoken now."""

from datetime import datetime

from kapedu.language.speech import _


def _months() -> tuple[str, ...]:
    """Names of the months as they stand in a date."""
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )


def date_words(when: datetime | str) -> str:
    """A moment by the reader's own clock, to the minute.

    Args:
        when: The moment, or its text in ISO 8601 with a time zone.

    Examples:
        >>> from datetime import UTC
        >>> words = date_words(datetime(2026, 11, 22, 9, 5, tzinfo=UTC))
        >>> "November 2026" in words
        True
    """
    moment = datetime.fromisoformat(when) if isinstance(when, str) else when
    local = moment.astimezone()
    return _("{day} {month} {year}, {time}").format(
        day=local.day, month=_months()[local.month - 1], year=local.year, time=f"{local:%H:%M}"
    )
