from kapedu.widgets.mechanism.open_channel import open_channel
from kapedu.widgets.parts.controls import Button, Choice
from kapedu.widgets.parts.drawing import Drawing


def parts(box, kind):
    found = [box] if isinstance(box, kind) else []
    return found + [part for child in getattr(box, "children", ()) for part in parts(child, kind)]


def press(box, label):
    next(button for button in parts(box, Button) if button.label == label).click()


def words(box):
    return parts(box, Drawing)[-1].html


def test_moments_pass_and_channels_are_blocked_only_with_ketamine():
    box = open_channel()
    press(box, "Let one moment pass")
    assert "Moment 1, no ketamine. Busy interneuron: 0 of 6" in words(box)
    parts(box, Choice)[0].value = "ketamine"
    press(box, "Let one moment pass")
    assert "Moment 2, ketamine present. Busy interneuron: 3 of 6" in words(box)


def test_a_flood_blocks_both_cells():
    box = open_channel()
    parts(box, Choice)[0].value = "ketamine"
    press(box, "Flood both cells with glutamate")
    assert "6 of 6 channels blocked. Quiet cell: 6 of 6" in words(box)


def test_starting_again_clears_everything():
    box = open_channel()
    parts(box, Choice)[0].value = "ketamine"
    press(box, "Flood both cells with glutamate")
    press(box, "Start again")
    assert "Moment 0, no ketamine. Busy interneuron: 0 of 6" in words(box)
    assert parts(box, Choice)[0].value == "none"


def test_changes_are_said_aloud():
    assert parts(open_channel(), Drawing)[-1].live
