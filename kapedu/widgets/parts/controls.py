"""Controls on the browser's own form elements: named, reachable by keyboard, large enough to touch.

Each has its value in the trait ``value``; watch it with ``control.observe(react, names="value")``.
Drawing a control for the first time changes nothing and so calls nobody.
"""

import inspect
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar, Literal

import anywidget
import traitlets as t

from kapedu.widgets.parts.layout import ensure_style, page_words

_HERE = Path(__file__).parent
# What controls.js says beside the labels; the page asks for the original.
_PAGE_WORDS = (
    "Enter a number from {low} to {high}. Still using {value}.",
    "{label}, exact value",
    "{label}, exact value in {unit}",
    # units behind a number; any other stands as it is
    "mg",
    "mg/kg",
    "kg",
    "cm",
    "mL",
    "min",
    "h",
    "mmHg",
    "years",
)


class Control(anywidget.AnyWidget):
    """What all controls share: a label, a hint below it, and whether it can be used."""

    _esm: ClassVar[Path | str] = _HERE / "controls.js"
    _kind = t.Unicode().tag(sync=True)
    label = t.Unicode().tag(sync=True)
    hint = t.Unicode().tag(sync=True)
    disabled = t.Bool(default_value=False).tag(sync=True)
    _words = t.Dict().tag(sync=True)

    def __init__(self, **state: Any) -> None:
        ensure_style()
        words = page_words(*_PAGE_WORDS) if state.get("_kind") == "slider" else {}
        super().__init__(_words=words, **state)
        self.on_msg(self._settled)

    def _settled(self, _widget: Any, content: Mapping[str, Any], _buffers: Any) -> None:
        """Take over the last value, which the page tells before it tells of a pressed button."""
        if content.get("event") == "value" and self.has_trait("value"):
            self.set_state({"value": content.get("value")})


class _OnStep(t.Float):
    """The value of a slider; rounded at once, so that nobody hears of a change that is none."""

    def validate(self, obj: Any, value: Any) -> float:
        number = float(super().validate(obj, value))
        if not obj.minimum <= number <= obj.maximum:
            bounds = f"{obj.minimum:g} to {obj.maximum:g} {obj.unit}".rstrip()
            raise t.TraitError(f"slider {obj.label!r}: {number:g} is outside {bounds}")
        low, step = Decimal(str(obj.minimum)), Decimal(str(obj.step))
        steps = round((Decimal(str(number)) - low) / step)
        on_step = low + steps * step
        return float(on_step if on_step <= Decimal(str(obj.maximum)) else on_step - step)


class Slider(Control):
    """A number within bounds, dragged or typed.

    Args:
        label: What the number is, for example ``"Dose"``.
        value: The number at the start.
        minimum: Smallest number allowed.
        maximum: Largest number allowed.
        step: The value is always ``minimum`` plus a whole number of steps.
        unit: Written behind the number and spoken with it.
        hint: A short explanation below the control.
        disabled: Shown, but cannot be changed.

    Raises:
        ValueError: The bounds or the step make no sense; names the slider and what is allowed.
        traitlets.TraitError: A value outside the bounds; names the slider and the bounds.

    Examples:
        >>> dose = Slider("Dose", 35, 0, 100, 5, "mg")
        >>> dose.value = 41.2
        >>> dose.value
        40.0
    """

    value = _OnStep().tag(sync=True)
    minimum = t.Float().tag(sync=True)
    maximum = t.Float().tag(sync=True)
    step = t.Float().tag(sync=True)
    unit = t.Unicode().tag(sync=True)

    def __init__(  # noqa: PLR0913, PLR0917 - a slider is its bounds, and reads well in this order
        self,
        label: str,
        value: float,
        minimum: float,
        maximum: float,
        step: float,
        unit: str = "",
        hint: str = "",
        *,
        disabled: bool = False,
    ) -> None:
        if not minimum < maximum:
            raise ValueError(f"slider {label!r}: minimum {minimum:g} must be less than maximum {maximum:g}")
        if not 0 < step <= maximum - minimum:
            raise ValueError(f"slider {label!r}: step {step:g} must be above 0 and fit between the bounds")
        super().__init__(
            _kind="slider",
            label=label,
            unit=unit,
            minimum=minimum,
            maximum=maximum,
            step=step,
            value=value,  # after what it is checked against
            hint=hint,
            disabled=disabled,
        )

    @t.observe("minimum", "maximum")
    def _stay_within(self, _change: Any) -> None:
        self.value = min(max(self.value, self.minimum), self.maximum)


