"""What can be done in a course of treatment: a verb and what it is done to, written ``prepare:consent``.

``arrange:…``, ``protocol:…``, ``pairing:…`` and ``choose:…`` are named by the patient's file; ``play:…`` gives a dose
whose session was played as an encounter and carries that run's code; ``wait:7`` lets seven days pass. The rest is
listed here.
"""

from dataclasses import dataclass
from functools import lru_cache

from kapedu.cases.errors import CaseError, nearest
from kapedu.knowledge import fact

OWN_WORDS = ("arrange", "protocol", "pairing", "choose", "play", "wait")
_LONGEST_LENGTH = 6000
_LONGEST_DIGITS = 2
_SHOWN_LENGTH = 60

VERBS: dict[str, tuple[str, dict[str, str]]] = {
    "ask": (
        "Screen: ask and examine",
        {
            "indication": "Why ketamine is considered, and what was tried",
            "history": "Medical and psychiatric history, question by question",
            "today": "Measure and test: pressure, pulse, weight, pregnancy, drug screen",
            "medicines": "Every medicine and substance, with doses",
            "readiness": "Readiness: consent, escort, agreements",
        },
    ),
    "prepare": (
        "Prepare",
        {
            "meetings": "Two meetings before the first dose (a week)",
            "intention": "An intention in the patient's own words",
            "consent": "Consent: off-label, what is known and what is not",
            "touch": "An agreement about touch, sober and in writing",
            "medicines": "Medicines and fasting on the day, with the prescriber",
            "escort": "Who takes the patient home",
            "safety-plan": "A safety plan: signs, people, numbers",
        },
    ),
    "dose": (
        "Hold a dosing session today",
        {
            "presence": "With two people, few words, process before content",
            "direct": "And interpret what comes up while it is fresh",
            "alone": "With the monitor alone; look in now and then",
        },
    ),
    "integrate": ("Integrate", {"step": "Agree on one step in behaviour"}),
    "therapy": ("Therapy", {"session": "A session of the paired therapy"}),
    "measure": ("Measure", {"scores": "The scale, and the questions that a total hides"}),
    "agree": (
        "Agree for later",
        {
            "relapse-plan": "A relapse plan: early signs, who looks, whom to call",
            "spacing": "The least frequent dose that holds, one step at a time",
            "end": "How and when the doses end",
        },
    ),
    "close": ("End", {"handover": "Close the treatment; the rest of the weeks pass without you"}),
}


@dataclass(frozen=True)
class Action:
    """One thing done.

    Examples:
        >>> read_action("prepare:consent").label
        'Prepare: Consent: off-label, what is known and what is not'
        >>> read_action("wait:7").days
        7
    """

    verb: str
    name: str

    @property
    def key(self) -> str:
        return f"{self.verb}:{self.name}"

    @property
    def days(self) -> int:
        """How long ``wait`` waits; 0 for all else."""
        return int(self.name) if self.verb == "wait" else 0

    @property
    def label(self) -> str:
        """What it is called; the patient's file knows the words of its own."""
        if self.verb == "wait":
            return "1 day passes" if self.days == 1 else f"{self.days} days pass"
        if self.verb == "play":
            return "A dosing session, played as an encounter"
        if self.verb in OWN_WORDS:
            return self.name
        group, objects = VERBS[self.verb]
        return f"{group}: {objects[self.name]}"


@lru_cache(maxsize=1000)
def read_action(text: str) -> Action:
    """An action from its written form.

    Raises:
        CaseError: There is no such verb or object, or a wait is not a whole number of days within its limits.
    """
    if not isinstance(text, str) or len(text) > _LONGEST_LENGTH or ":" not in text:
        raise CaseError(f"action {str(text)[:_SHOWN_LENGTH]!r}: write verb:object, such as prepare:consent")
    verb, _, name = text.partition(":")
    if verb == "wait":
        longest = longest_wait()
        good = name.isascii() and name.isdigit() and len(name) <= _LONGEST_DIGITS
        if not good or not 0 < int(name) <= longest:
            raise CaseError(f"action {text[:_SHOWN_LENGTH]!r}: write wait: and whole days, 1 to {longest}")
        return Action(verb, str(int(name)))
    if verb in OWN_WORDS:
        if not name or (verb != "play" and len(name) > _SHOWN_LENGTH):
            raise CaseError(f"action {text[:_SHOWN_LENGTH]!r}: write what to {verb}")
        return Action(verb, name)
    if verb not in VERBS:
        known = (*OWN_WORDS, *VERBS)
        raise CaseError(
            f"action {text[:_SHOWN_LENGTH]!r}: the verbs are {', '.join(known)}{nearest(verb, known)}"
        )
    allowed = VERBS[verb][1]
    if name not in allowed:
        raise CaseError(
            f"action {text[:_SHOWN_LENGTH]!r}: {verb} can be {', '.join(allowed)}{nearest(name, allowed)}"
        )
    return Action(verb, name)


@lru_cache(maxsize=1)
def longest_wait() -> int:
    """The longest single wait, days (course-rule)."""
    return int(float(fact("treatment.course.longest_wait")))
