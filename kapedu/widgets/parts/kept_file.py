"""A small file of the learner's, for a page: what went wrong is said in a word, never raised."""

from pathlib import Path

from kapedu import files


def write_whole(path: Path, text: str) -> str:
    """Write a file so that either the old or the new one exists; why that failed, or nothing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write_whole(path, text)
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


def set_aside(path: Path) -> str:
    """Rename a file to a free name that ends in ``.damaged``; the name it has now."""
    try:
        return files.set_aside(path).name
    except OSError:
        return path.name
