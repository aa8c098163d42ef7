"""A class in tables: every number is there as text, whatever its shade."""

import re
from html.parser import HTMLParser

import pytest

from kapedu.figures.class_views import (
    grid_html,
    grid_legend_html,
    grid_summary,
    notices_html,
    options_html,
    progress_html,
    report_empty,
    strengths_html,
)
from kapedu.figures.item_plot import height_px, item_plot, rasch_plot
from kapedu.grading.class_report import ClassReport, Notice, Progress, Score, ScoreGrid, Strength
from kapedu.grading.item_statistics import ItemStatistics
from kapedu.grading.rasch import ItemDifficulty

GRID = ScoreGrid(
    "quiz",
    ("<ann>", "bob", "cat"),
    ("site", "dose", "own"),
    (1, 2, 2),
    {"<ann>": (Score(1), Score(0.5), Score(None)), "bob": (Score(0), Score(1), Score(1)), "cat": None},
)
STATISTICS = [
    ItemStatistics("site", 12, 0.5, (0.25, 0.75), 0.4, (-0.1, 0.7), {"gate": (3, 0.5), "pore": (9, 0.6)}, {}),
    ItemStatistics("dose", 12, 0.9, (0.6, 1.0), None, None, {}, {}),
]


class Rows(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows = []
        self.inside = False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in {"td", "th"}

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data


def rows(html):
    parser = Rows()
    parser.feed(html)
    return parser.rows


def test_the_heat_map_says_each_share_what_waits_and_what_is_missing():
    assert rows(grid_html(GRID, GRID.students)) == [
        ["Trainee", "All", "1 site", "2 dose", "3 own"],
        ["<ann>", "67%", "100", "50", "…"],
        ["bob", "80%", "0", "100", "100"],
        ["cat", "–", "–", "–", "–"],
        ["Mean of the class", "", "50", "75", "100"],
    ]


def test_a_question_without_points_is_no_zero():
    grid = ScoreGrid("quiz", ("a",), ("site", "idea"), (1, 0), {"a": (Score(0.5), Score(0.0))})
    assert rows(grid_html(grid, ["a"]))[1:] == [["a", "50%", "50", "·"], ["Mean of the class", "", "50", "–"]]
    assert grid_summary(grid) == "1 of 1 handed in. Lowest: site (50%). Highest: site (50%)."
    assert "“·” earns no points" in grid_legend_html(grid)


def test_a_darker_shade_is_a_higher_share():
    html = grid_html(GRID, ["bob"])
    shade = dict(re.findall(r"kapedu-shade-(\d)\">(\d+)<", html))
    assert shade == {"0": "0", "4": "100", "2": "50", "3": "75"}


def test_the_map_has_a_sentence_and_a_legend_of_its_questions():
    assert grid_summary(GRID).startswith("2 of 3 handed in. Lowest: site (50%)")
    assert "<li>dose (2)</li>" in grid_legend_html(GRID)
    nobody = ScoreGrid("quiz", ("cat",), ("site",), (1,), {"cat": None})
    assert grid_summary(nobody) == "Nothing is marked yet."


def test_progress_notices_and_strengths_say_what_is_not_known():
    progress = Progress("quiz", 3, 2, 1, None, None, None, None)
    assert rows(progress_html([progress]))[1] == ["quiz", "2 of 3", "1", "–", "–", "–", "–"]
    assert "Nobody" in notices_html([])
    assert rows(notices_html([Notice("<b>", "quiz", "Why & how")]))[1] == ["<b>", "quiz", "Why & how"]
    one = Strength("C3", 2, 5, 0.5, (0.2, 0.8))
    assert rows(strengths_html("What", [one], {"C3": "Dose and route"}))[1] == [
        "C3: Dose and route",
        "50%",
        "20–80%",
        "2",
        "5",
    ]
    assert strengths_html("What", [], {}) == "<p>Nothing is marked yet.</p>"


def test_an_empty_report_says_what_to_do():
    assert "no gradebook yet" in report_empty(ClassReport((), {}))
    nobody = Progress("quiz", 0, 0, 0, None, None, None, None)
    assert "No trainee" in report_empty(ClassReport((nobody,), {}))


def test_items_are_drawn_by_their_number_in_the_quiz_with_both_intervals_in_the_table():
    figure = item_plot(STATISTICS, [1, 4])
    assert figure.spec["layout"]["yaxis"]["ticktext"] == ["1", "4"]
    assert figure.spec["data"][0]["error_x"]["array"] == [25, 10]
    assert figure.table.rows[0] == (1, "site", "50%", "25–75%", "0.40", "−0.10 to 0.70")
    assert figure.table.rows[1] == (4, "dose", "90%", "60–100%", "–", "–")
    assert "hardest is site (50%" in figure.summary
    assert height_px(20) > height_px(10)
    with pytest.raises(ValueError, match="at least one"):
        item_plot([], [])


def test_options_are_listed_with_how_their_choosers_did_elsewhere():
    html = options_html(STATISTICS, [1, 4])
    assert rows(html)[1] == ["1", "site", "gate: 3 (others 50%)pore: 9 (others 60%)"]
    assert options_html(STATISTICS[1:], [4]) == ""


def test_difficulties_of_the_rasch_model_are_drawn_in_logits():
    items = [
        ItemDifficulty("site", -1.25, 0.2, (-1.64, -0.86)),
        ItemDifficulty("dose", 1.25, 0.3, (0.66, 1.84)),
    ]
    figure = rasch_plot(items, [1, 4])
    assert figure.table.rows[0] == (1, "site", "−1.25", "−1.64 to −0.86")
    assert figure.spec["data"][0]["x"] == [-1.25, 1.25]
    assert "hardest of 2 questions is dose (+1.25 logits)" in figure.summary
    with pytest.raises(ValueError, match="at least one"):
        rasch_plot([], [])
