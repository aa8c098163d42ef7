"""Who may be treated, how, and what can go wrong: rules, regimens, monitoring, risks and drills."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kapedu.practice.comparison import compare
    from kapedu.practice.dose_arithmetic import Order
    from kapedu.practice.pairing import pairings
    from kapedu.practice.pairing_schedule import Schedule, check_schedule
    from kapedu.practice.plan import make_plan
    from kapedu.practice.pressure_ladder import ladder_step
    from kapedu.practice.regimens import protocols
    from kapedu.practice.screening import Screening, screen
    from kapedu.practice.screening_finding import Finding
    from kapedu.practice.screening_profile import Profile, ScreeningError

__all__ = [
    "Finding",
    "Order",
    "Profile",
    "Schedule",
    "Screening",
    "ScreeningError",
    "check_schedule",
    "compare",
    "ladder_step",
    "make_plan",
    "pairings",
    "protocols",
    "screen",
]

_LATER = {  # each from its own module when first asked for: a screening needs no simulator
    "Finding": "screening_finding",
    "Order": "dose_arithmetic",
    "Profile": "screening_profile",
    "Schedule": "pairing_schedule",
    "Screening": "screening",
    "ScreeningError": "screening_profile",
    "check_schedule": "pairing_schedule",
    "compare": "comparison",
    "ladder_step": "pressure_ladder",
    "make_plan": "plan",
    "pairings": "pairing",
    "protocols": "regimens",
    "screen": "screening",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
