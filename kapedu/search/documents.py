"""What can be found: each lesson by section, each fact, each case, each reference.

Only what is listed here is ever read. Questions, their keys and reasons, the scenes of a case and what it scores are
not: a search must not be a way to the answers.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kapedu.course import MAP, CourseMap, read_map
from kapedu.knowledge import Quantity, facts, sheet_names
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.display import needs_sign_off, with_unit
from kapedu.knowledge.sources import DATA, canonical_key, reference, source_keys

CASES = (
    Path(__file__).parent.parent / "cases" / "library"
)  # its head is read here; the room itself loads a simulator
KINDS = ("lesson", "fact", "case", "reference")
SIMULATOR = "kapedu/dashboards/session-simulator.ipynb"
SIGN_OFF = "clinic-policy example, needs sign-off by a qualified physician"
# What the simulator and the drills count with: their bookkeeping, and their answers.
_NOT_SEARCHED = frozenset({"cases", "drills", "practice_items", "simulation"})
_HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"<[^>]+>|[*`#>|]+|^[-\d]+\.? ", re.MULTILINE)
_KEY = re.compile(r"(?:\b|_)[a-z]+(?:19|20)\d\d[a-z]?(?:\b|_)")  # of a source, within the name of a fact
_CITED = re.compile(r"\bcite\(([^)]*)\)")


@dataclass(frozen=True)
class Document:
    """One thing that can be found.

    Attributes:
        kind: One of ``KINDS``.
        title: What it is called.
        text: What is searched beside the title, and quoted.
        address: What opens it: a path from the root of the course, with ``#section`` perhaps, or an address on the web.
        status: How well it was checked, for facts and references; empty for others.
        source: Who says so, for facts; which lessons cite it, for references.
    """

    kind: str
    title: str
    text: str
    address: str
    status: str = ""
    source: str = ""


def documents(root: Path) -> tuple[Document, ...]:
    """Everything that can be found in the course in a folder.

    Raises:
        MapError: The course's map cannot be used.
        KnowledgeError: A sheet of facts breaks a rule.
        OSError: A lesson on the map cannot be read.
    """
    course = read_map(root) if (root / MAP).is_file() else CourseMap(None, ())
    lessons = {
        lesson.path: json.loads((root / lesson.path).read_text(encoding="utf-8")) for lesson in course.lessons
    }
    return (
        *(found for path, notebook in lessons.items() for found in _sections(path, notebook)),
        *_facts(_declared(lessons)),
        *_cases(),
        *_references(_citing(lessons)),
    )


def source_files(root: Path) -> tuple[Path, ...]:
    """The files that the documents are made from."""
    course = read_map(root) if (root / MAP).is_file() else CourseMap(None, ())
    return (
        root / MAP,
        *(root / lesson.path for lesson in course.lessons),
        *sorted(DATA.glob("*.json")),
        *sorted(CASES.glob("*.yaml")),
    )


def _sections(path: str, notebook: Mapping[str, Any]) -> Iterator[Document]:
    """A lesson's text, cut at its headings."""
    prose = [_source(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    parts = re.split(r"^(?=#{1,2} )", "\n\n".join(prose), flags=re.MULTILINE)
    lesson = ""
    for part in parts:
        heading = _HEADING.match(part)
        if heading is None:
            continue
        name = _plain(heading[1])
        lesson = lesson or name
        title = lesson if name == lesson else f"{lesson}: {name}"
        anchor = "" if name == lesson else "#" + heading[1].strip().replace(" ", "-")
        yield Document("lesson", title, _plain(part[heading.end() :]), path + anchor)


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _plain(markdown: str) -> str:
    return re.sub(r"\s+", " ", _MARKUP.sub(" ", _LINK.sub(r"\1", markdown))).strip()


def _declared(lessons: Mapping[str, Any]) -> dict[str, str]:
    """The first lesson that declares a fact, by the fact's name."""
    found: dict[str, str] = {}
    for path, notebook in lessons.items():
        for name in notebook["metadata"].get("kapedu", {}).get("facts", []):
            found.setdefault(name, path)
    return found


def _citing(lessons: Mapping[str, Any]) -> dict[str, list[str]]:
    """The lessons that cite a source, by the source's key."""
    found: dict[str, list[str]] = {}
    for path, notebook in lessons.items():
        code = " ".join(_source(cell) for cell in notebook["cells"] if cell["cell_type"] == "code")
        keys = {key for call in _CITED.findall(code) for key in re.findall(r'"([^"]+)"', call)}
        for key in keys & source_keys():
            found.setdefault(canonical_key(key), []).append(path)
    return found


def _facts(declared: Mapping[str, str]) -> Iterator[Document]:
    for name in sheet_names():
        if name in _NOT_SEARCHED:
            continue
        for path, quantity in facts(name).items():
            yield _fact(f"{name}.{path}", quantity, declared)


def _fact(name: str, quantity: Quantity, declared: Mapping[str, str]) -> Document:
    groups = [_KEY.sub("", part).replace("_", " ").strip() for part in name.split(".")]
    words = ", ".join(dict.fromkeys(group for group in groups if group))
    about = [with_unit(quantity).replace("\u00a0", " "), quantity.population, quantity.note]
    status = f"{quantity.status}; {SIGN_OFF}" if needs_sign_off(quantity) else str(quantity.status)
    via = f", as quoted by {short_citation(quantity.via)}" if quantity.via else ""
    return Document(
        "fact",
        words[:1].upper() + words[1:],
        ". ".join(part.rstrip(".") for part in about if part) + ".",
        declared.get(name) or _web_address(quantity.source),
        status,
        f"{short_citation(quantity.source)}{via}",
    )


def _cases() -> Iterator[Document]:
    """The head of each case, which its choice shows too; not the patient, the scenes and the score."""
    for path in sorted(CASES.glob("*.yaml")):
        head = yaml.safe_load(path.read_text(encoding="utf-8").partition("\npatient:")[0])
        text = f"{head['summary']} You are {head['you_are']}."
        yield Document("case", head["title"], text, f"{SIMULATOR}?case={path.stem}")


def _references(citing: Mapping[str, list[str]]) -> Iterator[Document]:
    for key in sorted({canonical_key(key) for key in source_keys()}):
        entry = reference(key)
        authors = " ".join(
            str(name.get("family", name.get("literal", ""))) for name in entry.get("author", [])
        )
        year = entry["issued"]["date-parts"][0][0] if "issued" in entry else ""
        about = entry["custom"].get("about", "")
        parts = [authors, entry.get("container-title", entry.get("publisher", "")), str(year), about, key]
        yield Document(
            "reference",
            entry.get("title") or short_citation(key),
            ". ".join(part for part in parts if part),
            _web_address(key) or (citing.get(key) or [""])[0],
            str(entry["custom"]["status"]),
            " ".join(citing.get(key, [])),
        )


def _web_address(key: str) -> str:
    entry = reference(key)
    if "DOI" in entry:
        return f"https://doi.org/{entry['DOI']}"
    if "PMCID" in entry:
        return f"https://www.ncbi.nlm.nih.gov/pmc/articles/{entry['PMCID']}/"
    if "PMID" in entry:
        return f"https://pubmed.ncbi.nlm.nih.gov/{entry['PMID']}/"
    return str(entry.get("URL", ""))
