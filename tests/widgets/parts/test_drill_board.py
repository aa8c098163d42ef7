"""The board tells of time and presses, and answers every message so that the page may ask again."""

from kapedu.widgets.parts.drill_board import DrillBoard


def test_ticks_and_presses_reach_whoever_asked_for_them():
    heard = []
    board = DrillBoard(
        {"clock": "0:00"}, lambda s: heard.append(("tick", s)), lambda k: heard.append(("act", k))
    )
    board._heard(board, {"event": "tick", "seconds": 2.5}, [])
    board._heard(board, {"event": "act", "key": "stop"}, [])
    board._heard(board, {"event": "else"}, [])
    assert heard == [("tick", 2.5), ("act", "stop")]


def test_the_same_screen_shown_twice_is_told_twice():
    board = DrillBoard({"clock": "0:00"}, print, print)
    seen = []
    board.observe(lambda change: seen.append(change["new"]["count"]), names="screen")
    board.show({"clock": "0:00"})
    board.show({"clock": "0:00"})
    assert seen == [1, 2]
