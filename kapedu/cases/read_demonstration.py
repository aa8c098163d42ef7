"""From a YAML text to a demonstration."""

from pathlib import Path

from kapedu.cases.action import read_action
from kapedu.cases.demonstration import Demonstration, Guess, Pause, Step, closed_action, stages
from kapedu.cases.encounter_run import EncounterRun
from kapedu.cases.errors import CaseError
from kapedu.cases.fields import Fields
from kapedu.cases.library import case_named, case_names
from kapedu.cases.run import SEED_LENGTH
from kapedu.cases.shelf import Shelf
from kapedu.cases.source import read_tree
from kapedu.cases.told_facts import read_told_ground
from kapedu.cases.vocabulary import PHASES
from kapedu.knowledge import fact
from kapedu.pharmacology.ledger import span


def read_demonstration(text: str, file: str = "demonstration") -> Demonstration:
    """The demonstration in a YAML text.

    Raises:
        CaseError: It is none, an action is not open when it is done, or the run does not end well; names file, line,
            field and what was expected.
    """
    root = Fields(read_tree(text, file), file)
    case_id = root.choice("case", case_names())
    seed = int(root.number("seed", 0, low=0, high=SEED_LENGTH - 1))
    parts = root.groups("steps", required=True)
    found = Demonstration(
        id=root.identifier("id"),
        title=root.text("title"),
        phase=root.choice("phase", PHASES),
        lead=root.text("lead"),
        case=case_named(case_id),
        seed=seed,
        steps=tuple(_step(part) for part in parts),
        closing=root.text("closing"),
    )
    root.finish()
    _check_counts(root, found)
    _check_run(root, dict(zip([one.id for one in found.steps], parts, strict=True)), found)
    return found


def _step(part: Fields) -> Step:
    actions = part.texts("do", required=True)
    for action in actions:
        try:
            read_action(action)
        except CaseError as error:
            raise CaseError(f"{part.at('do')}: {error}") from None
    ground = read_told_ground(part)
    pause = part.group("pause")
    found = Step(
        part.identifier("id"),
        part.text("title"),
        actions,
        part.text("notice", ""),
        ground,
        None if pause is None else _pause(pause),
    )
    part.finish()
    return found


def _pause(part: Fields) -> Pause:
    guesses = tuple(_guess(one) for one in part.groups("guesses", required=True))
    low, high = span(fact("session_phases.demonstration.guesses"))
    if not low <= len(guesses) <= high:
        raise part.wrong("guesses", f"write {low:g} to {high:g} of them, not {len(guesses)}")
    if sum(guess.is_taken for guess in guesses) != 1:
        raise part.wrong("guesses", "mark the one that the clinician does with 'taken: yes'")
    found = Pause(part.text("ask"), guesses)
    part.finish()
    return found


def _guess(part: Fields) -> Guess:
    found = Guess(part.identifier("id"), part.text("text"), part.text("says"), part.flag("taken"))
    part.finish()
    return found


def _check_counts(root: Fields, found: Demonstration) -> None:
    ids = [one.id for one in found.steps]
    for name in ids:
        if ids.count(name) > 1:
            raise CaseError(f"{root.at('steps')}: the step {name!r} is there twice; write another id")
    pauses = sum(one.pause is not None for one in found.steps)
    for count, name, words in ((len(ids), "steps", "steps"), (pauses, "pauses", "steps with a pause")):
        low, high = span(fact(f"session_phases.demonstration.{name}"))
        if not low <= count <= high:
            raise CaseError(
                f"{root.at('steps')}: {count} {words} cannot be used; write {low:g} to {high:g} of them"
            )


def _check_run(root: Fields, parts: dict[str, Fields], found: Demonstration) -> None:
    EncounterRun.of(found.case, found.seed, found.actions)
    closed = closed_action(found)
    if closed is not None:
        name, action = closed
        raise CaseError(
            f"{parts[name].at('do')}: {action!r} is not open in the case {found.case.id!r} at this point; see "
            f"'kapedu cases play {found.case.id} --expert'"
        )
    last = stages(found)[-1].state
    if last.ended not in {"", "good"}:
        raise CaseError(
            f"{root.at('steps')}: the run ends {last.ended!r} by {last.ended_by!r}; a demonstration ends well"
        )


FOLDER = Path(__file__).parent / "demonstrations"
_SHELF = Shelf(FOLDER, "demonstration", read_demonstration)
demonstration_names, demonstration_named = _SHELF.names, _SHELF.named
