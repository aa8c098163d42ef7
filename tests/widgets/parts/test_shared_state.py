"""A link to a dashboard's state: what it sets, what it refuses, and that it leads back to where it was made."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.widgets.encounters.encounter_choice import session_simulator
from kapedu.widgets.evidence.evidence_dashboard import evidence_dashboard
from kapedu.widgets.mechanism.dose_explorer import dose_explorer
from kapedu.widgets.parts.controls import Choice, Select, Slider
from kapedu.widgets.parts.shared_state import SharedState
from kapedu.widgets.protocols.protocol_planner import protocol_planner
from kapedu.widgets.protocols.screening_board import screening_board
from kapedu.widgets.risks.risk_explorer import risk_explorer

DASHBOARDS = [
    (dose_explorer, "route=im&dose=0.7&compare=on&b-route=in&b-share=40&show=occupancy"),
    (evidence_dashboard, "model=DL&interval=wald&show=funnel"),
    (protocol_planner, "weight=90&b=iv_depression"),
    (risk_explorer, "pressure=155&age=70&hypertension=yes"),
    (screening_board, "part=history"),
    (session_simulator, "case=bp-surge"),
]


def state_of(dashboard):
    (state,) = [child for child in dashboard.children if isinstance(child, SharedState)]
    return state


@pytest.fixture
def controls():
    return {
        "dose": Slider("Dose", 0.5, 0.1, 2, 0.05, "mg/kg"),
        "route": Select("Route", {"iv": "IV", "im": "IM"}),
        "guess": Choice("Guess", {"yes": "Yes", "no": "No"}),
    }


@pytest.fixture
def state(controls):
    return SharedState(controls)


def test_a_link_sets_what_it_names_and_leaves_the_rest(state, controls):
    state.read("?dose=0.7&route=im")
    assert [control.value for control in controls.values()] == [0.7, "im", None]
    assert state.problem == ""


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?dose=9", "dose=9 in the link: Dose goes from 0.1 to 2 mg/kg."),
        ("?dose=nan", "dose=nan in the link: Dose goes from 0.1 to 2 mg/kg."),
        ("?dose=-inf", "dose=-inf in the link: Dose goes from 0.1 to 2 mg/kg."),
        ("?dose=much", "dose=much in the link: that is not a number."),
        ("?dose=", "dose= in the link: that is not a number."),
        ("?route=iv.", "route=iv. in the link: Route is one of iv, im."),
        ("?colour=red", "'colour' is nothing that this page can set; it knows dose, route, guess."),
        (f"?route={'x' * 900}", f"route={'x' * 40}… in the link: Route is one of iv, im."),
        (f"?{'x' * 2001}", "This link is too long to be one of this page: 2002 characters."),
    ],
)
def test_what_a_link_may_not_say_is_told_and_changes_nothing(state, controls, query, said):
    state.read(query)
    assert state.problem == said
    assert controls["dose"].value == 0.5
    assert controls["route"].value == "iv"


def test_a_wrong_value_does_not_keep_the_right_ones_out(state, controls):
    state.read("?dose=9&route=im&token=word")
    assert controls["route"].value == "im"
    assert state.problem.count("in the link") == 1


def test_a_page_as_it_was_opened_needs_no_query(state, controls):
    assert state.query == ""
    controls["dose"].value = 1
    assert state.query == "dose=1&route=iv"
    controls["dose"].value = 0.5
    assert state.query == ""


@given(st.text(max_size=80))
def test_whatever_a_link_says_nothing_breaks(text):
    dose = Slider("Dose", 0.5, 0.1, 2, 0.05, "mg/kg")
    state = SharedState({"dose": dose})
    state.read(f"?dose={text}")
    assert 0.1 <= dose.value <= 2


def test_the_page_tells_its_query_and_nothing_else_is_taken(state, controls):
    state._receive(state, {"query": "?route=im"}, [])
    assert controls["route"].value == "im"
    state._receive(state, {"query": 5}, [])
    state._receive(state, "?route=iv", [])
    assert controls["route"].value == "im"


@pytest.mark.parametrize(("make", "query"), DASHBOARDS, ids=lambda part: getattr(part, "__name__", ""))
def test_every_dashboard_opens_where_its_link_was_made(make, query):
    first = state_of(make())
    first.read(f"?{query}")
    assert first.problem == ""
    assert set(parse_qsl(query)) <= set(parse_qsl(first.query))
    second = state_of(make())
    second.read(f"?{first.query}")
    assert second.problem == ""
    assert second.query == first.query
