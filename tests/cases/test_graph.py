import re

from kapedu.cases.graph import draw_graph
from kapedu.cases.library import library


def test_every_scene_end_and_way_is_in_the_picture_and_in_words():
    for case in library():
        page = draw_graph(case)
        for scene in case.scenes.values():
            assert f"({scene.id})</h2>" in page
        assert "a good end</strong>" in page
        assert "a bad end</strong>" in page
        per_scene = page[page.index(f"({case.first})</h2>") :]
        drawn = page.count('<path class="way"') + page.count('<text class="end"')
        assert drawn == len(re.findall(r"<li>to <strong>", per_scene))


def test_what_can_happen_in_every_scene_is_said_once_and_what_happens_by_itself_is_told_by_its_rule(
    small_case,
):
    page = draw_graph(small_case())
    assert page.count("time is up") == 1
    assert page.count("by itself, when fear &gt;= 9") == 1
    assert page.index("From every scene") < page.index("(trouble)</h2>")


def test_a_long_case_stays_as_wide_as_a_page():
    widths = {case.id: int(re.search(r'width="(\d+)" height', draw_graph(case))[1]) for case in library()}
    assert max(widths.values()) <= 1200


def test_words_of_an_author_cannot_become_markup(small_case):
    page = draw_graph(small_case(("title: Something is wrong", "title: <script>alert(1)</script>")))
    assert "<script>" not in page
