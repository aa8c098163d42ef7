"""A profile from the fields of a form on a screen, where every number is still a word."""

from collections.abc import Mapping

from kapedu.practice.screening_medicines import takes_none
from kapedu.practice.screening_profile import Profile, ScreeningError, check_number, number_title


def from_form(  # noqa: PLR0913 - the fields of the form, each by its name
    *,
    indication: str | None,
    drug: str | None,
    pregnancy: str | None,
    drug_screen: str | None,
    numbers: Mapping[str, str],
    medicines: str,
    answers: Mapping[str, bool],
) -> Profile:
    """A profile from what was typed and chosen.

    Args:
        indication: A key of the indications, or None.
        drug: ``ketamine`` or ``esketamine``, or None.
        pregnancy: Result of the test, or None.
        drug_screen: Result of the test, or None.
        numbers: What was typed, by measure; an empty field was not measured.
        medicines: One a line; ``none`` for none, empty for not asked.
        answers: Yes or no by question.

    Raises:
        ScreeningError: What was typed is no number, or cannot be; names the field and what is allowed.

    Examples:
        >>> profile = from_form(indication=None, drug=None, pregnancy=None, drug_screen=None,
        ...                     numbers={"age_years": "41", "weight_kg": ""}, medicines="none", answers={})
        >>> profile.numbers["age_years"], profile.medicines
        (41.0, ())
    """
    lines = [line.strip() for line in medicines.splitlines() if line.strip()]
    return Profile(
        indication=indication,
        drug=drug,
        pregnancy=pregnancy,
        drug_screen=drug_screen,
        numbers={name: _number(name, text) for name, text in numbers.items() if text.strip()},
        medicines=tuple(line for line in lines if not takes_none(line)) if lines else None,
        answers=answers,
    )


def _number(name: str, text: str) -> float:
    title = number_title(name)
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        raise ScreeningError(
            f"{title}: {text!r} is not a number; write digits alone, without a unit"
        ) from None
    try:
        check_number(name, value)
    except ScreeningError as error:
        raise ScreeningError(f"{title}: {str(error).partition(': ')[2]}") from None
    return value
