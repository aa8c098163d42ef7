"""Activity: treat a made-up patient over simulated weeks, from the referral to maintenance, and look back at it."""

from __future__ import annotations

import secrets
from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.cases import CaseError
from kapedu.figures.treatment_timeline import Mark, treatment_timeline
from kapedu.instruments import change, instrument
from kapedu.treatment import CourseRun, State, begin, patient_named, step
from kapedu.treatment.action import VERBS, read_action
from kapedu.treatment.engine import encounter_seed, is_open
from kapedu.treatment.scoring import course_days
from kapedu.widgets.encounters.encounter import Encounter
from kapedu.widgets.encounters.exam_encounter import ExamEncounter
from kapedu.widgets.encounters.reader_word import ReaderWord
from kapedu.widgets.encounters.run_file import RunFile, Store, is_shared, own_folder
from kapedu.widgets.encounters.treatment_debrief import debrief_parts
from kapedu.widgets.parts.controls import Button, Choice, Html, Select
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.own_draw import is_drawn
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    from pathlib import Path

    import ipywidgets

_SEEDS = 2**31
_DAYS = {"1": "1 day", "2": "2 days", "3": "3 days", "7": "1 week", "14": "2 weeks", "28": "4 weeks"}
_OWN = {"arrange": "Arrange", "protocol": "Plan: what is given", "pairing": "Plan: the therapy beside it"}
_NOTHING = {"": "Nothing is open here now"}
_PLAY = "play"
_LINES = 8


