import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.cases.action import VERBS
from kapedu.cases.encounter_run import EncounterRun
from kapedu.cases.errors import CaseError

ACTIONS = st.one_of(
    st.sampled_from([f"{verb}:{name}" for verb, group in VERBS.items() for name in group.objects]),
    st.integers(1, 3600).map(lambda seconds: f"wait:{seconds}"),
    st.text(alphabet="abcdefghij-", min_size=1, max_size=20).map(lambda name: f"choose:{name}"),
)


@st.composite
def runs(draw):
    run = EncounterRun("bp-surge", "0123456789ab", draw(st.integers(0, 2**31 - 1)))
    for action in draw(st.lists(ACTIONS, max_size=40)):
        run = run.then(action)
    return run


@given(runs())
def test_a_run_comes_back_from_its_file_and_from_its_code(run):
    assert EncounterRun.from_json(run.to_json()) == run
    assert EncounterRun.from_code(run.code()) == run
    assert EncounterRun.from_code(f" {run.code()[:10]}\n{run.code()[10:]} ") == run


@given(runs(), st.data())
def test_a_code_with_a_letter_wrong_is_refused_and_never_another_run(run, data):
    code = run.code()
    place = data.draw(st.integers(4, len(code) - 1))
    letter = data.draw(st.sampled_from("ABCxyz019-_ é"))
    wrong = code[:place] + letter + code[place + 1 :]
    try:
        assert EncounterRun.from_code(wrong) == run  # the last letter of base64 has spare bits
    except CaseError as error:
        assert "copy it again" in str(error)  # noqa: PT017 - either way is right


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        '{"schema_version": 1}',
        "{",
        '{"schema_version": 1, "case": "x", "fingerprint": "", "actions": 3}',
    ],
)
def test_what_is_no_run_is_refused(text):
    with pytest.raises(CaseError, match="this is no run"):
        EncounterRun.from_json(text)


def test_an_unknown_action_or_seed_in_a_file_is_refused():
    good = EncounterRun("x", "", 1, ("measure:bp",)).to_json()
    with pytest.raises(CaseError, match="the verbs are"):
        EncounterRun.from_json(good.replace("measure:bp", "mesure:bp"))
    with pytest.raises(CaseError, match="seed"):
        EncounterRun.from_json(good.replace('"seed": 1', '"seed": -1'))


def test_waits_in_a_row_are_one_up_to_the_longest():
    run = EncounterRun("x", "", 1)
    for _ in range(5):
        run = run.then("wait:1000")
    assert run.actions == ("wait:3000", "wait:2000")


def test_a_run_replays_to_the_state_it_was_saved_in(small_case):
    case = small_case()
    run = EncounterRun.of(case, 3, ["wait:20", "measure:bp", "wait:7", "infusion:slow", "choose:stay-close"])
    *_, live = run.states(case)
    assert EncounterRun.from_code(run.code()).replay(case) == live
    assert live.second == 15 * 60 + 20 + 30 + 7 + 5 + 15
