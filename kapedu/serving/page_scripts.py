"""The scripts that a course page will load, known before it is made."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from voila.paths import collect_static_paths
from voila.utils import get_voila_labextensions_path


@dataclass(frozen=True)
class PageScripts:
    """Addresses, below the base address, of what every course page loads.

    Attributes:
        run: Pieces of the front end. Run early, they only lay themselves ready.
        fetch: Scripts that must run at their own time, and so are only fetched early.
        modules: Modules, fetched early.
    """

    run: tuple[str, ...] = ()
    fetch: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()


def page_scripts(kept_static: str) -> PageScripts:
    """What a page's head names, so that it loads while the kernel starts.

    The list was recorded from a page in a browser (tests/browser/record_page_scripts.py) and holds for one
    version of Voilà's front end: with another one it is left out, and pages load as Voilà loads them, later.
    """
    recorded = json.loads((Path(__file__).parent / "page_scripts.json").read_text(encoding="utf-8"))
    if recorded["voila"] != version("voila"):
        return PageScripts()
    roots = {
        "static/": (f"{kept_static}/", collect_static_paths(["voila"], "kapedu")),
        "labextensions/": ("voila/labextensions/", get_voila_labextensions_path()),
    }

    def found(names: Sequence[str]) -> Iterator[str]:
        for name in names:
            for start, (address, folders) in roots.items():
                file = name.removeprefix(start)
                if file != name and any(Path(folder, file.partition("?")[0]).is_file() for folder in folders):
                    yield address + file

    return PageScripts(*(tuple(found(recorded[kind])) for kind in ("run", "fetch", "modules")))
