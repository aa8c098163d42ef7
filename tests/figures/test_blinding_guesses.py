"""A table of guesses in words and as a drawing."""

import plotly.graph_objects as go
import pytest

from kapedu.evidence.blinding_index import Guesses
from kapedu.figures.blinding_guesses import EXAMPLES, guesses_drawn, reading


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_can_be_drawn(name):
    _, treated, control = EXAMPLES[name]
    figure = guesses_drawn(Guesses(*treated), Guesses(*control))
    assert len(figure.table.rows) == 2
    go.Figure(figure.spec)


def test_the_published_example_is_read_with_its_published_indices():
    """Printed in the README of BlindingIndex.jl: James 0.896, Bang 0.115 and 0.022."""
    told = reading(Guesses(48, 4, 330), Guesses(30, 22, 319))
    assert "0.12 in the treated arm (near chance)" in told
    assert "0.02 in the control arm (near chance)" in told
    assert "James's index is 0.90" in told


def test_one_sided_belief_cancels_and_shared_knowledge_does_not():
    wishful = reading(Guesses(36, 2, 2), Guesses(2, 36, 2))
    assert "more wrong than chance" in wishful
    assert "belief cannot pass for an effect" in wishful
    assert "it can pass for an effect" in reading(Guesses(36, 2, 2), Guesses(36, 2, 2))
    assert "can hide an effect" in reading(Guesses(2, 36, 2), Guesses(2, 36, 2))


def test_a_trial_without_a_chance_level_still_has_a_reading():
    assert "James's index has no value here" in reading(Guesses(5, 0), Guesses(0, 0, 5))
