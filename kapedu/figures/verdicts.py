"""The verdicts on the claims of the articles: one by one, and all of them article by article."""

from __future__ import annotations

import re
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import ARTERIAL, EFFECT, INK, ON_MARK, SECOND, THIRD, VENOUS, base_layout
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.claims import Claim, Verdict, all_claims
from kapedu.knowledge.markup import badge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAMES: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.SUPPORTED: "Supported",
        Verdict.PARTLY: "True in part",
        Verdict.UNSUPPORTED: "Nothing found that shows it",
        Verdict.CONTRADICTED: "The literature says otherwise",
        Verdict.NOT_CHECKABLE: "Cannot be checked as written",
        Verdict.OMISSION: "Left out",
    }
)
_LOOKS = {
    Verdict.SUPPORTED: (EFFECT, ""),
    Verdict.PARTLY: (VENOUS, "/"),
    Verdict.UNSUPPORTED: (THIRD, "."),
    Verdict.CONTRADICTED: (ARTERIAL, "x"),
    Verdict.NOT_CHECKABLE: (SECOND, "-"),
    Verdict.OMISSION: (INK, "+"),
}
_APART = {
    frozenset({Verdict.SUPPORTED, Verdict.PARTLY}): (
        "Supported means that the literature says the same. It is true in part when a limit that changes the "
        "meaning is missing: in whom, against what, for how long, how sure."
    ),
    frozenset({Verdict.SUPPORTED, Verdict.UNSUPPORTED}): (
        "A plausible claim without a study that shows it is not supported, however much one may wish it to be."
    ),
    frozenset({Verdict.SUPPORTED, Verdict.CONTRADICTED}): (
        "Read what was found once more: it says the opposite."
    ),
    frozenset({Verdict.PARTLY, Verdict.UNSUPPORTED}): (
        "True in part needs a part that somebody has shown. Here, ask what that would be."
    ),
    frozenset({Verdict.PARTLY, Verdict.CONTRADICTED}): (
        "The border is certainty. A claim that says certainly, proved or only is contradicted by one good "
        "study that finds otherwise; a modest wording of the same claim would be true in part."
    ),
    frozenset({Verdict.UNSUPPORTED, Verdict.CONTRADICTED}): (
        "Nothing found leaves the question open. Otherwise means that somebody looked and found something else."
    ),
}
ARTICLE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "000": "Clinic, coming trial",
        "001": "Mood disorders",
        "002": "Health site",
        "003": "Therapy is vital",
        "004": "Overview post",
    }
)
_SAME_AS = re.compile(r"^As (C\d+-\d+)\b")
_MINUS = re.compile(r"(?<![\w-])-(?=\d)")


def article_name(claim: Claim) -> str:
    """A short name of the article that a claim stands in.

    Examples:
        >>> article_name(all_claims()[0])
        'Clinic, coming trial'
    """
    return ARTICLE_NAMES[claim.article.partition("_")[0]]


def literature(claim: Claim) -> str:
    """What was found, with what another claim's entry says where the register only points to it.

    Examples:
        >>> "SMD" in literature(next(one for one in all_claims() if one.id == "C001-2"))
        True
    """
    pointed = _SAME_AS.match(claim.literature)
    if pointed is None:
        return _MINUS.sub("−", claim.literature)
    other = next(one for one in all_claims() if one.id == pointed[1])
    rest = claim.literature[pointed.end() :].lstrip(".,;: ")
    return f"{literature(other)} {_MINUS.sub('−', rest[:1].upper() + rest[1:])}".strip()


def found_html(claim: Claim) -> str:
    """The evidence on a claim, without the verdict."""
    cited = ", ".join(short_citation(key) for key in claim.source_keys) or "no source needed or none found"
    return (
        f'<div class="kapedu-card"><p class="kapedu-card-count">{escape(article_name(claim))}</p>'
        f"<p><strong>{escape(claim.claim)}.</strong></p><p>{escape(literature(claim))}</p>"
        f'<p class="kapedu-origin">{badge(claim.status)} {escape(cited)}</p></div>'
    )


def judged_html(claim: Claim, chosen: Verdict) -> str:
    """The course's verdict beside the learner's, and what tells the two apart."""
    ours = f"<strong>{escape(NAMES[claim.verdict])}.</strong>"
    if chosen is claim.verdict:
        first = f"<p>{ours} So do we judge it.</p>"
    else:
        apart = _APART.get(frozenset({chosen, claim.verdict}), "")
        first = f"<p>{ours} You chose: {escape(NAMES[chosen].lower())}.</p><p>{escape(apart)}</p>"
    return (
        f'<div class="kapedu-result">{first}<p>{escape(claim.verdict.meaning)} '
        f"To learn: {escape(claim.teaching_point)}</p></div>"
    )


