import pytest

from kapedu.figures.statements import Statement, described, members, origin_html, stated


def test_a_statement_says_in_whom_by_whom_and_how_well_it_was_checked():
    shown = stated("mechanism", "experiments.rapamycin_people.finding")
    assert shown.origin == "In people. Abdallah 2020; status: primary."
    assert shown.keys == ("abdallah2020",)


def test_a_quoted_source_is_named_with_the_one_that_quotes_it():
    shown = Statement("x", "yoon2019", "secondary", "people", via="psychadvisor2019")
    assert "as quoted by Psychiatry Advisor" in shown.origin
    assert "as quoted by Psychiatry Advisor" in origin_html(shown)
    assert shown.keys == ("yoon2019", "psychadvisor2019")


def test_the_origin_escapes_what_it_shows():
    assert "shown in: animals" in origin_html(Statement("a < b", "li2010", "primary", "animals"))


def test_a_group_lists_its_names_once_in_the_order_of_the_file():
    names = members("mechanism", "chain")
    assert names[0] == "channel"
    assert names[-1] == "behaviour"
    assert len(set(names)) == len(names)


def test_an_unknown_group_is_named_in_the_error():
    with pytest.raises(KeyError, match=r"mechanism\.json has no group 'nonsense'"):
        members("mechanism", "nonsense")


def test_describing_texts_are_found_by_path():
    assert described("mechanism", "chain.ampa.name") == "AMPA receptors take over"
