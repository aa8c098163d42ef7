"""Reading what a case is marked by: the checklist, the order of steps, judgements, and what to take away."""

from math import inf

from kapedu.cases.case import Check, Concordance, Lesson, Order
from kapedu.cases.errors import CaseError
from kapedu.cases.fields import Fields
from kapedu.cases.read_parts import Words, read_ground, read_rule, read_sources
from kapedu.cases.vocabulary import COMPETENCIES
from kapedu.knowledge.quantity import Status

_PANEL = ("-2", "-1", "0", "1", "2")
Scoring = tuple[tuple[Check, ...], tuple[Order, ...], tuple[Concordance, ...]]


def read_scoring(root: Fields, words: Words) -> Scoring:
    """``checklist``, ``order`` and ``concordance``."""
    checks = tuple(_check(part, words) for part in root.groups("checklist", required=True))
    ids = [check.id for check in checks]
    for name in ids:
        if ids.count(name) > 1:
            raise CaseError(f"{root.at('checklist')}: the line {name!r} is there twice; write another id")
    orders = tuple(_order(part, ids) for part in root.groups("order"))
    return checks, orders, tuple(_concordance(part) for part in root.groups("concordance"))


def _check(part: Fields, words: Words) -> Check:
    check = Check(
        id=part.identifier("id"),
        text=part.text("text"),
        competency=part.choice("competency", COMPETENCIES),
        weight=part.number("weight", 1, low=0),
        done=part.texts("done"),
        when=read_rule(part, "when", words),
        within_min=part.number("within_min", inf, low=0),
        since=part.text("since", ""),
        ground=read_ground(part, required=True),
    )
    words.deeds.extend((part.at("done"), key) for key in check.done)
    if check.since:
        words.deeds.append((part.at("since"), check.since))
    if not check.done and check.when is None:
        raise part.wrong("done", "name what must be done, or write a rule under 'when'")
    if check.within_min < inf and not check.done:
        raise CaseError(f"{part.at('within_min')}: a time needs 'done', the thing that must be done in time")
    if check.weight and not check.ground.may_score:
        raise CaseError(
            f"{part.at('status')}: {check.ground.status} may not be marked; give a source, or 'unverified (high)' for "
            "an order of steps that is widely taught, or write 'weight: 0'"
        )
    part.finish()
    return check


def _order(part: Fields, ids: list[str]) -> Order:
    steps = part.texts("steps", required=True)
    for step in steps:
        if step not in ids:
            raise CaseError(
                f"{part.at('steps')}: {step!r} is no line of the checklist; there are {', '.join(ids)}"
            )
    if len(steps) < 2 or len(set(steps)) < len(steps):
        raise part.wrong("steps", "write two or more lines of the checklist, each once, in their order")
    order = Order(
        steps,
        part.text("text"),
        part.choice("competency", COMPETENCIES),
        part.number("weight", 1, low=0),
        read_ground(part, required=True),
    )
    if order.weight and not order.ground.may_score:
        raise CaseError(f"{part.at('status')}: {order.ground.status} may not be marked; write 'weight: 0'")
    part.finish()
    return order


def _concordance(part: Fields) -> Concordance:
    panel = part.needed_group("panel")
    votes = tuple(panel.number(step, 0, low=0) for step in _PANEL)
    panel.finish()
    if not sum(votes):
        raise part.wrong("panel", "write how many of the panel chose each step, such as {-1: 2, 0: 5, 1: 3}")
    found = Concordance(
        part.text("thought"),
        part.text("finding"),
        votes,
        part.text("panel_note"),
        read_ground(part, required=True),
        part.number("weight", 0, low=0),
        part.choice("competency", ("", *COMPETENCIES), ""),
    )
    if found.weight and not (found.ground.sources and found.ground.status.may_key_graded_item):
        raise CaseError(
            f"{part.at('weight')}: only a panel that was really asked may give marks; name its source and status, "
            "or write 'weight: 0'"
        )
    if found.weight and found.ground.status is Status.COURSE_RULE:
        raise CaseError(
            f"{part.at('weight')}: a panel made up for the course gives no marks; write 'weight: 0'"
        )
    if found.weight and not found.competency:
        raise part.wrong("competency", "marks need a competency, C1 to C15")
    part.finish()
    return found


def read_lessons(root: Fields, name: str = "take_away") -> tuple[Lesson, ...]:
    """What to remember, with sources."""
    found = []
    for part in root.groups(name, required=True):
        sources = read_sources(part)
        status = part.choice("status", (*Status, "unverified (high)", "unverified (medium)"), "course-rule")
        shown = status.replace(" (high)", ", widely taught").replace(" (medium)", "")
        found.append(Lesson(part.text("text"), sources, shown))
        part.finish()
    return tuple(found)


def read_expert(root: Fields, words: Words) -> tuple[str, ...]:
    """``expert``: the script of somebody who knows."""
    script = root.texts("expert", required=True)
    words.deeds.extend((root.at("expert"), text) for text in script)
    return script
