from kapedu.widgets.evidence.guess_laboratory import _Laboratory


def test_the_percentage_stays_while_the_index_moves():
    laboratory = _Laboratory()
    seen = []
    for said in (2, 12):
        laboratory.said.value = said
        assert laboratory.bars._shown["summary"].startswith("36.8 % of all")
        seen.append(laboratory.index._shown["summary"])
    assert seen[0] != seen[1]
    assert "That fits" in laboratory.note.html


def test_awake_patients_bring_the_other_slider_and_a_warning():
    laboratory = _Laboratory()
    laboratory.whose.value = "25d"
    assert laboratory.control.children == (laboratory.going,)
    assert "A thought experiment" in laboratory.note.html
    assert "the blind is gone" in laboratory.index._shown["summary"]
    laboratory.going.value = 0
    assert "In neither group" in laboratory.index._shown["summary"]
    laboratory.whose.value = "masked"
    assert laboratory.control.children == (laboratory.said,)
