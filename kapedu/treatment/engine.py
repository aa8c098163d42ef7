"""A course of treatment as a pure state machine: ``step(state, action) -> state``.

Days pass one by one, and every day does the same: what comes up comes up, and a question that nobody answers in time
has its own consequence. What is done takes part of a day unless it says otherwise.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from zlib import crc32

from kapedu.cases import CaseError, EncounterRun, case_named
from kapedu.cases import score as score_encounter
from kapedu.cases.run import SEED_LENGTH, check_seed
from kapedu.knowledge import fact
from kapedu.practice import Screening, screen
from kapedu.practice.screening_inquiry import ask, gaps
from kapedu.practice.screening_profile import NUMBERS, Profile, questions
from kapedu.treatment.action import Action, read_action
from kapedu.treatment.patient import Effects, Event, Move, Patient, Trigger
from kapedu.treatment.read_patient import NOTHING
from kapedu.treatment.severity import measured_total, rule
from kapedu.treatment.state import Entry, Form, Measured, Shift, State

if TYPE_CHECKING:
    from collections.abc import Mapping

_PERCENT = 100
UNSCREENED, HELD = "unscreened", "held"
_CRITICAL = {
    UNSCREENED: "A dose was given although the screening did not allow it.",
    HELD: "A dose was given while something held it.",
}


def begin(patient: Patient, seed: int = 0) -> State:
    """The day of the referral.

    Examples:
        >>> from kapedu.treatment import patient_named
        >>> begin(patient_named("vera"), seed=1).day
        0
    """
    check_seed(seed)
    known = Profile(label=patient.truth.label, story=patient.truth.story)
    return State(patient, seed, 0, known, _empty_form(), alliance=rule("response.alliance_start"))


def step(state: State, action: str | Action) -> State:
    """What follows an action.

    Returns:
        The next state; the same state where the course is over or the action is not open now.

    Raises:
        CaseError: The action is not written as one.
    """
    chosen = read_action(action) if isinstance(action, str) else action
    if state.ended or not is_open(state, chosen):
        return state
    work = _Work(state)
    if chosen.verb == "wait":
        work.pass_days(chosen.waits, until_something=True)
    else:
        work.perform(chosen)
    return work.freeze()


def is_open(state: State, action: Action) -> bool:  # noqa: PLR0911 - one for each verb
    """Whether an action can be done now."""
    if state.ended:
        return False
    match action.verb:
        case "wait" | "measure" | "close":
            return True
        case "ask":
            return action.name in state.form.open_groups
        case "dose" | "play":
            planned = state.protocol not in {"", f"protocol:{NOTHING}"}
            return planned and state.day not in state.doses
        case "integrate":
            return bool(state.doses) and state.day not in {day for day, _ in state.steps}
        case "therapy":
            return state.pairing not in {"", f"pairing:{NOTHING}"} and state.day not in state.therapy
        case "protocol" | "pairing":
            return not state.doses and find_move(state, action.key) is not None
        case "choose":
            return find_move(state, action.key) is not None
        case _:
            own = action.verb == "arrange" and find_move(state, action.key) is None
            return not own and action.key not in state.done


def find_move(state: State, key: str) -> Move | None:
    """The patient's own move behind an action; an answer only while its event waits for one."""
    waiting = state.waiting[0].options if state.waiting else ()
    return next((move for move in (*state.patient.own_moves, *waiting) if move.key == key), None)


def screening(state: State) -> Screening:
    """What the screening comes to, with what is known."""
    return screen(state.known)


def open_findings(state: State) -> tuple[str, ...]:
    """Names of the findings that hold a dose and that nobody has settled."""
    return tuple(name for name in state.form.holding if name not in state.settled)


def encounter_seed(state: State) -> int:
    """The seed of the encounter that the next dosing session can be played as."""
    return crc32(f"{state.seed} {state.patient.id} {len(state.doses)}".encode()) % SEED_LENGTH


def _form(known: Profile) -> Form:
    findings = screen(known).findings
    return Form(
        frozenset(_group_of(key) for key in gaps(known)),
        tuple(finding.name for finding in findings if finding.group != "note"),
    )


@cache
def _empty_form() -> Form:
    return _form(Profile())


def _group_of(key: str) -> str:
    if key in questions():
        return questions()[key].section
    if key in {"indication", "earlier_treatments"}:
        return "indication"
    if key == "alt_times_normal":
        return "history"
    if key in {"medicines", "benzodiazepine_diazepam_mg"}:
        return "medicines"
    return "today" if key in {*NUMBERS, "pregnancy", "drug_screen"} else "indication"


