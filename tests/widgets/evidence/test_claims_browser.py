from kapedu.widgets.evidence.claims_browser import _Browser


def test_no_verdict_reaches_the_page_before_the_guess():
    browser = _Browser()
    assert "Supported" not in str(browser.view._shown)
    assert browser.article not in browser.lower.children


def test_the_guess_is_compared_with_the_register():
    browser = _Browser()
    browser.guess.value = 20
    browser.button.click()
    assert "You guessed 20. Supported as they stand: <b>6</b> of 56." in browser.said.html
    assert "6 supported" in browser.view._shown["summary"]


def test_filters_change_list_and_drawing_together():
    browser = _Browser()
    browser.button.click()
    browser.article.value = "003"
    browser.verdict.value = "contradicted"
    assert "Of 1 claim: 1 the literature says otherwise." in browser.view._shown["summary"]
    assert "<strong>1 claim</strong>" in browser.list.html
    browser.topic.value = "duration"
    assert browser.list.html == "<p>No claim fits these filters.</p>"
