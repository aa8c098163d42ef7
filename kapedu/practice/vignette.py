"""Ten short cases with the findings that a careful reader expects."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from kapedu.practice.screening import DECISIONS
from kapedu.practice.screening_file import read_profile
from kapedu.practice.screening_profile import Profile, ScreeningError

_FOLDER = Path(__file__).parent / "vignettes"
_FIELDS = frozenset({"decision", "findings", "lesson", "decoys"})


@dataclass(frozen=True)
class Decoy:
    """Something that looks like a finding and is none.

    Attributes:
        says: What somebody might call a finding.
        but: Why it is none.
    """

    says: str
    but: str


@dataclass(frozen=True)
class Vignette:
    """One case.

    Attributes:
        name: The file's name without its ending, such as ``02-pressure``.
        profile: The patient.
        decision: What a careful reader decides.
        expected: The findings that a careful reader expects, by name; others count as surplus.
        lesson: What the case teaches, a few sentences.
        decoys: What looks like a finding and is none.
    """

    name: str
    profile: Profile
    decision: str
    expected: frozenset[str]
    lesson: str
    decoys: tuple[Decoy, ...]


@cache
def vignettes() -> Mapping[str, Vignette]:
    """Every vignette by name, in order.

    Raises:
        ScreeningError: A file breaks a rule; names file and field.

    >>> len(vignettes())
    10
    """
    found = [
        read_vignette(path.read_text(encoding="utf-8"), path.stem) for path in sorted(_FOLDER.glob("*.yaml"))
    ]
    return MappingProxyType({vignette.name: vignette for vignette in found})


def read_vignette(text: str, name: str) -> Vignette:
    """Read one vignette: a profile with the field ``expected``.

    Raises:
        ScreeningError: The profile or the expectation breaks a rule; names file and field.
    """
    where = f"{name}.yaml"
    profile = read_profile(text, where, also=("expected",))
    expected = yaml.safe_load(text).get("expected")
    if not isinstance(expected, dict) or set(expected) != _FIELDS:
        raise ScreeningError(f"{where}, expected: write decision, findings, lesson and decoys")
    if expected["decision"] not in DECISIONS:
        raise ScreeningError(
            f"{where}, expected.decision: {expected['decision']!r} is not one of {', '.join(DECISIONS)}"
        )
    return Vignette(
        name,
        profile,
        expected["decision"],
        frozenset(expected["findings"] or ()),
        str(expected["lesson"]).strip(),
        tuple(Decoy(str(one["says"]), str(one["but"])) for one in expected["decoys"]),
    )


@cache
def behind(name: str) -> Profile:
    """What further questions would have brought to light about a patient of an incomplete form.

    Raises:
        ScreeningError: There is no such file.

    >>> behind("09-tom").answers["suicidal_intent"]
    True
    """
    path = _FOLDER / "behind" / f"{name}.yaml"
    if not path.is_file():
        raise ScreeningError(f"{name}: nothing more is known; there is {_listed()}")
    return read_profile(path.read_text(encoding="utf-8"), path.name)


def _listed() -> str:
    return ", ".join(sorted(path.stem for path in (_FOLDER / "behind").glob("*.yaml")))
