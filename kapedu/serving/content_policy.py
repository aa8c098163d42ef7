"""What a browser may load and run on the course's pages: only what this server sends, and no script but ours.

Three relaxations are needed, by other people's code, and none of them lets text become a script:

- ``'unsafe-eval'``: JupyterLab's front end (Voilà's is built on it) compiles its setting schemas into functions;
- ``blob:``: anywidget loads each widget's module from a blob that it has made of the kernel's message;
- inline styles: JupyterLab, Voilà and plotly set them.

Scripts that stand in a page itself run only when their SHA-256 is named in the page's policy.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

_SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<source>.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"""\btype\s*=\s*["']?+(?!text/javascript|module)""", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\bsrc\s*=", re.IGNORECASE)


def content_policy(inline: Iterable[str] = (), *, any_inline: bool = False) -> str:
    """The header ``Content-Security-Policy`` of a page.

    Args:
        inline: Sources of the scripts that stand in the page itself.
        any_inline: Let every script in the page run: for pages that other people's code writes piece by piece.

    Examples:
        >>> "'sha256-" in content_policy(["go()"]), "'unsafe-inline'" in content_policy().partition("style-src")[0]
        (True, False)
    """
    hashes = sorted({b64encode(sha256(source.encode()).digest()).decode() for source in inline})
    allowed = "'unsafe-inline'" if any_inline else " ".join(f"'sha256-{digest}'" for digest in hashes)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'unsafe-eval' blob: {allowed}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' data: blob:",
            "connect-src 'self' blob: data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def inline_scripts(html: str) -> list[str]:
    """The sources of the scripts that stand in a page itself; data in script elements is none.

    Examples:
        >>> inline_scripts('<script>a()</script><script src="b.js"></script><script type="application/json">{}</script>')
        ['a()']
    """
    return [
        found["source"]
        for found in _SCRIPT.finditer(html)
        if not _ELSEWHERE.search(found["attributes"]) and not _DATA.search(found["attributes"])
    ]
