"""Touch situations can be sorted to the end."""

from kapedu.widgets.risks.touch_cards import touch_cards


def test_the_situations_are_dealt_with_all_three_answers():
    box = touch_cards()
    labels = [getattr(child, "options", None) for child in box.children]
    assert {"yes", "no", "safety"} in [set(options) for options in labels if options]
