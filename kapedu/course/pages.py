"""Everything that is made from the course's map, by the path of its file."""

import json
import re
from pathlib import Path

from kapedu.course.course_map import read_map
from kapedu.course.home import HOME, home_notebook, translated
from kapedu.course.lesson import read_lessons
from kapedu.course.syllabus import SYLLABUS, offered, syllabus
from kapedu.language import LANGUAGES, catalogue

WORDS = Path("kapedu", "lab", "static", "words.js")
_SAID = re.compile(r"""\b(?:say|words)\("((?:[^"\\\\]|\\\\.)*)"\)""")


def pages(root: Path) -> dict[Path, str]:
    """The text of every page that is made and not written by hand.

    Args:
        root: The folder of the course.

    Raises:
        MapError: The map cannot be used.
        LessonError: A lesson cannot be read.
    """
    course = read_map(root)
    homes = {
        translated(HOME, code): home_notebook(course, root, code, frozenset(offered())) for code in LANGUAGES
    }
    return {WORDS: _words(root), **homes, SYLLABUS: syllabus(course, read_lessons(root), root)}


def said_in_the_lab() -> tuple[str, ...]:
    """What the scripts of the JupyterLab extension say, in the order of their files."""
    folder = Path(__file__).parent.parent / "lab" / "static"
    found = [
        text
        for path in sorted(folder.glob("l*.js"))
        for text in _SAID.findall(path.read_text(encoding="utf-8"))
    ]
    found += _SAID.findall((folder / "way.js").read_text(encoding="utf-8"))
    return tuple(dict.fromkeys(text for text in found if text))


def _words(root: Path) -> str:
    """The translations that the extension needs, as a module of its own."""
    texts = [*said_in_the_lab(), *(lesson.title for lesson in read_map(root).lessons)]
    words = {
        code: {text: catalogue(code).gettext(text) for text in texts} for code in LANGUAGES if code != "en"
    }
    lessons = {
        code: [
            one.path for one in read_map(root).lessons if (root / translated(Path(one.path), code)).is_file()
        ]
        for code in words
    }
    return (
        "// Made by `kapedu map write` from kapedu/language and the lessons. Do not edit.\n"
        f"export const WORDS = {json.dumps(words, ensure_ascii=False, indent=2)};\n"
        f"export const TRANSLATED = {json.dumps(lessons, indent=2)};\n"
    )
