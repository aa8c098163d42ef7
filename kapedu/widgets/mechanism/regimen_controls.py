"""The controls for one dose by one route: what can be set depends on the route."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kapedu.knowledge import Quantity, fact
from kapedu.knowledge.markup import status_name
from kapedu.language import N_, _, said
from kapedu.pharmacology import Dose, DosingError, Regimen
from kapedu.widgets.parts.controls import Choice, Html, Select, Slider
from kapedu.widgets.parts.layout import stack

if TYPE_CHECKING:
    from collections.abc import Callable

    import ipywidgets

    from kapedu.widgets.parts.shared_state import Settable

_ROUTE_NAMES = {
    "iv": N_("IV: into a vein"),
    "im": N_("IM: into a muscle"),
    "sc": N_("SC: under the skin"),
    "sl": N_("Sublingual: under the tongue"),
    "po": N_("Oral: swallowed"),
    "in": N_("Nasal: racemic ketamine"),
    "esketamine-in": N_("Nasal: esketamine devices"),
}
_SHORT_NAMES = {
    "iv": N_("IV"),
    "im": N_("IM"),
    "sc": N_("SC"),
    "sl": N_("sublingual"),
    "po": N_("oral"),
    "in": N_("nasal racemate"),
    "esketamine-in": N_("nasal esketamine"),
}
_UNITS = {"mg/kg": N_("mg per kg"), "mg": N_("mg in all")}


class _Reach(NamedTuple):
    """How far a slider goes and where it starts. Screen design: what can be given is the model's to say."""

    low: float
    high: float
    step: float
    start: float


_BY_WEIGHT = _Reach(0.1, 2, 0.05, 0.5)
_BY_MOUTH_BY_WEIGHT = _Reach(0.1, 5, 0.1, 1.5)
_AMOUNT = {
    ("iv", "mg/kg"): _BY_WEIGHT,
    ("im", "mg/kg"): _BY_WEIGHT,
    ("sc", "mg/kg"): _BY_WEIGHT,
    ("sl", "mg/kg"): _BY_MOUTH_BY_WEIGHT,
    ("po", "mg/kg"): _BY_MOUTH_BY_WEIGHT,
    ("in", "mg/kg"): _BY_WEIGHT,
    ("iv", "mg"): _Reach(5, 150, 1, 35),
    ("im", "mg"): _Reach(5, 150, 1, 35),
    ("sc", "mg"): _Reach(5, 150, 1, 35),
    ("sl", "mg"): _Reach(10, 300, 5, 100),
    ("po", "mg"): _Reach(10, 300, 5, 100),
    ("in", "mg"): _Reach(10, 150, 5, 50),
}
_INFUSION = _Reach(0, 120, 5, 40)
_PERCENT = 100


