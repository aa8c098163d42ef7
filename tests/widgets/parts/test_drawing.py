from kapedu.widgets.parts.controls import Html
from kapedu.widgets.parts.drawing import Drawing


def test_a_drawing_is_prepared_text_with_its_own_look():
    drawing = Drawing("<p>x</p>", live=True)
    assert isinstance(drawing, Html)
    assert drawing.html == "<p>x</p>"
    assert drawing.live
    assert ".kapedu-chain" in str(drawing._css)
