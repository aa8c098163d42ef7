"""The index kept on disk: made at the first search, made again when what it was made from has changed."""

import hashlib
import json
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

from kapedu.files import write_whole
from kapedu.search.documents import Document, documents, source_files
from kapedu.search.index import Index, build_index

KEPT = Path(".kapedu", "search.json")
_FORMAT = 1


def index_of(root: Path) -> Index:
    """The index of the course in a folder, from the disk where it is there and fits, else made and kept.

    A folder that cannot be written to costs the time of making it, and nothing else.

    Raises:
        MapError: The course's map cannot be used.
        KnowledgeError: A sheet of facts breaks a rule.
        OSError: A lesson on the map cannot be read.
    """
    stamp = _stamp(root)
    kept = _read(root / KEPT, stamp)
    if kept is not None:
        return kept
    made = build_index(documents(root))
    _keep(root / KEPT, stamp, made)
    return made


def _stamp(root: Path) -> str:
    """Changes when any of the files does, or this program."""
    parts = [str(_FORMAT)]
    for path in (*source_files(root), *sorted(Path(__file__).parent.glob("*.py"))):
        state = path.stat() if path.is_file() else None
        parts.append(f"{path}:{state.st_size}:{state.st_mtime_ns}" if state else f"{path}:")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _read(path: Path, stamp: str) -> Index | None:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["stamp"] != stamp:
            return None
        return Index(
            tuple(Document(*one) for one in kept["documents"]), kept["postings"], tuple(kept["lengths"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(path: Path, stamp: str, index: Index) -> None:
    data = {
        "stamp": stamp,
        "documents": [astuple(document) for document in index.documents],
        "postings": index.postings,
        "lengths": index.lengths,
    }
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")))
