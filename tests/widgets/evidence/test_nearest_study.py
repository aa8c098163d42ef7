from kapedu.widgets.evidence.nearest_study import _Search


def test_a_search_offers_only_what_it_found():
    search = _Search()
    everything = len(search.choice.options)
    search.words.value = "cbt"
    assert list(search.choice.options) == ["none", "wilkinson2021", "wilkinson2017"]
    search.question.value = "therapy added to ketamine"
    assert list(search.choice.options) == ["none", "wilkinson2021"]
    search.words.value = ""
    search.question.value = "any"
    assert len(search.choice.options) == everything


def test_a_choice_that_is_no_longer_found_is_let_go():
    search = _Search()
    search.choice.value = "lii2023"
    search.words.value = "cocaine"
    assert search.choice.value == "none"


def test_nothing_is_compared_before_a_study_is_chosen():
    search = _Search()
    search.button.click()
    assert "Choose the study that comes nearest first" in search.said.html


def test_the_choice_is_compared_with_the_register_and_forgotten_with_the_next_claim():
    search = _Search()
    search.claim.value = "C003-1"
    search.choice.value = "wilkinson2021"
    search.button.click()
    assert "names this study too" in search.said.html
    assert "absence from a search is not proof of absence" in search.said.html
    search.claim.value = "C003-7"
    assert search.said.html == ""
    assert "Ketamine should not stand alone" in search.card.html


def test_unverified_figures_can_be_left_out():
    search = _Search()
    search.words.value = "timber"
    assert "status: unverified" in search.found.html
    search.checked.value = "checked"
    assert "Nothing found" in search.found.html
