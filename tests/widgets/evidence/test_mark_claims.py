from kapedu.figures.article_passages import passages
from kapedu.widgets.evidence.mark_claims import _Marking


def mark_all(marking, kind=None):
    for sentence in marking.current.sentences:
        marking.marks[sentence.id].value = kind or sentence.kind
    marking.compare.click()


def test_nothing_is_said_before_every_sentence_is_marked():
    marking = _Marking()
    marking.marks["hours"].value = "checkable"
    marking.compare.click()
    assert marking.said.html == "<p>Mark every sentence first; 3 to go.</p>"


def test_marks_are_kept_and_explained():
    marking = _Marking()
    mark_all(marking, "opinion")
    assert "You marked 1 of 4 as we do." in marking.said.html
    assert all(mark.disabled for mark in marking.marks.values())


def test_the_next_passage_is_open_to_be_marked_and_the_first_comes_again():
    marking = _Marking()
    first = marking.current
    for passage in passages():
        assert marking.current is passage
        assert marking.said.html == ""
        mark_all(marking)
        marking.next.click()
    assert marking.current is first


def test_when_all_are_marked_they_are_counted():
    marking = _Marking()
    for passage in passages():
        mark_all(marking)
        assert ("All 20 sentences" in marking.said.html) is (passage is passages()[-1])
        marking.next.click()
