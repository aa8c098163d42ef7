"""The course's competencies (a course rule): what every item, lesson and simulated case is for."""

from dataclasses import dataclass

from kapedu.language import N_


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
            "C1", N_("Screen and exclude safely"), "Apply the rules for stopping and pausing to ten vignettes"
        ),
        Competency(
            "C2",
            N_("Consent, off-label status, law"),
            "Produce a consent that holds; name the rules that apply",
        ),
        Competency(
            "C3", N_("Dose and route"), "Calculate dose, rate and equivalence without a critical error"
        ),
        Competency("C4", N_("Monitor and respond"), "Run the emergencies of the simulator"),
        Competency("C5", N_("Prepare"), "Meet the goals of preparation: set, setting, music, intention"),
        Competency("C6", N_("Hold the altered state"), "Say little, lead nowhere"),
        Competency(
            "C7", N_("Integrate"), "Agree on one step in behaviour within a day; process before content"
        ),
        Competency(
            "C8", N_("Pair with a therapy that has evidence"), "Choose a psychotherapy and its timing"
        ),
        Competency("C9", N_("Measure"), "Score rating scales and interpret change"),
        Competency("C10", N_("Ethics, touch, power"), "Decide three cases on touch correctly"),
        Competency("C11", N_("Trauma and culture"), "Adapt the plan to the person"),
        Competency("C12", N_("Spiritual literacy without inflation"), "Tell hypomania from insight"),
        Competency(
            "C13", N_("Maintain, taper, stop"), "Decide when to go on, and check for misuse and bladder harm"
        ),
        Competency("C14", N_("Critical appraisal"), "Rate claims and catch those that go too far"),
        Competency("C15", N_("Scope and teamwork"), "Hand over a role"),
    )
}
