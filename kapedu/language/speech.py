"""Which language is spoken here, and how a text is said in it.

A kernel serves one notebook, so its language is one for the whole process: that of the notebook, when it calls
`speak`, else the one that `kapedu course --language` wrote into the environment. Servers, which answer readers
of several languages, ask `in_language` with each text.
"""

import os
from collections.abc import Mapping
from types import MappingProxyType

from kapedu.language.catalogue import catalogue

LANGUAGES = MappingProxyType({"en": "English", "uk": "Українська"})
"""The languages of the interface, each by its own name."""

VARIABLE = "KAPEDU_LANGUAGE"
_spoken: list[str] = []


def current() -> str:
    """The language spoken now, such as ``en``."""
    if _spoken:
        return _spoken[-1]
    named = os.environ.get(VARIABLE, "")
    return named if named in LANGUAGES else "en"


def speak(language: str) -> None:
    """Speak this language from now on.

    Raises:
        ValueError: It is none of ``LANGUAGES``.

    Examples:
        >>> speak("uk")
        >>> _("Check my answer")
        'Перевірити відповідь'
        >>> speak("en")
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not spoken here; choose one of {', '.join(LANGUAGES)}")
    _spoken[:] = [language]


def _(text: str) -> str:
    """The text in the language spoken now."""
    return catalogue(current()).gettext(text)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name
    """The text itself, marked for the catalogue: for a constant, which `_` says when it is shown."""
    return text


def said(texts: Mapping[str, str]) -> dict[str, str]:
    """A table of marked texts in the language spoken now."""
    return {name: _(text) for name, text in texts.items()}


def ngettext(one: str, many: str, count: int) -> str:
    """The text for a number of things in the language spoken now."""
    return catalogue(current()).ngettext(one, many, count)


def in_language(language: str, text: str) -> str:
    """The text in a language that the caller names."""
    return catalogue(language).gettext(text)
