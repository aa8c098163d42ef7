import csv
import dataclasses

import pytest

from kapedu.knowledge import KnowledgeError, Status
from kapedu.knowledge.sources import canonical_key
from kapedu.knowledge.trials import Trial, all_trials, load_trials, trial

COLUMNS = [field.name for field in dataclasses.fields(Trial)]
ROW = dict.fromkeys(COLUMNS, "") | {
    "row_id": "01a",
    "group": "efficacy",
    "trial": "T",
    "comparison": "a v b",
    "outcome": "MADRS",
    "therapy_question": "drug only",
    "outcome_kind": "continuous",
    "better": "lower",
    "exp_n": "20",
    "exp_mean": "-10",
    "exp_sd": "8",
    "ctl_n": "21",
    "ctl_mean": "-6",
    "ctl_sd": "9",
    "status": "primary",
    "status_n": "primary",
    "poolable": "yes",
    "primary_key": "kamp2020",
    "source_key": "kamp2020;opentiva",
}


def load(folder, **change):
    path = folder / "trials.csv"
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.DictWriter(lines, COLUMNS)
        writer.writeheader()
        writer.writerow(ROW | change)
    return load_trials(path, {"kamp2020", "opentiva"})


def test_every_row_of_the_sheet_is_read_and_points_into_the_bibliography():
    rows = all_trials()
    assert len(rows) == 150
    assert len({row.row_id for row in rows}) == 150
    for row in rows:
        assert canonical_key(row.primary_key)
        assert all(canonical_key(key) for key in row.source_key)


def test_no_unverified_row_is_marked_as_poolable():
    assert {row.poolable for row in all_trials() if row.status is Status.UNVERIFIED} == {"no"}


def test_every_row_marked_as_poolable_has_figures_to_pool():
    for row in all_trials():
        if row.poolable != "no":
            assert row.has_means or row.has_counts or row.has_estimate, row.row_id


def test_a_difference_published_in_favour_of_the_treated_counts_down_on_a_symptom_scale():
    turned = [
        row
        for row in all_trials()
        if row.better == "lower" and row.note.startswith("published as") and "in favour of" in row.note
    ]
    assert {"24b", "43a", "43b"} <= {row.row_id for row in turned}
    for row in turned:
        assert row.effect is not None
        assert row.effect < 0, row.row_id
        if row.ci_low is not None and row.ci_high is not None:
            assert row.ci_low < row.effect < row.ci_high, row.row_id


@pytest.mark.parametrize("row", [row for row in all_trials() if row.has_means and row.measure == "MD_model"])
def test_a_model_difference_lies_near_the_raw_one_of_its_row(row):
    raw = row.exp_mean - row.ctl_mean
    assert row.effect == pytest.approx(raw, abs=1.0), row.row_id


def test_a_row_keeps_what_it_said(tmp_path):
    (row,) = load(tmp_path, p_value="<.001", timepoint_days="0.167")
    assert (row.exp_n, row.exp_mean, row.p_value, row.timepoint_days) == (20, -10.0, "<.001", 0.167)
    assert row.source_key == ("kamp2020", "opentiva")
    assert (row.has_means, row.has_counts, row.has_estimate, row.effect) == (True, False, False, None)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"status": "unverified"}, "column poolable: 'yes', but unverified figures never enter a pool"),
        ({"status": "unverified", "poolable": "alt"}, "column poolable: 'alt', but unverified"),
        ({"exp_events": "21"}, r"column exp_events: 21 events among 20 people \(exp_n\)"),
        ({"ctl_events": "22"}, r"column ctl_events: 22 events among 21 people \(ctl_n\)"),
        ({"exp_sd": "0"}, "column exp_sd: 0 is impossible"),
        ({"se": "-1", "effect": "2"}, "column se: -1 is impossible"),
        ({"effect": "2", "ci_low": "3", "ci_high": "4"}, "column effect: 2 is outside its interval 3 to 4"),
        ({"effect": "2", "ci_low": "1"}, "column ci_high: is empty, but the other end"),
        ({"ci_low": "1", "ci_high": "3"}, "column effect: is empty, but an interval is given"),
        ({"exp_n": "many"}, "column exp_n: 'many' is not a number"),
        ({"exp_n": "20.5"}, "column exp_n: '20.5' is not a count"),
        ({"blind_guess_pct": "120"}, "column blind_guess_pct: 120 is not a percentage"),
        ({"poolable": "maybe"}, "column poolable: 'maybe' is not one of yes, alt, no"),
        ({"outcome_kind": "mood"}, "column outcome_kind: 'mood' is not one of continuous"),
        ({"therapy_question": "all"}, "column therapy_question: 'all' is not one of drug only"),
        ({"primary_key": "kamp2002"}, "column primary_key: 'kamp2002'.*did you mean kamp2020"),
        ({"source_key": "nobody"}, "column source_key: 'nobody' is not a key"),
        ({"outcome": ""}, "column outcome: is empty"),
    ],
)
def test_a_broken_row_names_file_line_and_column(tmp_path, change, told):
    with pytest.raises(KnowledgeError, match=rf"^trials\.csv: line 2, {told}"):
        load(tmp_path, **change)


def test_a_row_is_found_by_its_id_and_a_wrong_id_is_helped():
    assert trial("32a").trial == "Lii 2023 (surgical anaesthesia)"
    with pytest.raises(KnowledgeError, match="no row '32z'; did you mean 32"):
        trial("32z")
