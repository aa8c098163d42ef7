import pytest

from kapedu.figures.chain import experiments, steps
from kapedu.widgets.mechanism.cascade import cascade, chain_walk
from kapedu.widgets.parts.controls import Button, Choice, Select
from kapedu.widgets.parts.drawing import Drawing


def parts(box, kind):
    found = [box] if isinstance(box, kind) else []
    return found + [part for child in getattr(box, "children", ()) for part in parts(child, kind)]


def button(box, label):
    return next(item for item in parts(box, Button) if item.label == label)


@pytest.fixture
def box():
    return cascade()


def text(box):
    return [drawing.html for drawing in parts(box, Drawing)]


def test_the_walk_goes_from_the_first_link_to_the_last_and_stops_there():
    box = chain_walk()
    assert button(box, "Back").disabled
    for _ in range(len(steps()) + 3):
        button(box, "Next link").click()
    assert f"Link {len(steps())} of {len(steps())}" in text(box)[0]
    assert button(box, "Next link").disabled
    button(box, "Back").click()
    assert f"Link {len(steps()) - 1} of" in text(box)[0]


def test_no_result_before_a_prediction(box):
    button(box, "Run the experiment").click()
    assert "First say what you expect" in text(box)[1]
    assert text(box)[2] == ""


def test_a_run_shows_finding_species_and_status(box):
    parts(box, Select)[0].value = "rapamycin_people"
    parts(box, Choice)[0].value = "lost"
    button(box, "Run the experiment").click()
    shown = text(box)[1]
    assert "You predicted: the effect is lost or clearly weaker." in shown
    assert "shown in: people" in shown
    assert "status: primary" in shown


def test_a_prediction_cannot_be_changed_after_the_run(box):
    parts(box, Choice)[0].value = "stays"
    button(box, "Run the experiment").click()
    assert parts(box, Choice)[0].disabled
    parts(box, Choice)[0].value = "lost"
    button(box, "Run the experiment").click()
    assert "The effect is still there</td>" in text(box)[2]


def test_coming_back_to_an_experiment_shows_it_as_it_was_left(box):
    first = parts(box, Select)[0].value
    parts(box, Choice)[0].value = "fades"
    button(box, "Run the experiment").click()
    parts(box, Select)[0].value = "spine_removal"
    assert parts(box, Choice)[0].value is None
    assert not parts(box, Choice)[0].disabled
    parts(box, Select)[0].value = first
    assert parts(box, Choice)[0].value == "fades"
    assert parts(box, Choice)[0].disabled


def test_all_experiments_can_be_run_one_after_another(box):
    for _ in experiments():
        parts(box, Choice)[0].value = "lost"
        button(box, "Run the experiment").click()
        button(box, "Go to an experiment not yet run").click()
    assert text(box)[2].count('<th scope="row">') == len(experiments())
    assert "In people the chain itself was tested once" in text(box)[2]
