"""The course's competencies (a course rule): what every item, lesson and simulated case is for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Competency:
    """What a trainee should be able to do, and what shows it."""

    code: str
    title: str
    objective: str


COMPETENCIES = {
    entry.code: entry
    for entry in (
        Competency(
            "C1", "Screen and exclude safely", "Apply the rules for stopping and pausing to ten vignettes"
        ),
        Competency(
            "C2", "Consent, off-label status, law", "Produce a consent that holds; name the rules that apply"
        ),
        Competency("C3", "Dose and route", "Calculate dose, rate and equivalence without a critical error"),
        Competency("C4", "Monitor and respond", "Run the emergencies of the simulator"),
        Competency("C5", "Prepare", "Meet the goals of preparation: set, setting, music, intention"),
        Competency("C6", "Hold the altered state", "Say little, lead nowhere"),
        Competency("C7", "Integrate", "Agree on one step in behaviour within a day; process before content"),
        Competency("C8", "Pair with a therapy that has evidence", "Choose a psychotherapy and its timing"),
        Competency("C9", "Measure", "Score rating scales and interpret change"),
        Competency("C10", "Ethics, touch, power", "Decide three cases on touch correctly"),
        Competency("C11", "Trauma and culture", "Adapt the plan to the person"),
        Competency("C12", "Spiritual literacy without inflation", "Tell hypomania from insight"),
        Competency(
            "C13", "Maintain, taper, stop", "Decide when to go on, and check for misuse and bladder harm"
        ),
        Competency("C14", "Critical appraisal", "Rate claims and catch those that go too far"),
        Competency("C15", "Scope and teamwork", "Hand over a role"),
    )
}
