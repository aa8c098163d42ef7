"""Frequencies of the label, and the refusal of everything else."""

import pytest

from kapedu.pharmacology.errors import DosingError, NotOnFileError
from kapedu.pharmacology.sedation import reported_frequency


@pytest.mark.parametrize(
    ("event", "low", "high", "instrument"),
    [
        ("sedation", 0.48, 0.61, "MOAA/S"),
        ("dissociation", 0.61, 0.84, "CADSS"),
        ("loss of consciousness", 0.003, 0.004, ""),
    ],
)
def test_the_label_is_given_as_published(event, low, high, instrument):
    found = reported_frequency(event)
    assert (found.low, found.high) == pytest.approx((low, high))
    assert (found.measured_with, found.source, found.status) == (instrument, "spravato_us_label", "primary")


@pytest.mark.parametrize("route", ["iv", "im", "sc", "sl", "po", "in"])
def test_what_is_not_on_file_is_refused(route):
    with pytest.raises(
        NotOnFileError, match=f"route '{route}': no measured frequency of sedation is on file"
    ):
        reported_frequency("sedation", route)


def test_unknown_events_and_routes_are_refused():
    with pytest.raises(ValueError, match="event 'sleep' is not known; write one of sedation"):
        reported_frequency("sleep")
    with pytest.raises(DosingError, match="unknown route"):
        reported_frequency("sedation", "rectal")
