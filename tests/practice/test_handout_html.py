from html.parser import HTMLParser

from kapedu.practice.handout import EXERCISE, Handout, Section, handout
from kapedu.practice.handout_html import as_html, section_html
from kapedu.practice.plan import make_plan
from kapedu.practice.plan_request import EXAMPLE, read_plan

VOID = {"meta", "link", "br"}


class Checker(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.headings, self.loads = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        self.loads += [value for name, value in attrs if name in {"src", "href"}]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_whole_loads_nothing_and_prints():
    page = as_html(handout(make_plan(read_plan(EXAMPLE, "example.yaml"))))
    checker = Checker()
    checker.feed(page)
    assert checker.open == []
    assert checker.loads == []
    assert checker.headings.count("h1") == 1
    assert "@media print" in page
    assert "http" not in page.split("<h2>Sources</h2>")[0]
    assert page.count(EXERCISE) == 2


def test_what_a_person_typed_is_escaped():
    page = as_html(Handout("<b>", "&", (Section("<i>", ("<script>",), ('"',), ("<th>",), (("<td>",),)),)))
    assert "<script>" not in page
    assert "<i>" not in page


def test_a_part_can_stand_inside_another_page_at_its_own_level():
    assert section_html(Section("Part"), 4) == "<section><h4>Part</h4></section>\n"
