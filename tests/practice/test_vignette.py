"""The ten cases: the engine finds what a careful reader expects, and nothing else."""

import pytest

from kapedu.practice import ScreeningError, screen
from kapedu.practice.vignette import behind, read_vignette, vignettes


@pytest.mark.parametrize("name", list(vignettes()))
def test_decision_and_findings_are_those_that_were_written_down_beforehand(name):
    vignette = vignettes()[name]
    result = screen(vignette.profile)
    assert result.decision == vignette.decision
    found = {finding.name for finding in result.findings}
    assert vignette.expected <= found
    assert {one for one in found - vignette.expected if not one.startswith("missing.")} == set()


def test_every_decision_occurs_and_no_case_names_a_real_person():
    assert {one.decision for one in vignettes().values()} == {"stop", "pause", "readiness", "ready"}
    assert all(one.profile.story and one.lesson for one in vignettes().values())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("label: A", "v.yaml, expected: write decision, findings, lesson and decoys"),
        (
            "expected: {decision: go, findings: [], lesson: x, decoys: []}",
            "expected.decision: 'go' is not one of stop",
        ),
        ("today: {escort: maybe}\nexpected: {}", "v.yaml, line 1, today.escort"),
    ],
)
def test_a_vignette_with_a_mistake_is_named(text, message):
    with pytest.raises(ScreeningError, match=message):
        read_vignette(text, "v")


def test_every_case_has_things_that_look_like_findings_and_are_none():
    for vignette in vignettes().values():
        titles = {finding.title for finding in screen(vignette.profile).findings}
        assert len(vignette.decoys) == 3
        assert not titles & {decoy.says for decoy in vignette.decoys}


def test_what_stands_behind_an_incomplete_form_is_complete_and_agrees_with_it():
    known, truth = vignettes()["09-tom"].profile, behind("09-tom")
    assert not [one for one in screen(truth).findings if one.nature != "present"]
    assert known.answers.items() <= truth.answers.items()
    assert known.numbers.items() <= truth.numbers.items()
    with pytest.raises(ScreeningError, match="nothing more is known; there is 09-tom"):
        behind("01-elena")
