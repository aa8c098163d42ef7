from kapedu.widgets.evidence.judge_claims import _CLAIMS, _Judging


def judge(judging, value):
    judging.verdict.value = value
    judging.judge.click()


def test_a_verdict_comes_before_ours():
    judging = _Judging()
    judging.judge.click()
    assert judging.said.html == "<p>Choose a verdict first.</p>"
    judging.next.click()
    assert "claim 1 of" in judging.verdict.label


def test_a_claim_is_judged_once():
    judging = _Judging()
    judge(judging, "partly")
    judge(judging, "supported")
    assert [given.value for given in judging.given] == ["partly"]
    assert "You chose: true in part" in judging.said.html


def test_at_the_end_the_verdicts_are_counted_and_can_be_given_again():
    judging = _Judging()
    for place in range(len(_CLAIMS)):
        assert f"claim {place + 1} of" in judging.verdict.label
        judge(judging, judging._claims[place].verdict.value)
        if place < len(_CLAIMS) - 1:
            judging.next.click()
    assert f"You judged {len(_CLAIMS)} of {len(_CLAIMS)} as we do" in judging.said.html
    assert judging.next.label == "Judge them again"
    judging.next.click()
    assert judging.given == []
    assert judging.verdict.value is None
    assert not judging.verdict.disabled


def test_each_verdict_on_offer_is_right_for_some_claim():
    judging = _Judging()
    assert {claim.verdict.value for claim in judging._claims} == set(judging.verdict.options)
