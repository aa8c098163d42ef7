"""May this person leave? Decide at each moment, and be told what was missing."""

from __future__ import annotations

from html import escape
from typing import Any

from kapedu.practice.risk_leaving import Moment, judge, visits
from kapedu.practice.standing import standing
from kapedu.widgets.parts.controls import Button, Html, Select
from kapedu.widgets.parts.layout import activity, row


def may_she_leave() -> Any:
    """The activity: three people after a dose, decided at moment after moment."""
    return _Leaving().box


class _Leaving:
    def __init__(self) -> None:
        self.visits = visits()
        self.who = Select("Person", {key: visit.who.partition(",")[0] for key, visit in self.visits.items()})
        self.scene = Html("", live=True)
        self.leave = Button("May leave", lambda: self.decide("leave"))
        self.stay = Button("Stays", lambda: self.decide("stay"), "quiet")
        self.again = Button("Begin again", self.restart, "quiet")
        self.past = Html()
        self.box = activity(
            "May this person leave?",
            self.who,
            self.scene,
            row(self.leave, self.stay, self.again),
            self.past,
        )
        self.who.observe(lambda _change: self.restart(), names="value")
        self.restart()

    def restart(self) -> None:
        """Back to the first moment."""
        self.place = 0
        self.told: list[str] = []
        self.unsafe = 0
        self._show("")

    @property
    def visit(self) -> Any:
        return self.visits[str(self.who.value)]

    def decide(self, choice: str) -> None:
        """Let the person stay or leave, and go on to the next moment."""
        if self.leave.disabled:
            return
        moment = self.visit.moments[self.place]
        judged = judge(moment, choice)
        self.unsafe += judged.is_unsafe
        if judged.is_unsafe:
            verdict = f"<b>Too early.</b> Missing: {escape('; '.join(judged.missing))}. You call the person back in at the door."
        elif judged.is_right and choice == "leave":
            verdict = "<b>Yes.</b> Every criterion is met, and somebody goes home safely."
        elif judged.is_right:
            verdict = f"<b>Yes.</b> Still missing: {escape('; '.join(judged.missing))}."
        else:
            verdict = (
                "<b>Every criterion was met.</b> Waiting longer harms nobody, and keeps a bed and an escort."
            )
        words = "may leave" if choice == "leave" else "stays"
        self.told.append(f"<li>{moment.after_min:g} min: you said {words}. {verdict}</li>")
        self.place += 1
        over = (choice == "leave" and not judged.is_unsafe) or self.place == len(self.visit.moments)
        self._show(verdict, over=over)

    def _show(self, verdict: str, *, over: bool = False) -> None:
        self.leave.disabled = self.stay.disabled = over
        said = f"<p>{verdict}</p>" if verdict else ""
        if over:
            times = "once" if self.unsafe == 1 else f"{self.unsafe} times"
            early = f"Let go too early: {times}." if self.unsafe else "Nobody left too early."
            self.scene.html = (
                f"{said}<p><b>{early}</b> Choose another person, or begin again.</p>{self._criteria()}"
            )
        else:
            self.scene.html = (
                f"{said}<p>{escape(self.visit.who)}</p>{_moment(self.visit.moments[self.place])}"
            )
        items = "".join(self.told)
        self.past.html = (
            f"<details><summary>Decisions so far</summary><ol>{items}</ol></details>" if items else ""
        )

    def _criteria(self) -> str:
        last = self.visit.moments[-1].discharge.criteria
        items = "".join(
            f"<li>{escape(criterion.told)} <small>({standing(criterion.rule)})</small></li>"
            for criterion in last
        )
        return f"<p>All of these together, as this course teaches:</p><ul>{items}</ul>"


def _moment(moment: Moment) -> str:
    read = moment.readings
    return (
        f"<p><b>{moment.after_min:g} minutes</b> after the last of the drug. {escape(moment.seen)}</p>"
        f"<p>Pressure {read['sbp']:.0f}/{read['dbp']:.0f}, saturation {read['spo2']:.0f} %, sedation score "
        f"{read['moaas']:.0f} of 5, modified Aldrete {read['aldrete']:.0f} of 10.</p>"
    )
