"""A plan as a handout: headed sections of text, lists and tables, the same for every way of printing it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kapedu.knowledge import Quantity, fact, facts
from kapedu.knowledge.citation import reference_text, short_citation
from kapedu.pharmacology import Regimen
from kapedu.practice.discharge import is_rems, rems_steps
from kapedu.practice.dose_arithmetic import text
from kapedu.practice.monitoring import schedule_for
from kapedu.practice.pairing import grade_meaning
from kapedu.practice.plan import Event, Kind, Plan, rule_of_three_and_four, stopping_rules
from kapedu.practice.plan_request import PREFERENCES
from kapedu.practice.regimens import in_words
from kapedu.practice.standing import TEACHES, standing

EXERCISE = "Teaching exercise. Not a prescription, not a treatment plan for a real person."
_LINE_LENGTH = 46


@dataclass(frozen=True)
class Section:
    """One part of a handout.

    Attributes:
        heading: Its title.
        paragraphs: Text, one paragraph each.
        bullets: A list.
        columns: Heads of a table; empty without one.
        rows: Rows of the table, as long as ``columns``.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Handout:
    """A plan, ready to print.

    Attributes:
        title: Its title.
        banner: What it is not; stands at the top and at the foot of every page.
        sections: Its parts, in order.
    """

    title: str
    banner: str
    sections: tuple[Section, ...]


def handout(plan: Plan) -> Handout:
    """The handout of a plan.

    Examples:
        >>> from kapedu.practice.plan import make_plan
        >>> from kapedu.practice.plan_request import EXAMPLE, read_plan
        >>> [part.heading for part in handout(make_plan(read_plan(EXAMPLE, "example"))).sections][:3]
        ['At a glance', 'What matters to you', 'The dose, worked out']
    """
    return Handout(f"Plan for {plan.request.profile.label}", EXERCISE, tuple(_sections(plan)))


def _sections(plan: Plan) -> Iterator[Section]:
    if plan.on_hold:
        yield _hold(plan)
        yield _goals(plan)
        yield _sources(plan)
        return
    yield _glance(plan)
    yield _goals(plan)
    yield _dose(plan)
    yield _calendar(plan)
    yield _visits()
    yield _dosing_day(plan)
    yield _pairing(plan)
    yield _decisions(plan)
    yield _afterwards(plan)
    yield Section("When we stop or wait", bullets=tuple(map(_sentence, stopping_rules())))
    yield Section(
        "Whom to call",
        bullets=(
            *(f"{who}: {'_' * _LINE_LENGTH}" for who in ("Clinic by day", "Clinic by night", "Escort")),
            "Thoughts of ending your life: do not wait for a visit or a score; call at once, day or night.",
            "In an emergency: the emergency number of your country.",
        ),
    )
    yield _sources(plan)


def _hold(plan: Plan) -> Section:
    return Section(
        "On hold: no dose is planned",
        ("Screening found a reason to stop. What would change it stands beside each reason.",),
        columns=("Found", "Why it matters", "What would change it"),
        rows=tuple(
            (finding.finding, _stated(finding.reason), finding.changes)
            for finding in plan.screening.of("stop")
        ),
    )


def _glance(plan: Plan) -> Section:
    request = plan.request
    doses = plan.of(Kind.DOSE)
    pauses = plan.screening.of("pause") + plan.screening.of("readiness")
    rows = [
        ("First dose", _date(doses[0])),
        ("Last dose", _date(doses[-1])),
        ("Protocol", f"{request.protocol.name} ({request.protocol.purpose})"),
        ("How often", _sentence(request.protocol.schedule)),
        ("Therapy", request.therapy.name),
        ("Scales", ", ".join(request.measures)),
    ]
    if pauses:
        still_open = "; ".join(finding.finding for finding in pauses)
        rows.insert(
            0,
            ("Not yet", f"No dose, and no date below holds, until this is settled and signed: {still_open}"),
        )
    if plan.weekend_doses:
        rows.append(("To move", "; ".join(f"{_date(event)} is a weekend" for event in plan.weekend_doses)))
    return Section("At a glance", columns=("What", "Plan"), rows=tuple(rows))


def _goals(plan: Plan) -> Section:
    request = plan.request
    wishes = [f"{PREFERENCES[name]}: {wish}" for name, wish in request.preferences.items()]
    return Section(
        "What matters to you",
        ("Your goals, in your own words, and what you asked for.",),
        (*(f"Goal: {goal}" for goal in request.goals), *wishes),
    )


def _dose(plan: Plan) -> Section:
    request = plan.request
    protocol = request.protocol
    rows = []
    for dose, mg in zip(protocol.regimen(request.weight_kg, request.end), plan.dose_mg, strict=True):
        by_weight = (
            f"{text(dose.amount)} {dose.unit} × {text(request.weight_kg)} kg" if dose.unit == "mg/kg" else ""
        )
        rows.append((in_words(Regimen((dose,))), by_weight or "fixed", f"{text(mg)} mg"))
    said = [f"How far the dose was checked: {protocol.standing}."]
    if protocol.dose.note:
        said.append(f"{protocol.dose.note[0].upper()}{protocol.dose.note[1:]}.")
    return Section(
        "The dose, worked out", tuple(said), columns=("Order", "Working", "Amount"), rows=tuple(rows)
    )


def _calendar(plan: Plan) -> Section:
    days: dict[int, list[Event]] = {}
    for event in plan.events:
        days.setdefault(event.day, []).append(event)
    rows = tuple(
        (
            _date(events[0]),
            _count(day),
            "; ".join(dict.fromkeys(f"{event.kind}: {_small(event)}" for event in events)),
        )
        for day, events in days.items()
    )
    return Section("Day by day", columns=("Date", "Day", "What happens"), rows=rows)


