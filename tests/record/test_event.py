"""One event: what can be kept and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.record import KINDS, Event, RecordError

AT = "2026-11-22T09:00:00+00:00"
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
names = st.text(min_size=1, max_size=20).filter(lambda text: "\n" not in text)


@given(st.sampled_from(list(KINDS)), names, names, st.dictionaries(st.text(), plain, max_size=4))
def test_an_event_comes_back_from_its_line_as_it_was(kind, module, item, detail):
    event = Event(AT, kind, module, item, detail)
    assert event.line().count("\n") == 1
    assert Event.from_line(event.line()) == event


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "login"}, "kind 'login' is not known; write one of check, prediction"),
        ({"item": ""}, "item ''"),
        ({"module": "a\nb"}, "module"),
        ({"at": "yesterday"}, "at 'yesterday'"),
        ({"at": "2026-11-22T09:00:00"}, "with its zone"),
        ({"detail": ["wrong"]}, "detail"),
    ],
)
def test_a_wrong_field_is_refused_by_name(change, words):
    fields = {"at": AT, "kind": "check", "module": "1-mechanism", "item": "r-site"} | change
    with pytest.raises(RecordError, match=words):
        Event(**fields)


@pytest.mark.parametrize("detail", [{"mark": float("nan")}, {"what": object()}, {"text": "x" * 70_000}])
def test_a_detail_that_cannot_be_kept_is_refused(detail):
    with pytest.raises(RecordError, match=r"cannot be kept|too many"):
        Event(AT, "check", "1-mechanism", "r-site", detail).line()


@given(st.text())
def test_any_other_line_is_refused_and_never_crashes(line):
    with pytest.raises(RecordError):
        Event.from_line(line)
