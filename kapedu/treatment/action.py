"""What can be done in a course of treatment: a verb and what it is done to, written ``prepare:consent``.

``arrange:…``, ``protocol:…``, ``pairing:…`` and ``choose:…`` are named by the patient's file; ``play:…`` gives a dose
whose session was played as an encounter and carries that run's code; ``wait:7`` lets seven days pass. The rest is
listed here.
"""

from functools import lru_cache

from kapedu.cases.written_action import Verb, WrittenAction
from kapedu.knowledge import fact

OWN_WORDS = ("arrange", "protocol", "pairing", "choose", "play", "wait")
_PLAYED_LENGTH = 6000

VERBS: dict[str, Verb] = {
    "ask": Verb(
        "Screen: ask and examine",
        {
            "indication": "Why ketamine is considered, and what was tried",
            "history": "Medical and psychiatric history, question by question",
            "today": "Measure and test: pressure, pulse, weight, pregnancy, drug screen",
            "medicines": "Every medicine and substance, with doses",
            "readiness": "Readiness: consent, escort, agreements",
        },
    ),
    "prepare": Verb(
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
    "dose": Verb(
        "Hold a dosing session today",
        {
            "presence": "With two people, few words, process before content",
            "direct": "And interpret what comes up while it is fresh",
            "alone": "With the monitor alone; look in now and then",
        },
    ),
    "integrate": Verb("Integrate", {"step": "Agree on one step in behaviour"}),
    "therapy": Verb("Therapy", {"session": "A session of the paired therapy"}),
    "measure": Verb("Measure", {"scores": "The scale, and the questions that a total hides"}),
    "agree": Verb(
        "Agree for later",
        {
            "relapse-plan": "A relapse plan: early signs, who looks, whom to call",
            "spacing": "The least frequent dose that holds, one step at a time",
            "end": "How and when the doses end",
        },
    ),
    "close": Verb("End", {"handover": "Close the treatment; the rest of the weeks pass without you"}),
}


class Action(WrittenAction):
    """One thing done.

    Examples:
        >>> read_action("prepare:consent").label
        'Prepare: Consent: off-label, what is known and what is not'
        >>> read_action("wait:7").waits
        7
    """

    verbs, own_words, unit, example = VERBS, OWN_WORDS, "days", "prepare:consent"
    longest = {"play": _PLAYED_LENGTH}  # noqa: RUF012 - a ClassVar, as the base declares it

    @property
    def label(self) -> str:
        """What it is called; the patient's file knows the words of its own."""
        if self.verb == "wait":
            return "1 day passes" if self.waits == 1 else f"{self.waits} days pass"
        return "A dosing session, played as an encounter" if self.verb == "play" else super().label

    @classmethod
    def longest_wait(cls) -> int:
        """The longest single wait, days (course-rule)."""
        return longest_wait()


@lru_cache(maxsize=1000)
def read_action(text: str) -> Action:
    """An action from its written form.

    Raises:
        CaseError: There is no such verb or object, or a wait is not a whole number of days within its limits.
    """
    return Action.read(text)


@lru_cache(maxsize=1)
def longest_wait() -> int:
    """The longest single wait, days (course-rule)."""
    return int(float(fact("treatment.course.longest_wait")))