class TreatmentCourse:
    """A course of treatment and its parts; `box` is what is shown. Lessons call `treatment_course`.

    Args:
        patient_id: Id of a patient of the capstone.
        seed: Which patient of this name; without it, somebody new at each start.
        store: Where the run is kept; without it, in the learner's own folder.
        graded: Whether it is a question of a quiz: no verdicts, no second go.
        folder: Where the run is kept, for tests.
    """

    def __init__(
        self,
        patient_id: str,
        seed: int | None = None,
        *,
        store: Store[CourseRun] | None = None,
        graded: bool = False,
        folder: Path | None = None,
    ) -> None:
        self.patient = patient_named(patient_id)
        self._seed, self.graded, self._folder = seed, graded, folder
        # where many readers share a server, the browser has to say first whose run it is
        self._word = ReaderWord(self.hello) if store is None and folder is None and is_shared() else None
        self._store = store or (None if self._word else self._file())
        kept, problem = self._store.load() if self._store else (None, "")
        self.run = kept or self._fresh()
        self.state: State = self.run.replay(self.patient)
        self.encounter: Encounter | None = None
        self.notice = Html("", live=True)
        self.status = Html("", live=True)
        self.plot = PlotView(self._figure(), 300, title="The weeks so far")
        self.asked = Html("", live=True)
        self.answer = Choice("What do you answer?", _NOTHING)
        self.answer_button = Button("Answer", self._answer)
        self.group = Select("Kind of step", self._groups())
        self.move = Select("Step", _NOTHING)
        self.do_button = Button("Do it", self._do_chosen)
        self.days = Select("Let time pass", _DAYS, "7")
        self.wait_button = Button("Wait", self._wait, kind="quiet")
        self.log = Html("")
        self.again = Button("Start again with somebody new", self.restart, kind="quiet")
        self.place = stack()
        self.question = stack(self.asked, self.answer, row(self.answer_button))
        self.steps = stack(self.group, self.move, row(self.do_button), self.days, row(self.wait_button))
        self.box: ipywidgets.VBox = activity(self.patient.title, *self._parts())
        self.group.observe(self._fill_moves, names="value")
        self._tell(problem or self._revised())
        self._show()
        if seed is None and kept is None:
            is_drawn(self)

    def hello(self, reader: str) -> None:
        """The page is there: bring back what this reader left, once."""
        if self._store is not None:
            return
        self._store = self._file(reader)
        kept, problem = self._store.load()
        if kept is not None:
            self.run, self.state = kept, kept.replay(self.patient)
        elif self.run.actions:  # somebody was quicker than the page
            problem = problem or self._store.save(self.run)
        self._tell(problem or self._revised())
        self._show()

    def do(self, action: str) -> None:
        """Do one thing and show what follows; what is no action is told and changes nothing."""
        try:
            after = step(self.state, read_action(action))
            run = self.run.then(action) if after is not self.state else self.run
        except CaseError as error:
            self._tell(str(error))
            return
        if after is self.state:
            self._tell("This is not open now.")
            return
        self.state, self.run, self.encounter = after, run, None
        self._save()
        self._show()

    def draw_again(self) -> None:
        """Meet somebody new, if nothing was done."""
        if not self.run.actions:
            self.run = self._fresh()
            self.state = begin(self.patient, self.run.seed)
            self._show()

    def restart(self) -> None:
        """Begin again with a new run."""
        if self.graded:
            self._tell("There is one go; your run stays as it is.")
            return
        self.run = self._fresh()
        self.state, self.encounter = begin(self.patient, self.run.seed), None
        self._save()
        self._show()

    def play_session(self) -> None:
        """Hold today's session as an encounter; its result counts when it is over.

        Each session has a folder of its own: whoever comes back to it goes on where it was left.
        """
        seed = encounter_seed(self.state)
        folder = (self._folder or own_folder("treatment")) / "sessions" / str(seed)
        kind = ExamEncounter if self.graded else Encounter
        self.encounter = session = kind(self.patient.encounter, seed, folder=folder, level=4)
        told = Html(
            "<p>Hold this session with somebody in the same minute: another name, the same task. Play it to its end, then"
            " let it count. Whoever leaves it comes back to the same second.</p>"
        )
        counted = Button("Let this session count", self._count_session)
        counted.disabled = True

        def ended(_change: Any) -> None:
            counted.disabled = not session.state.ended

        session.box.observe(ended, names="children")
        self.place.children = (stack(told, session.box, row(counted)),)

    def _count_session(self) -> None:
        if self.encounter is None or not self.encounter.state.ended:
            self._tell("The session is not over yet.")
            return
        self.do(f"play:{self.encounter.kept.run.code()}")

    def _file(self, reader: str = "") -> Store[CourseRun]:
        return RunFile(self.patient.id, self._folder or own_folder("treatment"), CourseRun.from_json, reader)

    def _revised(self) -> str:
        is_old = self.run.fingerprint != self.patient.fingerprint
        return "This patient has been revised since; your steps were taken again." if is_old else ""

    def _save(self) -> None:
        self._tell(self._store.save(self.run) if self._store else "")

    def _fresh(self) -> CourseRun:
        return CourseRun.of(self.patient, secrets.randbelow(_SEEDS) if self._seed is None else self._seed)

    # what is pressed

    def _answer(self) -> None:
        if self.answer.value:
            self.do(self.answer.value)
        else:
            self._tell("Choose an answer first.")

    def _do_chosen(self) -> None:
        if self.move.value == _PLAY:
            self.play_session()
        elif self.move.value:
            self.do(self.move.value)

    def _wait(self) -> None:
        self.do(f"wait:{self.days.value}")

    # what is shown

    def _tell(self, text: str) -> None:
        self.notice.html = f"<p class='kapedu-notice'>{escape(text)}</p>" if text else ""

    def _show(self) -> None:
        self.status.html = self._status()
        self.plot.show(self._figure())
        self._ask()
        self._fill_moves()
        self.log.html = self._log_html()
        self.place.children = self._looks_back() if self.state.ended else ()
        self.box.children = (self.box.children[0], *self._parts())

    def _parts(self) -> tuple[ipywidgets.Widget, ...]:
        shown: list[ipywidgets.Widget] = [Html(self._brief()), self.notice, self.status, self.plot]
        if not self.state.ended:
            shown += [self.question] if self.state.waiting else []
            shown.append(self.steps)
        shown += [self.log, self.place, *([self._word] if self._word else [])]
        return tuple(shown) if self.graded else (*shown, row(self.again))

    def _looks_back(self) -> tuple[ipywidgets.Widget, ...]:
        if self.graded:
            text = "Your run is complete and saved. Marks, reasons and sources come with the feedback."
            return (Html(f"<p>{text}</p>", live=True),)
        return debrief_parts(self.state, self.run.code())

    def _brief(self) -> str:
        patient = self.patient
        story = "".join(f"<li>{escape(line)}</li>" for line in patient.story)
        return (
            f"<p>{escape(patient.summary)} <strong>You are</strong> {escape(patient.role)}. You have {patient.weeks}"
            f" weeks.</p><details><summary>About {escape(patient.name)}</summary><ul>{story}</ul>"
            f"<p>The aim, in {escape(patient.name)}'s words: {escape(patient.aim)}</p></details>"
            "<p class='kapedu-small'>A made-up patient whose scores follow a model for teaching. The course teaches; it does"
            " not treat. Nothing here is an order for a real patient.</p>"
        )

    def _status(self) -> str:
        state = self.state
        doses = f"{len(state.doses)} dose{'' if len(state.doses) == 1 else 's'}"
        planned = state.patient.planned.get(state.protocol, 0)
        parts = [f"Day {state.day}, week {state.day // 7 + 1} of {state.patient.weeks}"]
        parts.append(f"{doses} given{f' ({planned} planned)' if planned else ''}")
        parts.append(f"{len(state.therapy)} therapy sessions")
        if state.measured:
            parts.append(f"last score {state.measured[-1].total} (day {state.measured[-1].day})")
        lines = [f"<p><strong>{escape(' · '.join(parts))}</strong></p>"]
        if len(state.measured) > 1:
            first, last = state.measured[0].total, state.measured[-1].total
            said = " ".join(change(state.patient.scale, first, last).sentences())
            lines.append(f"<p>{escape(instrument(state.patient.scale).title)}: {escape(said)}</p>")
        if state.holds:
            lines.append(
                f"<p><strong>No dose while this is open:</strong> {escape('; '.join(sorted(state.holds)))}</p>"
            )
        return "".join(lines)

    def _figure(self) -> Any:
        state = self.state
        scale = instrument(self.patient.scale)
        events = {event.id: event.title for event in self.patient.events}
        return treatment_timeline(
            scale.title,
            course_days(state).tolist(),
            top=float(scale.high),
            measured=[(one.day, one.total) for one in state.measured],
            doses=state.doses,
            events=[Mark(entry.day, events[entry.key]) for entry in state.log if entry.kind == "event"],
        )

    def _ask(self) -> None:
        waiting = self.state.waiting
        if waiting is None:
            self.asked.html = ""
            self.answer.options = _NOTHING
            return
        event = waiting[0]
        self.asked.html = f"<h4 class='kapedu-part'>{escape(event.title)}</h4><p>{escape(event.shows)}</p>"
        ranked = sorted(event.options, key=lambda option: hash_place(f"{self.state.seed} {option.key}"))
        self.answer.options = {option.key: option.text for option in ranked}
        self.answer.value = None

    def _groups(self) -> dict[str, str]:
        order = (
            "ask",
            "arrange",
            "protocol",
            "pairing",
            "prepare",
            "measure",
            "dose",
            "integrate",
            "therapy",
            "agree",
        )
        return {verb: _OWN[verb] if verb in _OWN else VERBS[verb].label for verb in (*order, "close")}

    def _fill_moves(self, _change: Any = None) -> None:
        verb = str(self.group.value)
        if verb in _OWN:
            found = {
                move.key: move.text for move in self.patient.own_moves if move.key.startswith(f"{verb}:")
            }
        else:
            found = {f"{verb}:{name}": text for name, text in VERBS[verb].objects.items()}
        found = {key: text for key, text in found.items() if is_open(self.state, read_action(key))}
        if verb == "dose" and found:
            found[_PLAY] = "Play the session as an encounter"
        kept = self.move.value
        self.move.options = found or _NOTHING
        self.do_button.disabled = not found
        if kept in found:
            self.move.value = kept

    def _log_html(self) -> str:
        lines = [
            f"<li class='kt-{entry.kind}'><span>Day {entry.day}:</span> {self._line(entry.kind, entry.text)}</li>"
            for entry in self.state.log
            if entry.kind != "critical" or not self.graded
        ]
        older = f"<details><summary>Everything before</summary><ul>{''.join(lines[:-_LINES])}</ul></details>"
        return (
            f"<h4 class='kapedu-part'>What was done</h4>{older if len(lines) > _LINES else ''}"
            f"<ul class='kt-log'>{''.join(lines[-_LINES:]) or '<li>Nothing yet: this is the day of the referral.</li>'}</ul>"
        )

    @staticmethod
    def _line(kind: str, text: str) -> str:
        shown = escape(text)
        return f"<strong>{shown}</strong>" if kind in {"event", "end", "critical"} else shown


def hash_place(text: str) -> int:
    """A place that depends on a text alone and says nothing about it."""
    from zlib import crc32

    return crc32(text.encode())


def treatment_course(patient_id: str, seed: int | None = None) -> ipywidgets.Widget:
    """A patient of the capstone, ready to show.

    Raises:
        CaseError: There is no such patient; lists those that there are.
    """
    one = TreatmentCourse(patient_id, seed)
    one.box.course = one  # the box keeps its parts alive
    return one.box
