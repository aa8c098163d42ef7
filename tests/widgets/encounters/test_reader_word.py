from kapedu.widgets.encounters.encounter_view import EncounterView
from kapedu.widgets.encounters.reader_word import READER_SCRIPT, ReaderWord


def test_the_word_is_handed_on_and_anything_else_is_not():
    heard = []
    word = ReaderWord(heard.append)
    word._receive(None, {"hello": "0123456789abcdef"}, [])
    for other in ({"hello": 3}, "hello", None, {"do": "wait:1"}):
        word._receive(None, other, [])
    assert heard == ["0123456789abcdef"]


def test_encounters_and_treatments_ask_for_the_same_word():
    assert READER_SCRIPT in EncounterView._esm
    assert READER_SCRIPT in ReaderWord._esm
