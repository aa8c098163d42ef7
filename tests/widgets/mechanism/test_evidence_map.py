from kapedu.figures.evidence_map import claims
from kapedu.widgets.mechanism.evidence_map import evidence_map
from kapedu.widgets.parts.controls import Choice
from kapedu.widgets.parts.drawing import Drawing


def parts(box, kind):
    found = [box] if isinstance(box, kind) else []
    return found + [part for child in getattr(box, "children", ()) for part in parts(child, kind)]


def test_filtering_by_people_leaves_one_column_and_says_the_counts():
    box = evidence_map()
    show, _order = parts(box, Choice)
    said, table = parts(box, Drawing)
    assert "in animals" in said.html
    show.value = "people"
    assert said.html.startswith("<p>In people, ")
    assert "Animals</th>" not in table.html


def test_sorting_changes_the_order_and_loses_no_claim():
    box = evidence_map()
    _show, order = parts(box, Choice)
    table = parts(box, Drawing)[1]
    before = table.html
    order.value = "people"
    assert table.html != before
    assert table.html.count('<th scope="row">') == len(claims())
