import re

import pytest

from kapedu.figures.screening_views import chart_html, comparison_html, decision_names, findings_html
from kapedu.practice import Profile, screen
from kapedu.practice.vignette import vignettes


def test_the_chart_says_what_was_not_given():
    text = chart_html(Profile())
    assert text.count("not given") >= 5
    assert "not measured" in text
    assert "not asked" in text
    assert "0 of " in text


def test_the_chart_gives_no_finding_away():
    for case in vignettes().values():
        text = chart_html(case.profile)
        for finding in screen(case.profile).findings:
            if finding.name in case.expected and finding.nature == "present":
                assert str(finding.reason.value) not in text


@pytest.mark.parametrize("name", list(vignettes()))
def test_findings_carry_reason_status_and_what_would_change_them(name):
    result = screen(vignettes()[name].profile)
    text = findings_html(result)
    for finding in result.findings:
        if finding.nature != "missing":
            assert finding.finding.split("'")[0] in text
    shown = [one for one in result.findings if one.nature != "missing"]
    assert len(re.findall(r"Would change it|What to do", text)) == len(shown)
    assert text.count("status: ") == len(shown)


def test_many_gaps_are_folded_and_few_are_listed():
    assert "<details>" in findings_html(screen(vignettes()["09-tom"].profile))
    few = Profile(**{**vars_of("01-elena"), "pregnancy": None})
    assert "<details>" not in findings_html(screen(few))
    assert "Not asked or not measured:" in findings_html(screen(few))


def vars_of(name):
    profile = vignettes()[name].profile
    return {field: getattr(profile, field) for field in profile.__dataclass_fields__}


def test_what_a_person_wrote_is_escaped():
    profile = Profile(story="<script>", medicines=("<img>",))
    assert "<script>" not in chart_html(profile)
    assert "<img>" not in findings_html(screen(profile))


def test_agreement_and_a_case_without_findings_are_put_into_words():
    case = vignettes()["01-elena"]
    assert "It has no finding here" in comparison_html(case, "ready", (), ())
    assert "You decided: stop" in comparison_html(case, "stop", (), ())
    assert set(decision_names()) == {"stop", "pause", "readiness", "ready"}
