"""What `kapedu demo` shows: the dashboards and the lessons, copied into a private folder.

Voilà serves a folder. It never gets the course's own one, only a copy that holds the notebooks and what
they read, so that nothing else (gradebook, answer keys, source code) can be asked for at all.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kapedu.course import MAP, module_title, read_map
from kapedu.language import LANGUAGES, N_

# What a notebook may read beside itself.
_COMPANIONS = (".yaml", ".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif")
_MINUTES = re.compile(r"(\d+)(?:\s*(?:-|–|to)\s*(\d+))?\s+minutes")
_MARKUP = re.compile(r"[*_`#>]|\[(?P<text>[^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Page:
    """One notebook of the gallery; `path` is relative to the served folder, with forward slashes."""

    path: str
    source: Path
    title: str
    summary: str
    minutes: str
    translations: Mapping[str, "Page"] = field(default_factory=dict)
    """The same page in other languages, by language."""

    @property
    def name(self) -> str:
        """What the reader types after `kapedu demo`."""
        return self.source.stem


@dataclass(frozen=True)
class Group:
    """The pages under one heading of the gallery."""

    heading: str
    pages: tuple[Page, ...]
    module: tuple[str, str] | None = None
    """Number and title of the module; None for the dashboards."""

    def said(self, say: Callable[[str], str]) -> str:
        """The heading in the language that `say` speaks."""
        if self.module is None:
            return say(self.heading)
        number, title = self.module
        return say("Module {number}: {title}").format(number=number, title=say(title))


def find_pages(dashboards: Path, modules: Path | None) -> tuple[Group, ...]:
    """The dashboards, then one group for each module that has lessons.

    Args:
        dashboards: Folder with the dashboards' notebooks.
        modules: Folder with one folder per module (``1-mechanism``), or None for dashboards alone.

    Returns:
        Groups with at least one page each, in the order of the course's map, which stands in the folder ``course``
        beside ``modules``; without a map, in the order of the folders' names.

    Raises:
        ValueError: A notebook is not readable as a notebook, or the map cannot be used; names the file.
    """
    groups = [Group(N_("Dashboards"), tuple(_pages(dashboards, "")))]
    if modules is not None and (modules.parent / MAP).is_file():
        groups += [
            Group(
                f"Module {module.number}: {module.title}",
                tuple(
                    replace(
                        read_page(modules.parent / lesson.path, lesson.path.removeprefix("modules/")),
                        summary=lesson.summary,  # the home page's, which the catalogues know
                    )
                    for lesson in module.lessons
                ),
                (str(module.number), module.title),
            )
            for module in read_map(modules.parent).modules
        ]
    elif modules is not None and modules.is_dir():
        folders = sorted(path for path in modules.iterdir() if path.is_dir() and not _hidden(path))
        groups += [Group(module_title(path.name), tuple(_pages(path, f"{path.name}/"))) for path in folders]
    return tuple(group for group in groups if group.pages)


def all_pages(groups: Iterable[Group]) -> dict[str, Page]:
    """Every page that is served, in every language, by its path."""
    pages = [page for group in groups for page in group.pages]
    return {one.path: one for page in pages for one in (page, *page.translations.values())}


def way(groups: Iterable[Group], path: str) -> tuple[Page | None, Page | None]:
    """The lessons before and after the page with this path; None and None for a dashboard."""
    lessons = [page for group in groups for page in group.pages if "/" in page.path]
    for place, page in enumerate(lessons):
        if path in {page.path, *(one.path for one in page.translations.values())}:
            return lessons[place - 1] if place else None, lessons[place + 1] if place + 1 < len(
                lessons
            ) else None
    return None, None


def stage(groups: Iterable[Group], folder: Path) -> None:
    """Copy every page, and the data files and pictures that stand beside it, into `folder`."""
    for group in groups:
        for page in all_pages([group]).values():
            target = folder / page.path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(page.source, target)
            for companion in page.source.parent.iterdir():
                if companion.is_file() and companion.suffix.lower() in _COMPANIONS and not _hidden(companion):
                    shutil.copyfile(companion, target.parent / companion.name)


def has_formulas(notebook: Path) -> bool:
    """Whether the prose of a notebook may hold a formula in TeX."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        prose = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    except (OSError, ValueError, KeyError, TypeError):
        return True
    return any(mark in prose for mark in ("$", "\\(", "\\["))


def _pages(folder: Path, prefix: str) -> Iterator[Page]:
    for path in sorted(folder.glob("*.ipynb")):
        if not _hidden(path):
            yield read_page(path, prefix + path.name)


def read_page(source: Path, path: str) -> Page:
    """One notebook as a page of the gallery.

    Raises:
        ValueError: It is not readable as a notebook; names the file.
    """
    try:
        notebook = json.loads(source.read_text(encoding="utf-8"))
        about = notebook["metadata"].get("kapedu", {})
        texts = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{source} is not a notebook: {error!r}") from error
    first = texts[0] if texts else ""
    heading = next((line[2:].strip() for line in first.splitlines() if line.startswith("# ")), source.stem)
    minutes = str(about.get("minutes", "")) or _minutes(first)
    translations = {
        language: read_page(other, f"{path.rpartition('/')[0]}/{language}/{source.name}".lstrip("/"))
        for language in LANGUAGES
        if (other := source.parent / language / source.name).is_file()
    }
    return Page(path, source, heading, about.get("summary") or _first_sentence(first), minutes, translations)


def _minutes(text: str) -> str:
    found = _MINUTES.search(text)
    return "" if found is None else "–".join(number for number in found.groups() if number)


def _first_sentence(text: str) -> str:
    """The first sentence of plain text after the heading, without markup; of a list, its first point."""
    body = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not body:
        return ""
    lead = body[0]
    if len(body) > 1 and body[1].startswith("- "):
        lead = f"{lead} {body[1].removeprefix('- ').rstrip('.')}."
    plain = _MARKUP.sub(lambda found: found["text"] or "", lead)
    return re.split(r"(?<=[.!?])\s", plain)[0]


def _hidden(path: Path) -> bool:
    return path.name.startswith(".")
