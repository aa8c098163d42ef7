"""The learner's own record: to look at, to take away, to erase. It lies on this computer alone."""

from datetime import datetime
from html import escape
from typing import Any

from kapedu.language import _, date_words, ngettext
from kapedu.record import Event, Journal, RecordError, journal_in_use, read_lessons
from kapedu.widgets.home.my_course import draw_again
from kapedu.widgets.parts.controls import Button, Html
from kapedu.widgets.parts.layout import row, stack

_LATEST_SHOWN = 20


def my_record() -> Any:
    """The learner's record, with buttons to show it, save a copy and erase it."""
    journal = journal_in_use()
    if journal is None:
        words = _("No record is kept here. It is kept when a trainee opens the course with `make course`.")
        return Html(f"<p>{escape(words)}</p>")
    return MyRecord(journal).box


class MyRecord:
    """The activity; ``box`` is what is shown."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.told = Html("", live=True)
        self.show = Button(_("Show my record"), on_click=self._show, kind="quiet")
        self.export = Button(_("Save a copy of my record"), on_click=self._export, kind="quiet")
        self.erase = Button(_("Erase my record"), on_click=self._ask, kind="quiet")
        self.sure = Button(_("Yes, erase it for good"), on_click=self._erase)
        self.keep = Button(_("Keep it"), on_click=self._keep, kind="quiet")
        self.choices = stack()
        self.box = stack(self.choices, self.told)
        self._keep()

    def _show(self) -> None:
        try:
            held = self.journal.read()
            titles = _titles(self.journal)
        except (OSError, RecordError) as error:
            self._tell(_("Your record cannot be read: {why}").format(why=error))
            return
        if not held.events:
            self._tell(_("Your record is empty."))
            return
        count = len(held.events)
        caption = ngettext("{count} entry", "{count} entries", count).format(count=count)
        if count > _LATEST_SHOWN:
            caption = _("The latest {shown} of {all} entries").format(shown=_LATEST_SHOWN, all=count)
        heads = (_("When"), _("Lesson"), _("What"), _("How it went"))
        rows = (
            (date_words(event.at), titles.get((event.module, event.item), event.module), *_what(event))
            for event in reversed(held.events[-_LATEST_SHOWN:])
        )
        self.told.html = (
            f'<div class="kapedu-scroll" tabindex="0" role="group" aria-label="{escape(caption)}">'
            f'<table class="kapedu-table"><caption>{escape(caption)}</caption><thead><tr>'
            + "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
            + "</tr></thead><tbody>"
            + "".join(
                "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>" for cells in rows
            )
            + "</tbody></table></div>"
        )

    def _export(self) -> None:
        target = self.journal.path.with_name(f"my-record-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.json")
        try:
            count = self.journal.export(target)
        except (OSError, RecordError) as error:
            self._tell(_("It could not be saved: {why}").format(why=error))
            return
        saved = ngettext("{count} entry saved in", "{count} entries saved in", count).format(count=count)
        about = _("It holds what you answered and when, and no name, unless you wrote one yourself.")
        self.told.html = f"<p>{escape(saved)} <b>{escape(target.parent.name)}/{escape(target.name)}</b>. {escape(about)}</p>"

    def _ask(self) -> None:
        self.choices.children = (row(self.sure, self.keep),)
        self._tell(
            _(
                "Erasing your record forgets which lessons are done and every answer to a self-check. Answers to "
                "a quiz are not part of it. Erase it?"
            )
        )

    def _keep(self) -> None:
        self.choices.children = (row(self.show, self.export, self.erase),)
        self.told.html = ""

    def _erase(self) -> None:
        try:
            count = self.journal.erase()
        except OSError as error:
            self._tell(_("It could not be erased: {why}").format(why=error))
            return
        self._keep()
        draw_again()
        self._tell(ngettext("{count} entry erased.", "{count} entries erased.", count).format(count=count))

    def _tell(self, words: str) -> None:
        self.told.html = f"<p>{escape(words)}</p>"


def _titles(journal: Journal) -> dict[tuple[str, str], str]:
    """The title of the lesson that asks something, by module and item."""
    return {
        (lesson.module, item): _(lesson.title)
        for lesson in read_lessons(journal.path.parent.parent)
        for item in lesson.asked
    }


def _what(event: Event) -> tuple[str, str]:
    kinds = {
        "check": _("self-check"),
        "prediction": _("prediction"),
        "reflection": _("a thought"),
        "case": _("case"),
    }
    verdicts = {"right": _("right"), "partly": _("partly right"), "wrong": _("not right")}
    verdict = str(event.detail.get("verdict", ""))
    return f"{kinds.get(event.kind, event.kind)} {event.item}", verdicts.get(verdict, verdict)
