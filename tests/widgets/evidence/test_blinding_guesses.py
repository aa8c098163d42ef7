"""The table of guesses, driven without a browser."""

from kapedu.widgets.evidence.blinding_guesses import _Table


def test_an_example_fills_the_table_and_a_moved_slider_makes_it_ones_own():
    table = _Table()
    table.example.value = "wishful"
    assert table.counts["control", "wrong"].value == 36
    assert "−0.85 in the control arm" in table.view._shown["summary"]
    table.counts["control", "wrong"].value = 10
    assert table.example.value == "own"
    assert table.counts["treated", "right"].value == 36


def test_an_empty_arm_is_pointed_out_and_the_drawing_stays():
    table = _Table()
    before = table.view._shown["summary"]
    for kind in ("right", "wrong", "unsure"):
        table.counts["treated", kind].value = 0
    assert "Nobody was asked" in table.problem.html
    assert table.view._shown["summary"] != before  # the last table with somebody in it
    table.counts["treated", "right"].value = 5
    assert table.problem.html == ""
