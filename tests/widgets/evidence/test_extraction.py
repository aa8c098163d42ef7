import pytest

from kapedu.widgets.evidence.extraction import extract_events, extract_scores


@pytest.fixture
def scores():
    return extract_scores().extraction


def put_in(extraction, *numbers):
    for control, number in zip(extraction.fields.values(), numbers, strict=True):
        control.value = number
    extraction.add()


def drawn(extraction):
    return extraction.view._shown["table"]["rows"]


def test_it_starts_with_the_worked_example_alone(scores):
    assert [row[0] for row in drawn(scores)][:1] == ["TRANSFORM-1 (Fedgchin 2019)"]
    assert "1 study" in scores.view._shown["summary"]


def test_a_right_extraction_enters_the_plot_with_its_status(scores):
    put_in(scores, "-21.4", "12.32", "101", "-17.0", "13.88", "100")
    assert "Right." in scores.feedback.html
    assert drawn(scores)[1][:2] == ["TRANSFORM-2 (Popova 2019)", "−4.40"]
    assert drawn(scores)[1][4] == "secondary"


def test_a_wrong_one_enters_as_typed_and_is_explained(scores):
    put_in(scores, "-21.4", "1.23", "101", "-17.0", "1.39", "100")
    assert "standard error, not a standard deviation" in scores.feedback.html
    assert drawn(scores)[1][4] == "as typed"
    put_in(scores, "−21,4", "12.32", "101", "−17", "13.88", "100")
    assert drawn(scores)[1][4] == "secondary"


def test_what_cannot_be_drawn_leaves_the_plot_and_is_still_explained():
    events = extract_events().extraction
    put_in(events, "52.5", "101", "31", "100")
    assert "This is the percentage" in events.feedback.html
    assert "cannot be drawn" in events.feedback.html
    assert len(events.studies) == 1


def test_an_empty_field_is_named(scores):
    scores.add()
    assert "mean of the treated group is still empty" in scores.feedback.html
    assert len(scores.studies) == 1


def test_filling_in_from_the_register_is_always_right_and_ends_with_the_pool(scores):
    for row_id in scores.task.to_extract:
        scores.which.value = row_id
        assert not any(control.value for control in scores.fields.values())
        scores.fill()
        scores.add()
    assert "All studies are in" in scores.feedback.html
    assert "Pooled mean difference −3.34" in scores.view._shown["summary"]


def test_with_all_three_the_interval_turns_the_conclusion():
    events = extract_events().extraction
    for row_id in events.task.to_extract:
        events.which.value = row_id
        events.fill()
        events.add()
    assert "excludes no difference" in events.view._shown["summary"]
    events.interval.value = "hksj"
    assert "includes no difference" in events.view._shown["summary"]
