"""Predict before you try: commit to an expectation, try, then compare."""

from html import escape
from typing import Any

import traitlets

from kapedu.language import _
from kapedu.quiz import Question
from kapedu.quiz.response import clean_text, is_blank
from kapedu.record import remember
from kapedu.widgets.questions.check import find_question
from kapedu.widgets.questions.question_view import QuestionView, button, citations, prose


def _keep() -> dict[str, str]:
    return button("keep", _("Keep my prediction"))


def _compare() -> dict[str, str]:
    return button("compare", _("I have tried it: show the explanation"))


def _change() -> dict[str, str]:
    return button("change", _("Change my prediction"), "quiet")


class _Prediction(traitlets.HasTraits):
    """What was predicted in this kernel, shared by ``predict`` and ``reveal`` of the same entry."""

    text = traitlets.Unicode("")


_PREDICTIONS: dict[str, _Prediction] = {}


def _prediction(item_id: str) -> _Prediction:
    return _PREDICTIONS.setdefault(item_id, _Prediction())


def predict(item_id: str) -> QuestionView:
    """Ask for a prediction; the explanation is offered once one was made.

    Args:
        item_id: Id of a ``predict`` or ``predict-text`` entry of ``checks.yaml`` beside the notebook.

    Raises:
        QuizError: The file or the entry cannot be used; names file, entry and field.
    """
    return _Predict(find_question(item_id, prediction=True)).view


def reveal(item_id: str) -> Any:
    """Show, after the activity, what was predicted above and the explanation on request.

    Args:
        item_id: The same id as in ``predict``.

    Raises:
        QuizError: The file or the entry cannot be used; names file, entry and field.
    """
    return _Reveal(find_question(item_id, prediction=True)).box


def _predicted(text: str) -> str:
    return _("You predicted: {text}").format(text=text)


def _explanation(question: Question) -> str:
    return prose(question.key.after) + citations(question.key.sources)


class _Predict:
    def __init__(self, question: Question) -> None:
        self.question = question
        item = question.item
        self.view = QuestionView(item, mode="predict", heading=[_("Predict first")], seed=item.id)
        self.view.buttons = [_keep()]
        self.view.on_press(self._press)
        self.view.observe(self._forget_problem, names="change_count")

    def _press(self, name: str) -> None:
        {"keep": self._keep, "compare": self._compare, "change": self._change}[name]()

    def _keep(self) -> None:
        item, given = self.question.item, self.view.given
        known = isinstance(given, str) and (not item.kind.has_options or given in item.option_ids)
        if not known or is_blank(given):
            self.view.problem = _("Predict something, even if you are unsure; then try it.")
            return
        assert isinstance(given, str)
        text = item.option_text(given) if item.kind.has_options else clean_text(given)
        _prediction(item.id).text = text
        self.view.problem = remember("prediction", item.id, answer=given)
        self.view.locked = True
        self.view.outcome = {
            "title": _("Your prediction is kept."),
            "html": f"<p>{escape(_predicted(text))}</p><p>{escape(_('Now try it below, then compare.'))}</p>",
        }
        self.view.buttons = [_compare(), _change()] if self.question.key.after else [_change()]

    def _compare(self) -> None:
        text = _prediction(self.question.item.id).text
        self.view.outcome = {
            "title": _predicted(text),
            "html": _explanation(self.question),
        }
        self.view.buttons = [_change()]

    def _change(self) -> None:
        self.view.locked = False
        self.view.outcome = {}
        self.view.buttons = [_keep()]

    def _forget_problem(self, _change: Any) -> None:
        self.view.problem = ""


class _Reveal:
    def __init__(self, question: Question) -> None:
        from kapedu.widgets.parts.controls import Button, Html
        from kapedu.widgets.parts.layout import stack

        self.question = question
        self.words = Html("", live=True)
        self.button = Button(_("Show the explanation"), on_click=self._show)
        self.box = stack(self.words, self.button)
        self.prediction = _prediction(question.item.id)
        self.prediction.observe(self._predicted, names="text")
        self._predicted(None)

    def _predicted(self, _change: Any) -> None:
        if self.prediction.text:
            self.words.html = f"<p>{escape(_predicted(self.prediction.text))}</p>"
        else:
            self.words.html = (
                f"<p>{escape(_('Make your prediction above first; or open the explanation now.'))}</p>"
            )

    def _show(self, *_arguments: Any) -> None:
        told = _predicted(self.prediction.text or _("nothing yet"))
        self.words.html = f"<p>{escape(told)}</p>{_explanation(self.question)}"
