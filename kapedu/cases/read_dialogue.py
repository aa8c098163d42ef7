"""From a YAML text to a dialogue drill."""

import re
from pathlib import Path

from kapedu.cases.case import ENDS, VERDICTS
from kapedu.cases.dialogue import Dialogue, Ending, Turn, Wording, turns_left
from kapedu.cases.errors import CaseError
from kapedu.cases.fields import Fields
from kapedu.cases.read_score import read_lessons
from kapedu.cases.shelf import Shelf
from kapedu.cases.source import read_tree
from kapedu.cases.told_facts import read_told_ground
from kapedu.cases.vocabulary import PHASES, variables
from kapedu.knowledge import fact
from kapedu.pharmacology.ledger import span

MOVED = ("alliance", "fear", "diss")
"""The numbers that a drill may move: the alliance, fear, and depth on the course's scale of dissociation."""
_CHANGE = re.compile(r"([-+])\s*(\d+(?:\.\d+)?)")


def read_dialogue(text: str, file: str = "dialogue") -> Dialogue:
    """The drill in a YAML text.

    Raises:
        CaseError: It is none; names file, line, field and what was expected.
    """
    root = Fields(read_tree(text, file), file)
    endings = {}
    for name, part in root.named_groups("endings").items():
        endings[name] = Ending(name, part.choice("kind", ENDS), part.text("text"))
        part.finish()
    start = _numbers(root)
    parts = root.named_groups("turns")
    turns = {name: _turn(name, part, {*parts, *endings}, start) for name, part in parts.items()}
    found = Dialogue(
        id=root.identifier("id"),
        title=root.text("title"),
        phase=root.choice("phase", PHASES),
        name=root.text("name"),
        brief=root.texts("brief", required=True),
        aim=root.text("aim"),
        start=start,
        first=root.choice("first", turns, next(iter(turns))),
        turns=turns,
        endings=endings,
        lessons=read_lessons(root),
        reviewed=root.text("reviewed"),
    )
    root.finish()
    _check(root, found)
    return found


def _numbers(root: Fields) -> dict[str, float]:
    group = root.needed_group("start")
    found = {}
    for key in group:
        if key not in MOVED:
            raise CaseError(f"{group.at(key)}: there is no such number; write some of {', '.join(MOVED)}")
        found[key] = group.number(key, low=variables()[key].low, high=variables()[key].high)
    return found


def _turn(name: str, part: Fields, places: set[str], start: dict[str, float]) -> Turn:
    options = tuple(_wording(one, places, start) for one in part.groups("wordings", required=True))
    low, high = span(fact("session_phases.dialogue.wordings"))
    if not low <= len(options) <= high:
        raise part.wrong("wordings", f"write {low:g} to {high:g} of them, not {len(options)}")
    if not any(one.verdict == "best" for one in options):
        raise part.wrong("wordings", "write one whose verdict is best")
    found = Turn(name, part.text("shows", ""), part.text("says"), options)
    part.finish()
    return found


def _wording(part: Fields, places: set[str], start: dict[str, float]) -> Wording:
    effects = {}
    group = part.group("effects")
    for key in group or ():
        assert group is not None
        change = _CHANGE.fullmatch(group.text(key))
        if key not in start:
            raise CaseError(
                f"{group.at(key)}: this drill does not move it; under 'start' are {', '.join(start)}"
            )
        if change is None:
            raise group.wrong(key, "write +2 to add or -2 to take away")
        effects[key] = float(change[2]) if change[1] == "+" else -float(change[2])
    ground = read_told_ground(part)
    found = Wording(
        part.identifier("id"),
        part.text("text"),
        part.choice("verdict", VERDICTS),
        part.text("reply"),
        part.text("shows", ""),
        effects,
        ground,
        part.choice("then", sorted(places)),
    )
    part.finish()
    return found


def _check(root: Fields, found: Dialogue) -> None:
    seen: set[str] = set()
    for turn in found.turns.values():
        for one in turn.wordings:
            if one.id in seen:
                raise CaseError(
                    f"{root.at('turns')}: the wording {one.id!r} is there twice; write another id"
                )
            seen.add(one.id)
    reached = {found.first} | {one.leads_to for turn in found.turns.values() for one in turn.wordings}
    for name in (*found.turns, *found.endings):
        if name not in reached:
            raise CaseError(f"{root.at('turns')}: nothing leads to {name!r}; let a wording lead there")
    try:
        left = turns_left(found)
    except CaseError as error:
        raise CaseError(f"{root.at('turns')}: {error}") from None
    low, high = span(fact("session_phases.dialogue.turns"))
    least, most = left[found.first]
    if least < low or most > high:
        raise CaseError(
            f"{root.at('turns')}: the ways through have {least} to {most} turns; write {low:g} to {high:g} for every way"
        )
    if not any(ending.kind == "good" for ending in found.endings.values()):
        raise CaseError(f"{root.at('endings')}: no ending is good; write one")


FOLDER = Path(__file__).parent / "dialogues"
_SHELF = Shelf(FOLDER, "dialogue", read_dialogue)
dialogue_names, dialogue_named = _SHELF.names, _SHELF.named
