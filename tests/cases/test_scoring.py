import pytest

from kapedu.cases.encounter_run import EncounterRun
from kapedu.cases.scoring import score

ORDER = """order:
  - steps: [presence, orient]
    text: First this, then that
    competency: C6
    weight: 2
    why: Because.
    status: unverified (high)

expert:"""


def scored(case, *actions):
    return score(EncounterRun.of(case, 1, actions).replay(case))


def test_everything_done_in_time_is_full_marks(small_case):
    result = scored(small_case(), "choose:stay-close", "choose:finish")
    assert result.percent == 100
    assert result.passed
    assert result.by_competency == {"C4": (1, 1), "C6": (2, 2)}


def test_what_comes_late_gets_half(small_case):
    result = scored(small_case(), "wait:150", "choose:stay-close", "choose:finish")
    assert [line.outcome for line in result.lines] == ["late", "done"]
    assert result.percent == pytest.approx(100 * 2 / 3)


def test_a_poor_choice_loses_its_marks_once(small_case):
    result = scored(small_case(), "choose:explain-receptors", "choose:stay-close", "choose:finish")
    assert [(loss.key, loss.marks) for loss in result.losses] == [("choose:explain-receptors", 1)]
    assert result.percent == pytest.approx(100 * 2 / 3)


def test_a_critical_error_fails_at_any_mark(small_case):
    case = small_case(("done: finish", "done: stay-close"))
    result = scored(case, "choose:stay-close", "choose:leave")
    assert [critical.key for critical in result.critical] == ["choose:leave"]
    assert result.critical[0].text == "Step outside now that it is quiet."
    assert not result.passed


def test_an_unfinished_run_has_marks_but_has_not_passed(small_case):
    result = scored(small_case(), "choose:stay-close")
    assert result.percent == pytest.approx(100 * 2 / 3)
    assert not result.passed


def test_the_order_of_steps_counts_pair_by_pair(small_case):
    case = small_case(("expert:", ORDER))
    assert scored(case, "choose:stay-close", "choose:finish").lines[-1].outcome == "missed"
    other = small_case(("expert:", ORDER.replace("[presence, orient]", "[orient, presence]")))
    assert scored(other, "choose:stay-close", "choose:finish").lines[-1].marks == 2


def test_marks_never_fall_below_nothing(small_case):
    case = small_case(("verdict: poor", "verdict: poor\n        loses: 50"))
    assert scored(case, "choose:explain-receptors", "choose:stay-close").percent == 0


DONE = ("choose:stay-close", "choose:finish")
ASKED = (
    "concordance:\n  - thought: T.\n    finding: F.\n    panel: {-1: 2, 0: 4, 1: 1}\n    panel_note: Asked.\n"
    "    why: Either way.\n    sources: [ktmh]\n    status: secondary\n    weight: 4\n    competency: C6\n\nexpert:"
)


@pytest.mark.parametrize(("answer", "marks"), [("0", 4), ("-1", 2), ("1", 1), ("2", 0), ("9", 0), (None, 0)])
def test_a_judgement_gets_the_share_of_a_panel_that_was_asked(small_case, answer, marks):
    """The aggregate scoring of script concordance: votes for the answer, of those for the most frequent one."""
    case = small_case(("expert:", ASKED))
    last = EncounterRun.of(case, 1, DONE).replay(case)
    judged = {} if answer is None else {"judgement-1": answer}
    assert score(last, judged).lines[-1].marks == marks
    assert score(last, judged).by_competency["C6"] == (2 + marks, 6)


def test_a_judgement_is_no_mark_where_nobody_was_asked(small_case):
    made_up = "    sources: [ktmh]\n    status: secondary\n    weight: 4\n    competency: C6\n"
    case = small_case(("expert:", ASKED.replace(made_up, "")))
    last = EncounterRun.of(case, 1, DONE).replay(case)
    assert score(last, {"judgement-1": "2"}) == score(last)
