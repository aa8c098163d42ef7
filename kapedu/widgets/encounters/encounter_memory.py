"""Which case a browser's tab has open: it tells after a reload, nothing is shown."""

from pathlib import Path

import anywidget
import traitlets as t


class EncounterMemory(anywidget.AnyWidget):
    """Keeps ``open_case`` in the tab; after a reload the page sends ``{"open_case": id}``."""

    _esm = Path(__file__).parent / "encounter_memory.js"

    open_case = t.Unicode("").tag(sync=True)
