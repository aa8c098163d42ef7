"""The random word that a reader's browser keeps: where many share a server, each comes back to the own run."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget

_HERE = Path(__file__).parent
READER_SCRIPT = (_HERE / "reader.js").read_text(encoding="utf-8")


class ReaderWord(anywidget.AnyWidget):
    """Calls `hello` with the word of the browser once the page is there; nothing is shown."""

    _esm = READER_SCRIPT + "\n" + (_HERE / "reader_word.js").read_text(encoding="utf-8")

    def __init__(self, hello: Callable[[str], None]) -> None:
        super().__init__()
        self._hello = hello
        self.on_msg(self._receive)

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        match content:
            case {"hello": str(word)}:
                self._hello(word)
