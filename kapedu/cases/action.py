"""What a trainee can do: a verb and what it is done to, written ``measure:bp``.

``choose:…`` takes an option of the scene and ``ask:…`` a question, both named by the case; every other action is
listed here. ``wait:30`` lets thirty seconds pass. A drug is asked for by its kind, through the prescriber, never by
name or dose.
"""

from dataclasses import dataclass
from functools import lru_cache

from kapedu.cases.errors import CaseError, nearest
from kapedu.knowledge import fact

OWN_WORDS = ("choose", "ask", "wait")
_LONGEST_LENGTH = 80
_LONGEST_DIGITS = 5


@dataclass(frozen=True)
class Verb:
    """A group of actions.

    Attributes:
        label: Heading of the group.
        objects: What it can be done to, and what the button says.
    """

    label: str
    objects: dict[str, str]


VERBS: dict[str, Verb] = {
    "measure": Verb(
        "Measure",
        {
            "bp": "Blood pressure, automatic cuff",
            "bp-manual": "Blood pressure by hand, right cuff, other arm",
            "breathing": "Count breaths, watch the chest",
            "sedation": "Sedation: response to name, then touch",
            "glucose": "Blood glucose",
            "ecg": "Twelve-lead ECG",
            "temperature": "Temperature",
        },
    ),
    "examine": Verb(
        "Examine",
        {
            "airway": "Airway and colour",
            "chest": "Listen to the chest",
            "nerves": "Face, arms, speech, sight",
            "injuries": "Head, neck and hips for injury",
            "bladder": "Full bladder, pain, discomfort",
            "skin": "Skin and drip site",
        },
    ),
    "infusion": Verb(
        "Infusion",
        {"start": "Start", "pause": "Pause or stop", "slow": "Slow to half", "resume": "Resume"},
    ),
    "airway": Verb(
        "Airway and breathing",
        {
            "chin-lift": "Head tilt, chin lift",
            "jaw-thrust": "Jaw thrust, firm pressure behind the ear lobes",
            "suction": "Suction, clear the mouth",
            "oxygen": "Oxygen on",
            "oxygen-off": "Oxygen off",
            "bag-mask": "Breathe for the patient with bag and mask",
        },
    ),
    "position": Verb(
        "Position",
        {
            "side": "On the side",
            "flat": "Flat on the back",
            "legs-up": "Flat, legs up",
            "head-up": "Head up",
            "sitting": "Sitting",
        },
    ),
    "call": Verb(
        "Call",
        {
            "help": "A colleague into the room (bell)",
            "prescriber": "The prescriber",
            "emergency": "Emergency services",
            "escort": "The escort",
            "pharmacy": "The pharmacy",
            "supervisor": "Your supervisor",
        },
    ),
    "drug": Verb(
        "Ask the prescriber for",
        {
            "antiemetic": "An antiemetic",
            "antihypertensive": "A drug to lower blood pressure",
            "sedative": "A sedative",
            "fluids": "Intravenous fluids",
            "reversal": "A reversal agent",
        },
    ),
    "room": Verb(
        "The room",
        {
            "music-off": "Music off",
            "music-softer": "Softer, simpler music",
            "music-on": "Music on",
            "mask-off": "Eye mask off",
            "mask-on": "Eye mask on",
            "light-low": "Dim the light",
            "light-on": "Light on",
            "blanket": "Offer a blanket",
        },
    ),
    "stay": Verb("Presence", {"silent": "Stay close, say nothing"}),
    "touch": Verb(
        "Touch", {"agreed": "Give the touch agreed beforehand", "decline": "Decline touch, kindly"}
    ),
    "record": Verb("Record", {"notes": "Write it down: words, times, vital signs"}),
    "close": Verb("Close", {"discharge": "Discharge the patient", "visit": "End the encounter"}),
}


@dataclass(frozen=True)
class Action:
    """One thing done.

    Examples:
        >>> read_action("measure:bp")
        Action(verb='measure', name='bp')
        >>> read_action("wait:30").seconds
        30
    """

    verb: str
    name: str

    @property
    def key(self) -> str:
        """How rules and checklists name it."""
        return f"{self.verb}:{self.name}"

    @property
    def seconds(self) -> int:
        """How long ``wait`` waits; 0 for all else."""
        return int(self.name) if self.verb == "wait" else 0

    @property
    def label(self) -> str:
        """What it is called; the case itself knows the words of its options and questions."""
        if self.verb == "wait":
            return f"Wait {self.seconds} s"
        if self.verb in OWN_WORDS:
            return self.name
        verb = VERBS[self.verb]
        return f"{verb.label}: {verb.objects[self.name]}"


@lru_cache(maxsize=1000)
def read_action(text: str) -> Action:
    """An action from its written form.

    Raises:
        CaseError: There is no such verb or object, or a wait is not a whole number of seconds within its limits.
    """
    if not isinstance(text, str) or len(text) > _LONGEST_LENGTH or ":" not in text:
        raise CaseError(f"action {str(text)[:_LONGEST_LENGTH]!r}: write verb:object, such as measure:bp")
    verb, _, name = text.partition(":")
    if verb == "wait":
        longest = longest_wait()
        if not (
            name.isascii() and name.isdigit() and len(name) <= _LONGEST_DIGITS and 0 < int(name) <= longest
        ):
            raise CaseError(f"action {text!r}: write wait: and whole seconds, 1 to {longest}")
        return Action(verb, str(int(name)))
    if verb in OWN_WORDS:
        if not name:
            raise CaseError(f"action {text!r}: write what to {verb}, such as {verb}:pain")
        return Action(verb, name)
    if verb not in VERBS:
        known = (*OWN_WORDS, *VERBS)
        raise CaseError(f"action {text!r}: the verbs are {', '.join(known)}{nearest(verb, known)}")
    if name not in VERBS[verb].objects:
        allowed = VERBS[verb].objects
        raise CaseError(f"action {text!r}: {verb} can be {', '.join(allowed)}{nearest(name, allowed)}")
    return Action(verb, name)


@lru_cache(maxsize=1)
def longest_wait() -> int:
    """The longest single wait, seconds (course-rule)."""
    return int(float(fact("cases.clock.longest_wait")))


@lru_cache(maxsize=1000)
def takes_seconds(verb: str) -> int:
    """How long an action takes unless the case says otherwise, seconds (course-rule)."""
    return int(float(fact(f"cases.seconds_taken.{verb}")))
