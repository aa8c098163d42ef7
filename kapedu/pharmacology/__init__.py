"""From dosing events to concentrations, and from concentrations to effects."""

from typing import TYPE_CHECKING, Any

from kapedu.pharmacology.course import Course, Share
from kapedu.pharmacology.effect import OccupancyBand, dissociation, occupancy_band
from kapedu.pharmacology.errors import (
    DosingError,
    ExtrapolationWarning,
    ModelError,
    NotOnFileError,
    PatientError,
    TimeError,
)
from kapedu.pharmacology.interaction import Interaction, interactions
from kapedu.pharmacology.model import Model, models
from kapedu.pharmacology.mood import antidepressant_response
from kapedu.pharmacology.patient import Patient, Patients
from kapedu.pharmacology.regimen import Dose, Regimen, parse_dose
from kapedu.pharmacology.route_range import CourseRange, published_share, simulate_range
from kapedu.pharmacology.simulation import simulate
from kapedu.pharmacology.virtual import population

if TYPE_CHECKING:
    from kapedu.pharmacology.bands import Bands, course_bands, population_bands
    from kapedu.pharmacology.cardiovascular import chance_systolic_above, cohorts, rises
    from kapedu.pharmacology.matching import matching_dose, next_dose
    from kapedu.pharmacology.mood_turnover import MoodCourse, mood_course, relapse
    from kapedu.pharmacology.mood_virtual import MoodPeople, mood_people
    from kapedu.pharmacology.questions import discharge_ready, time_above
    from kapedu.pharmacology.sedation import reported_frequency

__all__ = [
    "Bands",
    "Course",
    "CourseRange",
    "Dose",
    "DosingError",
    "ExtrapolationWarning",
    "Interaction",
    "Model",
    "ModelError",
    "MoodCourse",
    "MoodPeople",
    "NotOnFileError",
    "OccupancyBand",
    "Patient",
    "PatientError",
    "Patients",
    "Regimen",
    "Share",
    "TimeError",
    "antidepressant_response",
    "chance_systolic_above",
    "cohorts",
    "course_bands",
    "discharge_ready",
    "dissociation",
    "interactions",
    "matching_dose",
    "models",
    "mood_course",
    "mood_people",
    "next_dose",
    "occupancy_band",
    "parse_dose",
    "population",
    "population_bands",
    "published_share",
    "relapse",
    "reported_frequency",
    "rises",
    "simulate",
    "simulate_range",
    "time_above",
]

_LATER = {  # a kernel that only simulates does not need these
    "Bands": "bands",
    "MoodCourse": "mood_turnover",
    "MoodPeople": "mood_virtual",
    "chance_systolic_above": "cardiovascular",
    "cohorts": "cardiovascular",
    "course_bands": "bands",
    "discharge_ready": "questions",
    "matching_dose": "matching",
    "mood_course": "mood_turnover",
    "mood_people": "mood_virtual",
    "next_dose": "matching",
    "population_bands": "bands",
    "relapse": "mood_turnover",
    "reported_frequency": "sedation",
    "rises": "cardiovascular",
    "time_above": "questions",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
