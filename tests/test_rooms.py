"""The rules of the house: which room may import which, and where numbers may live."""

import ast
import re
from pathlib import Path

import pytest

import kapedu

PACKAGE = Path(kapedu.__file__).parent

FLOORS = {
    "files": 0,
    "language": 0,
    "knowledge": 1,
    "pharmacology": 2,
    "evidence": 2,
    "practice": 2,
    "instruments": 2,
    "cases": 3,
    "course": 3,
    "quiz": 3,
    "treatment": 3,
    "record": 4,
    "search": 4,
    "grading": 4,
    "figures": 5,
    "widgets": 6,
    "dashboards": 7,
    "serving": 7,
    "lab": 7,
    "cli": 8,  # dispatches to every room, so it stands above them all
}
# Rooms on one floor that one may read from, in this direction only: practice compares regimens through the
# simulator and reads scores through the scorers, a course of treatment holds sessions as
# encounters, the quiz plays handed-in runs again; none of these knows of who reads it.
NEIGHBOURS = {
    "practice": frozenset({"instruments", "pharmacology"}),
    "quiz": frozenset({"cases", "treatment"}),
    "treatment": frozenset({"cases"}),
}
PURE = (
    "knowledge",
    "pharmacology",
    "evidence",
    "practice",
    "instruments",
    "cases",
    "treatment",
    "quiz",
    "figures",
)
NOT_IN_PURE_ROOMS = frozenset(
    [
        "anywidget",
        "IPython",
        "ipykernel",
        "ipywidgets",
        "jupyter_server",
        "jupyterlab",
        "matplotlib",
        "nbgrader",
        "notebook",
        "pandas",
        "plotly",
        "scipy",
        "traitlets",
        "voila",
    ]
)
NOT_IN_KAPEDU = frozenset({"matplotlib", "pandas", "scipy"})
MAY_IMPORT = {"evidence": frozenset({"scipy"})}  # its distributions; tests/evidence sees that they load late

# Numbers that are arithmetic or housekeeping and not medicine.
PLAIN_NUMBERS = frozenset({0, 1, 2, 3, 1000})
LARGEST_TOLERANCE = 1e-3
TECHNICAL_NAME = re.compile(
    r"_?[A-Z0-9_]+_PER_[A-Z0-9_]+|_?[A-Z]+S_IN|_?PERCENT"  # unit conversions: MINUTES_PER_HOUR, _MINUTES_IN
    r"|_?(MAXIMUM_|LONGEST_|[A-Z]+_)?(BYTES|CHARACTERS|DIGITS|LENGTH|LONGEST|SHOWN|SHOWN_TEXT|TEXT)"  # of a text
    r"|_?([A-Z]+_)?(BLOCK|CUTOFF|SUGGESTIONS|TERMS|TOLERANCE|SERIES_[A-Z]+)"  # of a computation or a search
    r"|longest|shown|MINIMUM_POINTS|_?AMPLIFICATION_LIMIT"
)
SHAPE_MAKERS = frozenset({"empty", "ones", "reshape", "zeros"})  # their numbers count rows
TEXT_CUTTERS = frozenset({"clean_text", "shorten"})  # their number is a length in characters
# figures/ is pure but not in this check: a drawing is made of sizes, positions and ticks, which
# cannot be told from clinical numbers by looking at the code. It must take facts as arguments.
NUMBERS_CHECKED = tuple(room for room in PURE if room != "figures")
LAYS_OUT_TEXT = "command.py"  # a room's shell command: its numbers are rows, columns and decimals


def python_files(room: str) -> list[Path]:
    folder = PACKAGE / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [PACKAGE / f"{room}.py"]


def existing(rooms: tuple[str, ...]) -> list[str]:
    return [room for room in rooms if (PACKAGE / room).is_dir() or (PACKAGE / f"{room}.py").is_file()]


