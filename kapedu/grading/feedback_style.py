"""The looks of the feedback page: the course's tokens, light or dark as the reader's device asks, and its own rules.

The page is one file that loads nothing and runs nothing. So it carries the tokens within it, and the dark ones, which
JupyterLab and Voilà switch on with an attribute of the page, hang on the device's setting here.
"""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_TOKENS = _PACKAGE / "lab" / "static" / "tokens.css"
_RULES = Path(__file__).parent / "templates" / "feedback" / "feedback.css"
_DARK_PAGE = 'body[data-jp-theme-light="false"]:not([data-kapedu-print]) {'
_DARK_DEVICE = "@media (prefers-color-scheme: dark) { :root {"


@cache
def feedback_style() -> str:
    """The style sheet of the feedback page."""
    before, found, rest = _TOKENS.read_text(encoding="utf-8").partition(_DARK_PAGE)
    dark, _, after = rest.partition("}")
    assert found, f"{_TOKENS} has another selector for the dark look than {_DARK_PAGE}"
    return f"{before}{_DARK_DEVICE}{dark}}} }}{after}\n{_RULES.read_text(encoding='utf-8')}"
