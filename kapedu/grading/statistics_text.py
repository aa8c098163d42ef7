"""Statistics in words, the same at a shell and on the instructor's page."""

from kapedu.grading.item_statistics import FEWEST, Gain, QuizStatistics, Time
from kapedu.grading.paired_items import PairedItems
from kapedu.grading.rasch import RaschFit

DISAGREE = 0.05


def quiz_lines(whole: QuizStatistics) -> list[str]:
    """What the answers say about a whole quiz, one sentence a line."""
    lines = [f"{whole.trainees} trainees, {whole.items} items; mean {whole.mean:.2f} of {whole.items}."]
    if whole.alpha is not None and whole.standard_error is not None:
        name = "KR-20" if whole.is_kr20 else "Alpha"
        told = "no interval"  # everybody answered every item alike
        if whole.alpha_interval:
            low, high = whole.alpha_interval
            told = f"95% {low:.2f} to {high:.2f}"
        lines.append(f"{name} {whole.alpha:.2f} ({told}), standard error {whole.standard_error:.2f}.")
    if whole.trainees < FEWEST:
        lines.append(f"Fewer than {FEWEST} trainees: too few to say how well items tell apart.")
    return lines


TIME_CAVEAT = (
    "Times count only while the question was on screen and the trainee was active, up to the last change of the answer."
    " They are a lower bound, can be changed by whoever owns the file, and never count for marks."
)


def time_words(time: Time | None) -> str:
    """A time as it is read.

    Examples:
        >>> time_words(Time(12, 75.0, (40.0, 130.0))), time_words(None)
        ('1:15 (0:40–2:10)', '–')
    """
    if time is None:
        return "–"
    low, high = time.quartiles
    return f"{_clock(time.median)} ({_clock(low)}–{_clock(high)})"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def gain_lines(found: Gain) -> list[str]:
    """What changed from one test to the other, one sentence a line."""
    told = "the same for everybody, so without an interval"
    if found.gain_interval is not None:
        low, high = found.gain_interval
        told = f"95% {low:.1%} to {high:.1%}"
    lines = [
        f"{found.trainees} trainees took both: {found.before:.0%} before, {found.after:.0%} after.",
        f"Gain {found.gain:.1%} ({told}) of the points.",
    ]
    if found.effect is not None and found.effect_interval is not None:
        low, high = found.effect_interval
        lines.append(f"Standardised mean change {found.effect:.2f} (95% {low:.2f} to {high:.2f}).")
    lines.append("This says what changed, not why: there is no group without the course.")
    return lines


def paired_lines(items: PairedItems) -> list[str]:
    """The items of two parallel tests side by side, a pair a line; nothing when none is shared."""
    lines = []
    if items.pairs:
        lines.append(f"{'pair of items':28} {'before':>7} {'after':>7}")
        lines += [f"{pair.name:28} {pair.before:7.0%} {pair.after:7.0%}" for pair in items.pairs]
    if items.alone:
        lines.append("In one of the tests only: " + ", ".join(items.alone))
    return lines


def rasch_lines(found: RaschFit) -> list[str]:
    """What the Rasch model says about a quiz as a whole, one sentence a line."""
    first = (
        f"Rasch model of {len(found.items)} items and {found.trainees} trainees, {found.informative} of whom had some but"
        " not all of them right. 0 is the mean difficulty; higher is harder."
    )
    lines = [first]
    if found.andersen is None:
        lines.append("Andersen's test cannot be done: one half of the class tells too little.")
    else:
        statistic, df, p = found.andersen
        lines.append(
            f"Andersen's test, low against high sums: {statistic:.1f} with {df} degrees of freedom, p = {p:.2f}. "
            + (
                "The two halves disagree about the items: do not use these difficulties."
                if p < DISAGREE
                else "No sign that the two halves disagree about the items."
            )
        )
    return lines
