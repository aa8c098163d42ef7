"""Which code may run by itself when a notebook opens: the decision, in the browser that makes it.

The second opinion is Python's own parser, and IPython's for its commands: whatever the allow-list accepts must be
nothing but imports from two packages and calls with plain values, and IPython must not read it differently.
"""

import ast
import json
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from IPython.core.inputtransformer2 import TransformerManager
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = (REPOSITORY / "kapedu/lab/static/allow_list.js").read_text(encoding="utf-8")
MODULES = {"kapedu.widgets", "kapedu.knowledge"}
IMPORT = "from kapedu.widgets import check, explorer\n"

Verdicts = Callable[[list[list[str]]], list[str | None]]


@pytest.fixture(scope="module")
def verdicts(chromium: Browser) -> Iterator[Verdicts]:
    """For each notebook, given as its code cells: what is not allowed in it, or None."""
    page = chromium.new_page()
    program = f"notebooks => {{ {SOURCE.replace('export function', 'function')}; return notebooks.map(foreignCode); }}"
    yield lambda notebooks: page.evaluate(program, notebooks)
    page.close()


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\n\n# a remark with import os in it\n",
        "from kapedu.knowledge import cite",
        "from kapedu.widgets import check, explorer  # what this lesson shows",
        IMPORT + 'check("receptor-site")',
        IMPORT + "check('a', 'b',)\nexplorer()",
        IMPORT + 'check("it ends \\" not here", tries=3, seed=-1.5e-3, shuffle=True, title=None)',
        IMPORT
        + 'check(\n    """a long text\n    with "quotes" and (brackets\n    """,\n    [1, 2, (3, "x")],\n    {"a": [], "b": {}},\n)',
        IMPORT + 'check("one " "two")',
    ],
)
def test_a_lesson_of_imports_and_plain_calls_is_accepted(verdicts: Verdicts, source: str) -> None:
    ast.parse(source)
    assert verdicts([[source]]) == [None]


def test_a_name_imported_in_an_earlier_cell_may_be_called(verdicts: Verdicts) -> None:
    assert verdicts([[IMPORT, "check()"], ["check()", IMPORT]]) == [None, "the name check"]


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "from os import system",
        "from kapedu import cli",
        "from kapedu.cli import main",
        "from kapedu.widgets.parts.plot_view import PlotView",
        "from kapedu.widgets import *",
        "from kapedu.widgets import import_module",
        "from kapedu.widgets import _HOME",
        "from kapedu.widgets import check as print",
        "from kapedu.widgets import (check)",
        "from .widgets import check",
        "from kapedu.widgets import check; import os",
        'exec("import os")',
        'print("hello")',
        "check()",
        IMPORT + "x = 1",
        IMPORT + "check(check())",
        IMPORT + "check(__import__('os'))",
        IMPORT + "check(other)",
        IMPORT + "check(a.b)",
        IMPORT + "check().run()",
        IMPORT + "check()()",
        IMPORT + "check()[0]",
        IMPORT + "check()\n.run()",
        IMPORT + "check(1 + 1)",
        IMPORT + 'check("a" % 1)',
        IMPORT + 'check("a".join(["b"]))',
        IMPORT + 'check(f"{1}")',
        IMPORT + 'check(b"x")',
        IMPORT + "check(*[1])",
        IMPORT + "check(**{})",
        IMPORT + "check([x for x in [1]])",
        IMPORT + "check(lambda: 1)",
        IMPORT + "check(1if 1else 2)",
        IMPORT + 'check("unfinished)',
        IMPORT + 'check("""unfinished)',
        IMPORT + "check(",
        IMPORT + "check())",
        IMPORT + "@check\ndef f(): pass",
        IMPORT + "check() and check()",
        IMPORT + "check(x:=1)",
        IMPORT + "check(...)",
        IMPORT + "check \\\n ()",
        "%run other.py",
        "%%bash\nls",
        "!ls",
        "check?",
        "/check 1",
        ",check a",
        IMPORT + "# a remark \r import os",
        IMPORT + "# a remark \u2028!ls",
        IMPORT + "# a remark \x0c!ls",
        IMPORT + "# a remark \x85!ls",
        IMPORT + 'check("""\n%run other.py\n""")',
        IMPORT + "сheck()",  # a Cyrillic letter that looks like a c
        IMPORT + "check(ａ=1)",
    ],
)
def test_anything_else_is_refused(verdicts: Verdicts, source: str) -> None:
    assert verdicts([[source]])[0]


def _harmless(source: str) -> bool:
    imported: set[str] = set()
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.ImportFrom):
            plain = statement.level == 0 and statement.module in MODULES
            if not plain or any(alias.asname or alias.name == "*" for alias in statement.names):
                return False
            imported |= {alias.name for alias in statement.names}
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            call = statement.value
            if not isinstance(call.func, ast.Name) or call.func.id not in imported:
                return False
            for value in [*call.args, *(keyword.value for keyword in call.keywords)]:
                ast.literal_eval(value)  # raises when it is not a plain value
        else:
            return False
    return True


PIECES = [
    *(
        "check",
        "explorer",
        "check(",
        "explorer()",
        "os",
        "import",
        "from",
        "kapedu.widgets",
        "exec",
        "lambda",
        "if",
    ),
    *(
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        "=",
        ":",
        ".",
        "-",
        "+",
        "*",
        ";",
        "@",
        "\\",
        "%",
        "!",
        "?",
        "#",
        "\n",
        " ",
    ),
    *(
        '"',
        "'",
        '"""',
        "'''",
        '"text"',
        "'it'",
        'f"{check}"',
        "1",
        "2.5",
        "1e3",
        "0x1f",
        "1_0",
        "07",
        "True",
        "None",
    ),
    *("\r", "\t", "\u2028", "\x0c", "name=1", "a=", "é", "\\\n", '\\"'),
]


def test_whatever_is_accepted_python_and_ipython_read_as_plain_calls(verdicts: Verdicts) -> None:
    dice = random.Random(20261)
    sources = []
    for _ in range(6000):
        tail = "".join(dice.choice(PIECES) for _ in range(dice.randint(1, 9)))
        start = dice.choice(["", IMPORT, IMPORT + "check(", IMPORT + 'check("""'])
        sources.append(start + tail + dice.choice(["", ")", '")', '""")']))
    accepted = [
        source
        for source, foreign in zip(sources, verdicts([[text] for text in sources]), strict=True)
        if foreign is None
    ]
    assert len(accepted) > 100, "the random sources hardly ever pass: they test nothing"
    for source in accepted:
        assert TransformerManager().transform_cell(source).split() == source.split(), (
            "IPython reads a command in it"
        )
        with suppress(SyntaxError):  # Python refuses to run it at all: nothing happens but an error
            assert _harmless(source), source


@pytest.mark.parametrize(
    "path", sorted((REPOSITORY / "modules").rglob("*.ipynb")), ids=lambda path: path.stem
)
def test_every_lesson_of_the_course_may_run_by_itself(verdicts: Verdicts, path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert verdicts([code]) == [None]
