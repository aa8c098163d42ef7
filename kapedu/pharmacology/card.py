"""Model cards: what each model is, for whom, fitted to what, and where it fails; written from the data."""

from collections.abc import Iterator

from kapedu.knowledge import Quantity, fact, facts, sheet
from kapedu.pharmacology.interaction import Interaction, interactions
from kapedu.pharmacology.model import DEFAULT, Model, model_named, models
from kapedu.pharmacology.route_range import published_share
from kapedu.pharmacology.routes import ROUTES

_PERCENT = 100
_SITES = {
    "arterial": "arterial plasma; a venous trace is drawn from it with a delay",
    "venous": "venous plasma; no arterial trace and no effect site",
    "plasma": "plasma, where it was drawn is not established",
}
_SCALINGS = {
    "allometric": "clearances with the power 0.75, volumes in proportion (a convention)",
    "linear": "clearances and volumes in proportion",
    "central only": "central volume in proportion, clearance with the power 0.75, the rest unscaled",
    "none": "plays no part",
}


def model_card(name: str) -> str:
    """The card of one model, in Markdown.

    Raises:
        ModelError: There is no such model.

    Examples:
        >>> print(model_card("otto").splitlines()[0])
        ### `otto`: Otto 2021 and Fanta 2015, S-ketamine, venous, with norketamine
    """
    return "\n".join(_card(model_named(name))) + "\n"


def all_cards() -> str:
    """Every card of the simulator as one Markdown page: models, routes, interactions, effects."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# The simulator's models, one card each"
    yield ""
    yield (
        "This page is written from the data files of the course (`make validate`), so that it cannot disagree with "
        "what the simulator computes. Words in brackets are the source and how far the figure was checked: `primary` "
        "(seen in the original), `secondary` (seen in somebody who quotes it), `computed` (worked out from published "
        "figures), `unverified` (not checked: an illustration), `course-rule` (a rule of this course). How well each "
        "model agrees with measurements is in [validation.md](validation.md)."
    )
    yield ""
    yield "The course teaches and does not treat: never dose a person from a simulation."
    yield ""
    yield "## Models of where the drug goes"
    for name in models():
        yield ""
        yield from _card(model_named(name))
    yield ""
    yield "## Routes and how much of a dose arrives"
    yield ""
    yield (
        "These belong to the default model. Where publications disagree, both ends are shown, and the simulator can "
        "draw them (`simulate_range`)."
    )
    yield ""
    yield "| Route | Used | Published, lowest to highest | Sources | Checked |"
    yield "|---|---|---|---|---|"
    for route in ("im", "sc", "sl", "po", "in"):
        share = published_share(route)
        yield (
            f"| {route} ({ROUTES[route]}) | {_percent(share.used)} | {_percent(share.low)} to {_percent(share.high)} "
            f"| {', '.join(share.sources)} | {', '.join(share.statuses)} |"
        )
    yield ""
    yield "## Interactions"
    yield ""
    yield f"{fact('interactions.rule').value} A route without a figure keeps its level, and the result says so."
    yield ""
    yield "| Name | What | Exposure relative to without | What else is said |"
    yield "|---|---|---|---|"
    for interaction in interactions().values():
        yield f"| `{interaction.name}` | {interaction.title} | {_exposures(interaction)} | {'; '.join(interaction.said)} |"
    yield ""
    yield "## Effects"
    for key in sheet("models").members("effect_cards"):
        yield ""
        yield from _effect_card(key)


def _card(model: Model) -> Iterator[str]:
    yield f"### `{model.name}`: {model.title}"
    yield ""
    if model.name == DEFAULT:
        yield "The default."
        yield ""
    if model.warning:
        yield f"**Every answer is an extrapolation: this model {model.warning}.**"
        yield ""
    yield f"- **What it describes:** {model.analyte}; {_SITES[model.site]}"
    yield f"- **Use it for:** {_cited(model.suits)}"
    yield f"- **Fitted to:** {_cited(model.fitted_to)}"
    yield f"- **Population of its figures:** {model.population}"
    yield f"- **Routes it answers:** {', '.join(model.routes)}"
    yield f"- **Metabolites:** {', '.join(model.metabolites) or 'none'}"
    yield f"- **Body weight:** {_SCALINGS[model.scaling]}"
    yield f"- **Where it fails:** {_cited(model.fails)}"
    yield ""
    yield "| Figure | Value | Unit | Source | Checked | Note |"
    yield "|---|---|---|---|---|---|"
    for name, quantity in facts(model.parameters).items():
        yield (
            f"| {name} | {quantity.number_text} | {quantity.unit} | {_source(quantity)} | {quantity.status} "
            f"| {quantity.note or ''} |"
        )


def _effect_card(key: str) -> Iterator[str]:
    path = f"models.effect_cards.{key}"
    yield f"### {fact(f'{path}.title').value}"
    yield ""
    yield f"- **What it is:** {_cited(fact(f'{path}.is'))}"
    yield f"- **Fitted to:** {_cited(fact(f'{path}.fitted_to'))}"
    yield f"- **Where it fails:** {_cited(fact(f'{path}.fails'))}"


def _cited(quantity: Quantity) -> str:
    return f"{quantity.value} [{_source(quantity)}; {quantity.status}]"


def _source(quantity: Quantity) -> str:
    source = "this course" if quantity.source == "design" else quantity.source
    return f"{source} via {quantity.via}" if quantity.via else source


def _exposures(interaction: Interaction) -> str:
    named = (
        ("swallowed", interaction.oral),
        ("vein", interaction.iv),
        ("nasal esketamine", interaction.nasal),
        ("half-life, swallowed", interaction.half_life),
        ("uptake in the nose, upper bound", interaction.nasal_share),
    )
    return "; ".join(
        f"{name} {figure.number_text} times [{figure.source}; {figure.status}]"
        for name, figure in named
        if figure
    )


def _percent(share: float) -> str:
    return f"{_PERCENT * share:.0f} %"
