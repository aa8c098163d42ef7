"""A small case that tests change; property tests here are not judged by the clock: the machine may be busy."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import kapedu.cases
from kapedu.cases.read_case import read_case

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

TEXT = (Path(kapedu.cases.__file__).parent / "template.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def changed():
    """``changed(("old", "new"), ...)``: the text of the small case with some words changed; each must be there."""

    def change(*pairs):
        text = TEXT
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        return text

    return change


@pytest.fixture(scope="session")
def small_case(changed):
    """``small_case(("old", "new"), ...)``: the small case, read."""

    def read(*pairs):
        return read_case(changed(*pairs), "small.yaml")

    return read
