"""The capstone: a made-up patient from referral to maintenance, over weeks; a run is its seed and its actions."""

from kapedu.treatment.course_run import CourseRun
from kapedu.treatment.engine import begin, step
from kapedu.treatment.patient import Patient
from kapedu.treatment.read_patient import patient_named, patient_names, read_patient
from kapedu.treatment.scoring import Score, score
from kapedu.treatment.state import State

__all__ = [
    "CourseRun",
    "Patient",
    "Score",
    "State",
    "begin",
    "patient_named",
    "patient_names",
    "read_patient",
    "score",
    "step",
]
