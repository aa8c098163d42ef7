"""Published links between dissociation and benefit."""

from kapedu.figures.links import link_rows, links_html


def test_each_link_has_its_people_status_and_source():
    rows = {row[4]: row for row in link_rows()}
    assert rows["luckenbaugh2014"][2] == "108 people"
    assert rows["iv_dissociation61"][2] == "61 people"
    assert rows["garciaromeu_esk"][2] == "576 people"
    assert {row[3] for row in link_rows()} == {"primary"}


def test_the_list_shows_results_for_and_against():
    html = links_html()
    assert html.count("<li>") == len(link_rows()) == 5
    assert "correlation 0.41" in html
    assert "no link found" in html
