import pytest
import traitlets
from hypothesis import given
from hypothesis import strategies as st

from kapedu.widgets.parts.controls import Button, Choice, Html, Select, Slider, TextField

ROUTES = {"iv": "Vein", "im": "Muscle", "10": "Ten", "9": "Nine"}


def events(control):
    seen = []
    control.observe(lambda change: seen.append(change.new), names="value")
    return seen


@given(value=st.floats(0.1, 3), step=st.sampled_from([0.05, 0.1, 0.25, 0.3, 0.7]))
def test_a_slider_rounds_to_a_step_without_digits_of_its_own(value, step):
    slider = Slider("Dose", 0.1, 0.1, 3, step, "mg/kg")
    slider.value = value
    assert 0.1 <= slider.value <= 3
    assert abs(slider.value - value) <= step + 1e-9
    assert len(str(slider.value)) <= 5


def test_a_slider_between_100_and_3000_starts_at_1000_exactly_and_is_silent():
    slider = Slider("Dose", 1000, 100, 3000, 50)
    seen = events(slider)
    slider.set_state({"value": 1000.0000000001})
    assert slider.value == 1000
    assert seen == []


def test_a_slider_tells_each_change_once():
    slider = Slider("Dose", 35, 0, 100, 5, "mg")
    seen = events(slider)
    slider.set_state({"value": 40})
    slider.set_state({"value": 41})
    assert seen == [40]


@pytest.mark.parametrize("value", [-1, 101, float("nan")])
def test_a_slider_refuses_what_is_out_of_bounds_and_keeps_its_value(value):
    slider = Slider("Dose", 35, 0, 100, 5, "mg")
    with pytest.raises(traitlets.TraitError, match=r"slider 'Dose': \S+ is outside 0 to 100 mg"):
        slider.value = value
    assert slider.value == 35


@pytest.mark.parametrize(
    ("bounds", "message"),
    [((10, 10, 1), "minimum 10 must be less than maximum 10"), ((0, 1, 2), "step 2"), ((0, 1, 0), "step 0")],
)
def test_a_slider_with_impossible_bounds_names_itself(bounds, message):
    with pytest.raises(ValueError, match=f"slider 'Dose': {message}"):
        Slider("Dose", 0, *bounds)


def test_narrower_bounds_take_the_value_along():
    slider = Slider("Dose", 80, 0, 100, 5, "mg")
    seen = events(slider)
    slider.maximum = 50
    assert seen == [50]


@pytest.mark.parametrize("kind", [Choice, Select])
def test_options_keep_their_order_on_the_way_to_the_page(kind):
    assert kind("Route", ROUTES)._options == [["iv", "Vein"], ["im", "Muscle"], ["10", "Ten"], ["9", "Nine"]]


def test_a_choice_starts_with_none_and_a_selection_with_the_first():
    assert Choice("Route", ROUTES).value is None
    assert Select("Route", ROUTES).value == "iv"
    assert Select("Route", ROUTES, "9").value == "9"


@pytest.mark.parametrize("kind", [Choice, Select])
def test_what_is_not_an_option_is_refused_with_the_options(kind):
    with pytest.raises(
        traitlets.TraitError, match="'Route': 'nose' is not an option; choose one of iv, im, 10, 9"
    ):
        kind("Route", ROUTES, "nose")
    with pytest.raises(ValueError, match="'Route' has no options"):
        kind("Route", {})


def test_new_options_drop_a_value_that_is_no_longer_among_them():
    choice, select = Choice("Route", ROUTES, "im"), Select("Route", ROUTES, "im")
    for control in (choice, select):
        control.options = {"po": "Mouth", "in": "Nose"}
        assert control._options == [["po", "Mouth"], ["in", "Nose"]]
    assert (choice.value, select.value) == (None, "po")


def test_a_text_field_holds_what_was_typed():
    field = TextField("Why?", multiline=True)
    seen = events(field)
    field.set_state({"value": "Because <b>"})
    assert seen == ["Because <b>"]


def test_a_button_calls_with_itself_or_with_nothing_as_the_function_wishes():
    calls = []
    button = Button("Go", lambda: calls.append("nothing"))
    button.on_click(calls.append)
    button._handle_custom_msg({"event": "click"}, [])
    assert calls == ["nothing", button]


def test_a_disabled_button_and_another_message_do_nothing():
    calls = []
    button = Button("Go", lambda: calls.append(1), disabled=True)
    button._handle_custom_msg({"event": "click"}, [])
    button.disabled = False
    button._handle_custom_msg({"event": "hover"}, [])
    assert calls == []


def test_an_error_in_a_buttons_function_is_not_swallowed():
    def broken():
        raise TypeError("mine")

    with pytest.raises(TypeError, match="mine"):
        Button("Go", broken).click()


def test_prepared_text_can_be_announced():
    assert Html("<p>Hello</p>", live=True).live
    assert not Html("<p>Hello</p>").live


@pytest.mark.parametrize(
    ("control", "value"),
    [
        (lambda: Slider("Dose", 35, 5, 100, 5, "mg"), 40.0),
        (lambda: Choice("Route", {"iv": "Vein", "im": "Muscle"}, "iv"), "im"),
        (lambda: Select("Route", {"iv": "Vein", "im": "Muscle"}, "iv"), "im"),
        (lambda: TextField("Why"), "because"),
    ],
)
def test_the_value_told_before_a_press_is_heard_like_any_change(control, value):
    control = control()
    heard = []
    control.observe(lambda change: heard.append(change["new"]), names="value")
    control._handle_custom_msg({"event": "value", "value": value}, [])
    control._handle_custom_msg({"event": "value", "value": value}, [])
    assert heard == [value]
    assert control.value == value
