"""From a YAML text to a case."""

import re

from kapedu.cases.action import VERBS
from kapedu.cases.case import Case, Effects, Profile
from kapedu.cases.check_asked import check_asked
from kapedu.cases.errors import CaseError, nearest
from kapedu.cases.expression import FLAG, NUMBER, Name
from kapedu.cases.fields import Fields
from kapedu.cases.read_parts import (
    Words,
    read_answers,
    read_drifts,
    read_effects,
    read_events,
    read_questions,
    read_scenes,
    read_words,
)
from kapedu.cases.read_score import read_expert, read_lessons, read_scoring
from kapedu.cases.shelf import fingerprint
from kapedu.cases.source import read_tree
from kapedu.cases.vocabulary import COMPETENCIES, DRIVEN, PHASES, general_names, variables
from kapedu.knowledge import fact
from kapedu.pharmacology import DosingError, Patient, PatientError, parse_dose

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ALWAYS = ("stay", "record", "close")
_WITH_DRUG = tuple(VERBS)


def read_case(text: str, file: str = "case") -> Case:
    """The case in a YAML text.

    Raises:
        CaseError: It is no case; names file, line, field and what was expected.
    """
    root = Fields(read_tree(text, file), file)
    name = root.identifier("id")
    own = _own_numbers(root)
    flags = _flags(root)
    words = _words(own, flags)
    profile = _profile(root)
    dosing, pump_waits = _dosing(root, profile)
    scenes = read_scenes(root, words)
    first = root.choice("first", scenes, next(iter(scenes)))
    checks, orders, concordances = read_scoring(root, words)
    longest = float(fact("cases.clock.longest_case"))
    timeout, timeout_text = _timeout(root, words)
    case = Case(
        id=name,
        title=root.text("title"),
        phase=root.choice("phase", PHASES),
        competencies=_competencies(root),
        minutes=root.number("minutes", low=1, high=longest),
        emergency=root.flag("emergency"),
        summary=root.text("summary"),
        role=root.text("you_are"),
        patient=profile,
        offers=_offers(root, has_drug=bool(dosing)),
        dosing=dosing,
        pump_waits=pump_waits,
        begin_min=root.number("begin_min", 0, low=0, high=longest),
        limit_min=root.number("limit_min", low=1, high=longest),
        timeout=timeout,
        timeout_text=timeout_text,
        start=_start(root, words),
        flags=flags,
        own_numbers=own,
        first=first,
        scenes=scenes,
        questions=read_questions(root, words),
        answers=read_answers(root, words),
        events=read_events(root, words, scenes),
        drifts=read_drifts(root, words),
        checks=checks,
        orders=orders,
        concordances=concordances,
        expert=read_expert(root, words),
        lessons=read_lessons(root),
        reviewed=root.text("reviewed"),
        fingerprint=fingerprint(text),
    )
    root.finish()
    check_asked(words, case)
    return case


def _own_numbers(root: Fields) -> dict[str, tuple[str, float, float, float]]:
    """Numbers that only this case has: label, lowest, highest, start."""
    found = {}
    group = root.group("numbers")
    for key in group or ():
        assert group is not None
        if not _NAME.fullmatch(key) or key in general_names() or key in variables():
            raise CaseError(f"{group.at(key)}: write a new name of lower-case letters and underscores")
        part = group.needed_group(key)
        low, high = part.number("low"), part.number("high")
        found[key] = (part.text("label"), low, high, part.number("start", low=low, high=high))
        part.finish()
    return found


def _flags(root: Fields) -> dict[str, bool]:
    found = {}
    group = root.group("flags")
    for key in group or ():
        assert group is not None
        if not _NAME.fullmatch(key) or key in general_names() or key in variables():
            raise CaseError(f"{group.at(key)}: write a new name of lower-case letters and underscores")
        found[key] = group.flag(key)
    return found


def _words(own: dict[str, tuple[str, float, float, float]], flags: dict[str, bool]) -> Words:
    for key in own:
        if key in flags:
            raise CaseError(f"{key!r} is both a number and a flag; rename one")
    names = {**general_names(), **{key: Name(FLAG) for key in flags}}
    names |= {key: Name(NUMBER, low=low, high=high) for key, (_, low, high, _) in own.items()}
    return Words(names, frozenset({*variables(), *own}), frozenset(flags))


def _profile(root: Fields) -> Profile:
    part = root.needed_group("patient")
    baseline = {name: variables()[name].start for name in DRIVEN}
    rest = part.group("baseline")
    for key in rest or ():
        assert rest is not None
        if key not in baseline:
            raise CaseError(
                f"{rest.at(key)}: there is no such vital sign; known are {', '.join(baseline)}{nearest(key, baseline)}"
            )
        baseline[key] = rest.number(key, low=variables()[key].low, high=variables()[key].high)
    profile = Profile(
        name=part.text("name"),
        age=part.number("age", low=0),
        weight_kg=part.number("weight_kg", low=0),
        story=part.texts("story", required=True),
        intention=part.text("intention", ""),
        agreed=part.texts("agreed"),
        baseline=baseline,
        pressor=part.number("pressor", low=0) if "pressor" in part else None,
    )
    try:
        Patient(profile.weight_kg, profile.age)
    except PatientError as error:
        raise CaseError(f"{root.at('patient')}: {error}") from None
    part.finish()
    return profile


def _dosing(root: Fields, profile: Profile) -> tuple[tuple[str, ...], bool]:
    dosing = root.texts("dosing")
    infusions = 0
    for text in dosing:
        try:
            dose = parse_dose(text)
        except DosingError as error:
            raise CaseError(f"{root.at('dosing')}: {error}") from None
        infusions += bool(dose.over_min)
    if infusions > 1:
        raise CaseError(f"{root.at('dosing')}: one pump gives one infusion; write the others as single doses")
    waits = root.flag("pump_waits")
    if waits and not infusions:
        raise CaseError(f"{root.at('pump_waits')}: there is no infusion under 'dosing' that could wait")
    assert profile.weight_kg
    return dosing, waits


def _competencies(root: Fields) -> tuple[str, ...]:
    found = root.texts("competencies", required=True)
    for code in found:
        if code not in COMPETENCIES:
            raise root.wrong("competencies", "write codes from C1 to C15")
    return found


def _offers(root: Fields, *, has_drug: bool) -> tuple[str, ...]:
    """The groups of actions that the room has."""
    named = root.texts("offers")
    for verb in named:
        if verb not in VERBS:
            raise root.wrong("offers", "write some of " + ", ".join(VERBS))
    if named:
        return tuple(dict.fromkeys((*named, *_ALWAYS)))
    return _WITH_DRUG if has_drug else ("call", *_ALWAYS)


def _start(root: Fields, words: Words) -> dict[str, float]:
    group = root.group("start")
    found = {}
    for key in group or ():
        assert group is not None
        if key not in words.numbers:
            raise CaseError(
                f"{group.at(key)}: there is no such number; known are {', '.join(sorted(words.numbers))}"
                f"{nearest(key, words.numbers)}"
            )
        found[key] = group.number(key, low=words.names[key].low, high=words.names[key].high)
    return found


def _timeout(root: Fields, words: Words) -> tuple[Effects, str]:
    part = root.needed_group("timeout")
    effects = read_effects(part, words)
    if not effects.end:
        raise part.wrong("end", "write how it ends when time is up: good, mixed or bad")
    text = read_words(part, "text", words, None)
    part.finish()
    return effects, text
