"""The encounter on the page: monitor, room, actions, clock. It shows and reports; Python decides."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

from kapedu.widgets.encounters.encounter_votes import vote_words
from kapedu.widgets.parts.layout import ensure_style

_HERE = Path(__file__).parent
_SCRIPTS = (
    "reader.js",
    "encounter_parts.js",
    "encounter_vote_phones.js",
    "encounter_vote.js",
    "encounter_view.js",
)
_STYLES = ("encounter_view.css", "encounter_vote.css")


class EncounterView(anywidget.AnyWidget):
    """Shows an encounter and reports what the reader does.

    Traits set from Python: ``case`` (what does not change), ``view`` (the state, with a ``serial`` that tells the
    page that its last message was answered), ``lines``, ``choices`` and ``card`` (sent only when they change), ``notes``,
    ``notice`` (read out when it changes), ``begun``, ``room`` (whether a room votes on each choice), ``vote_words`` (what
    the page says of votes by phone, in another language than English).
    The page sends ``hello``, ``begin``, ``do`` (with ``votes`` where a room chose), ``tick``, ``notes`` and
    ``restart``.
    """

    _esm = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    _css = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _STYLES)

    case = t.Dict().tag(sync=True)
    view = t.Dict().tag(sync=True)
    lines = t.List().tag(sync=True)
    choices = t.Dict().tag(sync=True)
    card = t.Unicode("").tag(sync=True)
    notes = t.Unicode("").tag(sync=True)
    notice = t.Dict().tag(sync=True)
    begun = t.Bool(False).tag(sync=True)  # noqa: FBT003
    room = t.Bool(False).tag(sync=True)  # noqa: FBT003
    level = t.Int(3).tag(sync=True)
    vote_words = t.Dict().tag(sync=True)

    def __init__(self, case: dict[str, Any], level: int) -> None:
        ensure_style()
        super().__init__(case=case, level=level, vote_words=vote_words())
