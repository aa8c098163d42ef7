"""The protocol planner for a workshop: compare two protocols, work out a dose, make a plan, for one weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.language import N_, _
from kapedu.practice.standing import SIGN_OFF, TEACHES
from kapedu.widgets.parts.controls import Html
from kapedu.widgets.parts.layout import stack
from kapedu.widgets.parts.shared_state import with_link
from kapedu.widgets.protocols.dose_calculator import DoseCalculator
from kapedu.widgets.protocols.plan_maker import PlanMaker
from kapedu.widgets.protocols.protocol_compare import ProtocolCompare, weight_slider

if TYPE_CHECKING:
    import ipywidgets

_LEVEL = 2
_SHOWN = N_(
    'Protocols are shown as published, each with its standing; what nobody has checked is called a "{standing}".'
)


def protocol_planner() -> ipywidgets.Widget:
    """The planner, ready to show."""
    planner = ProtocolPlanner()
    planner.box.planner = planner  # the box keeps its parts alive
    compare = planner.compare
    linked = {"weight": planner.weight, "a": compare.first, "b": compare.second}
    linked |= {"a-dose": compare.first_end, "b-dose": compare.second_end}
    return with_link(planner.box, linked)


class ProtocolPlanner:
    """The three parts, and the weight that they share."""

    def __init__(self) -> None:
        self.weight = weight_slider()
        self.compare = ProtocolCompare(
            "iv_depression", "esketamine_induction", guess=False, weight=self.weight, level=_LEVEL
        )
        self.calculator = DoseCalculator(level=_LEVEL)
        self.maker = PlanMaker(self.weight, level=_LEVEL)
        self.weight.observe(self._weigh, names="value")
        framing = (
            f'<p class="kapedu-framing"><strong>{_(TEACHES)}</strong> '
            f"{_(_SHOWN).format(standing=_(SIGN_OFF))}</p>"
        )
        self.box = stack(Html(framing), self.weight, self.compare.box, self.calculator.box, self.maker.box)

    def _weigh(self, change: dict[str, float]) -> None:
        """The calculator takes over the weight unless it counts in pounds."""
        if self.calculator.weight_unit.value == "kg":
            self.calculator.weight.value = change["new"]
