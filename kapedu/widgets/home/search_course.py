"""Search over lessons, facts, cases and references, offline, as one types."""

from html import escape
from pathlib import Path
from typing import Any

from kapedu.course import MapError, root_of_the_course
from kapedu.knowledge import KnowledgeError
from kapedu.language import _, ngettext
from kapedu.record import journal_in_use
from kapedu.search import KINDS, Document, Found, Index, index_of
from kapedu.search.documents import SIMULATOR
from kapedu.search.index import marked
from kapedu.widgets.home.my_course import command_link
from kapedu.widgets.parts.controls import Html, TextField
from kapedu.widgets.parts.layout import stack

_SHOWN_OF_EACH = 5
_SHORTEST_QUESTION = 2


def search_course() -> Any:
    """A field to type into, and what it finds, by kind."""
    journal = journal_in_use()
    return SearchCourse(root_of_the_course(Path.cwd()) if journal is None else journal.path.parent.parent).box


class SearchCourse:
    """The activity; ``box`` is what is shown.

    Args:
        root: The folder of the course.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.index: Index | None = (
            None  # read at the first word: a home that is only passed through pays nothing
        )
        self.asked = TextField(
            _("Lessons, facts, cases and references"),
            hint=_("For example: bladder, rapamycin, half-life. Self-checks and quizzes are not searched."),
        )
        self.told = Html("", live=True)
        self.found = Html("")
        self.asked.observe(self._search, names="value")
        self.box = stack(self.asked, self.told, self.found)

    def _search(self, _change: Any = None) -> None:
        question = self.asked.value.strip()
        if len(question) < _SHORTEST_QUESTION:
            self.told.html = self.found.html = ""
            return
        try:
            self.index = self.index or index_of(self.root)
        except (MapError, KnowledgeError, OSError) as error:
            self.told.html = f"<p>{escape(_('The search does not work: {why}').format(why=error))}</p>"
            return
        by_kind = {kind: self.index.search(question, [kind]) for kind in KINDS}
        count = sum(len(found) for found in by_kind.values())
        self.told.html = f"<p>{self._count(question, count)}</p>"
        self.found.html = "".join(
            self._group(kind, found, question) for kind, found in by_kind.items() if found
        )

    def _count(self, question: str, count: int) -> str:
        if count:
            return escape(ngettext("{count} result", "{count} results", count).format(count=count))
        near = self.index.nearest(question) if self.index else ""
        told = _("Nothing found.")
        return escape(f"{told} {_('Did you mean “{words}”?').format(words=near)}" if near else told)

    def _group(self, kind: str, found: tuple[Found, ...], question: str) -> str:
        names = {
            "lesson": _("Lessons"),
            "fact": _("Facts"),
            "case": _("Cases"),
            "reference": _("References"),
        }
        shown = [self._result(one, question) for one in found[:_SHOWN_OF_EACH]]
        more = [self._result(one, question) for one in found[_SHOWN_OF_EACH:]]
        rest = ""
        if more:
            words = ngettext("{count} more", "{count} more", len(more)).format(count=len(more))
            rest = f"<details><summary>{escape(words)}</summary><ul>{''.join(more)}</ul></details>"
        heading = f'<h3 class="kapedu-found-kind">{escape(names[kind])}</h3>'
        return f'<section class="kapedu-found">{heading}<ul>{"".join(shown)}</ul>{rest}</section>'

    def _result(self, one: Found, question: str) -> str:
        document = one.document
        status = ""
        if document.status:
            words = _("status: {status}").format(status=document.status)
            status = f' <span class="kapedu-found-status">{escape(words)}</span>'
        return (
            f"<li>{self._title(document)}{status}"
            f'<p class="kapedu-found-text">{_marked(one.excerpt, question)}</p>{self._origin(document)}</li>'
        )

    def _title(self, document: Document) -> str:
        """The title, as a link to the thing where there is one to open."""
        if document.kind == "lesson":
            return command_link(document.address, document.title)
        if document.kind == "case":
            if (self.root / SIMULATOR).is_file():
                return command_link(SIMULATOR, document.title)
            return f"<b>{escape(document.title)}</b>"
        if document.kind == "reference":
            return _outward(document.address, document.title)
        return f"<b>{escape(document.title)}</b>"

    def _origin(self, document: Document) -> str:
        """Below a result: who says so, where it is used."""
        if document.kind == "case":
            return f'<p class="kapedu-found-origin">{escape(_("In the session simulator"))}</p>'
        parts = []
        if document.kind == "fact":
            web = "" if document.address.startswith("modules/") else document.address
            parts.append(f"{escape(_('Source:'))} {_outward(web, document.source)}")
        lessons = {"reference": document.source.split(), "fact": [document.address]}.get(document.kind, [])
        links = [command_link(path, self._lesson(path)) for path in lessons if path.startswith("modules/")]
        if links:
            parts.append(f"{escape(_('In the lesson:'))} {', '.join(links)}")
        return f'<p class="kapedu-found-origin">{" · ".join(parts)}</p>' if parts else ""

    def _lesson(self, path: str) -> str:
        titles = {
            document.address: document.title
            for document in (self.index.documents if self.index else ())
            if document.kind == "lesson"
        }
        return titles.get(path, path)


def _outward(address: str, words: str) -> str:
    """A link to a page outside the course; without an address, the words alone."""
    if not address.startswith("https://") and not address.startswith("http://"):
        return escape(words)
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(words)}</a>'


def _marked(text: str, question: str) -> str:
    return "".join(
        f"<mark>{escape(part)}</mark>" if hit else escape(part) for part, hit in marked(text, question)
    )
