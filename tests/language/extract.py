"""Which texts of the interface a reader can meet, found in the code, the scripts, the templates and the map."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import kapedu
from kapedu.course import read_map
from kapedu.course.pages import said_in_the_lab
from kapedu.knowledge import sheet
from kapedu.knowledge.sources import reference
from kapedu.quiz import CONFIDENCE, Kind

PACKAGE = Path(kapedu.__file__).parent
ROOT = PACKAGE.parent
PLACES = {"_": (0,), "N_": (0,), "ngettext": (0,), "in_language": (1,), "say": (0,)}
IN_TEMPLATES = re.compile(r"""\b(?:say|told)\("((?:[^"\\]|\\.)*)"\)""")
CITED_BY_MODELS = ("design", "general_knowledge", "opentiva")
LABELS = {  # only what names a control or a number
    "cases": r"variables\.\w+\.(label|shown_unit)",
    "screening": r"(measure_titles|sections)\.\w+|indications\.[\w-]+\.title|groups\.\w+\.(title|means)|rules\.\w+\.ask",
}
SHEETS = {"mechanism": {"chain", "experiments", "map", "opioid_evidence", "metabolite_evidence"}}
SHOWN_OF_A_SHEET = {"name", "story", "manoeuvre", "finding", "claim", "why"}
NAME_AND_YEAR = re.compile(r"(?:van der )?[A-Z]\w+ \d{4}")
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


def in_sheets() -> Iterator[str]:
    """Texts of the knowledge sheets that a translated lesson or the frame of a dashboard shows."""
    for name, groups in SHEETS.items():
        content = sheet(name)
        for path, text in [*content.descriptions.items(), *content.facts.items()]:
            if path.split(".")[0] in groups and path.split(".")[-1] in SHOWN_OF_A_SHEET:
                yield str(getattr(text, "value", text))
    for name, pattern in LABELS.items():
        content = sheet(name)
        labels = [*content.descriptions.items(), *content.facts.items()]
        found = [getattr(text, "value", text) for path, text in labels if re.fullmatch(pattern, path)]
        yield from (text for text in found if text)


def sources_of_sheets() -> list[str]:
    """Keys of the sources that the translated sheets name."""
    keys = []
    for name, groups in SHEETS.items():
        content = sheet(name)
        for path, fact in content.facts.items():
            keys += [fact.source, fact.via or fact.source] if path.split(".")[0] in groups else []
        for path, text in content.descriptions.items():
            keys += str(text).split() if path.endswith(".also") else []
    return keys


def cited_in(lesson: str) -> list[str]:
    """Keys of the sources that translated lessons of this name cite; ``*`` for all of them."""
    keys = []
    for notebook in sorted((ROOT / "modules").glob(f"*/[a-z][a-z]/{lesson}.ipynb")):
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code" and "cite(" in "".join(cell["source"]):
                keys += re.findall(r'"(\w+)"', "".join(cell["source"]))
    return keys


def in_references() -> Iterator[str]:
    """What the course itself says of the sources that a translated lesson cites."""
    keys = [*sources_of_sheets(), *cited_in("*"), *CITED_BY_MODELS]
    for key in dict.fromkeys(keys):
        item = reference(key)
        said = [item["custom"].get(field) for field in ("short", "about", "seen_in")] + [item.get("note")]
        yield from (text for text in said if text and not NAME_AND_YEAR.fullmatch(text))


def texts() -> list[str]:
    """Every text, once, in an order that stays."""
    found = [text for path in sorted(PACKAGE.rglob("*.py")) for text in in_python(path)]
    found += [*said_in_the_lab(), *in_templates(), *in_sheets(), *in_references()]
    for module in read_map(ROOT).modules:
        found += [module.title, module.about]
        found += [text for lesson in module.lessons for text in (lesson.title, lesson.summary)]
    found += [text for kind in Kind for text in (kind.instruction, kind.rule) if text]
    found += CONFIDENCE.values()
    return list(dict.fromkeys(found))
