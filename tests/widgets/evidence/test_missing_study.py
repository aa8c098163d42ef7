from kapedu.widgets.evidence.missing_study import _Missing


def test_the_nearest_study_comes_after_the_guess():
    missing = _Missing()
    assert "Wilkinson" not in missing.told.html
    missing.guess.value = 4
    missing.compare.click()
    assert "You guessed 4; it shares <strong>1</strong> of 5." in missing.beside.html
    assert missing.text in missing.lower.children


def test_another_study_starts_with_a_new_guess_and_keeps_what_was_written():
    missing = _Missing()
    missing.compare.click()
    missing.text.value = "I could not locate it."
    missing.study.value = "exposure"
    assert missing.guess in missing.lower.children
    assert missing.beside.html == ""
    assert "Journal of Traumatic Stress" in missing.told.html
    assert missing.text.value == "I could not locate it."


def test_the_sentence_is_asked_for_and_looked_at():
    missing = _Missing()
    missing.compare.click()
    missing.check.click()
    assert missing.said.html == "<p>Write your sentence first.</p>"
    missing.text.value = "They invented it."
    missing.check.click()
    assert "It accuses" in missing.said.html
