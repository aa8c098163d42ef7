"""Trial results that the course compares and pools: one row per comparison, outcome and time point."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from kapedu.knowledge.csv_table import Line, no_twins, read_lines
from kapedu.knowledge.errors import KnowledgeError, nearest
from kapedu.knowledge.quantity import Status
from kapedu.knowledge.sources import DATA, source_keys

KINDS = ("continuous", "binary", "time_to_event", "other")
BETTER = ("lower", "higher", "event_good", "event_bad", "na")
POOLABLE = ("yes", "alt", "no")
GROUPS = ("efficacy", "efficacy-PTSD", "KAP", "KAP-obs", "KAP-ongoing")
QUESTIONS = (
    "drug only",
    "ketamine added to therapy",
    "therapy added to ketamine",
    "package v drug",
    "package v usual care",
    "more sessions",
    "uncontrolled",
)
MEASURES = (
    "",
    "MD_model",
    "MD_raw",
    "d",
    "OR",
    "HR",
    "RD_pp",
    "percent_lower",
    "pre_post_change",
    "pre_post_g",
    "pre_post_percent",
    "posterior difference",
)


@dataclass(frozen=True, slots=True)
class Trial:
    """One result of one trial as published; a number is None where none was found.

    The sign of ``effect`` is experimental minus control, so a symptom scale favours the
    experimental arm when it is negative.
    """

    row_id: str
    group: str
    trial: str
    year: int | None
    comparison: str
    design: str
    blinding: str
    population: str
    exp_arm: str
    ctl_arm: str
    control_type: str
    route: str
    dose_schedule: str
    therapy_arm: str
    therapy_question: str
    n_exp_rand: int | None
    """Randomised or enrolled."""
    n_ctl_rand: int | None
    n_total: int | None
    outcome: str
    outcome_kind: str
    better: str
    timepoint_days: float | None
    timepoint_note: str
    exp_n: int | None
    """Analysed; also the denominator of ``exp_events``."""
    exp_mean: float | None
    exp_sd: float | None
    ctl_n: int | None
    ctl_mean: float | None
    ctl_sd: float | None
    exp_events: int | None
    ctl_events: int | None
    measure: str
    """What ``effect`` is: ``MD_model`` (published model difference), ``MD_raw``, ``d``, ``OR``, ``HR``, ..."""
    effect: float | None
    ci_low: float | None
    ci_high: float | None
    se: float | None
    p_value: str
    """As printed, such as ``<.001``."""
    blind_guess_pct: float | None
    """Percent of participants who named their arm correctly."""
    blind_note: str
    status: Status
    """Of the outcome figures."""
    status_n: Status
    """Of the sample sizes."""
    poolable: str
    """``yes``; ``alt`` (its control group serves other rows too: use one of them); ``no``."""
    primary_key: str
    """The study."""
    source_key: tuple[str, ...]
    """Where the figures were read."""
    note: str

    @property
    def has_means(self) -> bool:
        """Whether means, SDs and numbers of both arms are on file."""
        numbers = (self.exp_n, self.exp_mean, self.exp_sd, self.ctl_n, self.ctl_mean, self.ctl_sd)
        return None not in numbers

    @property
    def has_counts(self) -> bool:
        """Whether events and numbers of both arms are on file."""
        return None not in (self.exp_n, self.exp_events, self.ctl_n, self.ctl_events)

    @property
    def has_estimate(self) -> bool:
        """Whether a published effect with an interval or a standard error is on file."""
        return self.effect is not None and (
            self.se is not None or (self.ci_low is not None and self.ci_high is not None)
        )


_COUNTS = ("n_exp_rand", "n_ctl_rand", "n_total", "exp_n", "ctl_n", "exp_events", "ctl_events", "year")
_NUMBERS = (
    *("timepoint_days", "exp_mean", "exp_sd", "ctl_mean", "ctl_sd"),
    *("effect", "ci_low", "ci_high", "se", "blind_guess_pct"),
)
_REQUIRED = ("row_id", "trial", "comparison", "outcome", "primary_key")
_PERCENT = 100


def load_trials(path: Path, known_sources: Collection[str]) -> tuple[Trial, ...]:
    """Read and check a CSV of trial results; its columns are the fields of ``Trial``.

    Args:
        path: The file, with a header line.
        known_sources: Keys that ``primary_key`` and ``source_key`` may have.

    Raises:
        KnowledgeError: A cell is missing, unknown or impossible; names file, line and column.
    """
    lines = tuple(read_lines(path, [field.name for field in fields(Trial)]))
    no_twins(lines, "row_id")
    return tuple(_trial(line, known_sources) for line in lines)


def _trial(line: Line, known_sources: Collection[str]) -> Trial:
    for column in _REQUIRED:
        line.text(column)
    for column, allowed in (
        *(("group", GROUPS), ("therapy_question", QUESTIONS), ("outcome_kind", KINDS), ("better", BETTER)),
        *(("measure", MEASURES), ("status", tuple(Status)), ("status_n", tuple(Status))),
        ("poolable", POOLABLE),
    ):
        line.one_of(column, allowed)
    values: dict[str, object] = dict(line.cells)
    values |= {column: line.count_or_none(column) for column in _COUNTS}
    values |= {column: line.number_or_none(column) for column in _NUMBERS}
    values |= {"status": Status(line.cells["status"]), "status_n": Status(line.cells["status_n"])}
    line.keys("primary_key", known_sources)
    values["source_key"] = line.keys("source_key", known_sources)
    trial = Trial(**values)  # type: ignore[arg-type]  # every field is a column, checked above
    _check_possible(line, trial)
    if trial.status is Status.UNVERIFIED and trial.poolable != "no":
        raise line.refuse(
            "poolable", f"{trial.poolable!r}, but unverified figures never enter a pool: say no"
        )
    return trial


def _check_possible(line: Line, trial: Trial) -> None:
    for events, number in (("exp_events", "exp_n"), ("ctl_events", "ctl_n")):
        count, of = getattr(trial, events), getattr(trial, number)
        if count is not None and of is not None and count > of:
            raise line.refuse(events, f"{count} events among {of} people ({number})")
    for column in ("exp_sd", "ctl_sd", "se"):
        spread = getattr(trial, column)
        if spread is not None and spread <= 0:
            raise line.refuse(column, f"{spread:g} is impossible; it must be above 0")
    if (trial.ci_low is None) != (trial.ci_high is None):
        missing = "ci_low" if trial.ci_low is None else "ci_high"
        raise line.refuse(missing, "is empty, but the other end of the interval is given")
    if trial.ci_low is not None and trial.ci_high is not None and trial.effect is not None:
        if not trial.ci_low <= trial.effect <= trial.ci_high:
            raise line.refuse(
                "effect", f"{trial.effect:g} is outside its interval {trial.ci_low:g} to {trial.ci_high:g}"
            )
    elif trial.ci_low is not None and trial.effect is None:
        raise line.refuse("effect", "is empty, but an interval is given")
    if trial.blind_guess_pct is not None and not 0 <= trial.blind_guess_pct <= _PERCENT:
        raise line.refuse("blind_guess_pct", f"{trial.blind_guess_pct:g} is not a percentage")


@cache
def all_trials() -> tuple[Trial, ...]:
    """All trial results of the course, read and checked at the first call.

    >>> {row.trial for row in all_trials() if row.primary_key == "popova2019"}
    {'TRANSFORM-2 (Popova 2019)'}
    """
    return load_trials(DATA / "trials.csv", source_keys())


def trial(row_id: str) -> Trial:
    """One result by its row.

    Raises:
        KnowledgeError: No such row; names the nearest.

    >>> trial("04a").effect
    -4.0
    """
    by_id = {row.row_id: row for row in all_trials()}
    if row_id not in by_id:
        raise KnowledgeError(f"trials.csv: no row {row_id!r}{nearest(row_id, by_id)}")
    return by_id[row_id]
