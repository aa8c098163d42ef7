"""What a simulation gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kapedu.pharmacology.errors import ModelError
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.regimen import Regimen

ARTERIAL, VENOUS, EFFECT_SITE, EFFECT_SITE_S = "arterial", "venous", "effect_site", "effect_site_s"
TRACES = (ARTERIAL, VENOUS, EFFECT_SITE, EFFECT_SITE_S)
_UNIT = "_ng_ml"
_ATTRIBUTES = tuple(f"{trace}{_UNIT}" for trace in TRACES)


@dataclass(frozen=True)
class Share:
    """The bioavailability used for a route, and the range of those published.

    Attributes:
        used: Share of the dose.
        low: Lowest published one.
        high: Highest published one.
        sources: Keys of the bibliography.
        statuses: How far each was checked, in words.
    """

    used: float
    low: float
    high: float
    sources: tuple[str, ...]
    statuses: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Course:
    """The course of ketamine in the body after a regimen.

    Every concentration has the shape ``(times,)`` for a :class:`Patient` and ``(patients, times)`` for
    :class:`Patients`, is in ng/mL, zero before the first dose, and cannot be written to. A trace that the model does
    not know is given as None, and raises :class:`ModelError` when it is asked for.

    Attributes:
        time_min: Minutes since time zero, shape ``(times,)``.
        arterial_ng_ml: Ketamine (S and R together) in arterial plasma.
        venous_ng_ml: The same in a peripheral vein, where samples are normally taken.
        effect_site_ng_ml: The same at the effect site.
        effect_site_s_ng_ml: S-ketamine alone at the effect site.
        model: The models used.
        sources: Keys of the bibliography.
        regimen: What was given.
        notes: Assumptions behind this result, plain sentences.
        facts: Paths of every published figure used, for ``kapedu.knowledge.fact``.
        site: Where the models' own trace was measured: ``arterial``, ``venous`` or ``plasma`` (not established).
        metabolites: Norketamine and, where the model has it, hydroxynorketamine (S and R together), at the site of
            the model; empty where not asked for.
        enantiomers: ``S-ketamine`` where the model is one of S-ketamine, at the site of the model.
        bioavailability: By route, the share used and the range of those published.
        interactions: Names of the interactions taken into account.
        followed: Names of the traces that were asked for.
    """

    time_min: FloatArray
    arterial_ng_ml: FloatArray
    venous_ng_ml: FloatArray
    effect_site_ng_ml: FloatArray
    effect_site_s_ng_ml: FloatArray
    model: str
    sources: tuple[str, ...]
    regimen: Regimen
    notes: tuple[str, ...]
    facts: tuple[str, ...]
    site: str = ARTERIAL
    metabolites: Mapping[str, FloatArray] = field(default_factory=dict)
    enantiomers: Mapping[str, FloatArray] = field(default_factory=dict)
    bioavailability: Mapping[str, Share] = field(default_factory=dict)
    interactions: tuple[str, ...] = ()
    followed: tuple[str, ...] = TRACES

    def __post_init__(self) -> None:
        for attribute in _ATTRIBUTES:
            if getattr(self, attribute) is None:
                object.__delattr__(self, attribute)  # so that asking for it ends in __getattr__

    @property
    def traces(self) -> Mapping[str, FloatArray]:
        """The concentrations that the model knows, by name."""
        known = {name: vars(self).get(f"{name}{_UNIT}") for name in TRACES}
        return {name: trace for name, trace in known.items() if trace is not None}

    def __getattr__(self, name: str) -> FloatArray:
        if name not in _ATTRIBUTES:
            raise AttributeError(f"a course has no {name!r}")
        trace = name.removesuffix(_UNIT)
        asked = trace.replace("_", " ")
        if trace not in self.followed:
            raise ModelError(f"the {asked} trace was not asked for; add {trace!r} to the traces of simulate")
        raise ModelError(
            f"{self.model} has no {asked} trace, only {', '.join(self.traces)}; "
            "for the others use model='kamp' or model='simons'"
        )
