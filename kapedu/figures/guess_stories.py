"""Who guessed what: from a published percentage, or from what patients felt, to blinding indices."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kapedu.evidence.blinding_index import Guesses, bang_index, james_index
from kapedu.evidence.errors import EvidenceError
from kapedu.figures.dot_rows import DotRow, dot_rows, number
from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import INK, ON_MARK, SECOND, VENOUS, base_layout
from kapedu.knowledge import fact
from kapedu.knowledge.markup import badge
from kapedu.knowledge.trials import trial

if TYPE_CHECKING:
    from collections.abc import Sequence

_PERCENT = 100
_LOOKS = (
    ("right", "named their own group", VENOUS, ""),
    ("unknown", "did not know", INK, "."),
    ("wrong", "named the other group", SECOND, "/"),
)


@dataclass(frozen=True)
class Arm:
    """The guesses of one group."""

    name: str
    guesses: Guesses


@dataclass(frozen=True)
class Story:
    """Guesses of both groups of a trial, published or supposed.

    Attributes:
        treated: The group that had ketamine or esketamine.
        control: The other group.
        origin: Where the numbers come from, in words.
        source: Key of the bibliography.
    """

    treated: Arm
    control: Arm
    origin: str
    source: str

    @property
    def arms(self) -> tuple[Arm, Arm]:
        return (self.treated, self.control)

    @property
    def percent_right(self) -> float:
        """Share of all who named their own group."""
        people = sum(arm.guesses.people for arm in self.arms)
        return _PERCENT * sum(arm.guesses.right for arm in self.arms) / people


FELT = MappingProxyType(
    {
        "25d": "Derealisation, against midazolam (Su 2023)",
        "03d": "Dissociation, against an inert spray (TRANSFORM-1)",
    }
)
"""Rows of the trials register that count what patients felt."""


def most_ketamine_guesses() -> int:
    """How many people in each masked group guessed anything, so the most that can have said ketamine."""
    return (_fact("asked") - _fact("unsure")) // 2


def believed_in_each_group() -> int:
    """The fewest people in a masked group that the news report's share stands for."""
    in_group = _fact("asked") // 2
    return int(-(-in_group * _share("believed") // _PERCENT))


def start_going_by_it() -> float:
    """Percent who go by what they felt, where the thought experiment starts."""
    return _share("go_by_feeling")


def masked_note_html(said_ketamine: int) -> str:
    """What the slider can and cannot change, and whether its place fits the news report."""
    reported = believed_in_each_group()
    fits = "That fits" if said_ketamine >= reported else "That does not fit"
    believed = fact("trial_reading.guesses.believed")
    return (
        f"<p>Every place of the slider prints the same {_share('percent_right'):g} % of right guesses. A news report "
        f"says that more than {_share('believed'):g} % of participants believed that they had ketamine: {reported} or "
        f"more in each group. <strong>{fits}</strong> the report. {badge(believed.status)}</p>"
    )


def _share(name: str) -> float:
    value = fact(f"trial_reading.guesses.{name}").value
    assert isinstance(value, int | float)
    return float(value)


def masked_story(said_ketamine: int) -> Story:
    """Guesses of the anaesthetised patients, given how many in each group said ketamine.

    Published are the share of right guesses and that both groups split theirs alike. With groups of
    equal size that leaves one number open.

    Args:
        said_ketamine: People in each group who guessed ketamine.

    Raises:
        ValueError: More than guessed at all, or fewer than none.

    Examples:
        >>> [round(masked_story(count).percent_right, 1) for count in (0, 7, 14)]
        [36.8, 36.8, 36.8]
    """
    most = most_ketamine_guesses()
    if not 0 <= said_ketamine <= most:
        raise ValueError(f"said_ketamine {said_ketamine!r} is not between 0 and {most}")
    unsure = _fact("unsure") // 2
    return Story(
        Arm("Ketamine, asleep", Guesses(said_ketamine, most - said_ketamine, unsure)),
        Arm("Saline, asleep", Guesses(most - said_ketamine, said_ketamine, unsure)),
        f"Published: {_share('percent_right'):g} % right, both groups alike. "
        "Supposed: groups of equal size, and how many said ketamine.",
        "lii2023",
    )


def felt_story(row_id: str, going_by_it: float) -> Story:
    """What guesses would be if people went by what they felt.

    Args:
        row_id: One of :data:`FELT`.
        going_by_it: Percent who guess ketamine when they felt it and the control when they did not;
            the others say that they do not know.

    Raises:
        ValueError: The register's row has no counts.
    """
    row = trial(row_id)
    if row.exp_events is None or row.ctl_events is None or row.exp_n is None or row.ctl_n is None:
        raise ValueError(f"trials.csv: row {row_id} counts nobody")
    share = going_by_it / _PERCENT
    drug = "Esketamine" if "esketamine" in row.exp_arm else "Ketamine"
    control = "Midazolam" if "midazolam" in row.ctl_arm else "Inert spray"
    felt, unfelt = row.exp_events, row.exp_n - row.exp_events
    return Story(
        Arm(f"{drug}, awake", _split(round(share * felt), round(share * unfelt), row.exp_n)),
        Arm(
            f"{control}, awake",
            _split(round(share * (row.ctl_n - row.ctl_events)), round(share * row.ctl_events), row.ctl_n),
        ),
        f"Published: {row.exp_events} of {row.exp_n} and {row.ctl_events} of {row.ctl_n} felt it. "
        "Nobody published guesses: these are supposed.",
        row.primary_key,
    )


def _split(right: int, wrong: int, people: int) -> Guesses:
    return Guesses(right, wrong, people - right - wrong)


def _fact(name: str) -> int:
    value = fact(f"trial_reading.guesses.{name}").value
    assert isinstance(value, int)
    return value


def guess_bars(story: Story) -> Figure:
    """Both groups as stacked bars: right, unsure, wrong."""
    arms = story.arms[::-1]
    data: list[dict[str, Any]] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": label,
            "x": [_PERCENT * getattr(arm.guesses, kind) / arm.guesses.people for arm in arms],
            "y": [arm.name for arm in arms],
            "text": [str(getattr(arm.guesses, kind)) if getattr(arm.guesses, kind) else "" for arm in arms],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textfont": {"color": ON_MARK, "size": 14},
            "marker": {
                "color": colour,
                "pattern": {
                    "shape": pattern,
                    "fillmode": "overlay",
                    "fgcolor": ON_MARK,
                    "fgopacity": 0.25,
                    "size": 8,
                },
            },
            "hovertemplate": f"%{{y}}: %{{x:.0f}} % {label}<extra></extra>",
        }
        for kind, label, colour, pattern in _LOOKS
    ]
    layout = base_layout(
        "People of the group (%)",
        "",
        barmode="stack",
        hovermode="closest",
        xaxis={"range": [0, 100]},
        yaxis={"type": "category"},
        margin={"l": 16, "r": 16},
    )
    table = Table(
        "What people guessed",
        ("Group", "Named their own group", "Did not know", "Named the other group", "All"),
        tuple(
            (arm.name, arm.guesses.right, arm.guesses.unknown, arm.guesses.wrong, arm.guesses.people)
            for arm in story.arms
        ),
    )
    told = "; ".join(
        f"{arm.name.lower()}: {arm.guesses.right} right, {arm.guesses.unknown} unsure, {arm.guesses.wrong} wrong"
        for arm in story.arms
    )
    return Figure(
        plain({"data": data, "layout": layout}),
        f"{number(round(story.percent_right, 1))} % of all named their own group ({told}). {story.origin}",
        table,
        (story.source,),
    )


