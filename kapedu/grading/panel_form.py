"""A script concordance as it is put to a panel of clinicians, and how their answers become its key."""

from collections.abc import Iterator
from textwrap import wrap

from kapedu.quiz.review import PANEL_TERMS, Entry

_TEXT_LENGTH = 100


def panel_lines(entry: Entry) -> Iterator[str]:
    """The question without its reasons, then what to do with the answers, line by line."""
    item, key = entry.question.item, entry.question.key
    yield "Put this to each member of the panel, alone and in writing:"
    yield ""
    for paragraph in item.stem.splitlines():
        yield from wrap(paragraph, _TEXT_LENGTH)
    for lead, text in (("If you were thinking:", item.hypothesis), ("And then you learn:", item.finding)):
        yield from wrap(f"{lead} {text}", _TEXT_LENGTH, initial_indent="  ", subsequent_indent="    ")
    yield "How does the new finding change the idea?"
    yield from (f"  ( ) {option.text}" for option in item.options)
    yield ""
    yield "Who: clinicians who do this work and did not write the question; none sees another's answer. A rule"
    yield f"of this course asks for {PANEL_TERMS} or more. Keep a note of who they were, by profession, and when."
    yield f"Then, in {entry.place}:"
    votes = ", ".join(f"{option.id}: …" for option in item.options)
    yield f"  in the key, write the votes:     panel: {{{votes}}}"
    yield "  in the question, give it points: points: 1 (and the same in nbgrader's toolbar)"
    yield f"  and raise its version:           version: {item.about.version + 1}"
    if key.panel:
        yield f"It has a panel of {sum(key.panel.values())} now; new votes go with a new version."
    else:
        yield "Until then it earns no points, and feedback gives trainees the reasons to weigh."
