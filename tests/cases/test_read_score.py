import pytest

from kapedu.cases.errors import CaseError

ORDER = "order:\n  - {steps: [orient, presence], text: T, competency: C6, why: Because it is so., status: course-rule}\n"
PANEL = (
    "concordance:\n  - thought: T.\n    finding: F.\n    panel: {-1: 2, 1: 3}\n    panel_note: Made up.\n"
    "    why: Either way.\n"
)


def test_an_order_names_lines_of_the_checklist(small_case):
    assert small_case(("expert:", f"{ORDER}\nexpert:")).orders[0].steps == ("orient", "presence")
    with pytest.raises(CaseError, match="'presents' is no line of the checklist; there are orient, presence"):
        small_case(("expert:", f"{ORDER.replace('presence]', 'presents]')}\nexpert:"))
    with pytest.raises(CaseError, match="two or more lines"):
        small_case(("expert:", f"{ORDER.replace('[orient, presence]', '[orient]')}\nexpert:"))


def test_a_panel_counts_from_much_less_to_much_more(small_case):
    assert small_case(("expert:", f"{PANEL}\nexpert:")).concordances[0].panel == (0, 2, 0, 3, 0)
    with pytest.raises(CaseError, match="write how many of the panel"):
        small_case(("expert:", f"{PANEL.replace('{-1: 2, 1: 3}', '{0: 0}')}\nexpert:"))
    with pytest.raises(CaseError, match="no such field"):
        small_case(("expert:", f"{PANEL.replace('{-1: 2', '{-3: 2')}\nexpert:"))


def test_what_nobody_checked_is_not_marked(small_case):
    old = "    within_min: 2\n    why: The sooner the fear is met, the less it feeds itself.\n    status: unverified (high)"
    with pytest.raises(CaseError, match="unverified may not be marked"):
        small_case((old, old.replace(" (high)", "")))
    unmarked = ("    weight: 2\n    done: stay-close", "    weight: 0\n    done: stay-close")
    assert small_case(unmarked, (old, old.replace(" (high)", ""))).checks[0].weight == 0


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ("    weight: 2\n    competency: C6\n", "only a panel that was really asked"),
        ("    weight: 2\n    competency: C6\n    sources: [ktmh]\n", "a panel made up for the course"),
        ("    weight: 2\n    sources: [ktmh]\n    status: secondary\n", "marks need a competency"),
    ],
)
def test_a_panel_that_was_not_asked_gives_no_marks(small_case, more, problem):
    with pytest.raises(CaseError, match=problem):
        small_case(("expert:", f"{PANEL}{more}\nexpert:"))


def test_a_panel_with_a_source_may_give_marks(small_case):
    more = "    weight: 2\n    competency: C6\n    sources: [ktmh]\n    status: secondary\n"
    assert small_case(("expert:", f"{PANEL}{more}\nexpert:")).concordances[0].weight == 2
