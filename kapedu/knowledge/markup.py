"""The few pieces of HTML that facts and citations share.

Colours are inherited, so that light, dark and high-contrast themes all keep their own contrast;
a status is written out, never shown by colour alone.
"""

from html import escape

from kapedu.knowledge.quantity import Status
from kapedu.language import N_, _

STYLE = """<style>
.kapedu-cites{display:flex;flex-wrap:wrap;align-items:flex-start;gap:.4em .6em;margin:.3em 0;line-height:1.5}
.kapedu-cites>details[open],.kapedu-fact[open]{flex-basis:100%}
.kapedu-cite,.kapedu-fact,.kapedu-record{color:inherit;line-height:1.5}
.kapedu-cite>summary,.kapedu-fact>summary,.kapedu-record>summary{cursor:pointer;min-height:24px;width:fit-content;max-width:46em}
.kapedu-cite>summary,.kapedu-fact>summary{padding:.1em .5em;border:1px solid;border-radius:.4em}
.kapedu-cite>summary:focus-visible,.kapedu-fact>summary:focus-visible,.kapedu-record>summary:focus-visible{outline:3px solid;outline-offset:2px}
.kapedu-opened{max-width:46em;margin:.4em 0 .6em;padding:.1em 0 .1em .8em;border-left:3px solid;overflow-wrap:anywhere}
.kapedu-opened p,.kapedu-references p{margin:.3em 0}
.kapedu-opened a,.kapedu-references a{color:inherit;text-decoration:underline}
.kapedu-links a{display:inline-block;min-height:24px;margin-right:1em}
.kapedu-badge{border:1px solid;border-radius:1em;padding:0 .55em;font-size:.85em;white-space:nowrap}
.kapedu-references{max-width:46em;line-height:1.5;overflow-wrap:anywhere}
.kapedu-references li{margin:.5em 0}
</style>"""


_NAMES = {
    Status.PRIMARY: N_("primary"),
    Status.SECONDARY: N_("secondary"),
    Status.COMPUTED: N_("computed"),
    Status.UNVERIFIED: N_("unverified"),
    Status.COURSE_RULE: N_("course-rule"),
}


def status_name(status: str) -> str:
    """A status in the reader's language.

    >>> status_name("course-rule")
    'course-rule'
    """
    return _(_NAMES[Status(status)])


def status_words(status: str) -> str:
    """How far something was checked, in a few words.

    >>> status_words("primary")
    'status: primary'
    """
    return _("status: {status}").format(status=status_name(status))


def badge(status: Status) -> str:
    """A status as words in a frame.

    >>> badge(Status.PRIMARY)
    '<span class="kapedu-badge">status: primary</span>'
    """
    return f'<span class="kapedu-badge">{status_words(status)}</span>'


def link(address: str, text: str) -> str:
    """A link that opens beside the lesson, its text escaped."""
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'


def paragraph(label: str, text: str | None) -> str:
    """A labelled line, or nothing when there is no text.

    >>> paragraph("Note", "n < 12"), paragraph("Note", None)
    ('<p><strong>Note:</strong> n &lt; 12</p>', '')
    """
    return f"<p><strong>{escape(label)}:</strong> {escape(text)}</p>" if text else ""
