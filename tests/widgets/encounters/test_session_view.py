"""The button that lets a demonstration play by itself."""

from kapedu.widgets.encounters.session_view import PlayClock, SessionView, session_row


def test_it_beats_only_while_it_plays_and_ignores_what_is_no_beat():
    beats = []
    clock = PlayClock(5, lambda: beats.append(1))
    clock._receive(clock, {"event": "beat"}, [])
    assert beats == []
    clock.playing = True
    for content in ({"event": "beat"}, {"event": "other"}, "beat", None):
        clock._receive(clock, content, [])
    assert beats == [1]


def test_talk_and_numbers_stand_in_a_row_of_their_own():
    box = session_row(SessionView("a"), SessionView("b"))
    assert "kapedu-session-row" in box._dom_classes
    assert len(box.children) == 2
