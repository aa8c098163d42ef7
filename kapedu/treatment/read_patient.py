"""Reading a patient of the capstone from YAML; every complaint names file, line, field and what to write."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from kapedu.cases.case import VERDICTS
from kapedu.cases.errors import CaseError, nearest
from kapedu.cases.fields import Fields
from kapedu.cases.library import case_named, case_names, library
from kapedu.cases.read_score import read_lessons
from kapedu.cases.shelf import Shelf, fingerprint
from kapedu.cases.source import read_tree
from kapedu.cases.told_facts import read_told_ground
from kapedu.cases.vocabulary import COMPETENCIES
from kapedu.instruments import InstrumentError, instrument
from kapedu.practice import ScreeningError, pairings, protocols, screen
from kapedu.practice.screening_file import read_profile
from kapedu.practice.screening_inquiry import ask, gaps
from kapedu.practice.screening_profile import Profile
from kapedu.treatment.action import read_action
from kapedu.treatment.patient import Check, Effects, Event, Move, Patient, Traits, Trigger

NOTHING = "none"
_NTH_DOSE = re.compile(r"dose-[1-9][0-9]{0,2}")


def read_patient(text: str, file: str) -> Patient:
    """The patient in a YAML text.

    Raises:
        CaseError: Something is missing, unknown or impossible; names file, line, field, value and what is allowed.
    """
    fields = Fields(read_tree(text, file), file)
    asked = _Asked()
    traits = fields.needed_group("person")
    offered = {name: _offers(fields, name, asked) for name in ("protocol", "pairing")}
    patient = Patient(
        id=fields.identifier("id"),
        title=fields.text("title"),
        name=fields.text("name"),
        summary=fields.text("summary"),
        role=fields.text("you_are"),
        story=fields.texts("story", required=True),
        aim=fields.text("aim"),
        competencies=_codes(fields),
        weeks=int(fields.number("weeks", low=1)),
        scale=fields.text("scale"),
        scale_start=int(fields.number("scale_start", low=1)),
        traits=Traits(
            traits.number("start", low=1),
            traits.number("largest_benefit", low=0),
            traits.number("half_time_d", low=1),
            traits.number("expectancy", low=0),
        ),
        truth=_profile(fields, text, file),
        arrangements=tuple(_move(part, "arrange", asked) for part in fields.groups("arrangements")),
        protocols=tuple(move for move, _ in offered["protocol"]),
        pairings=tuple(move for move, _ in offered["pairing"]),
        planned={move.key: int(size) for move, size in offered["protocol"]},
        pairing_effect={move.key: size for move, size in offered["pairing"]},
        encounter=_encounter(fields),
        events=tuple(_event(part, asked) for part in fields.groups("events", required=True)),
        checks=tuple(_check(part, asked) for part in fields.groups("checks", required=True)),
        expert=asked.deeds_in(fields, "expert", required=True),
        lessons=read_lessons(fields, "lessons"),
        reviewed=fields.text("reviewed"),
        fingerprint=fingerprint(text),
    )
    traits.finish()
    fields.finish()
    _check_scale(fields, patient)
    _check_names(fields, patient, asked)
    _check_answers(fields, patient)
    return patient


def _codes(fields: Fields) -> tuple[str, ...]:
    codes = fields.texts("competencies", required=True)
    if not set(codes) <= set(COMPETENCIES):
        raise fields.wrong("competencies", f"write codes among {', '.join(COMPETENCIES)}")
    return codes


def _encounter(fields: Fields) -> str:
    """What a dosing session can be played as: a case in which the drug is given."""
    name = fields.choice("encounter", case_names())
    if not case_named(name).dosing:
        given = ", ".join(case.id for case in library() if case.dosing)
        raise fields.wrong("encounter", f"write a case in which a dose is given, such as {given}")
    return name


def _profile(fields: Fields, text: str, file: str) -> Profile:
    """The screening as it is in truth, in the form of a screening file."""
    fields.needed_group("profile")
    part = yaml.load(text, Loader=yaml.BaseLoader)["profile"]  # noqa: S506 - words alone, no objects
    try:
        return read_profile(yaml.safe_dump(part), f"{file}, profile")
    except ScreeningError as error:
        raise CaseError(str(error)) from None


def _offers(fields: Fields, name: str, asked: "_Asked") -> list[tuple[Move, float]]:
    """The protocols or pairings on offer, each with its size: planned doses, or how much its sessions do."""
    known = {"protocol": protocols(), "pairing": pairings()}[name]
    found = []
    for part in fields.groups(f"{name}s", required=True):
        if part.text("id") not in {*known, NOTHING}:
            raise part.wrong("id", f"write {NOTHING} or one of {', '.join(known)}")
        size = part.number("doses" if name == "protocol" else "effect", 0.0, low=0)
        found.append((_move(part, name, asked), size))
    return found


def _move(fields: Fields, verb: str, asked: "_Asked") -> Move:
    move = Move(
        key=f"{verb}:{fields.text('id')}",
        text=fields.text("text"),
        reply=fields.text("reply", ""),
        verdict=fields.choice("verdict", VERDICTS, "neutral"),
        ground=read_told_ground(fields),
        effects=_effects(fields, asked),
    )
    fields.finish()
    return move


def _effects(fields: Fields, asked: "_Asked") -> Effects:
    effects = Effects(
        alliance=fields.number("alliance", 0.0),
        setback=fields.number("setback", 0.0, low=0),
        relief=fields.number("relief", 0.0, low=0),
        days=int(fields.number("days", 0.0, low=0)),
        sets=fields.texts("sets"),
        clears=fields.texts("clears"),
        hold=fields.text("hold", ""),
        release=fields.text("release", ""),
        settles=fields.texts("settles"),
        higher=fields.flag("higher") if "higher" in fields else None,
        critical=fields.flag("critical"),
    )
    asked.set_flags.update(effects.sets)
    asked.set_holds.add(effects.hold)
    if effects.release:
        asked.holds.append((fields.at("release"), effects.release))
    return effects


def _event(fields: Fields, asked: "_Asked") -> Event:
    when = fields.needed_group("when")
    trigger = Trigger(
        after_doses=int(when.number("after_doses", 0.0, low=0)),
        from_day=int(when.number("from_day", 0.0, low=0)),
        since_dose=int(when.number("since_dose", 0.0, low=0)),
        crowded=int(when.number("crowded", 0.0, low=0)),
        done=asked.deeds_in(when, "done"),
        absent=asked.deeds_in(when, "not_done"),
        flags=asked.flags_in(when, "flags"),
        unset=asked.flags_in(when, "not_flags"),
    )
    when.finish()
    silence = fields.needed_group("silence")
    event = Event(
        id=fields.identifier("id"),
        title=fields.text("title"),
        shows=fields.text("shows"),
        trigger=trigger,
        hold=fields.text("hold", ""),
        options=tuple(_move(part, "choose", asked) for part in fields.groups("options", required=True)),
        silence=_effects(silence, asked),
        silent_text=silence.text("text"),
    )
    asked.set_holds.add(event.hold)
    silence.finish()
    fields.finish()
    return event


def _check(fields: Fields, asked: "_Asked") -> Check:
    check = Check(
        id=fields.identifier("id"),
        text=fields.text("text"),
        competency=fields.choice("competency", tuple(COMPETENCIES)),
        weight=fields.number("weight", low=0),
        done=asked.deeds_in(fields, "done"),
        before=asked.deed_in(fields, "before"),
        within=int(fields.number("within", 0.0, low=0)),
        since=asked.deed_in(fields, "since"),
        least=int(fields.number("least", 1.0, low=1)),
        without=asked.deeds_in(fields, "without"),
        ground=read_told_ground(fields),
    )
    if not check.ground.may_score:
        raise fields.wrong(
            "status", "a line that gives marks rests on something checked, or on an order of steps"
        )
    if not check.done and not check.without:
        raise fields.wrong("done", "write what must have been done, or under 'without' what must not")
    fields.finish()
    return check


def _check_scale(fields: Fields, patient: Patient) -> None:
    try:
        scale = instrument(patient.scale)
    except InstrumentError as error:
        raise CaseError(f"{fields.at('scale')}: {error}") from None
    if not scale.low < patient.scale_start <= scale.high:
        raise fields.wrong("scale_start", f"write a total of the {scale.title}, up to {scale.high}")


def _check_answers(fields: Fields, patient: Patient) -> None:
    """Whatever the screening asks, the profile must answer; and what it finds must be possible to settle."""
    known = Profile()
    while open_questions := list(gaps(known)):
        try:
            told = ask(known, patient.truth, open_questions[0]).profile
        except KeyError:
            told = known
        if told == known:
            raise CaseError(
                f"{fields.at('profile')}: {open_questions[0]} is not answered; a patient's profile answers everything"
            )
        known = told
    found = {finding.name for finding in screen(known).findings if finding.group != "note"}
    settled = {name for move in patient.arrangements for name in move.effects.settles}
    for name in sorted(found - settled):
        raise CaseError(f"{fields.at('arrangements')}: nothing settles the finding {name!r} of the screening")


def _check_names(fields: Fields, patient: Patient, asked: "_Asked") -> None:
    """Every action, flag and hold that a check, a rule or the script names must exist."""
    answers = {move.key for event in patient.events for move in event.options}
    if len(answers) < sum(len(event.options) for event in patient.events):
        raise CaseError(f"{fields.at('events')}: two answers to events have the same id; write another")
    known = {move.key for move in patient.own_moves} | answers | {event.id for event in patient.events}
    marks = {"dose", "critical", "integrate-soon", "integrate-late", "play-passed:True"}
    for where, key in asked.deeds:
        if key in known | marks or _NTH_DOSE.fullmatch(key):
            continue
        try:
            is_own = read_action(key).verb in {"arrange", "protocol", "pairing", "choose"}
        except CaseError as error:
            raise CaseError(f"{where}: {error}") from None
        if is_own:
            raise CaseError(f"{where}: {key!r} is named and does not exist{nearest(key, known)}")
    for names, there, what in (
        (asked.flags, asked.set_flags, "nothing sets the flag"),
        (asked.holds, asked.set_holds, "there is no hold"),
    ):
        for where, name in names:
            if name not in there:
                raise CaseError(f"{where}: {what} {name!r}{nearest(name, there)}")


@dataclass
class _Asked:
    """What a file asks for by name, with the places, and the flags and holds that its moves bring."""

    deeds: list[tuple[str, str]] = field(default_factory=list)
    flags: list[tuple[str, str]] = field(default_factory=list)
    holds: list[tuple[str, str]] = field(default_factory=list)
    set_flags: set[str] = field(default_factory=lambda: {"bladder-harm"})
    set_holds: set[str] = field(default_factory=set)

    def deeds_in(self, fields: Fields, name: str, *, required: bool = False) -> tuple[str, ...]:
        found = fields.texts(name, required=required)
        self.deeds.extend((fields.at(name), key) for key in found)
        return found

    def deed_in(self, fields: Fields, name: str) -> str:
        found = fields.text(name, "")
        self.deeds.extend([(fields.at(name), found)] if found else [])
        return found

    def flags_in(self, fields: Fields, name: str) -> tuple[str, ...]:
        found = fields.texts(name)
        self.flags.extend((fields.at(name), flag) for flag in found)
        return found


FOLDER = Path(__file__).parent / "library"
PATIENTS = Shelf(FOLDER, "patient", read_patient)
patient_names, patient_named, patient_at = PATIENTS.names, PATIENTS.named, PATIENTS.at
