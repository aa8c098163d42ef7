"""The language in which the course speaks to its reader: gettext over the catalogues in this folder."""

from kapedu.language.catalogue import CatalogueError, catalogue, read_catalogue
from kapedu.language.dates import date_words
from kapedu.language.speech import LANGUAGES, N_, VARIABLE, _, current, in_language, ngettext, said, speak

__all__ = [
    "LANGUAGES",
    "N_",
    "VARIABLE",
    "CatalogueError",
    "_",
    "catalogue",
    "current",
    "date_words",
    "in_language",
    "ngettext",
    "read_catalogue",
    "said",
    "speak",
]