def _small(event: Event) -> str:
    return event.what[0].lower() + event.what[1:] if event.what[:2].istitle() else event.what


def _visits() -> Section:
    length = fact("plan.preparation.length")
    bullets = [f"Before: {_stated(task)}" for task in facts("plan.preparation.tasks").values()]
    bullets += [f"Afterwards: {_stated(task)}" for task in facts("plan.integration.tasks").values()]
    minutes = f"A preparation visit lasts {length.number_text} minutes ({standing(length)})."
    return Section("What the visits are for", (minutes,), tuple(bullets))


def _dosing_day(plan: Plan) -> Section:
    route = plan.request.protocol.route
    watch = schedule_for(route)
    bullets = [f"Before the dose: {_stated(task)}" for task in facts("plan.dosing.tasks").values()]
    bullets += [
        f"Taken before: {_stated(watch.baseline)}",
        f"Watched: {_stated(watch.watch)}",
        f"Checks at minutes {_minutes(plan)} from the first of the drug",
        f"Checks while it works: every {watch.during_every.number_text} minutes ({standing(watch.during_every)})",
        f"Checks afterwards: every {watch.after_every.number_text} minutes ({standing(watch.after_every)})",
        f"Stay after the last of the drug: {watch.stay.number_text} minutes, and until well ({standing(watch.stay)})",
        f"Going home: {_stated(fact('monitoring.discharge.escort'))}; {_stated(fact('monitoring.discharge.driving'))}",
    ]
    if is_rems(route):
        bullets += [f"Programme (United States): {_stated(step)}" for step in rems_steps()]
    return Section("A dosing day", bullets=tuple(bullets))


def _minutes(plan: Plan) -> str:
    """When somebody looks, as the schedule of the route has it."""
    regimen = plan.request.protocol.regimen(plan.request.weight_kg, plan.request.end)
    checks = schedule_for(plan.request.protocol.route).checks(regimen)
    return ", ".join(f"{check.minute:g}" for check in checks)


def _pairing(plan: Plan) -> Section:
    therapy = plan.request.therapy
    grade = str(therapy.grade.value)
    said = [f"{therapy.what}. Evidence for the pairing: grade {grade}, {grade_meaning(grade)}."]
    if therapy.located is not None:
        said.append(f"{str(therapy.located.value).capitalize()}: {therapy.located.note}.")
    said.append("No trial has compared one timing with another.")
    if not plan.of(Kind.THERAPY):
        said.append("No study says on which days: agree them with the therapist and write them in.")
    rows = tuple((str(finding.level), finding.text) for finding in plan.findings)
    studied = tuple(map(_sentence, therapy.studies))
    return Section(
        "Why this therapy, and what was studied", tuple(said), studied, ("This plan", "Remark"), rows
    )


def _decisions(plan: Plan) -> Section:
    rows = tuple(
        (_date(event), str(event.kind), event.what)
        for event in (*plan.of(Kind.REVIEW), *plan.of(Kind.DECISION))
    )
    said = (rule_of_three_and_four(plan.request), str(fact("plan.measurement.slow").value))
    return Section("When we decide", said, columns=("Date", "What", "How"), rows=rows)


def _afterwards(plan: Plan) -> Section:
    spacing, least, lab = (fact(f"plan.maintenance.{name}") for name in ("spacing", "stop_spacing", "lab"))
    signs = plan.request.early_signs or tuple("_" * _LINE_LENGTH for _ in range(2))
    bullets = [
        f"Spacing: {_stated(spacing)}",
        f"In the long run at least {least.number_text} {least.unit} apart ({standing(least)})",
        f"At each visit: {_stated(fact('plan.maintenance.checks'))}",
        f"Every {lab.number_text} months: urine, liver, memory ({standing(lab)})",
        *(f"My early sign: {sign}" for sign in signs),
    ]
    return Section(
        "Afterwards: keeping it, and early signs", (_sentence(fact("plan.relapse.what")),), tuple(bullets)
    )


def _sources(plan: Plan) -> Section:
    quantities: list[Quantity] = [*plan.request.protocol.facts, plan.request.protocol.schedule]
    quantities += [event.basis for event in plan.events]
    quantities += [*plan.request.therapy.studies, plan.request.therapy.timing, *stopping_rules()]
    keys = dict.fromkeys(key for quantity in quantities for key in (quantity.source, quantity.via) if key)
    own = [key for key in keys if key not in {"design", "general_knowledge"}]
    return Section(
        "Sources",
        (TEACHES, "In brackets: how far each was checked."),
        tuple(reference_text(key) for key in own),
    )


def _stated(quantity: Quantity) -> str:
    """A statement with its source and standing."""
    own = quantity.source in {"design", "general_knowledge"}
    source = "" if own else f"{short_citation(quantity.source)}, "
    return f"{str(quantity.value).rstrip('.')} ({source}{standing(quantity)})"


def _sentence(quantity: Quantity) -> str:
    """A statement that stands alone."""
    said = _stated(quantity)
    return said[0].upper() + said[1:]


def _date(event: Event) -> str:
    return f"{event.on:%a} {event.on.day} {event.on:%b %Y}"


def _count(day: int) -> str:
    return f"day {day}" if day >= 0 else f"{-day} before"


def all_text(parts: Iterable[Section]) -> Iterator[str]:
    """Every text of the sections, for checks of what can be printed."""
    for part in parts:
        yield part.heading
        yield from part.paragraphs
        yield from part.bullets
        yield from part.columns
        for row in part.rows:
            yield from row