def imported_modules(source: str, package: str) -> list[tuple[int, str]]:
    """Line and full name of every import, wherever it stands: at the top, in a function, for types only."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found += [(node.lineno, f"{module}.{alias.name}") for alias in node.names]
    return found


def forbidden_imports(source: str, room: str, file: str = "snippet.py") -> list[str]:
    """What a file of a room imports against the rules, as file:line: reason."""
    wrong = []
    for line, module in imported_modules(source, f"kapedu.{room}"):
        top, _, rest = module.partition(".")
        if top == "kapedu":
            other = rest.partition(".")[0]
            below = other == room or other in NEIGHBOURS.get(room, ())
            if other in FLOORS and not below and FLOORS[other] >= FLOORS[room]:
                wrong.append(f"{file}:{line}: {room} imports {other}, which is not below it")
        elif top in MAY_IMPORT.get(room, ()):
            continue
        elif (room in PURE and top in NOT_IN_PURE_ROOMS) or top in NOT_IN_KAPEDU:
            wrong.append(f"{file}:{line}: {room} imports {top}")
    return wrong


def clinical_constants(source: str, file: str = "snippet.py") -> list[str]:
    """Numbers typed into code that look like facts, as file:line: value."""
    tree = ast.parse(source)
    allowed = {
        id(inner) for node in ast.walk(tree) for part in housekeeping(node) for inner in ast.walk(part)
    }
    return [
        f"{file}:{node.lineno}: {node.value!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float | complex)
        and not isinstance(node.value, bool)
        and id(node) not in allowed
        and node.value not in PLAIN_NUMBERS
        and not 0 < abs(node.value) < LARGEST_TOLERANCE
        and not (ast.get_source_segment(source, node) or "").startswith("0o")  # file permissions
    ]


def housekeeping(node: ast.AST) -> list[ast.AST]:
    """The parts of a node whose numbers are no facts: sizes, positions, unit conversions."""
    match node:
        case ast.Assign(targets=targets, value=value):
            names = [target.id for target in targets if isinstance(target, ast.Name)]
            technical = names and all(TECHNICAL_NAME.fullmatch(name) for name in names)
            return [value] if technical else []
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.AST() as value):
            return [value] if TECHNICAL_NAME.fullmatch(name) else []
        case ast.Subscript(slice=ast.Constant() | ast.UnaryOp() | ast.Slice() as position):
            return [position]
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=arguments):
            return list(arguments) if name in SHAPE_MAKERS | TEXT_CUTTERS else []
        case _:
            return []


def test_every_folder_and_module_of_the_package_has_a_floor():
    found = {path.name.removesuffix(".py") for path in PACKAGE.iterdir() if not path.name.startswith("_")}
    assert {name for name in found if "." not in name} <= FLOORS.keys()


@pytest.mark.parametrize("room", existing(tuple(FLOORS)))
def test_a_room_imports_only_rooms_below_it_and_nothing_it_must_not(room):
    wrong = []
    for path in python_files(room):
        source = path.read_text(encoding="utf-8")
        wrong += forbidden_imports(source, room, str(path.relative_to(PACKAGE.parent)))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", existing(NUMBERS_CHECKED))
def test_no_clinical_number_is_typed_into_the_code_of_a_pure_room(room):
    wrong = []
    for path in python_files(room):
        if path.name == LAYS_OUT_TEXT:
            continue
        source = path.read_text(encoding="utf-8")
        wrong += clinical_constants(source, str(path.relative_to(PACKAGE.parent)))
    assert not wrong, "take these from kapedu/knowledge/data through fact(...):\n" + "\n".join(wrong)


def test_importing_the_package_itself_imports_nothing():
    source = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    assert imported_modules(source, "kapedu") == []


@pytest.mark.parametrize(
    ("snippet", "line"),
    [
        ("from kapedu.widgets import plot_view", 1),
        ("import kapedu.figures.theme", 1),
        ("def f():\n    from kapedu.quiz import marking\n", 2),
        ("from ..widgets import controls", 1),
        ("from .. import figures", 1),
        ("if True:\n    import plotly.graph_objects as go\n", 2),
        ("def f():\n    import pandas\n", 2),
    ],
)
def test_the_import_check_sees_a_forbidden_import_wherever_it_stands(snippet, line):
    (message,) = forbidden_imports(snippet, "pharmacology")
    assert message.startswith(f"snippet.py:{line}: pharmacology imports")


def test_practice_reads_from_its_neighbours_and_they_know_nothing_of_it():
    assert forbidden_imports("from kapedu.pharmacology import simulate", "practice") == []
    assert forbidden_imports("from kapedu.instruments import phq9", "practice") == []
    for room in ("pharmacology", "instruments"):
        (message,) = forbidden_imports("from kapedu.practice import regimens", room)
        assert message == f"snippet.py:1: {room} imports practice, which is not below it"
    (message,) = forbidden_imports("from kapedu.evidence import pool", "practice")
    assert "practice imports evidence" in message


@pytest.mark.parametrize(
    "snippet",
    [
        "from kapedu.knowledge import fact",
        "from kapedu.pharmacology.errors import DosingError",
        "from .errors import DosingError",
        "import numpy as np",
        "from dataclasses import dataclass",
    ],
)
def test_the_import_check_lets_lower_rooms_and_plain_libraries_pass(snippet):
    assert forbidden_imports(snippet, "pharmacology") == []


@pytest.mark.parametrize(
    ("snippet", "finding"),
    [
        ("clearance = 84", "snippet.py:1: 84"),
        ("CLEARANCE_L_H = 84", "snippet.py:1: 84"),
        ("def f(weight_kg=70):\n    return weight_kg", "snippet.py:1: 70"),
        ("x = 1\nreturn_value = x * 0.25", "snippet.py:2: 0.25"),
        ("limits = {'sbp': (90, 2)}", "snippet.py:1: 90"),
        ("low = -40", "snippet.py:1: 40"),
        ("if time_min > 8.3:\n    pass", "snippet.py:1: 8.3"),
        ("f(f=0.45)", "snippet.py:1: 0.45"),
        ("DOSE_LENGTH_MIN = 40", "snippet.py:1: 40"),
        ("rate = course[name] / 60", "snippet.py:1: 60"),
    ],
)
def test_the_number_check_finds_a_typed_in_figure_and_names_its_place(snippet, finding):
    assert clinical_constants(snippet) == [finding]


@pytest.mark.parametrize(
    "snippet",
    [
        "MINUTES_PER_HOUR = 60",
        "_UG_PER_MG = 1000.0",
        "NG_ML_PER_MG_L: int = 1000",
        "_PERCENT = 100",
        "half = x / 2",
        "eigenvalue_gap = 1e-9",
        "x = values[4] + values[-5:]",
        "rows = np.zeros((4, len(times)))",
        "path.chmod(0o644)",
        "_LONGEST_SHOWN = 40",
        '"""Clearance is 84 L/h.\n\n>>> f(70)\n84.0\n"""',
        "last = -1",
        "present = True",
    ],
)
def test_the_number_check_lets_arithmetic_unit_conversions_and_examples_pass(snippet):
    assert clinical_constants(snippet) == []
