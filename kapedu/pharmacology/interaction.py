r"""Other drugs and conditions: what they do to the level of ketamine, by route, and what is said of its effect.

A published ratio :math:`r` of exposures (AUC with over AUC without) becomes

* after a vein: clearance times :math:`1/r_{iv}`; the same clearance holds for every other route;
* swallowed: clearance as after a vein (or, where only a longer half-life :math:`h` is known, times :math:`1/h`), and
  the share that survives the first pass times :math:`r_{po} \cdot \mathit{CL}'/\mathit{CL}`, at most until all of the
  dose arrives;
* nasal esketamine: the clearance :math:`C` of the liver compartment changes to :math:`C'` such that the published
  ratio comes out. With :math:`n` and :math:`g` the shares of the dose that arrive through the nose and in the liver
  from the gut, exposure is :math:`n/Q_h + (n + g)/C`, so that
  :math:`1/C' = \bigl(r\,(n/Q_h + (n+g)/C) - n/Q_h\bigr)/(n+g)`.

A route without a figure keeps its share, and the notes say so: rifampicin lowers an infusion by a seventh and a
swallowed dose by six sevenths, and one of the two cannot be guessed from the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import Quantity, fact, sheet
from kapedu.knowledge.errors import nearest
from kapedu.pharmacology.errors import ModelError

_EXPOSURES = ("oral", "iv", "nasal", "half_life", "nasal_share")


@dataclass(frozen=True)
class Interaction:
    """One drug or condition.

    Attributes:
        name: What to write for ``interactions=``.
        title: In plain words.
        kind: ``kinetic`` (changes the level), ``effect`` (statements about the effect of ketamine) or ``statement``
            (something is known of the level, but no number that could be used).
        oral: Exposure after a swallowed dose relative to without, or None where nothing is on file.
        iv: The same after a vein.
        nasal: The same for nasal esketamine.
        half_life: Half-life relative to without, where the clearance itself is not known.
        nasal_share: Share of nasal esketamine absorbed relative to without.
        statements: What is known in words.
        about: What the statements speak of, where they do not say so themselves.
    """

    name: str
    title: str
    kind: str
    oral: Quantity | None = None
    iv: Quantity | None = None
    nasal: Quantity | None = None
    half_life: Quantity | None = None
    nasal_share: Quantity | None = None
    statements: tuple[Quantity, ...] = ()
    about: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        """Each statement in plain words with its source and status."""
        return tuple(f"{self._words(one)} ({one.source}; {one.status})" for one in self.statements)

    def _words(self, statement: Quantity) -> str:
        about = f"{self.about} " if self.about else ""
        if isinstance(statement.value, str):
            return f"{about}{statement.value}"
        note = f" ({statement.note})" if statement.note else ""
        return f"{about}{statement.number_text} times{note}"

    @property
    def figures(self) -> tuple[Quantity, ...]:
        """Every figure and statement it rests on."""
        numbers = (getattr(self, field) for field in _EXPOSURES)
        return (*(number for number in numbers if number is not None), *self.statements)

    @property
    def clearance(self) -> float:
        """What the clearance is multiplied by, from intravenous figures or else the half-life."""
        known = self.iv or self.half_life
        return 1 / float(known) if known else 1.0

    @property
    def first_pass(self) -> float:
        """What the share of a swallowed dose that reaches the blood is multiplied by."""
        return float(self.oral) * self.clearance if self.oral else 1.0


@cache
def interactions() -> Mapping[str, Interaction]:
    """Every interaction by name.

    >>> rifampicin = interactions()["rifampicin"]
    >>> print(f"{rifampicin.clearance:.2f} {rifampicin.first_pass:.2f}")
    1.16 0.16
    """
    content = sheet("interactions")
    texts = content.descriptions
    found = {}
    for name in content.texts("", "title"):
        statements = str(texts.get(f"{name}.statements", ""))
        numbers = {
            field: fact(f"pkpd.ddi_pk.{texts[f'{name}.{field}']}")
            for field in _EXPOSURES
            if f"{name}.{field}" in texts
        }
        found[name] = Interaction(
            name=name,
            title=str(texts[f"{name}.title"]),
            kind=str(texts[f"{name}.kind"]),
            about=str(texts.get(f"{name}.about", "")),
            statements=tuple(fact(f"pkpd.{path}") for path in statements.split(", ") if path),
            **numbers,
        )
    return MappingProxyType(found)


def interaction_named(name: str) -> Interaction:
    """One interaction.

    Raises:
        ModelError: There is no such interaction; lists those that exist.
    """
    asked = str(name).strip().lower().replace("_", "-").replace(" ", "-")
    if asked in interactions():
        return interactions()[asked]
    raise ModelError(
        f"interaction {name!r} does not exist; there are {', '.join(interactions())}{nearest(asked, interactions(), 1)}"
    )
