import re

from kapedu.knowledge import Status
from kapedu.knowledge.markup import STYLE, badge, link


def test_a_status_is_written_in_words():
    for status in Status:
        assert f"status: {status}" in badge(status)


def test_a_link_escapes_its_address_and_its_words():
    html = link('https://x.org/?a=1&b="2"', "a < b")
    assert 'href="https://x.org/?a=1&amp;b=&quot;2&quot;"' in html
    assert ">a &lt; b</a>" in html


def test_the_style_sets_no_colour_of_its_own_so_that_every_theme_keeps_its_contrast():
    assert not re.search(r"#[0-9a-f]{3}|rgb|hsl|background", STYLE)
    assert all(
        selector.strip().startswith(".kapedu-") for selector in re.findall(r"([^{}>]+)[^{}]*\{", STYLE)[1:]
    )