@dataclass
class _Work:
    """A working copy of a state."""

    state: State
    now: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = {name: getattr(self.state, name) for name in self.state.__dataclass_fields__}
        for name in ("done", "counts"):
            self.now[name] = dict(self.now[name])

    def freeze(self) -> State:
        return State(**self.now)

    def look(self) -> State:
        """The state as it is now, for questions to it."""
        return self.freeze()

    @property
    def day(self) -> int:
        return cast("int", self.now["day"])

    # what is done

    def perform(self, action: Action) -> None:
        move = find_move(self.look(), action.key)
        self.note("did", move.text if move else action.label, action.key)
        getattr(self, f"_{action.verb}", self._plain)(action)
        self.mark(action.key)
        if move is not None:
            self.apply(move.effects, action.key, move.text)
            self.note("told", move.reply, action.key)
        if not self.now["ended"]:
            self.happen()

    def _plain(self, action: Action) -> None:
        """Preparing and agreeing: alliance, and days where it takes any."""
        gain = cast("Mapping[str, float]", fact("treatment.moves.alliance").value).get(action.key, 0.0)
        self.more_alliance(float(gain))
        days = cast("Mapping[str, float]", fact("treatment.moves.days").value).get(action.key, 0)
        self.pass_days(int(days))

    def _ask(self, action: Action) -> None:
        known, told = self.now["known"], []
        while keys := [key for key in gaps(known) if _group_of(key) == action.name]:
            try:
                known = ask(known, self.state.patient.truth, keys[0]).profile
            except KeyError:  # a file that answers everything is asked of authors; see read_patient
                break
            told.append(keys[0])
        self.now["known"], self.now["form"] = known, _form(known)
        found = [finding.finding for finding in screen(known).findings if finding.nature == "present"]
        self.note(
            "told",
            f"{len(told)} question{'' if len(told) == 1 else 's'} answered. On the form so far: "
            f"{'; '.join(found) or 'nothing found'}.",
            action.key,
        )

    def _protocol(self, action: Action) -> None:
        self.now["protocol"] = action.key

    def _pairing(self, action: Action) -> None:
        self.now["pairing"] = action.key

    def _choose(self, _action: Action) -> None:
        self.now["waiting"] = None

    def _arrange(self, _action: Action) -> None:
        pass

    def _dose(self, action: Action) -> None:
        held = cast("Mapping[str, float]", fact(f"treatment.held.{action.name}").value)
        self.give(float(held["alliance"]), float(held["setback"]))

    def _play(self, action: Action) -> None:
        """A dose whose session was played: the encounter is played again here, and its marks count."""
        best, worst = (
            cast("Mapping[str, float]", fact(f"treatment.held.{name}").value)
            for name in ("presence", "alone")
        )
        share = self._played_share(action.name)
        self.mark(f"play-passed:{share >= rule('marks.pass') / _PERCENT}")
        self.give(
            *(
                float(worst[part]) + share * (float(best[part]) - float(worst[part]))
                for part in ("alliance", "setback")
            )
        )

    def _played_share(self, code: str) -> float:
        try:
            run = EncounterRun.from_code(code)
        except CaseError:
            return 0.0
        if (run.subject, run.seed) != (self.state.patient.encounter, encounter_seed(self.look())):
            return 0.0
        found = score_encounter(run.replay(case_named(run.subject)))
        return 0.0 if found.critical else found.percent / _PERCENT

    def give(self, alliance: float, setback: float) -> None:
        """Give a dose today, whatever speaks against it; what did is written down."""
        state = self.look()
        if open_findings(state):
            self.critical(UNSCREENED, _CRITICAL[UNSCREENED])
        if state.holds:
            self.critical(HELD, f"{_CRITICAL[HELD]} {'; '.join(sorted(state.holds))}.")
        doses = (*state.doses, state.day)
        self.now["doses"] = doses
        if len(doses) == 1:
            self.now["met_with"] = state.alliance
            self.mark("dose")
        self.mark(f"dose-{len(doses)}")
        self.more_alliance(alliance)
        self.shift(setback)
        if state.higher:
            self.shift(rule("burden.higher_setback"))
        self._burden(doses)

    def _burden(self, doses: tuple[int, ...]) -> None:
        planned = self.state.patient.planned.get(self.now["protocol"], 0)
        late = doses[planned:]
        recent = [day for day in late if day > self.day - rule("burden.window")]
        if len(recent) > rule("burden.in_window"):
            self.now["excess"] = (*self.now["excess"], len(doses))
            self.shift(rule("burden.excess_setback"))
        if len(doses) >= rule("burden.of_all"):
            self.shift(rule("burden.harm_setback"))
            self.now["flags"] |= {"bladder-harm"}

    def _integrate(self, action: Action) -> None:
        since = self.day - self.now["doses"][-1]
        weight = (
            1.0
            if since <= rule("response.step_soon")
            else 1 / 2
            if since <= rule("response.step_late")
            else 0.0
        )
        self.now["steps"] = (*self.now["steps"], (self.day, weight))
        if weight:
            self.mark("integrate-soon" if weight >= 1 else "integrate-late")
        self._plain(action)

    def _therapy(self, action: Action) -> None:
        self.now["therapy"] = (*self.now["therapy"], self.day)
        self._plain(action)

    def _measure(self, action: Action) -> None:
        total = measured_total(self.look())
        point = Measured(self.day, total, len(self.now["doses"]))
        self.now["measured"] = (*self.now["measured"], point)
        self.note("told", f"{total} points.", action.key)

    def _close(self, _action: Action) -> None:
        """The weeks go on without you: what comes up then finds nobody."""
        self.pass_days(self.state.last_day - self.day)

    # what happens

    def pass_days(self, days: int, *, until_something: bool = False) -> None:
        """Let days pass; a wait ends with the day on which something new comes up."""
        before = self.now["waiting"]
        for _ in range(days):
            if self.now["ended"]:
                return
            if until_something and self.now["waiting"] not in {None, before}:
                return
            self.now["day"] = self.day + 1
            self.happen()
            waiting = self.now["waiting"]
            if waiting and self.day - waiting[1] > rule("course.patience"):
                self._silence(waiting[0])
            if self.day >= self.state.last_day:
                self.finish("The weeks of this course of treatment are over.")

    def happen(self) -> None:
        """The next thing that is due comes up, unless one waits for an answer already."""
        if self.now["waiting"] is None:
            state = self.look()
            due = next((event for event in state.patient.events if _is_due(state, event)), None)
            if due is not None:
                self.now["waiting"] = (due, self.day)
                self.mark(due.id)
                self.note("event", f"{due.title}. {due.shows}", due.id)
                if due.hold:
                    self.now["holds"] |= {due.hold}

    def _silence(self, event: Event) -> None:
        self.now["waiting"] = None
        self.mark(f"silence-{event.id}")
        self.note("told", event.silent_text, event.id)
        self.apply(event.silence, event.id, event.silent_text)

    def finish(self, text: str) -> None:
        if not self.now["ended"]:
            self.now["ended"] = True
            self.note("end", text, "end")

    def apply(self, effects: Effects, key: str, text: str) -> None:
        """Change the state as the patient's file says."""
        self.more_alliance(effects.alliance)
        self.shift(effects.setback)
        self.shift(-effects.relief)
        self.now["flags"] = (self.now["flags"] | set(effects.sets)) - set(effects.clears)
        self.now["settled"] |= set(effects.settles)
        self.now["holds"] |= {effects.hold} if effects.hold else set()
        self.now["holds"] -= {effects.release} if effects.release else set()
        if effects.higher is not None:
            self.now["higher"] = effects.higher
        if effects.critical:
            self.critical(key, text)
        self.pass_days(effects.days)

    def more_alliance(self, points: float) -> None:
        self.now["alliance"] = min(max(self.now["alliance"] + points, 0.0), _PERCENT)

    def shift(self, points: float) -> None:
        if points:
            self.now["shifts"] = (*self.now["shifts"], Shift(self.day, points))

    def critical(self, key: str, text: str) -> None:
        self.mark("critical")
        if key not in self.now["critical"]:
            self.now["critical"] = (*self.now["critical"], key)
            self.note("critical", text, key)

    def mark(self, key: str) -> None:
        self.now["done"].setdefault(key, (self.day, len(self.now["log"])))
        self.now["counts"][key] = self.now["counts"].get(key, 0) + 1

    def note(self, kind: str, text: str, key: str) -> None:
        if text:
            self.now["log"] = (*self.now["log"], Entry(self.day, kind, text, key))


def _is_due(state: State, event: Event) -> bool:
    """Whether an event's rule holds for the first time."""
    if event.id in state.done:
        return False
    when: Trigger = event.trigger
    since = state.day - state.doses[-1] if state.doses else 0
    recent = [day for day in state.doses if day > state.day - rule("burden.window")]
    return (
        len(state.doses) >= when.after_doses
        and state.day >= when.from_day
        and (not when.since_dose or (bool(state.doses) and since >= when.since_dose))
        and len(recent) >= when.crowded
        and all(key in state.done for key in when.done)
        and not any(key in state.done for key in when.absent)
        and set(when.flags) <= state.flags
        and not set(when.unset) & state.flags
    )
