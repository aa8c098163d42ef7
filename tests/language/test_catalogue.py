"""Catalogues are read as gettext itself reads them."""

import gettext
import io

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kapedu.language import CatalogueError, catalogue, read_catalogue
from kapedu.language.catalogue import _FOLDER

SMALL = """msgid ""
msgstr ""
"Language: uk\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

#: somewhere.py:1
msgid "Say \\"yes\\"\\n"
msgstr ""
"Скажіть «так»"
"\\n"

#, fuzzy
msgid "Doubtful"
msgstr "Сумнівно"

msgid "Open"
msgstr ""

#, python-format
msgid "%d try left"
msgid_plural "%d tries left"
msgstr[0] "лишилася %d спроба"
msgstr[1] "лишилося %d спроби"
msgstr[2] "лишилося %d спроб"
"""


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "uk.po"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_a_text_is_translated_and_one_that_is_open_or_doubtful_stays(small):
    read = read_catalogue(small)
    assert read.gettext('Say "yes"\n') == "Скажіть «так»\n"
    assert [read.gettext(text) for text in ("Doubtful", "Open", "Never seen")] == [
        "Doubtful",
        "Open",
        "Never seen",
    ]


@pytest.mark.parametrize("path", [None, *sorted(_FOLDER.glob("*.po"))], ids=str)
def test_it_says_what_babel_and_the_standard_library_say(small, path):
    path = path or small
    with path.open("rb") as file:
        compiled = io.BytesIO()
        parsed = read_po(file)
        write_mo(compiled, parsed)
    compiled.seek(0)
    other, ours = gettext.GNUTranslations(compiled), read_catalogue(path)
    for message in parsed:
        if not message.id:
            continue
        if message.pluralizable:
            one, many = message.id
            for count in range(125):
                assert ours.ngettext(one, many, count) == other.ngettext(one, many, count)
        else:
            assert ours.gettext(message.id) == other.gettext(message.id)


def test_a_line_that_is_not_understood_is_named(tmp_path):
    path = tmp_path / "uk.po"
    path.write_text('msgid "a"\nmsgstr b\n', encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"uk\.po: .*msgstr b"):
        read_catalogue(path)


@pytest.mark.parametrize("language", ["en", "xx", "../uk"])
def test_without_a_catalogue_texts_stay_as_they_are(language):
    assert catalogue(language).gettext("Check my answer") == "Check my answer"
