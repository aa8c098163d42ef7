"""Handing in a quiz: how far it is, what is missing, and a receipt."""

from html import escape
from typing import Any

from kapedu.language import _, ngettext
from kapedu.widgets.parts.controls import Button, Html
from kapedu.widgets.parts.layout import activity
from kapedu.widgets.questions.quiz_in_progress import QuizInProgress, clock, current_quiz


def hand_in() -> Any:
    """Show how many questions are answered and a button that hands the quiz in.

    The submission is the one that JupyterLab's list of assignments would make. It can be repeated until
    the deadline; the last one counts.
    """
    return _HandIn(current_quiz()).box


class _HandIn:
    def __init__(self, quiz: QuizInProgress) -> None:
        self.quiz = quiz
        self.asked = False
        self.state = Html("")
        self.about = Html(_about_times())
        self.message = Html("", live=True)
        self.button = Button(_("Hand in"), on_click=self._press)
        self.back = Button(_("Not yet"), on_click=self._not_yet, kind="quiet")
        self.box = activity(_("Hand in"), self.state, self.message, self.button, self.back, self.about)
        quiz.number_all()
        quiz.on_change(self._changed)
        self._changed()

    def _changed(self) -> None:
        quiz = self.quiz
        total = len(quiz.items)
        blanks, unusable = quiz.blanks(), quiz.unusable()
        lines = [
            _("You have answered {done} of {all} questions.").format(done=total - len(blanks), all=total)
        ]
        if blanks:
            lines.append(_("Still open: {numbers}.").format(numbers=_numbers(blanks)))
        if unusable:
            lines.append(
                _("Please look again at {numbers}: a note there says why.").format(numbers=_numbers(unusable))
            )
        if quiz.sheet.handed_in:
            last = quiz.sheet.handed_in[-1]
            same = last.receipt == quiz.sheet.fingerprint
            lines.append(
                _("Handed in {date}; receipt {receipt}.").format(date=clock(last.at), receipt=last.receipt)
                + (
                    ""
                    if same
                    else " " + _("You have changed answers since: hand in again to have them counted.")
                )
            )
        self.state.html = "".join(f"<p>{escape(line)}</p>" for line in lines)
        self._ask(waiting=False)

    def _ask(self, *, waiting: bool) -> None:
        self.asked = waiting
        self.button.label = _("Hand in with open questions") if waiting else _("Hand in")
        self.back.disabled = not waiting
        self.back.layout.display = None if waiting else "none"

    def _not_yet(self, *_pressed: Any) -> None:
        self._ask(waiting=False)
        self._say(_("Not handed in. Your answers are saved; go on when you like."))

    def _press(self, *_pressed: Any) -> None:
        if self.quiz.is_preview:
            self._say(_("Preview for instructors: nothing is handed in from the source folder."))
            return
        blanks = self.quiz.blanks()
        if blanks and not self.asked:
            self._ask(waiting=True)
            self._say(
                _("Questions without an answer: {numbers}. They would earn no points.").format(
                    numbers=_numbers(blanks)
                )
            )
            return
        self._submit()

    def _submit(self) -> None:
        from kapedu.grading.submission import SubmissionError, submit

        self.button.disabled = True
        try:
            if not self.quiz.path.exists():
                self.quiz.save()
            submit(self.quiz.folder)
            self.quiz.record_hand_in()
        except SubmissionError as error:
            self._say(
                _("Not handed in. {why} Your answers are saved; please tell your instructor.").format(
                    why=error
                )
            )
        except OSError as error:
            self._say(_("Handed in, but the receipt could not be noted: {why}.").format(why=error.strerror))
        else:
            last = self.quiz.sheet.handed_in[-1]
            self._say(
                _(
                    "Handed in {date}. Receipt: {receipt}. You may change answers and hand in again until the deadline; "
                    "the last time counts."
                ).format(date=clock(last.at), receipt=last.receipt)
            )
        finally:
            self.button.disabled = False

    def _say(self, text: str) -> None:
        self.message.html = f"<p>{escape(text)}</p>"


def _numbers(numbers: list[int]) -> str:
    told = ", ".join(str(number) for number in numbers)
    return ngettext("question {numbers}", "questions {numbers}", len(numbers)).format(numbers=told)


def _about_times() -> str:
    title = _("What the answer sheet holds")
    words = _(
        "Your answers and when you gave them, how sure you said you were, and about how long each question was in front "
        "of you while you were active. Times help your instructor to improve the questions; they never count for your "
        "mark. Your name is not in it."
    )
    return f"<details><summary>{escape(title)}</summary><p>{escape(words)}</p></details>"
