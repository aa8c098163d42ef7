"""What a trainee can do: a verb and what it is done to, written ``measure:bp``.

``choose:…`` takes an option of the scene and ``ask:…`` a question, both named by the case; every other action is
listed here. ``wait:30`` lets thirty seconds pass. A drug is asked for by its kind, through the prescriber, never by
name or dose.
"""

from functools import lru_cache

from kapedu.cases.written_action import Verb, WrittenAction
from kapedu.knowledge import fact

OWN_WORDS = ("choose", "ask", "wait")
_SECONDS_PER_MINUTE = 60

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


class Action(WrittenAction):
    """One thing done.

    Examples:
        >>> read_action("measure:bp")
        Action(verb='measure', name='bp')
        >>> read_action("wait:30").waits
        30
    """

    verbs, own_words, unit, example = VERBS, OWN_WORDS, "seconds", "measure:bp"

    @property
    def label(self) -> str:
        """What it is called; the case itself knows the words of its options and questions."""
        if self.verb != "wait":
            return super().label
        minutes, seconds = divmod(self.waits, _SECONDS_PER_MINUTE)
        parts = [f"{minutes} min"] * bool(minutes) + [f"{seconds} s"] * bool(seconds)
        return f"Wait {' '.join(parts)}"

    @classmethod
    def longest_wait(cls) -> int:
        """The longest single wait, seconds (course-rule)."""
        return longest_wait()


@lru_cache(maxsize=1000)
def read_action(text: str) -> Action:
    """An action from its written form.

    Raises:
        CaseError: There is no such verb or object, or a wait is not a whole number of seconds within its limits.
    """
    return Action.read(text)


@lru_cache(maxsize=1)
def longest_wait() -> int:
    """The longest single wait, seconds (course-rule)."""
    return int(float(fact("cases.clock.longest_wait")))


@lru_cache(maxsize=1000)
def takes_seconds(verb: str) -> int:
    """How long an action takes unless the case says otherwise, seconds (course-rule)."""
    return int(float(fact(f"cases.seconds_taken.{verb}")))
