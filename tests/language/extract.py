"""Which texts of the interface a reader can meet, found in the code, the scripts, the templates and the map."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import kapedu
from kapedu.course import read_map
from kapedu.course.pages import said_in_the_lab
from kapedu.quiz import CONFIDENCE, Kind

PACKAGE = Path(kapedu.__file__).parent
ROOT = PACKAGE.parent
PLACES = {"_": (0,), "ngettext": (0,), "in_language": (1,), "say": (0,)}
IN_TEMPLATES = re.compile(r"""\b(?:say|told)\("((?:[^"\\]|\\.)*)"\)""")
PAGE_WORDS = re.compile(r"page_words = \[(.*?)\]", re.DOTALL)


def in_python(path: Path) -> Iterator[str]:
    """Literal texts handed to gettext, and what a widget's own script says."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            for place in PLACES.get(name, ()):
                if len(node.args) > place and isinstance(node.args[place], ast.Constant):
                    yield node.args[place].value
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "_PAGE_WORDS":
            yield from ast.literal_eval(node.value)


def in_templates() -> Iterator[str]:
    for path in sorted((PACKAGE / "dashboards" / "template").rglob("*.*")):
        text = path.read_text(encoding="utf-8")
        if path.suffix in {".html", ".j2"}:
            yield from IN_TEMPLATES.findall(text)
            for block in PAGE_WORDS.findall(text):
                yield from re.findall(r'"([^"]+)"', block)


def texts() -> list[str]:
    """Every text, once, in an order that stays."""
    found = [text for path in sorted(PACKAGE.rglob("*.py")) for text in in_python(path)]
    found += [*said_in_the_lab(), *in_templates()]
    for module in read_map(ROOT).modules:
        found += [module.title, module.about]
        found += [text for lesson in module.lessons for text in (lesson.title, lesson.summary)]
    found += [text for kind in Kind for text in (kind.instruction, kind.rule) if text]
    found += CONFIDENCE.values()
    return list(dict.fromkeys(found))
