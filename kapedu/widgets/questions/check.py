"""A self-check in a lesson: answer, see at once why, try again."""

from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from kapedu.language import _, ngettext
from kapedu.quiz import Kind, Mark, Question, QuizError, Verdict, key_lines, mark_answer, read_question_file
from kapedu.quiz.marking import NOT_COUNTED
from kapedu.quiz.response import is_blank, read_pairs
from kapedu.record import remember
from kapedu.widgets.questions.question_view import QuestionView, button, citations, prose

FILE_NAME = "checks.yaml"
_TRIES = 2
_VERDICTS = {Verdict.RIGHT: "right", Verdict.PARTLY: "partly", Verdict.WRONG: "wrong"}


def find_question(item_id: str, *, prediction: bool) -> Question:
    """The entry of ``checks.yaml`` beside the notebook.

    Raises:
        QuizError: The file or the entry is missing or unusable, or is of the other kind.
    """
    path = Path.cwd() / FILE_NAME
    changed = path.stat().st_mtime_ns if path.exists() else 0
    questions = _questions(path, changed)
    wanted = {name for name, entry in questions.items() if entry.item.kind.is_prediction is prediction}
    if item_id not in wanted:
        function = "predict" if prediction else "check"
        raise QuizError(
            f"{FILE_NAME}: there is no entry {item_id!r} for {function}(...); there are "
            + (", ".join(sorted(wanted)) or "none")
        )
    return questions[item_id]


@lru_cache(maxsize=4)
def _questions(path: Path, _changed: int) -> dict[str, Question]:
    return read_question_file(path)


def check(item_id: str, tries: int = _TRIES) -> QuestionView:
    """Show a self-check; each try is explained at once, and after the last one the answer is shown.

    Args:
        item_id: Id of an entry of ``checks.yaml`` beside the notebook.
        tries: How often the reader may try before the answer is shown.

    Raises:
        QuizError: The file or the entry cannot be used; names file, entry and field.
    """
    if tries < 1:
        raise QuizError(f"check({item_id!r}), tries: {tries} is not allowed; write 1 or more")
    return SelfCheck(find_question(item_id, prediction=False), tries).view


def _check() -> dict[str, str]:
    return button("check", _("Check my answer"))


def _title(verdict: Verdict) -> str:
    titles = {
        Verdict.RIGHT: _("Right."),
        Verdict.PARTLY: _("Partly right."),
        Verdict.WRONG: _("Not quite."),
    }
    return titles[verdict]


