"""Names of the routes, and what people call them."""

from kapedu.pharmacology.errors import DosingError

ESKETAMINE_NASAL = "esketamine-in"

ROUTES: dict[str, str] = {
    "iv": "into a vein",
    "im": "into a muscle",
    "sc": "under the skin",
    "sl": "under the tongue",
    "po": "swallowed",
    "in": "nasal racemic ketamine",
    ESKETAMINE_NASAL: "nasal esketamine",
}
"""Every route with its meaning in plain words."""

_ALSO_CALLED = {
    "intravenous": "iv",
    "infusion": "iv",
    "bolus": "iv",
    "intramuscular": "im",
    "subcutaneous": "sc",
    "subcut": "sc",
    "sq": "sc",
    "sublingual": "sl",
    "lozenge": "sl",
    "troche": "sl",
    "buccal": "sl",
    "oral": "po",
    "orally": "po",
    "per-os": "po",
    "nasal": "in",
    "intranasal": "in",
    "esketamine": ESKETAMINE_NASAL,
    "spravato": ESKETAMINE_NASAL,
    "esketamine-nasal": ESKETAMINE_NASAL,
    "s-ketamine": ESKETAMINE_NASAL,
}


def unknown_route(route: object) -> DosingError:
    """The error for a route that does not exist, with the routes that do."""
    listed = ", ".join(f"{name} ({meaning})" for name, meaning in ROUTES.items())
    meant = _ALSO_CALLED.get(route.lower()) if isinstance(route, str) else None
    hint = f"for {str(route).lower()} write {meant}; " if meant else ""
    return DosingError(f"unknown route {_shown(route)}; {hint}the routes are {listed}")


def _shown(route: object) -> str:
    text = repr(route)
    longest = 40
    return text if len(text) <= longest else f"{text[:longest]}…"
