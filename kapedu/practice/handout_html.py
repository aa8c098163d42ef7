"""A handout as one HTML file of its own: nothing is loaded, and it prints cleanly on paper."""

from html import escape

from kapedu.practice.handout import Handout, Section

_STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff; max-width: 46rem; margin: 1.5rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem; border-bottom: 1px solid #b9c1ca; padding-bottom: .2rem; }
p { margin: .4rem 0; }
ul { margin: .4rem 0; padding-left: 1.3rem; }
li { margin: .15rem 0; overflow-wrap: anywhere; }
.banner { border: 2px solid #8a3a00; color: #6b2d00; padding: .5rem .75rem; font-weight: 600; margin: .75rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
th, td { border: 1px solid #b9c1ca; padding: .3rem .5rem; text-align: left; vertical-align: top; }
thead th { background: #eef1f4; }
tbody th { min-width: 7.6em; }
@media print {
  body { font-size: 10.5pt; margin: 0; max-width: none; padding: 0; }
  h2, thead { break-after: avoid; }
  tr, li, .banner { break-inside: avoid; }
  thead { display: table-header-group; }
  @page { size: A4; margin: 18mm; }
}
"""


def as_html(shown: Handout) -> str:
    """The handout as a whole page.

    Examples:
        >>> from kapedu.practice.handout import Section
        >>> page = as_html(Handout("Plan", "Exercise", (Section("A & B"),)))
        >>> page.startswith("<!doctype html>"), "A &amp; B" in page
        (True, True)
    """
    banner = f'<p class="banner">{escape(shown.banner)}</p>'
    parts = "".join(_section(part) for part in shown.sections)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(shown.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(shown.title)}</h1>\n{banner}\n{parts}{banner}\n</main>\n</body>\n</html>\n"
    )


def section_html(part: Section, level: int = 2) -> str:
    """One part with its heading, for showing inside another page."""
    return _section(part, level)


def _section(part: Section, level: int = 2) -> str:
    paragraphs = "".join(f"<p>{escape(words)}</p>" for words in part.paragraphs)
    bullets = "".join(f"<li>{escape(words)}</li>" for words in part.bullets)
    listed = f"<ul>{bullets}</ul>" if bullets else ""
    heading = f"<h{level:d}>{escape(part.heading)}</h{level:d}>"
    return f"<section>{heading}{paragraphs}{listed}{_table(part)}</section>\n"


def _table(part: Section) -> str:
    if not part.columns or not part.rows:
        return ""
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in part.columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(
            f'<td data-label="{escape(head, quote=True)}">{escape(cell)}</td>'
            for head, cell in zip(part.columns[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in part.rows
    )
    label = escape(part.heading, quote=True)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{label}"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
