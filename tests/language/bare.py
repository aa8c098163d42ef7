"""Texts of a Python file that a reader would meet and that do not pass gettext."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.language.extract import PLACES

_TAG = re.compile(r"<[^<>]*>|^[^<>]*\">")
_PROSE = re.compile(r"[A-Za-z]{2,}[,;:]? [a-z]{2,}|^\W*[A-Z][a-z]{2,}\W*$|(?<![-\w.])[A-Z][a-z]{3,}")
_NOT_READ = (ast.Raise, ast.Import, ast.ImportFrom)


def bare_texts(path: Path) -> list[str]:
    """Every literal of a file that reads like prose and is handed to nobody who translates it."""
    return list(_walk(ast.parse(path.read_text(encoding="utf-8"))))


def _walk(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant | ast.JoinedStr):
        if _is_prose(node):
            yield _text(node)
        if isinstance(node, ast.JoinedStr):
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    yield from _walk(part.value)
        return
    for child in _read_parts(node):
        yield from _walk(child)


def _read_parts(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node in which a text for readers may stand."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _NOT_READ) or _is_docstring(child) or _is_page_words(child) or _is_type(child):
            continue
        if _is_translated(node) and isinstance(child, ast.Constant):
            continue
        if isinstance(node, ast.AnnAssign) and child is node.annotation:
            continue
        if isinstance(node, ast.FunctionDef) and child not in node.body:
            continue
        yield child


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_page_words(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "_PAGE_WORDS"


def _is_type(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "TypeVar"


def _is_translated(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in PLACES


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)


def _is_prose(node: ast.Constant | ast.JoinedStr) -> bool:
    return bool(_PROSE.search(_TAG.sub(" ", _text(node))))
