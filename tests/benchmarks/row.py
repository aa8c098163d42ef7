"""One line of the benchmark table: our figure, and what it is compared with in the same run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured; both figures with their units, as text; their ratio and the goal, where there is one."""

    what: str
    ours: str
    other: str
    other_name: str
    ratio: str
    goal: str = ""