class _Options(Control):
    """One of several named options.

    Args:
        label: The question or the name of the choice.
        options: ``{value: label}``, in the order shown.
        value: The option chosen at the start; without it, what the kind of control begins with.
        hint: A short explanation below the control.
        disabled: Shown, but cannot be changed.

    Raises:
        ValueError: There are no options.
        traitlets.TraitError: A value that is not among the options.
    """

    value = t.Unicode(default_value=None, allow_none=True).tag(sync=True)
    options = t.Dict(value_trait=t.Unicode(), key_trait=t.Unicode())
    _options = t.List().tag(sync=True)

    kind: ClassVar[str]

    def __init__(
        self,
        label: str,
        options: Mapping[str, str],
        value: str | None = None,
        hint: str = "",
        *,
        disabled: bool = False,
    ) -> None:
        if not options:
            raise ValueError(f"{label!r} has no options; give at least one {{value: label}}")
        super().__init__(
            _kind=self.kind,
            label=label,
            options=dict(options),
            value=self._fallback(options) if value is None else value,
            hint=hint,
            disabled=disabled,
        )

    @t.observe("options")
    def _tell_the_page(self, change: Mapping[str, Any]) -> None:
        with self.hold_sync():
            self._options = [[key, text] for key, text in change["new"].items()]
            if self.value not in change["new"]:
                self.value = self._fallback(change["new"])

    def _fallback(self, offered: Mapping[str, str]) -> str | None:  # noqa: ARG002 - for those who do
        """What is chosen when nobody has chosen: nothing, unless a kind of control says otherwise."""
        return None

    @t.validate("value")
    def _among_the_options(self, proposal: Mapping[str, Any]) -> str | None:
        value: str | None = proposal["value"]
        if self.options and value is not None and value not in self.options:
            allowed = ", ".join(self.options)
            raise t.TraitError(f"{self.label!r}: {value!r} is not an option; choose one of {allowed}")
        return value


class Choice(_Options):
    """One of a few options, all of them in sight (radio buttons; side by side when they are short); at first none."""

    kind = "choice"


class Select(_Options):
    """One of many options, in a drop-down list; at first the first."""

    kind = "select"

    def _fallback(self, offered: Mapping[str, str]) -> str | None:
        return next(iter(offered))


class TextField(Control):
    """Words typed by the trainee.

    Args:
        label: What to write.
        value: The text at the start.
        hint: A short explanation below the control.
        multiline: A box of several lines instead of one line.
        rows: Height of that box, in lines.
        disabled: Shown, but cannot be changed.
    """

    value = t.Unicode().tag(sync=True)
    multiline = t.Bool(default_value=False).tag(sync=True)
    rows = t.Int(4).tag(sync=True)

    def __init__(  # noqa: PLR0913 - the options have names
        self,
        label: str,
        value: str = "",
        hint: str = "",
        *,
        multiline: bool = False,
        rows: int = 4,
        disabled: bool = False,
    ) -> None:
        super().__init__(
            _kind="text",
            label=label,
            value=value,
            hint=hint,
            multiline=multiline,
            rows=rows,
            disabled=disabled,
        )


class Button(Control):
    """Something to do.

    Args:
        label: What happens, as a verb: ``"Show the answer"``.
        on_click: Called at every press; with the button when it takes an argument, else with none.
        kind: ``"primary"`` for the main action of its place, ``"quiet"`` for the others.
        hint: A short explanation below the button.
        disabled: Shown, but cannot be pressed.
    """

    kind = t.Enum(("primary", "quiet"), default_value="primary").tag(sync=True)

    def __init__(
        self,
        label: str,
        on_click: Callable[..., Any] | None = None,
        kind: Literal["primary", "quiet"] = "primary",
        hint: str = "",
        *,
        disabled: bool = False,
    ) -> None:
        super().__init__(_kind="button", label=label, kind=kind, hint=hint, disabled=disabled)
        self._calls: list[Callable[..., Any]] = [] if on_click is None else [on_click]
        self.on_msg(self._pressed)

    def on_click(self, call: Callable[..., Any]) -> None:
        """Call this too at every press."""
        self._calls.append(call)

    def click(self) -> None:
        """Press the button from code."""
        for call in self._calls:
            _call_with(call, self)

    def _pressed(self, _widget: Any, content: Mapping[str, Any], _buffers: Any) -> None:
        if content.get("event") == "click" and not self.disabled:
            self.click()


class Html(Control):
    """A piece of prepared text.

    Args:
        html: The markup; escape anything a person typed.
        live: Say each change aloud to those who listen to the page.
    """

    html = t.Unicode().tag(sync=True)
    live = t.Bool(default_value=False).tag(sync=True)

    def __init__(self, html: str = "", *, live: bool = False) -> None:
        super().__init__(_kind="html", html=html, live=live)


def _call_with(call: Callable[..., Any], button: Button) -> None:
    try:
        inspect.signature(call).bind(button)
    except TypeError:
        call()
    else:
        call(button)
