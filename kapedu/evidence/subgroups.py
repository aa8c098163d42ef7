"""Pools of parts: subgroups compared, one study left out, studies added year by year."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kapedu.evidence.distributions import chi2_tail
from kapedu.evidence.errors import Caution, EvidenceError, FewTrialsWarning, announce
from kapedu.evidence.heterogeneity import Method
from kapedu.evidence.interval import CiMethod
from kapedu.evidence.pool import Pooled, pool
from kapedu.evidence.study import Study

TAU2_PER_GROUP = "each subgroup has its own tau2; the test between subgroups uses their standard errors"


@dataclass(frozen=True, slots=True)
class Subgroups:
    """One pool per subgroup, and a test of whether they differ."""

    by: str
    groups: Mapping[str, Pooled]
    q_between: float
    df: int
    p: float
    convention: str
    warnings: tuple[Caution, ...]

    def as_dict(self) -> dict[str, object]:
        """The result as plain data, for JSON."""
        return {
            "by": self.by,
            "groups": {name: pooled.as_dict() for name, pooled in self.groups.items()},
            "q_between": self.q_between,
            "df": self.df,
            "p": self.p,
            "convention": self.convention,
            "warnings": [str(caution) for caution in self.warnings],
        }


def subgroups(
    studies: Sequence[Study],
    by: str,
    method: Method = "REML",
    ci: CiMethod = "hksj-floor",
    *,
    quiet: bool = False,
) -> Subgroups:
    """Pool the studies of each value of a further column apart.

    Args:
        studies: All have the column.
        by: Name of the column.
        method: Estimator of the between-study variance, one per subgroup.
        ci: Interval of each pooled effect.
        quiet: Keep the warnings in the results and do not issue them.

    Raises:
        EvidenceError: A study without the column, or only one subgroup.
    """
    parts: dict[str, list[Study]] = {}
    for study in studies:
        parts.setdefault(study.label(by), []).append(study)
    if len(parts) < 2:
        raise EvidenceError(
            f"subgroups by {by}: every study has {next(iter(parts), 'nothing')!r}; nothing to compare"
        )
    groups = {name: pool(part, method, ci, quiet=True) for name, part in parts.items()}
    weights = [1 / pooled.analysis.se**2 for pooled in groups.values()]
    values = [pooled.analysis.value for pooled in groups.values()]
    mean = sum(w * y for w, y in zip(weights, values, strict=True)) / sum(weights)
    q = sum(w * (y - mean) ** 2 for w, y in zip(weights, values, strict=True))
    alone = [name for name, part in parts.items() if len(part) == 1]
    cautions: tuple[Caution, ...] = ()
    if alone:
        cautions = (Caution(FewTrialsWarning, f"subgroups of one study: {', '.join(alone)}"),)
    if not quiet:
        announce(cautions)
    df = len(groups) - 1
    return Subgroups(by, MappingProxyType(groups), q, df, chi2_tail(q, df), TAU2_PER_GROUP, cautions)


def leave_one_out(
    studies: Sequence[Study], method: Method = "REML", ci: CiMethod = "hksj-floor"
) -> dict[str, Pooled]:
    """The pool without each study in turn, by the name of the study left out.

    Raises:
        EvidenceError: Fewer than two studies.
    """
    if len(studies) < 2:
        raise EvidenceError("leaving one out needs two studies or more")
    names = distinct_names(studies)
    return {
        name: pool([*studies[:place], *studies[place + 1 :]], method, ci, quiet=True)
        for place, name in enumerate(names)
    }


def cumulative(
    studies: Sequence[Study], method: Method = "REML", ci: CiMethod = "hksj-floor", *, by: str = "year"
) -> dict[str, Pooled]:
    """The pool after each study in the order of a further column, by the name of the study added.

    Raises:
        EvidenceError: A study whose column holds no number; names the study.
    """
    ordered = sorted(studies, key=lambda study: study.number(by))
    names = distinct_names(ordered)
    return {name: pool(ordered[: place + 1], method, ci, quiet=True) for place, name in enumerate(names)}


def distinct_names(studies: Sequence[Study]) -> list[str]:
    """Names of studies, with the year or a number where two would be alike."""
    times = Counter(study.name for study in studies)
    years = [study.labels.get("year", "") if times[study.name] > 1 else "" for study in studies]
    return numbered([f"{study.name} {year}".rstrip() for study, year in zip(studies, years, strict=True)])


def numbered(names: Sequence[str]) -> list[str]:
    """Names with a number behind each that was there before.

    >>> numbered(["Hart", "Frimodt", "Hart", "Hart"])
    ['Hart', 'Frimodt', 'Hart (2)', 'Hart (3)']
    """
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        seen[name] += 1
        told.append(f"{name} ({seen[name]})" if seen[name] > 1 else name)
    return told
