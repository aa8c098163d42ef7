"""The kinds of questions, how each is answered and how its points are given."""

from enum import StrEnum


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMERIC = "numeric"
    TEXT = "text"
    FREE_TEXT = "free-text"
    ORDERING = "ordering"
    MATCHING = "matching"
    POINT = "point"
    CALCULATION = "calculation"
    CONCORDANCE = "concordance"
    JUDGEMENT = "judgement"
    CASE_RUN = "case-run"
    COURSE_RUN = "course-run"
    PREDICT = "predict"
    PREDICT_TEXT = "predict-text"

    @property
    def has_options(self) -> bool:
        """Whether the answer is one or more of the options."""
        return self in {Kind.SINGLE, Kind.MULTIPLE, Kind.CONCORDANCE, Kind.PREDICT}

    @property
    def takes_options(self) -> bool:
        """Whether the author writes options (a script concordance always has the same)."""
        return (self.has_options and self is not Kind.CONCORDANCE) or self.is_paired or self is Kind.ORDERING

    @property
    def explains_each(self) -> bool:
        """Whether every option has a reason of its own."""
        return self in {Kind.SINGLE, Kind.MULTIPLE} or self.is_paired

    @property
    def is_paired(self) -> bool:
        """Whether each option is given one of a few values."""
        return self in {Kind.MATCHING, Kind.JUDGEMENT}

    @property
    def is_number(self) -> bool:
        """Whether the answer is a number."""
        return self in {Kind.NUMERIC, Kind.CALCULATION, Kind.POINT}

    @property
    def is_run(self) -> bool:
        """Whether the answer is a run that was played, and marking replays it."""
        return self in {Kind.CASE_RUN, Kind.COURSE_RUN}

    @property
    def is_prediction(self) -> bool:
        return self in {Kind.PREDICT, Kind.PREDICT_TEXT}

    @property
    def label(self) -> str:
        """The kind in words, for instructors."""
        return _LABELS[self]

    @property
    def instruction(self) -> str:
        """How to answer, in a sentence for the reader; empty where the question says it."""
        return _INSTRUCTIONS.get(self, "")

    @property
    def rule(self) -> str:
        """How the points are given, where that needs saying."""
        return _RULES.get(self, "")


_LABELS = {
    Kind.SINGLE: "one answer",
    Kind.MULTIPLE: "several answers",
    Kind.NUMERIC: "a number",
    Kind.TEXT: "a short text",
    Kind.FREE_TEXT: "a free text",
    Kind.ORDERING: "an order",
    Kind.MATCHING: "pairs",
    Kind.POINT: "a point on a curve",
    Kind.CALCULATION: "a number of one's own",
    Kind.CONCORDANCE: "script concordance",
    Kind.JUDGEMENT: "situational judgement",
    Kind.CASE_RUN: "a simulated patient",
    Kind.COURSE_RUN: "a course of treatment",
    Kind.PREDICT: "a prediction",
    Kind.PREDICT_TEXT: "a prediction in words",
}
_INSTRUCTIONS = {
    Kind.SINGLE: "One answer is right.",
    Kind.MULTIPLE: "Several answers may be right.",
    Kind.NUMERIC: "Write a number.",
    Kind.TEXT: "Write a word or a short phrase; capitals do not matter.",
    Kind.FREE_TEXT: "Write in your own words.",
    Kind.ORDERING: "Move the steps up or down until their order is right.",
    Kind.MATCHING: "Choose for each line. A choice may be needed once, more than once, or not at all.",
    Kind.POINT: "Click the curve, or move the slider below it with the arrow keys.",
    Kind.CALCULATION: "Write a number. The figures in this question are your own; others have other ones.",
    Kind.CONCORDANCE: "Choose how the new finding changes the idea before it.",
    Kind.JUDGEMENT: "Rate each action.",
    Kind.COURSE_RUN: "Lead the treatment to its last week, or close it; every step is saved as you take it. There is one go,"
    " and the reasons come with the feedback. Your patient answers in their own way: others meet another person of this"
    " name.",
    Kind.CASE_RUN: "Play the encounter to its end; every step is saved as you take it. There is one go, and the reasons"
    " come with the feedback. Your patient's body answers in its own way: others meet another body.",
}
_NEAR_ENOUGH = "A number close enough to the right one earns all the points, any other none."
_RULES = {
    Kind.MULTIPLE: "Each right tick earns a share of the points, each wrong tick costs the same share;"
    " the score never falls below 0.",
    Kind.NUMERIC: _NEAR_ENOUGH,
    Kind.CALCULATION: _NEAR_ENOUGH,
    Kind.TEXT: "The right word, also in another form that is accepted, earns all the points, any other none.",
    Kind.FREE_TEXT: "Your instructor reads and scores this answer.",
    Kind.ORDERING: "Every two steps in the right order earn a share of the points, every two in the wrong order"
    " cost the same share; the score never falls below 0.",
    Kind.MATCHING: "Each right line earns a share of the points; a wrong or open line costs nothing.",
    Kind.POINT: "A point close enough to the right one earns all the points.",
    Kind.CONCORDANCE: "An answer earns as much as members of a panel of clinicians agreed with it; the most frequent"
    " answer of the panel earns all the points.",
    Kind.JUDGEMENT: "Each action rated as in the key earns a share of the points, the neighbouring rating on the"
    " same side half of it. The key is this course's reading of the sources it names, not a vote of clinicians.",
    Kind.COURSE_RUN: "Marking takes your steps again. The points are your share of the marks: what was done and when, how the"
    " patient does in the last weeks, and no more doses than help. A critical error fails it with no points. If you stop"
    " before the end, the rest of the weeks pass with nobody acting.",
    Kind.CASE_RUN: "Marking plays your run again. The points are your share of the checklist's marks; marks lost by harmful"
    " steps count against it, and a critical error fails the station with no points. If you stop before the end, the rest"
    " of the time passes with nobody acting.",
}
NO_PANEL_RULE = (
    "It earns no points: no panel of clinicians has answered this question yet. Your feedback says what the"
    " finding bears on, and you judge for yourself."
)

CONCORDANCE_SCALE = {
    "much-less": "Much less likely or less useful",
    "less": "Less likely or less useful",
    "same": "Neither more nor less",
    "more": "More likely or more useful",
    "much-more": "Much more likely or more useful",
}
JUDGEMENT_SCALE = {
    "do": "Clearly the thing to do",
    "can": "Acceptable",
    "rather-not": "Rather not",
    "never": "Clearly wrong here",
}
