import re

from kapedu.cases.graph import draw_graph
from kapedu.cases.library import library


def test_every_scene_end_and_way_is_in_the_picture_and_in_words():
    for case in library():
        page = draw_graph(case)
        for scene in case.scenes.values():
            assert f"({scene.id})</h2>" in page
        assert "Good end" in page
        assert "Bad end" in page
        assert page.count("<path class=") == len(re.findall(r"<li>to <strong>", page))


def test_words_of_an_author_cannot_become_markup(small_case):
    page = draw_graph(small_case(("title: Something is wrong", "title: <script>alert(1)</script>")))
    assert "<script>" not in page
