"""Reading the parts of a case that happen: options, answers, events, drifts."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from kapedu.cases.action import OWN_WORDS, VERBS, Action, read_action, takes_seconds
from kapedu.cases.case import ENDS, VERDICTS, Drift, Effects, Event, Ground, Move, Scene
from kapedu.cases.errors import CaseError, nearest
from kapedu.cases.expression import NUMBER, Expression, Name, read_expression
from kapedu.cases.fields import Fields
from kapedu.cases.vocabulary import COMPETENCIES, PHASES
from kapedu.knowledge import KnowledgeError, fact, reference
from kapedu.knowledge.quantity import Status

_STATUSES = (*Status, "unverified (high)", "unverified (medium)", "unverified (low)")
_CHANGE = re.compile(r"([-+=])\s*(\d+(?:\.\d+)?)")
_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Words:
    """The names that a case may use: for rules, for effects, and its flags; and what it asks for by name, with the place.

    What is asked for may stand further down, so it is looked at when the whole case is read.
    """

    names: Mapping[str, Name]
    numbers: frozenset[str]
    flags: frozenset[str]
    scenes: list[tuple[str, str]] = field(default_factory=list)
    deeds: list[tuple[str, str]] = field(default_factory=list)


def read_rule(fields: Fields, name: str, words: Words) -> Expression | None:
    """A rule, or None where there is none."""
    if fields.raw(name) is None:
        return None
    rule = read_expression(fields.text(name), words.names, fields.at(name))
    words.deeds.extend((fields.at(name), key) for key in sorted(rule.keys))
    return rule


def needed_rule(fields: Fields, name: str, words: Words) -> Expression:
    found = read_rule(fields, name, words)
    if found is None:
        raise fields.wrong(name, "write a rule, such as: minutes_here > 2")
    return found


def read_words(fields: Fields, name: str, words: Words, default: str | None = "") -> str:
    """A text in which names of numbers stand in braces."""
    text = fields.text(name, default)
    for place in _PLACE.findall(text):
        if place not in words.names or words.names[place].kind != NUMBER:
            numbers = sorted(key for key, value in words.names.items() if value.kind == NUMBER)
            raise CaseError(
                f"{fields.at(name)}: {{{place}}} is not a number of the state; known are {', '.join(numbers)}"
                f"{nearest(place, numbers)}"
            )
    return text


def read_sources(fields: Fields, name: str = "sources") -> tuple[str, ...]:
    """Keys of the bibliography, checked."""
    keys = fields.texts(name)
    for key in keys:
        try:
            reference(key)
        except KnowledgeError as error:
            raise CaseError(f"{fields.at(name)}: {error}") from None
    return keys


def read_ground(fields: Fields, *, required: bool) -> Ground:
    """``why``, ``sources`` and ``status``."""
    why = fields.text("why", None if required else "")
    sources = read_sources(fields)
    written = fields.choice("status", _STATUSES, "course-rule")
    status = Status(written.partition(" ")[0])
    if why and not sources and status in {Status.PRIMARY, Status.SECONDARY, Status.COMPUTED}:
        raise CaseError(
            f"{fields.at('status')}: {status} needs sources; name them or write course-rule or unverified"
        )
    return Ground(why, sources, status, steps_only=written == "unverified (high)")


def read_changes(fields: Fields, name: str, words: Words) -> tuple[dict[str, float], dict[str, float]]:
    """``effects``: numbers to add (``+2``, ``-1``) and numbers to set (``=98``)."""
    add: dict[str, float] = {}
    put: dict[str, float] = {}
    group = fields.group(name)
    for key in group or ():
        assert group is not None
        found = _CHANGE.fullmatch(group.text(key))
        if key not in words.numbers:
            raise CaseError(
                f"{group.at(key)}: there is no such number; known are {', '.join(sorted(words.numbers))}"
                f"{nearest(key, words.numbers)}"
            )
        if found is None:
            raise group.wrong(key, "write +2 to add, -2 to take away, =2 to set")
        sign, value = found[1], float(found[2])
        if sign == "=" and not words.names[key].low <= value <= words.names[key].high:
            raise group.wrong(key, f"it goes from {words.names[key].low:g} to {words.names[key].high:g}")
        (put if sign == "=" else add)[key] = -value if sign == "-" else value
    return add, put


def read_effects(fields: Fields, words: Words) -> Effects:
    """Everything a part of the case does to the state."""
    add, put = read_changes(fields, "effects", words)
    flags = {}
    for name in ("sets", "clears"):
        flags[name] = fields.texts(name)
        for flag in flags[name]:
            if flag not in words.flags:
                known = ", ".join(sorted(words.flags)) or "none"
                raise CaseError(
                    f"{fields.at(name)}: there is no flag {flag!r}; declared under 'flags' are {known}"
                    f"{nearest(flag, words.flags)}"
                )
    also = fields.texts("also")
    for key in also:
        action = _checked(read_action, key, fields.at("also"))
        if action.verb in OWN_WORDS:
            raise CaseError(
                f"{fields.at('also')}: {key!r}: write actions of the room, such as infusion:pause"
            )
    goto = fields.text("goto", "")
    if goto:
        words.scenes.append((fields.at("goto"), goto))
    return Effects(
        add,
        put,
        flags["sets"],
        flags["clears"],
        also,
        goto,
        fields.choice("end", ("", *ENDS), ""),
        fields.flag("critical"),
        fields.texts("agrees"),
        fields.text("intends", ""),
    )


def read_move(fields: Fields, key: str, words: Words, *, teaches: bool) -> Move:
    """An option, an answer to a question, or an answer to an action.

    Args:
        fields: Where it stands.
        key: The action that it stands for.
        words: The names of the case.
        teaches: Whether a verdict and a reason are needed.
    """
    verdict = fields.choice("verdict", VERDICTS, None if teaches else "neutral")
    loss = fact("cases.marks.loss").value
    assert isinstance(loss, Mapping)
    loses = fields.number("loses", float(loss.get(verdict, 0)), low=0)  # type: ignore[arg-type]
    ground = read_ground(fields, required=teaches)
    effects = read_effects(fields, words)
    verb = key.partition(":")[0]
    if effects.critical and not effects.end:
        raise CaseError(f"{fields.at('critical')}: a critical error ends the case; write 'end: bad' too")
    if (loses or effects.critical) and not ground.may_score:
        raise CaseError(
            f"{fields.at('status')}: {ground.status} may not cost marks; give a source, or 'unverified (high)' for an "
            "order of steps that is widely taught, or write 'loses: 0'"
        )
    return Move(
        key=key,
        text=read_words(fields, "text", words, None if teaches else ""),
        reply=read_words(fields, "reply", words),
        when=read_rule(fields, "when", words),
        verdict=verdict,
        ground=ground,
        loses=loses,
        competency=fields.choice("competency", ("", *COMPETENCIES), ""),
        takes=int(fields.number("takes", float(takes_seconds(verb)), low=0, high=3 * 1000)),
        again=fields.flag("again", default=verb not in OWN_WORDS),
        effects=effects,
    )


def read_scenes(root: Fields, words: Words) -> dict[str, Scene]:
    """Every scene by id."""
    scenes: dict[str, Scene] = {}
    seen: dict[str, str] = {}
    for name, fields in root.named_groups("scenes").items():
        options = []
        for part in fields.groups("options", required=True):
            option = part.identifier("id")
            if option in seen:
                raise CaseError(
                    f"{part.at('id')}: {option!r} is already an option of {seen[option]!r}; write another"
                )
            seen[option] = name
            options.append(read_move(part, f"choose:{option}", words, teaches=True))
            part.finish()
        scenes[name] = Scene(
            name,
            fields.text("title"),
            read_words(fields, "says", words),
            read_words(fields, "shows", words),
            tuple(options),
            fields.choice("phase", ("", *PHASES), ""),
            fields.flag("monitor", default=True),
            fields.text("later", ""),
            *read_changes(fields, "effects", words),
        )
        fields.finish()
    return scenes


def read_questions(root: Fields, words: Words) -> tuple[Move, ...]:
    """What can be asked at any time."""
    found = []
    for part in root.groups("questions"):
        found.append(read_move(part, f"ask:{part.identifier('id')}", words, teaches=False))
        if not found[-1].text or not found[-1].reply:
            raise part.wrong("reply" if found[-1].text else "text", "a question needs its text and the reply")
        part.finish()
    keys = [move.key for move in found]
    for key in keys:
        if keys.count(key) > 1:
            raise CaseError(f"{root.at('questions')}: the question {key.partition(':')[2]!r} is there twice")
    return tuple(found)


def read_answers(root: Fields, words: Words) -> dict[str, tuple[Move, ...]]:
    """How the case answers to actions of the room."""
    found: dict[str, tuple[Move, ...]] = {}
    for part in root.groups("answers"):
        keys = part.texts("to", required=True)
        for key in keys:
            action = _checked(read_action, key, part.at("to"))
            if action.verb not in VERBS:
                raise CaseError(f"{part.at('to')}: {key!r}: write actions of the room, such as measure:bp")
            found[key] = (*found.get(key, ()), read_move(part, key, words, teaches=False))
        part.finish()
    return found


def _places(part: Fields, scenes: Collection[str]) -> tuple[str, ...]:
    found = part.texts("in")
    for name in found:
        if name not in scenes:
            raise CaseError(f"{part.at('in')}: there is no scene {name!r}; there are {', '.join(scenes)}")
    return found


def read_events(root: Fields, words: Words, scenes: Collection[str]) -> tuple[Event, ...]:
    """What happens by itself."""
    found: list[Event] = []
    for part in root.groups("events"):
        event = Event(
            part.identifier("id"),
            needed_rule(part, "when", words),
            _places(part, scenes),
            read_words(part, "says", words),
            read_words(part, "shows", words),
            part.text("alarm", ""),
            read_ground(part, required=False),
            read_effects(part, words),
        )
        if event.id in {other.id for other in found}:
            raise CaseError(f"{part.at('id')}: the event {event.id!r} is there twice; write another id")
        if event.effects.critical and not (event.effects.end and event.ground.why and event.ground.may_score):
            raise CaseError(
                f"{part.at('critical')}: a critical event needs 'end: bad', 'why', and a status that may score"
            )
        found.append(event)
        part.finish()
    return tuple(found)


def read_drifts(root: Fields, words: Words) -> tuple[Drift, ...]:
    """How numbers move by themselves."""
    found = []
    for part in root.groups("dynamics"):
        when = needed_rule(part, "when", words)
        rates, put = read_changes(part, "per_minute", words)
        if put or not rates:
            raise part.wrong("per_minute", "write changes per minute, such as {fear: -1}")
        until: dict[str, float] = {}
        limits = part.group("until")
        for key in limits or ():
            assert limits is not None
            if key not in rates:
                raise CaseError(
                    f"{limits.at(key)}: it does not change here; 'until' names what 'per_minute' names"
                )
            until[key] = limits.number(key, low=words.names[key].low, high=words.names[key].high)
        part.finish()
        found.append(Drift(when, rates, until))
    return tuple(found)


def _checked(read: Callable[[str], Action], text: str, where: str) -> Action:
    try:
        return read(text)
    except CaseError as error:
        raise CaseError(f"{where}: {error}") from None
