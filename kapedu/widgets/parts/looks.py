"""A place on the page that knows when it is looked at again, and can be brought into view."""

from pathlib import Path

import anywidget
import traitlets as t


class Looks(anywidget.AnyWidget):
    """Counts how often the page came back into view; raise ``seek`` to bring this place into view."""

    _esm = Path(__file__).with_suffix(".js")
    looks = t.Int(0).tag(sync=True)
    seek = t.Int(0).tag(sync=True)
