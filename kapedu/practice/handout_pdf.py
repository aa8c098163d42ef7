"""A handout as a PDF, page by page, with what it is not at the foot of each.

Made with ReportLab (BSD, pure Python, imported only here in some 150 ms). fpdf2 is lighter but under the LGPL; the
browser's own print needs a browser, which a shell command cannot count on. The file carries no date of its making,
so that the same plan always gives the same bytes.
"""

from html import escape
from io import BytesIO
from typing import Any

from kapedu.practice.handout import Handout, Section, all_text
from kapedu.practice.plan_request import PlanError

_PRINTABLE = "cp1252"  # what the standard fonts of a PDF can draw


def as_pdf(shown: Handout) -> bytes:
    """The handout as a PDF file.

    Raises:
        PlanError: A character that the standard fonts cannot draw; names it. The HTML handout takes any.

    Examples:
        >>> from kapedu.practice.handout import Section
        >>> as_pdf(Handout("Plan", "Exercise", (Section("A"),)))[:5]
        b'%PDF-'
    """
    for words in (shown.title, shown.banner, *all_text(shown.sections)):
        _check_printable(words)
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.lib.units import cm
    from reportlab.platypus import SimpleDocTemplate

    styles = getSampleStyleSheet()
    file = BytesIO()
    document = SimpleDocTemplate(
        file, pagesize=A4, leftMargin=2 * cm, rightMargin=2 * cm, topMargin=2 * cm, bottomMargin=2 * cm,
        title=shown.title, subject=shown.banner, lang="en", invariant=1,
    )  # fmt: skip

    def foot(canvas: Any, page: Any) -> None:
        canvas.saveState()
        canvas.setFont(styles["Normal"].fontName, styles["Normal"].fontSize - 2)
        canvas.drawString(2 * cm, cm, shown.banner)
        canvas.drawRightString(A4[0] - 2 * cm, cm, f"Page {page.page}")
        canvas.restoreState()

    document.build(_story(shown, styles, document.width), onFirstPage=foot, onLaterPages=foot)
    return file.getvalue()


def _story(shown: Handout, styles: Any, width: float) -> list[Any]:
    from reportlab.platypus import Paragraph

    story: list[Any] = [Paragraph(_words(shown.title), styles["Title"])]
    story.append(Paragraph(f"<b>{_words(shown.banner)}</b>", styles["Normal"]))
    for part in shown.sections:
        story += _part(part, styles, width)
    return story


def _part(part: Section, styles: Any, width: float) -> list[Any]:
    from reportlab.platypus import ListFlowable, ListItem, Paragraph, Spacer

    gap = styles["Normal"].fontSize / 2
    found: list[Any] = [Paragraph(_words(part.heading), styles["Heading2"])]
    found += [Paragraph(_words(words), styles["Normal"]) for words in part.paragraphs]
    if part.bullets:
        items = [ListItem(Paragraph(_words(words), styles["Normal"])) for words in part.bullets]
        found.append(ListFlowable(items, bulletType="bullet", start="•", leftIndent=2 * gap))
    if part.columns and part.rows:
        found += [Spacer(1, gap), _table(part, styles, width)]
    found.append(Spacer(1, gap))
    return found


def _table(part: Section, styles: Any, width: float) -> Any:
    from reportlab.lib import colors
    from reportlab.platypus import Paragraph, Table, TableStyle

    normal = styles["Normal"]
    heads = [Paragraph(f"<b>{_words(head)}</b>", normal) for head in part.columns]
    rows = [[Paragraph(_words(cell), normal) for cell in row] for row in part.rows]
    longest = [
        max(_shown_length(head), *(_shown_length(row[place]) for row in part.rows))
        for place, head in enumerate(part.columns)
    ]
    widths = [width * share / sum(longest) for share in longest]
    table = Table([heads, *rows], colWidths=widths, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 1 / 2, colors.grey),
                ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return table


_SHORTEST_LENGTH = 17
_LONGEST_LENGTH = 50


def _shown_length(words: str) -> int:
    """Length of a cell, so that no column is too narrow to read or takes the whole page."""
    return min(max(len(words), _SHORTEST_LENGTH), _LONGEST_LENGTH)


def _words(words: str) -> str:
    return escape(words, quote=False)


def _check_printable(words: str) -> None:
    for character in words:
        try:
            character.encode(_PRINTABLE)
        except UnicodeEncodeError:
            raise PlanError(
                f"the PDF's fonts cannot draw {character!r} (in {words!r}); write it otherwise, or use --html"
            ) from None
