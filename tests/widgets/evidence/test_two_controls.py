from kapedu.widgets.evidence.two_controls import _Controls


def test_the_controls_cannot_be_read_before_the_guess():
    controls = _Controls()
    controls.guesses["awake"].value = 25
    assert "10/20" not in str(controls.view._shown)
    assert controls.said.html == ""


def test_the_guesses_are_compared_and_the_day_can_be_changed():
    controls = _Controls()
    controls.guesses["masked"].value = 20
    controls.button.click()
    assert "you said 20 %, it was <b>50 %</b>" in controls.said.html
    assert "it was <b>12 %</b>" in controls.said.html
    controls.day.value = "32d"
    assert "Asleep, day 1: ketamine 12 of 20" in controls.view._shown["summary"]
