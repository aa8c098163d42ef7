import pytest

from kapedu.widgets.protocols.score_form import ScoreForm


@pytest.fixture
def form():
    return ScoreForm()


def test_only_scales_whose_wording_is_free_are_offered_with_their_notice(form):
    assert list(form.scale.options) == ["phq9", "gad7", "pcl5"]
    assert "No permission required" in form.notice.html


def test_an_unfinished_sheet_is_not_scored(form):
    form.form.value = {"1": "3"}
    assert "1 of 9 answered" in form.result.html
    assert "kapedu-decision" not in form.result.html


def test_a_finished_sheet_shows_total_band_and_the_alert_first(form):
    form.form.value = {str(item): points for item, points in zip(range(1, 10), "120130101", strict=True)}
    text = form.result.html
    assert "9 of 27, mild" in text
    assert text.index("Ask now.") < text.index("9 of 27")
    assert "status: secondary" in text


def test_the_rest_can_be_answered_with_the_lowest_and_answers_given_stay(form):
    form.form.value = {"9": "1"}
    form.rest.click()
    assert form.form.value["9"] == "1"
    assert "1 of 27, minimal" in form.result.html
    assert "Ask now." in form.result.html


def test_another_scale_brings_its_own_questions(form):
    form.scale.value = "pcl5"
    assert len(form.form._rows) == 20
    assert form.form.value == {}
    form.rest.click()
    assert "0 of 80" in form.result.html
