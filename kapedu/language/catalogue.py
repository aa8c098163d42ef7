"""Catalogues of translated texts, read from gettext's own `.po` files; nothing has to be compiled."""

import ast
import gettext
import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])?\s+)?("(?:[^"\\]|\\.)*")')
_PLURAL = re.compile(r"plural=([^;\n]+)")


class CatalogueError(ValueError):
    """A catalogue that cannot be used; the message names file, line and what is wrong."""


class Catalogue(gettext.NullTranslations):
    """The texts of one language; a text that is not in it stays as it is.

    Args:
        texts: For each text, its translations: one, or one for each plural form.
        plural: The rule that chooses among plural forms, as gettext writes it in C.
    """

    def __init__(self, texts: dict[str, tuple[str, ...]], plural: str = "n != 1") -> None:
        super().__init__()
        self.texts = texts
        self._form = gettext.c2py(plural)

    def gettext(self, message: str) -> str:
        """The text in this language."""
        return self.texts.get(message, (message,))[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The text in the form that fits a number."""
        forms = self.texts.get(msgid1)
        return super().ngettext(msgid1, msgid2, n) if forms is None else forms[self._form(n)]


def read_catalogue(path: Path) -> Catalogue:
    """A catalogue from its file.

    Entries marked ``fuzzy`` or without a translation are left out: the reader gets the original.

    Raises:
        CatalogueError: A line cannot be read; names it.
    """
    texts: dict[str, tuple[str, ...]] = {}
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        fields: dict[str, str] = {}
        name, fuzzy = "", False
        for line in block.splitlines():
            if line.startswith("#"):
                fuzzy |= line.startswith("#,") and "fuzzy" in line
                continue
            found = _LINE.fullmatch(line.strip())
            if found is None or not (found[1] or name):
                raise CatalogueError(f"{path.name}: this line is not understood: {line!r}")
            if found[1]:
                name = found[1] + (found[2] or "")
                fields[name] = ""
            fields[name] += ast.literal_eval(found[3])
        forms = tuple(text for name, text in sorted(fields.items()) if name.startswith("msgstr"))
        if "msgid" in fields and all(forms) and forms and not fuzzy:
            texts[fields["msgid"]] = forms
    plural = _PLURAL.search(texts.pop("", ("",))[0])
    return Catalogue(texts, plural[1].strip() if plural else "n != 1")


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; for one without a catalogue, such as English, texts stay as they are."""
    path = _FOLDER / f"{language}.po"
    return read_catalogue(path) if language.isalpha() and path.is_file() else gettext.NullTranslations()
