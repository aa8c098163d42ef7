import pytest

from kapedu.evidence.rob2 import DOMAINS, Risk
from kapedu.evidence.rob2_cases import read_result
from kapedu.widgets.evidence.rob2_workbench import _SHARED, _Workbench, assessment, rob2_workbench


@pytest.fixture(autouse=True)
def fresh():
    _SHARED.clear()
    yield
    _SHARED.clear()


def bench(name="lii", given=()):
    return _Workbench(read_result(name), given)


def asked(workbench):
    return [select.label.split(" ")[0] for select in workbench.asked.children]


def answer(workbench, **answers):
    for number, value in answers.items():
        workbench.selects[workbench.current][number.replace("q", "").replace("_", ".")].value = value


def test_questions_come_as_the_answers_lead_to_them():
    workbench = bench()
    assert asked(workbench) == ["1.1"]
    answer(workbench, q1_1="Y", q1_2="NI")
    assert asked(workbench) == ["1.1", "1.2", "1.3"]
    assert workbench.judged.html == ""
    assert workbench.compare.disabled


def test_a_domain_is_judged_by_the_rule_as_soon_as_it_can_be():
    workbench = bench()
    answer(workbench, q1_1="NI", q1_2="NI", q1_3="PY")
    assert "by the rule: <strong>high</strong>" in workbench.judged.html
    assert assessment("lii").risks == {"randomisation": Risk.HIGH}
    answer(workbench, q1_3="N")
    assert assessment("lii").risks == {"randomisation": Risk.SOME}
    answer(workbench, q1_2="open")
    assert assessment("lii").risks == {}


def test_our_answers_come_only_on_request_and_go_with_the_next_change():
    workbench = bench()
    answer(workbench, q1_1="NI", q1_2="NI", q1_3="PY")
    assert "Ours" not in workbench.judged.html
    workbench.compare.click()
    assert "Ours: <strong>some concerns</strong>; yours is high." in workbench.beside.html
    answer(workbench, q1_3="N")
    assert workbench.beside.html == ""


def test_an_answer_that_is_not_asked_any_more_does_not_count():
    workbench = bench("su")
    workbench.domain.value = "deviations"
    answer(workbench, q2_1="Y", q2_2="Y", q2_3="Y", q2_4="Y", q2_5="N", q2_6="Y")
    assert assessment("su").risks["deviations"] is Risk.HIGH
    answer(workbench, q2_3="N")
    assert assessment("su").risks["deviations"] is Risk.LOW
    assert set(assessment("su").answers["deviations"]) == {"2.1", "2.2", "2.3", "2.6"}


def test_given_domains_open_with_our_answers_and_can_be_changed():
    workbench = bench("su", ("randomisation", "missing"))
    assert workbench.current == "deviations"
    assert set(assessment("su").risks) == {"randomisation", "missing"}
    workbench.domain.value = "randomisation"
    assert "These answers are ours" in workbench.judged.html
    answer(workbench, q1_3="PY")
    assert assessment("su").risks["randomisation"] is Risk.HIGH


def test_all_five_domains_with_our_answers_give_our_judgement():
    workbench = bench("su")
    for domain, part in read_result("su").domains.items():
        assert workbench.current == domain
        for number, value in part.answers.items():
            workbench.selects[domain][number].value = value.value
        workbench.next.click()
    assert workbench.current == next(iter(DOMAINS))
    assert "Overall: high." in workbench.view._shown["summary"]


def test_no_information_is_not_offered_where_evidence_is_asked_for():
    workbench = bench()
    assert "NI" not in workbench.selects["missing"]["3.2"].options
    assert "NI" in workbench.selects["missing"]["3.1"].options


def test_an_unknown_domain_is_refused():
    with pytest.raises(ValueError, match="given: 'blinding' is not one of randomisation"):
        rob2_workbench("su", ["blinding"])
