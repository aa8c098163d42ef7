"""A dose worked out line by line, with the warnings that a second person would give."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.knowledge import fact
from kapedu.language import N_, _, said
from kapedu.widgets.parts.controls import Choice, Select, Slider
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row, stack

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.practice.dose_arithmetic import Order

_UNITS = {"mg/kg": N_("mg per kg"), "mg": N_("mg in all")}
_WEIGHT_UNITS = {"kg": "kg", "lb": "lb"}
_USED = {"actual": N_("Weight as measured"), "ideal": N_("Ideal weight for the height")}
_SEXES = {"woman": N_("Woman"), "man": N_("Man")}
_ROUTES = {
    "infusion": N_("Infusion"),
    "injection": N_("Injection, undiluted"),
    "spray": N_("Esketamine spray"),
}
_REACH = {"mg/kg": (0.1, 2.0, 0.05, 0.5), "mg": (5.0, 150.0, 1.0, 35.0)}
_HEAVIEST = {"kg": (40, 200, 70), "lb": (88, 440, 154)}


def dose_calculator() -> ipywidgets.VBox:
    """Work out milligrams, millilitres and the rate of the pump, and see each line."""
    return DoseCalculator().box


class DoseCalculator:
    """The calculator and its parts.

    Args:
        level: Level of the heading.
    """

    def __init__(self, level: int = 3) -> None:
        strengths = fact("regimens.arithmetic.strengths").value
        known = strengths if isinstance(strengths, tuple) else ()
        self.unit = Choice(_("Ordered as"), said(_UNITS), "mg/kg")
        low, high, step, start = _REACH["mg/kg"]
        self.amount = Slider(_("Ordered dose"), start, low, high, step, "mg/kg")
        self.weight_unit = Choice(
            _("Weight written in"),
            _WEIGHT_UNITS,
            "kg",
            _("Nothing is converted for you: set what the scale shows."),
        )
        self.weight = Slider(_("Body weight"), 70, 40, 200, 1, "kg")
        self.height = Slider(_("Height"), 172, 140, 205, 1, "cm")
        self.sex = Choice(_("For the ideal weight"), said(_SEXES), "woman")
        self.used = Choice(_("Dose by"), said(_USED), "actual")
        self.route = Choice(_("Given as"), said(_ROUTES), "infusion")
        self.strength = Select(
            _("Strength of the vial"), {f"{one:g}": f"{one:g} mg/mL" for one in known}, "50"
        )
        self.bag = Slider(_("Bag or syringe"), 100, 20, 500, 10, "mL")
        self.over = Slider(_("Over"), 40, 10, 120, 5, "min")
        device = fact("pkpd.spravato_label.device")
        most = fact("simulation.regimen_limits.esketamine_nasal_ceiling")
        size = round(float(device))
        sprays = range(size, round(float(most)) + 1, size)
        self.spray = Choice(_("Spray dose"), {str(mg): f"{mg} mg" for mg in sprays}, str(2 * size))
        self.result = Drawing(live=True)
        self.by_weight = stack(
            row(self.unit, self.amount),
            row(self.weight_unit, self.weight),
            row(self.height, self.sex),
            row(self.used, self.strength),
        )
        self.pump = row(self.bag, self.over)
        self.box = activity(
            _("Work out a dose"), self.route, self.spray, self.by_weight, self.pump, self.result, level=level
        )
        self._settling = False
        self.unit.observe(self._unit_changed, names="value")
        self.weight_unit.observe(self._weight_unit_changed, names="value")
        for control in (
            self.amount, self.weight, self.height, self.sex, self.used, self.route, self.strength, self.bag, self.over, self.spray
        ):  # fmt: skip
            control.observe(self._changed, names="value")
        self._show()

    def order(self) -> Order:
        """What the controls say.

        Raises:
            OrderError: It cannot be worked out.
        """
        from kapedu.practice.dose_arithmetic import Order, ideal_weight

        ideal = self.used.value == "ideal"
        sex: Any = self.sex.value
        unit: Any = "kg" if ideal else self.weight_unit.value
        infusion = self.route.value == "infusion"
        return Order(
            self.amount.value,
            str(self.unit.value),
            ideal_weight(self.height.value, sex) if ideal else self.weight.value,
            unit,
            strength_mg_ml=float(str(self.strength.value)),
            over_min=self.over.value if infusion else 0.0,
            bag_ml=self.bag.value if infusion else 0.0,
        )

    def _unit_changed(self, change: dict[str, Any]) -> None:
        self._refit(self.amount, _REACH[change["new"]], change["new"])

    def _weight_unit_changed(self, change: dict[str, Any]) -> None:
        """A new unit means another person at the scale: start from its usual weight, never convert in silence."""
        low, high, start = _HEAVIEST[change["new"]]
        self._refit(self.weight, (low, high, 1.0, start), change["new"])

    def _refit(self, slider: Slider, reach: tuple[float, float, float, float], unit: str) -> None:
        low, high, step, start = reach
        self._settling = True
        try:
            with slider.hold_trait_notifications():
                slider.minimum, slider.maximum, slider.step, slider.unit = low, high, step, unit
                slider.value = start
        finally:
            self._settling = False
        self._show()

    def _changed(self, _change: Any) -> None:
        if not self._settling:
            self._show()

    def _show(self) -> None:
        route = self.route.value
        for part, wanted in (
            (self.spray, route == "spray"),
            (self.by_weight, route != "spray"),
            (self.pump, route == "infusion"),
        ):
            part.layout.display = None if wanted else "none"
        if route == "spray":
            self.result.html = _sprays(float(str(self.spray.value)))
            return
        from kapedu.practice.dose_arithmetic import OrderError

        try:
            order = self.order()
        except OrderError as error:
            self.result.html = f"<p>This cannot be worked out: {escape(str(error))}.</p>"
            return
        self.result.html = self._told(order)

    def _told(self, order: Order) -> str:
        from kapedu.practice.dose_arithmetic import POUNDS_PER_KG, ideal_weight, text, weight_doubt
        from kapedu.practice.standing import standing

        steps = "".join(f"<li>{escape(str(step))}</li>" for step in order.steps())
        kg = self.weight.value / (1 if self.weight_unit.value == "kg" else POUNDS_PER_KG)
        sex: Any = self.sex.value
        ideal = ideal_weight(self.height.value, sex)
        warned = [*order.warnings(), *filter(None, [weight_doubt(kg, self.height.value)])]
        warnings = "".join(f"<li><strong>{escape(words)}</strong></li>" for words in warned)
        rule = fact("regimens.arithmetic.ideal_weight_from_bmi")
        return (
            f'<div class="kapedu-result"><p><strong>{text(order.dose_mg)} mg, {text(order.volume_ml)} mL</strong></p>'
            f"<ul>{steps}{warnings}</ul>"
            f"<p>Measured weight {text(kg)} kg, ideal weight {text(ideal)} kg (Devine). Dosing by ideal weight from a "
            f"body mass index of {rule.number_text}: {escape(standing(rule))}.</p></div>"
        )


def _sprays(dose_mg: float) -> str:
    from kapedu.practice.dose_arithmetic import devices

    found = devices(dose_mg)
    times = ", ".join(f"{minute:g}" for minute in found.starts_min)
    return (
        f'<div class="kapedu-result"><p><strong>{found.count} device{"" if found.count == 1 else "s"}, '
        f"{found.sprays} sprays</strong></p><ul><li>{dose_mg:g} mg ÷ {found.device.number_text} mg in a device = "
        f"{found.count}</li><li>Device at minute {times}</li>"
        f"<li>Never by weight; never half a device ({escape(str(found.device.status))}).</li></ul></div>"
    )
