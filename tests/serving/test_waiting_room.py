import pytest

from kapedu.serving.waiting_room import WaitingRoom, new_ticket


class Day:
    now = 0.0
    inside = 0

    def room(self, most):
        return WaitingRoom(most, lambda: self.inside, lambda: self.now)


def test_while_there_is_room_everybody_comes_in():
    day = Day()
    room = day.room(2)
    assert room.place("a") == 0
    day.inside = 1
    assert room.place("b") == 0


def test_a_full_room_makes_a_line_and_lets_the_first_in_first():
    day = Day()
    room = day.room(1)
    day.inside = 1
    assert [room.place(who) for who in ("a", "b", "a", "c")] == [1, 2, 1, 3]
    assert room.waiting == 3
    day.inside = 0
    assert room.place("c") == 3
    assert room.place("b") == 2
    assert room.place("a") == 0
    day.inside = 1
    assert [room.place(who) for who in ("c", "b")] == [2, 1]


def test_who_asks_for_the_place_alone_stays_in_line_and_is_not_overtaken():
    day = Day()
    room = day.room(1)
    day.inside = 1
    assert [room.place(who) for who in "ab"] == [1, 2]
    day.inside = 0
    assert [room.place(who, enter=False) for who in "ba"] == [2, 0]
    assert room.place("c") == 3
    assert room.place("a") == 0
    day.inside = 1
    day.now = 15
    assert room.place("b", enter=False) == 1
    day.now = 30
    assert room.waiting == 1, "asking keeps the place"


def test_who_is_on_the_way_in_holds_a_place():
    day = Day()
    room = day.room(1)
    with room.entering():
        assert room.place("b") == 1
    assert room.place("b") == 0


def test_who_no_longer_asks_loses_the_place_in_line():
    day = Day()
    room = day.room(1)
    day.inside = 1
    room.place("a")
    day.now = 15
    room.place("b")
    day.now = 30
    assert room.place("b") == 1
    assert room.waiting == 1


def test_several_places_let_several_in():
    day = Day()
    room = day.room(3)
    day.inside = 3
    for who in "abc":
        room.place(who)
    day.inside = 1
    places = []
    for who in "abcd":
        places.append(room.place(who))
        day.inside += places[-1] == 0
    assert places == [0, 0, 1, 2]


def test_a_room_for_nobody_is_refused():
    with pytest.raises(ValueError, match="at least 1 visitor, not 0"):
        Day().room(0)


def test_tickets_are_never_the_same():
    assert len({new_ticket() for _ in range(100)}) == 100
