"""What a trainee can do: a verb and what it is done to, written ``measure:bp``.

``choose:…`` takes an option of the scene and ``ask:…`` a question, both named by the case; every other action is
listed here. ``wait:30`` lets thirty seconds pass. A drug is asked for by its kind, through the prescriber, never by
name or dose.
"""

from functools import lru_cache

from kapedu.cases.written_action import Verb, WrittenAction
from kapedu.knowledge import fact
from kapedu.language import N_, _

OWN_WORDS = ("choose", "ask", "wait")
_SECONDS_PER_MINUTE = 60

VERBS: dict[str, Verb] = {
    "measure": Verb(
        N_("Measure"),
        {
            "bp": N_("Blood pressure, automatic cuff"),
            "bp-manual": N_("Blood pressure by hand, right cuff, other arm"),
            "breathing": N_("Count breaths, watch the chest"),
            "sedation": N_("Sedation: response to name, then touch"),
            "glucose": N_("Blood glucose"),
            "ecg": N_("Twelve-lead ECG"),
            "temperature": N_("Temperature"),
        },
    ),
    "examine": Verb(
        N_("Examine"),
        {
            "airway": N_("Airway and colour"),
            "chest": N_("Listen to the chest"),
            "nerves": N_("Face, arms, speech, sight"),
            "injuries": N_("Head, neck and hips for injury"),
            "bladder": N_("Full bladder, pain, discomfort"),
            "skin": N_("Skin and drip site"),
        },
    ),
    "infusion": Verb(
        N_("Infusion"),
        {
            "start": N_("Start"),
            "pause": N_("Pause or stop"),
            "slow": N_("Slow to half"),
            "resume": N_("Resume"),
        },
    ),
    "airway": Verb(
        N_("Airway and breathing"),
        {
            "chin-lift": N_("Head tilt, chin lift"),
            "jaw-thrust": N_("Jaw thrust, firm pressure behind the ear lobes"),
            "suction": N_("Suction, clear the mouth"),
            "oxygen": N_("Oxygen on"),
            "oxygen-off": N_("Oxygen off"),
            "bag-mask": N_("Breathe for the patient with bag and mask"),
        },
    ),
    "position": Verb(
        N_("Position"),
        {
            "side": N_("On the side"),
            "flat": N_("Flat on the back"),
            "legs-up": N_("Flat, legs up"),
            "head-up": N_("Head up"),
            "sitting": N_("Sitting"),
        },
    ),
    "call": Verb(
        N_("Call"),
        {
            "help": N_("A colleague into the room (bell)"),
            "prescriber": N_("The prescriber"),
            "emergency": N_("Emergency services"),
            "escort": N_("The escort"),
            "pharmacy": N_("The pharmacy"),
            "supervisor": N_("Your supervisor"),
        },
    ),
    "drug": Verb(
        N_("Ask the prescriber for"),
        {
            "antiemetic": N_("An antiemetic"),
            "antihypertensive": N_("A drug to lower blood pressure"),
            "sedative": N_("A sedative"),
            "fluids": N_("Intravenous fluids"),
            "reversal": N_("A reversal agent"),
        },
    ),
    "room": Verb(
        N_("The room"),
        {
            "music-off": N_("Music off"),
            "music-softer": N_("Softer, simpler music"),
            "music-on": N_("Music on"),
            "mask-off": N_("Eye mask off"),
            "mask-on": N_("Eye mask on"),
            "light-low": N_("Dim the light"),
            "light-on": N_("Light on"),
            "blanket": N_("Offer a blanket"),
        },
    ),
    "stay": Verb(N_("Presence"), {"silent": N_("Stay close, say nothing")}),
    "touch": Verb(
        N_("Touch"),
        {"agreed": N_("Give the touch agreed beforehand"), "decline": N_("Decline touch, kindly")},
    ),
    "record": Verb(N_("Record"), {"notes": N_("Write it down: words, times, vital signs")}),
    "close": Verb(N_("Close"), {"discharge": N_("Discharge the patient"), "visit": N_("End the encounter")}),
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
        if self.verb == "wait":
            minutes, seconds = divmod(self.waits, _SECONDS_PER_MINUTE)
            parts = [_("{minutes} min").format(minutes=minutes)] * bool(minutes)
            parts += [_("{seconds} s").format(seconds=seconds)] * bool(seconds)
            return _("Wait {time}").format(time=" ".join(parts))
        if self.verb in OWN_WORDS:
            return super().label
        verb = VERBS[self.verb]
        return f"{_(verb.label)}: {_(verb.objects[self.name])}"

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