class RegimenControls:
    """Route, amount and what belongs to the route, for one regimen of a single dose.

    Args:
        name: Heads the controls, for example ``"Regimen A"``.
        route: The route at the start.
        weight: The slider with the person's weight, kg; shared between regimens.
        changed: Called after each change, once for each.
    """

    def __init__(self, name: str, route: str, weight: Slider, changed: Callable[[], None]) -> None:
        self.name = name
        self._weight = weight
        self._changed = changed
        self._settling = False
        unit = "mg/kg" if route == "iv" else "mg"
        reach = _AMOUNT[route, unit]
        device = round(float(fact("pkpd.spravato_label.device")))
        most = round(float(fact("simulation.regimen_limits.esketamine_nasal_ceiling")))
        self.route = Select(_("Route"), said(_ROUTE_NAMES), route)
        self.unit = Choice(_("Dose given as"), said(_UNITS), unit)
        self.amount = Slider(_("Dose"), reach.start, reach.low, reach.high, reach.step, unit)
        self.devices = Choice(
            _("Dose"),
            {str(mg): _("{amount} mg").format(amount=mg) for mg in range(device, most + 1, device)},
            str(2 * device),
            _("Devices of {amount} mg.").format(amount=device),
        )
        self.minutes = Slider(
            _("Given over"),
            _INFUSION.start,
            _INFUSION.low,
            _INFUSION.high,
            _INFUSION.step,
            "min",
            _("0 is a bolus."),
        )
        self.share = _share_slider()
        self._usual_share = self.share.value
        self.box = stack(
            Html(f'<h2 class="kapedu-regimen-name">{name}</h2>'),
            self.route,
            self.unit,
            self.amount,
            self.devices,
            self.minutes,
            self.share,
        )
        self._show_what_belongs()
        self.route.observe(self._route_changed, names="value")
        self.unit.observe(self._unit_changed, names="value")
        for control in (self.amount, self.devices, self.minutes, self.share):
            control.observe(self._tell, names="value")

    @property
    def title(self) -> str:
        """What the controls say, in a few words, for legends and tables."""
        words, _over, minutes = str(self._dose()).partition(" ")[2].partition(" over ")
        amount, unit = words.rsplit(" ", 1)
        words = f"{amount} {_(unit)}"
        if minutes:
            words = _("{dose} over {minutes} min").format(dose=words, minutes=minutes.removesuffix(" min"))
        return f"{self.name[-1]}: {_(_SHORT_NAMES[str(self.route.value)])} {words}"

    def linked(self) -> dict[str, Settable]:
        """What a link to the page sets, in this order: the route decides what the others allow."""
        return {
            "route": self.route,
            "unit": self.unit,
            "dose": self.amount,
            "devices": self.devices,
            "minutes": self.minutes,
            "share": self.share,
        }

    def regimen(self) -> Regimen:
        """What the controls say.

        Raises:
            DosingError: The model cannot give this.
        """
        return Regimen((self._dose(),))

    def _dose(self) -> Dose:
        route = self.route.value
        if route == "esketamine-in":
            return Dose(route, float(self.devices.value))
        over_min = self.minutes.value if route == "iv" else 0.0
        set_by_hand = route == "in" and self.share.value != self._usual_share
        share = self.share.value / _PERCENT if set_by_hand else None
        return Dose(route, self.amount.value, self.unit.value, over_min=over_min, bioavailability=share)

    def say_amount(self) -> None:
        """Below the dose, write the same dose in the other unit."""
        try:
            amount_mg = float(self._dose().amount_mg(_array(self._weight.value))[0])
        except DosingError:
            self.amount.hint = ""
            return
        kg = self._weight.value
        by_weight = self.unit.value == "mg"
        told = (
            _("That is {amount} mg per kg at {weight} kg.")
            if by_weight
            else _("That is {amount} mg in all at {weight} kg.")
        )
        amount = f"{amount_mg / kg:.2g}" if by_weight else f"{amount_mg:.3g}"
        self.amount.hint = told.format(amount=amount, weight=f"{kg:g}")

    def _route_changed(self, _change: Any) -> None:
        unit = "mg/kg" if self.route.value in ("iv", "im", "sc") else "mg"
        self._settle(unit, None)

    def _unit_changed(self, change: Any) -> None:
        if self._settling:
            return
        kg = self._weight.value
        same = self.amount.value * kg if change["new"] == "mg" else self.amount.value / kg
        self._settle(change["new"], same)

    def _settle(self, unit: str, amount: float | None) -> None:
        """Fit the dose slider to route and unit, then tell of the change once."""
        self._settling = True
        try:
            self.unit.value = unit
            reach = _AMOUNT.get((self.route.value, unit))
            if reach is not None:
                value = reach.start if amount is None else min(max(amount, reach.low), reach.high)
                _refit(self.amount, reach, value, unit)
            self._show_what_belongs()
        finally:
            self._settling = False
        self._changed()

    def _show_what_belongs(self) -> None:
        route = self.route.value
        esketamine = route == "esketamine-in"
        _show(self.unit, wanted=not esketamine)
        _show(self.amount, wanted=not esketamine)
        _show(self.devices, wanted=esketamine)
        _show(self.minutes, wanted=route == "iv")
        _show(self.share, wanted=route == "in")

    def _tell(self, _change: Any) -> None:
        if not self._settling:
            self._changed()


def _share_slider() -> Slider:
    """How much of a nasal dose of the racemate reaches the blood, over the range that studies disagree on."""
    low, high, start = (
        fact(f"pkpd.absorption.nasal_racemic.{name}") for name in ("F_low", "F_high", "F_default")
    )
    lowest, highest = round(_smallest(low) * _PERCENT), round(float(high) * _PERCENT)
    hint = _(
        "Disputed: {lowest} % in one study ({low}; {low_people}), about {highest} % in another "
        "({high}; {high_people}). The value at the start lies between them ({start})."
    ).format(
        lowest=lowest,
        low=status_name(low.status),
        low_people=low.population,
        highest=highest,
        high=status_name(high.status),
        high_people=high.population,
        start=status_name(start.status),
    )
    return Slider(
        _("Share that reaches the blood"), round(float(start) * _PERCENT), lowest, highest, 1, "%", hint
    )


def _smallest(quantity: Quantity) -> float:
    """The lower end of a range, or the number itself."""
    return float(quantity.value[0]) if isinstance(quantity.value, tuple) else float(quantity)


def _refit(slider: Slider, reach: _Reach, value: float, unit: str) -> None:
    """Give a slider new bounds and a value in them; at no moment is the value outside the bounds."""
    with slider.hold_sync():
        slider.minimum = min(reach.low, slider.minimum)
        slider.maximum = max(reach.high, slider.maximum)
        slider.step = reach.step
        slider.minimum, slider.value, slider.maximum = reach.low, value, reach.high
        slider.unit = unit


def _show(widget: ipywidgets.DOMWidget, *, wanted: bool) -> None:
    widget.layout.display = None if wanted else "none"


def _array(value: float) -> Any:
    import numpy as np

    return np.array([value])
