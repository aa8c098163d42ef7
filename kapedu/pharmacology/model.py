"""The models that ``simulate`` can use, each with what it can and cannot answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import Quantity, Status, fact, facts, sheet
from kapedu.knowledge.errors import nearest
from kapedu.pharmacology.errors import ModelError

DEFAULT = "kamp"
NASAL = "perez-ruixo"
_ALSO_CALLED = {
    "fanta": "otto",
    "clements-nimmo": "clements",
    "kamp2020": "kamp",
    "perezruixo": NASAL,
    "perez": NASAL,
    "spravato": NASAL,
}


@dataclass(frozen=True)
class Model:
    """A published parameter set.

    Attributes:
        name: What to write for ``model=``.
        title: One line.
        analyte: What it describes.
        species: ``racemate`` or ``S``.
        site: Where the concentration is: ``arterial``, ``venous``, or ``plasma`` where that is not established.
        routes: Routes that it can answer.
        metabolites: Metabolites that it follows.
        population: Whom it was fitted to.
        fitted_to: The data behind it.
        suits: What to use it for.
        fails: Where it is wrong or silent.
        scaling: How body weight enters.
        parameters: Path of its figures, for ``kapedu.knowledge.facts``.
        sources: Keys of the bibliography.
        statuses: Statuses of its figures.
        warning: Why every answer is an extrapolation, or None.
        iv_warning: The same for a dose into a vein, or None.
    """

    name: str
    title: str
    analyte: str
    species: str
    site: str
    routes: tuple[str, ...]
    metabolites: tuple[str, ...]
    population: str
    fitted_to: Quantity
    suits: Quantity
    fails: Quantity
    scaling: str
    parameters: str
    sources: tuple[str, ...]
    statuses: tuple[Status, ...]
    warning: str | None = None
    iv_warning: str | None = None


@cache
def models() -> Mapping[str, Model]:
    """Every model by name, the default first.

    >>> list(models())
    ['kamp', 'domino', 'clements', 'hijazi', 'simons', 'otto', 'perez-ruixo']
    """
    names = sheet("models").texts("", "parameters")
    return MappingProxyType({name: _read(name) for name in names})


def model_named(name: str) -> Model:
    """One model.

    Raises:
        ModelError: There is no such model; lists those that exist.

    >>> model_named("otto").site
    'venous'
    """
    if isinstance(name, str):
        asked = name.strip().lower().replace("_", "-")
        found = models().get(_ALSO_CALLED.get(asked, asked))
        if found:
            return found
        hint = nearest(asked, models(), 1)
    else:
        hint = ""
    raise ModelError(f"model {name!r} does not exist; the models are {', '.join(models())}{hint}")


def _read(name: str) -> Model:
    texts = sheet("models").descriptions
    about = sheet("pkpd").descriptions
    group = texts[f"{name}.parameters"]
    path = f"pkpd.models.{group}.parameters"
    figures = facts(path).values()
    people = dict.fromkeys(figure.population for figure in figures if figure.population)
    keys = (key for figure in figures for key in (figure.source, figure.via) if key)

    def listed(field: str) -> tuple[str, ...]:
        text = str(texts[f"{name}.{field}"])
        return () if text == "none" else tuple(text.split(", "))

    def optional(field: str) -> str | None:
        text = texts.get(f"{name}.{field}")
        return None if text is None else str(text)

    return Model(
        name=name,
        title=str(texts[f"{name}.title"]),
        analyte=str(about[f"models.{group}.analyte"]),
        species=str(texts[f"{name}.species"]),
        site=str(texts[f"{name}.site"]),
        routes=listed("routes"),
        metabolites=listed("metabolites"),
        population="; ".join(people) or "not on file",
        fitted_to=fact(f"models.{name}.fitted_to"),
        suits=fact(f"models.{name}.suits"),
        fails=fact(f"models.{name}.fails"),
        scaling=str(texts[f"{name}.scaling"]),
        parameters=path,
        sources=tuple(dict.fromkeys(keys)),
        statuses=tuple(dict.fromkeys(figure.status for figure in figures)),
        warning=optional("warning"),
        iv_warning=optional("iv_warning"),
    )
