"""Results tables to take figures from."""

import re

import pytest

from kapedu.figures.results_table import results_table, side_by_side
from kapedu.knowledge.trials import trial


def cells(html):
    """Rows of the table's body by their heading."""
    rows = re.findall(r'<tr><th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', html)
    return {name: re.findall(r"<td[^>]*>(.*?)</td>", rest) for name, rest in rows}


def test_the_figures_of_the_register_stand_beside_those_that_mislead():
    table = results_table(trial("04a"))
    assert cells(table) == {
        "People who entered": ["114", "109"],
        "People with a score at the end": ["101", "100"],
        "Mean change in score": ["−21.4", "−17"],
        "Standard deviation": ["12.32", "13.88"],
    }
    assert "−4 (−7.31 to −0.64, standard error 1.69)" in table
    assert "status: secondary" in table


def test_standard_errors_lead_back_to_the_standard_deviations():
    printed = cells(results_table(trial("06a"), "se"))["Standard error"]
    assert [float(number) * n**0.5 for number, n in zip(printed, (109, 106), strict=True)] == [
        pytest.approx(10.8, rel=0.01),
        pytest.approx(10.26, rel=0.01),
    ]


@pytest.mark.parametrize("row_id", ["03c", "04c", "05c"])
def test_percentages_lead_back_to_the_counts(row_id):
    row = trial(row_id)
    shares = cells(results_table(row))["With remission"]
    counts = [
        round(float(share.removesuffix(" %")) / 100 * n)
        for share, n in zip(shares, (row.exp_n, row.ctl_n), strict=True)
    ]
    assert counts == [row.exp_events, row.ctl_events]


def test_trials_stand_side_by_side_with_status_and_sources():
    table = side_by_side((trial("34b"), trial("35b")))
    assert cells(table)["Masking"] == ["open label", "open label"]
    assert [len(re.findall("status: ", cell)) for cell in cells(table)["Result"]] == [1, 1]
    assert "Ekstrand 2022" in table