class SelfCheck:
    """A question that explains each try.

    Args:
        question: With its key.
        tries: How many before the answer is shown.
        heading: The line above the question; without it, that one may check oneself.
        seed: What the order of options and the figures of a calculation follow from; without it, always the same.
    """

    def __init__(self, question: Question, tries: int, heading: str = "", seed: str = "") -> None:
        question = question.for_trainee(seed or question.item.id)
        self.item, self.key = question.item, question.key
        self.tries = tries
        self.used = 0
        self.view = QuestionView(
            self.item, mode="check", heading=[heading or _("Check yourself")], seed=seed or self.item.id
        )
        self.view.buttons = [_check()]
        self.view.on_press(self._press)
        self.view.observe(self._forget_problem, names="change_count")

    def _press(self, name: str) -> None:
        if name == "check":
            self._check()
        elif name == "show":
            self._reveal(_("Here is the answer."), "")
        else:
            self._restart()

    def _check(self) -> None:
        mark = mark_answer(self.item, self.key, self.view.given)
        if is_blank(self.view.given):
            self.view.problem = _("Answer first, then check.")
            return
        if mark.verdict is Verdict.UNREADABLE:
            self.view.problem = mark.line.removeprefix(f"{_(NOT_COUNTED)} ")
            return
        self.view.problem = ""
        if self.item.kind is Kind.FREE_TEXT:
            self.view.problem = self.keep(text=self.view.given)
            self._reveal(_("Compare your answer with these points."), "")
            return
        if mark.verdict is Verdict.UNMARKED:
            self.view.problem = remember("check", self.item.id)
            self._reveal(_("No panel has answered this yet. Hold your reasons against these."), "")
            return
        self.used += 1
        verdict, title = _VERDICTS[mark.verdict], _title(mark.verdict)
        self.view.problem = self.keep(verdict=verdict, attempt=self.used)
        left = self.tries - self.used
        if verdict == "right" or left == 0:
            self._reveal(title, verdict)
            return
        told = ngettext("{count} try left", "{count} tries left", left).format(count=left)
        again = _("Look again at the figure or the text above.")
        hint = "" if self.item.kind.explains_each else f"<p>{escape(again)}</p>"
        self.view.outcome = {
            "verdict": verdict,
            "title": f"{title} {told}.",
            "html": (f"<p>{escape(mark.line)}</p>" if verdict == "partly" else "") + hint,
            "options": self._explained(mark.chosen, mark),
        }
        self.view.buttons = [_check(), button("show", _("Show the answer"), "quiet")]

    def keep(self, **detail: Any) -> str:
        """Note a try in the learner's record; why that failed, or nothing."""
        return remember("check", self.item.id, **detail)

    def _reveal(self, title: str, verdict: str) -> None:
        self.view.locked = True
        parts = []
        kind = self.item.kind
        if kind is Kind.FREE_TEXT:
            lines = "".join(f"<li>{escape(line.text)}</li>" for line in self.key.rubric)
            parts.append(f"<ul>{lines}</ul>")
        elif kind is Kind.TEXT:
            parts.append(f"<p><b>{escape(_('Answer:'))} {escape(self.key.accept[0])}</b></p>")
        elif kind.is_number:
            assert self.key.value is not None
            parts.append(
                f"<p><b>{escape(_('Answer:'))} {self.key.value:.6g} {escape(self.item.unit)}</b></p>"
            )
        elif not kind.has_options or self.key.panel:
            lines = "".join(f"<li>{escape(line)}</li>" for line in key_lines(self.item, self.key))
            parts.append(f"<p><b>{escape(_('Answer:'))}</b></p><ul>{lines}</ul>")
        if not kind.explains_each:
            parts.append(prose(self.key.rationale[""]))
        if self.key.review:
            parts.append(f"<p>{escape(_('Read again:'))} {escape(self.key.review)}</p>")
        parts.append(citations(self.key.sources))
        self.view.outcome = {
            "verdict": verdict,
            "title": title,
            "html": "".join(parts),
            "options": self._explained(self.item.option_ids, None),
        }
        self.view.buttons = self.after(verdict)

    def after(self, verdict: str) -> list[dict[str, str]]:  # noqa: ARG002 - for those that build on this
        """The buttons once the answer is shown."""
        return [button("again", _("Start again"), "quiet")]

    def _explained(self, options: tuple[str, ...], mark: Mark | None) -> dict[str, dict[str, str]]:
        """Why, for the given options: for those chosen after a try, for all at the end."""
        if self.item.kind.is_paired:
            return self._explained_pairs(final=mark is None)
        if not self.item.kind.explains_each:
            return {}
        many = self.item.kind is Kind.MULTIPLE
        given = self.view.given or ()
        told = {}
        for option in options:
            right = option in self.key.correct
            chosen = option in given if many else option == given
            if mark is not None:
                words = _("Yes.") if right else _("No.")
            elif right:
                words = _("Part of the answer.") if many else _("The answer.")
            else:
                words = _("Not right.") if chosen else ""
            words = f"{_('Your choice.')} {words}" if chosen and mark is None else words
            state = "right" if right else "wrong" if chosen else ""
            why = escape(self.key.rationale[option])
            told[option] = {"state": state, "html": f"<b>{words.strip()}</b> {why}" if words else why}
        return told

    def _explained_pairs(self, *, final: bool) -> dict[str, dict[str, str]]:
        """Why, for each line: whether it is right after a try, and its reason for those that are or at the end."""
        given = read_pairs(self.view.given) or {}
        told = {}
        for line, target in self.key.pairs.items():
            right = given.get(line) == target
            why = escape(self.key.rationale[line]) if right or final else ""
            words = _("Yes.") if right else _("No.") if line in given else _("Open.")
            told[line] = {"state": "right" if right else "wrong", "html": f"<b>{words}</b> {why}"}
        return told

    def _restart(self) -> None:
        self.used = 0
        self.view.locked = False
        self.view.outcome = {}
        self.view.problem = ""
        self.view.answer = None
        self.view.buttons = [_check()]

    def _forget_problem(self, _change: Any) -> None:
        self.view.problem = ""
        if not self.view.locked:
            self.view.outcome = {}