def filtered(article: str = "", topic: str = "", verdict: str = "") -> tuple[Claim, ...]:
    """The claims that fit every filter; an empty one lets everything through.

    Examples:
        >>> {claim.verdict.value for claim in filtered(verdict="omission")}
        {'omission'}
    """
    return tuple(
        claim
        for claim in all_claims()
        if claim.article.startswith(article) and topic in ("", claim.topic) and verdict in ("", claim.verdict)
    )


def claims_html(claims: Sequence[Claim]) -> str:
    """Claims that open to what was found, the verdict and the sources, article by article."""
    if not claims:
        return "<p>No claim fits these filters.</p>"
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(article_name(claim), []).append(claim)
    if len(groups) == 1:
        return f"<p><strong>{_counted(len(claims))}</strong></p>{''.join(map(_claim_html, claims))}"
    return f"<p><strong>{_counted(len(claims))}</strong>, by article:</p>" + "".join(
        f'<details class="kapedu-numbers"><summary>{escape(name)}: {_counted(len(group))}</summary>'
        f'<div class="kapedu-opened">{"".join(map(_claim_html, group))}</div></details>'
        for name, group in groups.items()
    )


def _counted(number: int) -> str:
    return "1 claim" if number == 1 else f"{number} claims"


def _claim_html(claim: Claim) -> str:
    cited = ", ".join(short_citation(key) for key in claim.source_keys) or "none"
    found = literature(claim)
    meaning = "" if found.startswith("No study matching") else f"{claim.verdict.meaning} "
    return (
        f'<details class="kapedu-numbers"><summary>{escape(claim.claim)}: '
        f"{escape(NAMES[claim.verdict].lower())}</summary>"
        f"<p>{escape(meaning)}{escape(found)}</p>"
        f"<p>To learn: {escape(claim.teaching_point)}</p>"
        f'<p class="kapedu-origin">{badge(claim.status)} {escape(article_name(claim))}. '
        f"Sources: {escape(cited)}</p></details>"
    )


def verdicts_by_article(claims: Sequence[Claim], *, shown: bool = True) -> Figure:
    """How many claims of each article got which verdict.

    Args:
        claims: Which claims to count.
        shown: Whether the verdicts are told apart; otherwise only the number of claims is drawn.

    Returns:
        The figure: one bar for each article, stacked by verdict.
    """
    names = tuple(ARTICLE_NAMES.values())[::-1]
    counts = {
        verdict: [
            sum(claim.verdict is verdict and article_name(claim) == name for claim in claims)
            for name in names
        ]
        for verdict in Verdict
    }
    totals = [sum(counts[verdict][place] for verdict in Verdict) for place in range(len(names))]
    data: list[dict[str, Any]] = []
    if not shown:
        data.append(_bar("Claims", names, totals, INK, ""))
    else:
        data += [
            _bar(NAMES[verdict], names, counts[verdict], *_LOOKS[verdict])
            for verdict in Verdict
            if any(counts[verdict])
        ]
    layout = base_layout(
        "Claims (number)",
        "",
        barmode="stack",
        hovermode="closest",
        xaxis={"rangemode": "tozero", "dtick": 2, "range": [0, 14]},
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": list(names)},
        margin={"l": 16, "r": 16},
    )
    table = Table(
        "Claims by article and verdict" if shown else "Claims by article",
        ("Article", *((NAMES[verdict] for verdict in Verdict) if shown else ()), "All"),
        tuple(
            (name, *((counts[verdict][place] for verdict in Verdict) if shown else ()), totals[place])
            for place, name in reversed(list(enumerate(names)))
        ),
    )
    return Figure(plain({"data": data, "layout": layout}), _summary(claims, shown=shown), table)


def _bar(name: str, names: Sequence[str], counts: Sequence[int], colour: str, pattern: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": list(counts),
        "y": list(names),
        "text": [str(count) if count else "" for count in counts],
        "textposition": "inside",
        "textangle": 0,
        "insidetextanchor": "middle",
        "textfont": {"color": ON_MARK, "size": 13},
        "marker": {"color": colour, "pattern": _pattern(pattern)},
        "hovertemplate": f"%{{y}}: {name.lower()} %{{x}}<extra></extra>",
    }


def _pattern(shape: str) -> dict[str, Any]:
    return {"shape": shape, "fillmode": "overlay", "fgcolor": ON_MARK, "fgopacity": 0.3, "size": 8}


def _summary(claims: Sequence[Claim], *, shown: bool) -> str:
    if not shown:
        return f"{_counted(len(claims))} from five articles; the verdicts are hidden."
    parts = [
        f"{sum(claim.verdict is verdict for claim in claims)} {NAMES[verdict].lower()}"
        for verdict in Verdict
        if any(claim.verdict is verdict for claim in claims)
    ]
    return f"Of {_counted(len(claims))}: {', '.join(parts)}." if claims else "No claim fits these filters."