def bang_rows(story: Story) -> Figure:
    """Bang's index of both groups with intervals, on a line from everybody wrong to everybody right."""
    rows: Sequence[DotRow] = [
        DotRow(
            arm.name,
            round(found.value, 2),
            "computed",
            story.source,
            round(found.ci[0], 2),
            round(found.ci[1], 2),
            "95 % interval",
            f"{arm.guesses.people} people",
        )
        for arm in story.arms
        for found in (bang_index(arm.guesses),)
    ]
    return dot_rows(
        rows,
        "Bang's index (−1 to 1)",
        reading(story),
        caption="Bang's blinding index by group",
        x_range=(-1.05, 1.05),
    )


def james(story: Story) -> float | None:
    """James's index of the trial; None where it is not defined."""
    try:
        return james_index(story.treated.guesses, story.control.guesses)
    except EvidenceError:
        return None


def reading(story: Story) -> str:
    """What the indices say, in words."""
    treated, control = (bang_index(arm.guesses) for arm in story.arms)
    one = james(story)
    whole = "" if one is None else f" James's index of the whole trial: {number(round(one, 2))}."
    numbers = (
        f"Bang's index: {story.treated.name.lower()} {number(round(treated.value, 2))}, "
        f"{story.control.name.lower()} {number(round(control.value, 2))}."
    )
    return f"{numbers} {_meaning(treated.ci, control.ci)}{whole}"


def _meaning(treated: tuple[float, float], control: tuple[float, float]) -> str:
    above, below = treated[0] > 0, treated[1] < 0
    other_above, other_below = control[0] > 0, control[1] < 0
    if above and other_above:
        return "Both groups know what they had: the blind is gone."
    if above and other_below:
        return "Both groups believe that they had ketamine: hope, not knowledge."
    if below and other_above:
        return "Both groups believe that they had the control."
    if above or other_above:
        known = "the ketamine group" if above else "the control group"
        return f"More than chance in {known}; not shown in the other."
    return "In neither group do the guesses differ clearly from chance."
