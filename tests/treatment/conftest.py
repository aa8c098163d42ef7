"""Patients and plays that the tests of the capstone share."""

import pytest

from kapedu.treatment import patient_named, patient_names
from kapedu.treatment.read_patient import FOLDER


def pytest_generate_tests(metafunc):
    if "each_patient" in metafunc.fixturenames:
        metafunc.parametrize(
            "each_patient", [patient_named(name) for name in patient_names()], ids=patient_names()
        )


@pytest.fixture(scope="session")
def vera():
    return patient_named("vera")


@pytest.fixture(scope="session")
def vera_text():
    return (FOLDER / "vera.yaml").read_text(encoding="utf-8")
