"""One question on the page: native form controls in one anywidget, the same for quiz, self-check and prediction."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from kapedu.language import _
from kapedu.quiz import CONFIDENCE, Item, Kind
from kapedu.quiz.answer_sheet import Value, usable_seconds
from kapedu.widgets.parts.layout import ensure_style, page_words

# What question_view.js and its controls say; the page asks for the original.
_PAGE_WORDS = (
    "I would rather not say",
    "How sure are you? It does not change the mark.",
    "Not saved: the course's engine does not answer. Reload this page; your earlier answers are kept.",
    "Choose …",
    "This is my order",
    "Your order is taken.",
    "No point chosen yet.",
    "Your point on the curve",
    "The curve as numbers",
)

_HERE = Path(__file__).parent
_CONTROLS = {
    Kind.SINGLE: "radio",
    Kind.PREDICT: "radio",
    Kind.MULTIPLE: "checkbox",
    Kind.NUMERIC: "number",
    Kind.TEXT: "text",
    Kind.FREE_TEXT: "textarea",
    Kind.PREDICT_TEXT: "textarea",
    Kind.ORDERING: "order",
    Kind.MATCHING: "pairs",
    Kind.JUDGEMENT: "pairs",
    Kind.POINT: "point",
    Kind.CALCULATION: "number",
    Kind.CONCORDANCE: "radio",
    Kind.CASE_RUN: "run",
    Kind.COURSE_RUN: "run",
}
_SCRIPTS = ("question_controls.js", "question_curve.js", "question_time.js", "question_view.js")


class QuestionView(anywidget.AnyWidget):
    """Shows an item and reports the answer and the buttons pressed; decides nothing.

    Traits set from Python: ``spec`` (what to draw), ``status`` (``{"text", "kind"}``, read out when it
    changes), ``problem`` (why the answer cannot be used), ``outcome`` (verdict and explanations),
    ``buttons`` and ``locked``. Traits set by the page: ``answer``, ``confidence`` and ``seconds`` (how long the
    question was in front of the trainee, see ``question_time.js``), then ``change_count``.
    """

    _esm = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    _css = _HERE / "question_view.css"

    spec = traitlets.Dict().tag(sync=True)
    answer = traitlets.Any(None, allow_none=True).tag(sync=True)
    confidence = traitlets.Unicode("").tag(sync=True)
    seconds = traitlets.Int(0).tag(sync=True)
    change_count = traitlets.Int(0).tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    problem = traitlets.Unicode("").tag(sync=True)
    outcome = traitlets.Dict().tag(sync=True)
    buttons = traitlets.List().tag(sync=True)
    locked = traitlets.Bool(False).tag(sync=True)  # noqa: FBT003

    def __init__(  # noqa: PLR0913 - the options have names
        self,
        item: Item,
        *,
        mode: str,
        heading: list[str],
        seed: str,
        answer: Value | None = None,
        confidence: str = "",
        seconds: int = 0,
    ) -> None:
        ensure_style()
        instruction = _(item.instruction) if item.instruction else ""
        rule = _(item.rule) if mode == "quiz" and item.rule else ""
        helps = (item.hint, instruction, rule)
        spec = {
            "id": item.id,
            "mode": mode,
            "control": _CONTROLS[item.kind],
            "heading": heading,
            "stem": item.stem,
            "help": " ".join(part for part in helps if part),
            "options": [{"id": option.id, "text": option.text} for option in item.shuffled(seed)],
            "targets": [{"id": target.id, "text": target.text} for target in item.shuffled_targets(seed)],
            "steps": [
                [lead, text]
                for lead, text in (
                    (_("If you were thinking:"), item.hypothesis),
                    (_("And then you learn:"), item.finding),
                )
                if text
            ],
            "curve": _curve(item.curve),
            "confidence": [(name, _(words)) for name, words in CONFIDENCE.items()]
            if item.asks_confidence and mode == "quiz"
            else [],
            "unit": item.unit,
            "saves": mode == "quiz",
            "words": page_words(*_PAGE_WORDS),
        }
        super().__init__(
            spec=spec,
            answer=list(answer) if isinstance(answer, tuple) else answer,
            confidence=confidence,
            seconds=seconds,
        )
        self._on_press: Callable[[str], None] | None = None
        self.on_msg(self._receive)

    def on_press(self, callback: Callable[[str], None]) -> None:
        """Call ``callback`` with a button's id when it is pressed."""
        self._on_press = callback

    def press(self, button: str) -> None:
        """Press a button that is shown; any other name is ignored."""
        if self._on_press and any(shown["id"] == button for shown in self.buttons):
            self._on_press(button)

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if not isinstance(content, dict):
            return
        if "answer" in content and isinstance(content.get("change_count"), int):
            names = [name for name in ("answer", "confidence", "change_count") if name in content]
            counted = {"seconds": usable_seconds(content["seconds"])} if "seconds" in content else {}
            self.set_state(counted | {name: content[name] for name in names})
        if isinstance(content.get("press"), str):
            self.press(content["press"])

    @property
    def given(self) -> Value | None:
        """The answer as the answer sheet keeps it; None for anything the page should not send.

        Several choices are in alphabetical order, however the page shuffled them; steps stay in theirs.
        """
        if isinstance(self.answer, str):
            return self.answer
        if isinstance(self.answer, list) and all(isinstance(part, str) for part in self.answer):
            return tuple(self.answer if self.spec["control"] == "order" else sorted(self.answer)) or None
        return None

    def set_heading(self, heading: list[str]) -> None:
        """Replace the line above the question."""
        self.spec = {**self.spec, "heading": heading}


def _curve(name: str) -> dict[str, Any]:
    """A curve as the page draws it; nothing for a question without one."""
    if not name:
        return {}
    from kapedu.quiz.curves import CURVES

    curve = CURVES[name]
    x, y = curve.points()
    labels = ("title", "x_label", "x_unit", "y_label", "y_unit")
    return {"x": list(x), "y": list(y)} | {label: getattr(curve, label) for label in labels}


def button(name: str, label: str, kind: str = "primary") -> dict[str, str]:
    """A button under a question: ``kind`` is ``primary`` or ``quiet``."""
    return {"id": name, "label": label, "kind": kind}


def prose(text: str) -> str:
    """Plain text of an author as HTML paragraphs."""
    return "".join(f"<p>{escape(part.strip())}</p>" for part in text.split("\n") if part.strip())


def citations(sources: tuple[str, ...]) -> str:
    """The sources of an explanation as HTML that opens to the full references."""
    if not sources:
        return ""
    from kapedu.knowledge import cite

    return f'<div class="kq-sources"><p>{escape(_("Sources:"))}</p>{cite(*sources)._repr_html_()}</div>'
