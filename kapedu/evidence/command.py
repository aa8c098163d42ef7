"""``kapedu pool``: a meta-analysis of the studies in a CSV file, as text or as JSON."""

import argparse
import json
import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.heterogeneity import METHODS
from kapedu.evidence.interval import CI_METHODS, PREDICTIONS
from kapedu.evidence.measure import Measure
from kapedu.evidence.meta_regression import Regression, meta_regression
from kapedu.evidence.pool import Pooled, pool
from kapedu.evidence.reading import check_column, further_columns, read_studies
from kapedu.evidence.small_study import Egger, egger
from kapedu.evidence.study import Study
from kapedu.evidence.subgroups import Subgroups, cumulative, leave_one_out, subgroups
from kapedu.evidence.summary import number, p_text, span

MEASURES = tuple(measure for measure in Measure if measure is not Measure.HR)

_EPILOG = """\
The file has one line per study, commas between the columns, and one of these headers
(group 1 is the treated one; further columns are allowed):
  study,mean_1,sd_1,n_1,mean_2,sd_2,n_2      for MD and SMD
  study,events_1,n_1,events_2,n_2            for RR, OR and RD
  study,estimate,ci_low,ci_high              for every measure, on its own scale

A column "control" may name the control group, so that a group used twice is noticed.

examples:
  kapedu pool trials.csv --measure RR --method REML --ci hksj
  kapedu pool trials.csv --measure MD --method DL --ci wald --by control_type --json

This teaches and does not treat: a pool is no better than the studies in it.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``kapedu pool``."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument("file", metavar="FILE.csv", help="the studies")
    parser.add_argument(
        "--measure",
        required=True,
        choices=[str(measure) for measure in MEASURES],
        help="what is pooled: " + ", ".join(f"{measure} {measure.label}" for measure in MEASURES),
    )
    parser.add_argument("--method", default="REML", choices=METHODS, help="model (default: REML)")
    parser.add_argument(
        "--ci", default="hksj-floor", choices=CI_METHODS, help="interval of the pool (default: hksj-floor)"
    )
    parser.add_argument(
        "--prediction",
        default="k-2",
        choices=PREDICTIONS,
        help="degrees of freedom of the prediction interval (default: k-2)",
    )
    parser.add_argument("--by", metavar="COLUMN", help="also pool each value of this column apart")
    parser.add_argument("--covariate", metavar="COLUMN", help="also regress the effects on this column")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def run(arguments: argparse.Namespace) -> int:
    """Pool and print; 0 when done, 2 with one line on stderr when the input was wrong."""
    path = Path(arguments.file)
    try:
        if arguments.by:
            check_column(path.name, further_columns(path), arguments.by)
        covariates = [arguments.covariate] if arguments.covariate else []
        studies = read_studies(path, arguments.measure, covariates)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they are printed with the result
            parts = _Parts(arguments, studies)
    except EvidenceError as error:
        sys.stderr.write(f"kapedu pool: {' '.join(str(error).split())}\n")
        return 2
    if arguments.json:
        sys.stdout.write(json.dumps(parts.as_dict(), allow_nan=False, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in parts.as_text())
    return 0


class _Parts:
    """The pool, and what was asked for beside it."""

    def __init__(self, arguments: argparse.Namespace, studies: Sequence[Study]) -> None:
        method, ci = arguments.method, arguments.ci
        self.pooled: Pooled = pool(studies, method, ci, prediction=arguments.prediction)
        self.groups: Subgroups | None = subgroups(studies, arguments.by, method, ci) if arguments.by else None
        self.line: Regression | None = (
            meta_regression(studies, arguments.covariate, method, ci) if arguments.covariate else None
        )
        self.without = leave_one_out(studies, method, ci) if len(studies) > 2 else {}
        self.by_year: dict[str, Pooled] = {}
        if len(studies) > 1 and all(study.labels.get("year", "").isdigit() for study in studies):
            self.by_year = cumulative(studies, method, ci)
        self.asymmetry: Egger | None = None
        if len(studies) > 2 and len({study.effect.variance for study in studies}) > 1:
            self.asymmetry = egger(studies)

    def as_dict(self) -> dict[str, object]:
        data = self.pooled.as_dict()
        if self.groups:
            data["subgroups"] = self.groups.as_dict()
        if self.line:
            data["meta_regression"] = self.line.as_dict()
        data["leave_one_out"] = [_short(name, result) for name, result in self.without.items()]
        if self.by_year:
            data["cumulative"] = [_short(name, result) for name, result in self.by_year.items()]
        if self.asymmetry:
            data["egger"] = {
                "bias": self.asymmetry.bias,
                "se": self.asymmetry.bias_se,
                "statistic": self.asymmetry.statistic,
                "df": self.asymmetry.df,
                "p": self.asymmetry.p,
                "warnings": [str(caution) for caution in self.asymmetry.warnings],
            }
        return data

    def as_text(self) -> Iterator[str]:
        yield self.pooled.summary()
        if self.groups:
            yield ""
            yield f"Subgroups by {self.groups.by}"
            for name, result in self.groups.groups.items():
                count = f"{result.k} stud{'y' if result.k == 1 else 'ies'}"
                yield f"  {name or '(nothing)'}: {number(result.estimate)} ({span(result.ci)}), {count}"
            yield (
                f"  Do they differ? Q {number(self.groups.q_between)} on {self.groups.df} df, "
                f"{p_text(self.groups.p)} ({self.groups.convention})"
            )
            yield from (f"  Beware: {caution}" for caution in self.groups.warnings)
        if self.line:
            slope = self.line.slope
            scale = "on the log scale" if self.line.measure.is_ratio else "on the measure's scale"
            yield ""
            yield (
                f"Per unit of {self.line.covariate}: {number(slope.value)} "
                f"({span((slope.low, slope.high))}) {scale}, {p_text(slope.p)}"
            )
            yield from (f"  Beware: {caution}" for caution in self.line.warnings)
        if self.asymmetry:
            yield ""
            yield f"Egger's test: {p_text(self.asymmetry.p)}"
            yield from (f"  Beware: {caution}" for caution in self.asymmetry.warnings)
        yield ""
        yield "This teaches and does not treat: a pool is no better than the studies in it."


def _short(name: str, result: Pooled) -> dict[str, object]:
    return {
        "study": name,
        "k": result.k,
        "estimate": result.estimate,
        "ci": list(result.ci),
        "tau2": result.tau2,
        "i2": result.i2,
    }
