"""From dosing events to concentrations, and from concentrations to effects."""

from kapedu.pharmacology.effect import OccupancyBand, dissociation, occupancy_band
from kapedu.pharmacology.errors import DosingError, PatientError, TimeError
from kapedu.pharmacology.mood import antidepressant_response
from kapedu.pharmacology.patient import Patient, Patients, population
from kapedu.pharmacology.regimen import Dose, Regimen, parse_dose
from kapedu.pharmacology.simulation import Course, simulate

__all__ = [
    "Course",
    "Dose",
    "DosingError",
    "OccupancyBand",
    "Patient",
    "PatientError",
    "Patients",
    "Regimen",
    "TimeError",
    "antidepressant_response",
    "dissociation",
    "occupancy_band",
    "parse_dose",
    "population",
    "simulate",
]
