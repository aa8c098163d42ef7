import csv
import dataclasses

import pytest

from kapedu.knowledge import KnowledgeError, Observation, Status, observations
from kapedu.knowledge.observation import load_observations
from kapedu.knowledge.sources import canonical_key

COLUMNS = [field.name for field in dataclasses.fields(Observation)]
ROW = {
    **dict.fromkeys(COLUMNS, ""),
    "dataset": "d",
    "domain": "PK",
    "source": "kamp2020",
    "analyte": "ketamine",
    "regimen": "0.5 mg/kg IV over 40 min",
    "statistic": "Cmax",
    "time": "40",
    "time_unit": "min",
    "value": "185",
    "unit": "ng/mL",
    "status": "secondary",
}


def load(folder, **change):
    path = folder / "trial.csv"
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.DictWriter(lines, COLUMNS)
        writer.writeheader()
        writer.writerow({**ROW, **change})
    return load_observations(path, {"kamp2020"})


def test_every_observation_of_the_course_is_read():
    rows = observations()
    assert len(rows) == 258  # data lines of the sheet it came from
    assert sum(row.dataset == "kamp2020_bja_digitised" for row in rows) == 108
    assert {row.domain for row in rows} == {"PK", "BP", "CADSS", "MADRS"}


def test_every_observation_has_a_source_in_the_bibliography():
    for row in observations():
        assert canonical_key(row.source)
        assert not row.via or canonical_key(row.via)


def test_a_row_keeps_what_it_said(tmp_path):
    (row,) = load(tmp_path, use_for_fit="yes")
    assert (row.value, row.unit, row.status, row.use_for_fit) == (185.0, "ng/mL", Status.SECONDARY, True)
    assert row.time_number == 40.0


def test_a_published_span_becomes_a_pair(tmp_path):
    (row,) = load(tmp_path, value="280-460", time="end of period 1", time_unit="")
    assert row.value == (280.0, 460.0)
    assert row.time_number is None


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"source": "kamp2002"}, "source", "did you mean kamp2020"),
        ({"via": "nobody"}, "via", "'nobody' is not a key"),
        ({"status": "sure"}, "status", "'sure' is not one of primary"),
        ({"unit": "furlongs"}, "unit", "'furlongs' is not a known unit"),
        ({"unit": "text"}, "unit", "'text' is not a known unit of a number"),
        ({"value": "-185"}, "value", "'-185' ng/mL is impossible; allowed is 0 or more"),
        ({"value": "nan"}, "value", "impossible"),
        ({"value": "much"}, "value", "'much' is not a number"),
        ({"value": "460-280"}, "value", "low end above"),
        ({"time_unit": "fortnight"}, "time_unit", "'fortnight' is not one of"),
        ({"use_for_fit": "maybe"}, "use_for_fit", "'maybe' is not one of yes, no, nothing"),
    ],
)
def test_a_broken_row_names_line_field_and_value(tmp_path, change, field, told):
    with pytest.raises(KnowledgeError, match=rf"^trial\.csv: entry line 2, field {field}: .*{told}"):
        load(tmp_path, **change)


@pytest.mark.parametrize("field", ["dataset", "source", "analyte", "unit", "status"])
def test_a_missing_field_is_named(tmp_path, field):
    with pytest.raises(KnowledgeError, match=f"line 2, field {field} is missing"):
        load(tmp_path, **{field: ""})


def test_a_wrong_header_or_a_torn_line_is_refused(tmp_path):
    path = tmp_path / "trial.csv"
    path.write_text("dataset,value\nx,1\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="columns must be dataset, domain"):
        load_observations(path, set())
    path.write_text(",".join(COLUMNS) + "\nx,1\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="line 2: too many or too few columns"):
        load_observations(path, set())
