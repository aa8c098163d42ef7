"""What waits for a physician: rules of the course and unchecked figures, with what has to be decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kapedu.knowledge.display import needs_sign_off, with_unit
from kapedu.knowledge.errors import KnowledgeError
from kapedu.knowledge.quantity import Quantity, Status
from kapedu.knowledge.sheet import facts, load_sheet, sheet_names
from kapedu.knowledge.sources import DATA

PAGE = "course/guides/sign-off.md"
BEDSIDE = ("cases", "drills", "monitoring", "plan", "regimens", "screening", "variation")
"""Sheets of which every unchecked figure must be on the list, whatever its unit."""

_FILE = DATA / "sign_off.json"
_WAITING = (Status.UNVERIFIED, Status.COURSE_RULE)
_INTRODUCTION = """\
# What a physician has to decide

This page is for the medical lead of a place that gives the course. Each row is a rule that the course set for itself, a
figure that nobody has checked against a source, or a question that the sources on file leave open. An unverified figure
never decides a mark; a rule of the course may. In the course each unchecked dose, threshold or drug instruction carries
the words "clinic-policy example, needs sign-off by a qualified physician".

How to work through it: decide a row, write the decision with name and date into your local protocol, and change the
entry in `kapedu/knowledge/data` where it differs: its value, its source, and its status
([law and protocols](law-and-protocols.md) says how). Then write this page again: `kapedu facts sign-off --write`.
"""


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the list."""

    name: str
    what: str
    where: str
    decide: str
    who: str
    paths: tuple[str, ...] = ()
    """Entries or groups that the decision is about; none for a question without a figure."""
    brief: bool = False
    """Whether the figures are counted instead of listed."""

    @property
    def waiting(self) -> Mapping[str, Quantity]:
        """The figures of this row that are unverified or a rule of the course, by full path."""
        return {path: one for path, one in _known(self.paths) if one.status in _WAITING}

    @property
    def status(self) -> str:
        """The statuses of its figures in words.

        >>> next(one for one in questions() if one.name == "pressure_ladder").status
        'course-rule, unverified'
        """
        return ", ".join(sorted({str(one.status) for one in self.waiting.values()})) or "open question"


def _known(paths: tuple[str, ...]) -> Iterator[tuple[str, Quantity]]:
    for path in paths:
        name, _, inside = path.partition(".")
        found = {
            f"{name}.{entry}": one
            for entry, one in facts(name).items()
            if not inside or entry == inside or entry.startswith(f"{inside}.")
        }
        if not found:
            raise KnowledgeError(f"{_FILE.name}: {path!r} is no entry or group")
        yield from found.items()


def questions(file: Path = _FILE) -> tuple[Question, ...]:
    """All rows, in the order of the file.

    Raises:
        KnowledgeError: A row lacks a field, or the file cannot be read.

    >>> questions()[0].name
    'pressure_ladder'
    """
    rows: dict[str, dict[str, str | bool]] = {}
    for path, text in load_sheet(file, ()).descriptions.items():
        _, name, field = path.split(".")
        rows.setdefault(name, {})[field] = text
    return tuple(_question(file, name, row) for name, row in rows.items())


def _question(file: Path, name: str, row: Mapping[str, str | bool]) -> Question:
    missing = [field for field in ("what", "where", "decide", "who") if not row.get(field)]
    if missing:
        raise KnowledgeError(f"{file.name}: entry groups.{name}, field {missing[0]} is missing")
    return Question(
        name,
        what=str(row["what"]),
        where=str(row["where"]),
        decide=str(row["decide"]),
        who=str(row["who"]),
        paths=tuple(str(row.get("facts", "")).split()),
        brief=bool(row.get("brief")),
    )


def to_sign_off() -> Mapping[str, Quantity]:
    """Every figure that must be on the list, by full path.

    >>> "monitoring.ladder.stop.systolic" in to_sign_off()
    True
    """
    return {
        f"{name}.{path}": one
        for name in sheet_names()
        for path, one in facts(name).items()
        if needs_sign_off(one) or (name in BEDSIDE and one.status is Status.UNVERIFIED)
    }


def sign_off_page() -> str:
    """The list as one Markdown page."""
    rows = [
        "| what | where | status | what has to be decided | by whom |",
        "|---|---|---|---|---|",
        *(
            f"| {_cell(_what(one))} | {_cell(one.where)} | {one.status} | {_cell(one.decide)} | {_cell(one.who)} |"
            for one in questions()
        ),
    ]
    return "\n".join([_INTRODUCTION, *rows, ""])


def _what(question: Question) -> str:
    waiting = question.waiting
    if not waiting:
        return f"**{question.what}**"
    if question.brief:
        groups = ", ".join(f"`{path}`" for path in question.paths)
        return f"**{question.what}**: {len(waiting)} entries of {groups}"
    listed = "; ".join(f"`{path}` {_plain(one)}" for path, one in waiting.items())
    return f"**{question.what}**: {listed}"


def _plain(quantity: Quantity) -> str:
    return with_unit(quantity).replace("\u00a0", " ").rstrip(".")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
