"""What a room chose: the votes of a workshop, kept with the run and shown in the debrief."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.cases.action import read_action
from kapedu.cases.errors import CaseError
from kapedu.cases.scoring import moves_by_key
from kapedu.language import _, ngettext
from kapedu.widgets.encounters.encounter_page import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kapedu.cases.case import Case

_MOST_VOTES = 9999
_MOST_OPTIONS = 12
_MOST_KEPT = 1000


@dataclass(frozen=True)
class Vote:
    """One vote of the room.

    Attributes:
        second: Of the encounter, since time zero.
        counts: Votes for each option that was open, by its action.
        played: What the presenter then played.
    """

    second: int
    counts: Mapping[str, int]
    played: str

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def leaders(self) -> tuple[str, ...]:
        """The options with the most votes; none where nobody voted."""
        most = max(self.counts.values(), default=0)
        return tuple(key for key, count in self.counts.items() if most and count == most)

    def to_data(self) -> dict[str, Any]:
        """As it is kept."""
        return {"second": self.second, "counts": dict(self.counts), "played": self.played}


def read_vote(second: object, counts: object, played: object) -> Vote | None:
    """A vote as the page or a file has it; None where it makes no sense or nobody voted."""
    if isinstance(second, bool) or not isinstance(second, int) or not isinstance(played, str):
        return None
    if not isinstance(counts, dict) or not 0 < len(counts) <= _MOST_OPTIONS or played not in counts:
        return None
    for key, count in counts.items():
        try:
            read_action(key)
        except CaseError:
            return None
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= _MOST_VOTES:
            return None
    vote = Vote(second, dict(counts), played)
    return vote if vote.total else None


def read_votes(data: object) -> tuple[Vote, ...]:
    """The votes in a file; what is none is left out, for it decides nothing."""
    if not isinstance(data, list):
        return ()
    parts = [part for part in data[:_MOST_KEPT] if isinstance(part, dict)]
    found = [read_vote(part.get("second"), part.get("counts"), part.get("played")) for part in parts]
    return tuple(vote for vote in found if vote is not None)


def votes_html(case: Case, votes: tuple[Vote, ...], clock: Any) -> str:
    """What the room chose, vote by vote, with the verdict on what it chose."""
    rows = "".join(_row(case, vote, clock) for vote in votes)
    good = sum(any(_verdict(case, key) in {"best", "good"} for key in vote.leaders) for vote in votes)
    told = ngettext(
        "In {good} of {count} vote the room chose a best or a good step.",
        "In {good} of {count} votes the room chose a best or a good step.",
        len(votes),
    ).format(good=good, count=len(votes))
    return (
        f"<p>{told} {_('Where it was divided, ask those who were outvoted first.')}</p>"
        f"<div class='kapedu-readings' role='region' tabindex='0' aria-label='{_('Votes of the room')}'>"
        f"<table class='kapedu-table ke-votes-told'><thead><tr><th scope='col'>{_('Time')}</th>"
        f"<th scope='col'>{_('Votes')}</th><th scope='col'>{_('Played')}</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(case: Case, vote: Vote, clock: Any) -> str:
    ranked = sorted(vote.counts.items(), key=lambda item: -item[1])
    lines = "".join(
        f"<li><strong>{count}</strong> {escape(_text(case, key))} <em>{_shown(_verdict(case, key))}</em></li>"
        for key, count in ranked
    )
    other = "" if vote.played in vote.leaders else f" {_('(not what the room chose)')}"
    return (
        f"<tr><th scope='row'>{clock(vote.second)}</th><td><ul>{lines}</ul></td>"
        f"<td>{escape(_text(case, vote.played))}{other}</td></tr>"
    )


def _text(case: Case, key: str) -> str:
    moves = moves_by_key(case).get(key, ())
    return moves[0].text if moves else key.partition(":")[2]


def _verdict(case: Case, key: str) -> str:
    moves = moves_by_key(case).get(key, ())
    return moves[0].verdict if moves else ""


def _shown(verdict: str) -> str:
    return f"({_(VERDICTS[verdict]).lower()})" if verdict else ""
