import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.reading import further_columns, read_studies

MEANS = "study,mean_1,sd_1,n_1,mean_2,sd_2,n_2\n"
COUNTS = "study,events_1,n_1,events_2,n_2\n"
REPORTED = "study,estimate,ci_low,ci_high\n"


def read(folder, text, measure, **more):
    path = folder / "trials.csv"
    path.write_text(text, encoding="utf-8")
    return read_studies(path, measure, **more)


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        (MEANS + "A,-19.0,13.86,111,-14.8,15.07,108\n", "MD", -4.2),
        (COUNTS + "A,10,100,20,100\n", "RD", -0.1),
        (COUNTS + "A,10,100,20,100\n", "RR", -0.6931),
        (REPORTED + "A,2,1,4\n", "OR", 0.6931),
        (REPORTED + "A,−2,−4,0\n", "SMD", -2.0),
        (REPORTED + "A,0.5,0.25,1\n", "HR", -0.6931),
    ],
)
def test_each_set_of_columns_is_read_for_its_measures(tmp_path, text, measure, value):
    (study,) = read(tmp_path, text, measure)
    assert (study.name, study.effect.measure.value) == ("A", measure)
    assert study.effect.value == pytest.approx(value, abs=1e-4)


def test_further_columns_are_kept_and_may_stand_anywhere(tmp_path):
    text = "year,study,events_1,n_1,country,events_2,n_2\n1999,A,1,10,UA,2,10\n2001,B,3,10,UK,2,10\n"
    studies = read(tmp_path, text, "RR", numbers=["year"])
    assert [study.label("country") for study in studies] == ["UA", "UK"]
    assert [study.number("year") for study in studies] == [1999, 2001]
    assert "country" in further_columns(tmp_path / "trials.csv")


def test_a_byte_order_mark_blank_lines_and_windows_line_ends_do_not_matter(tmp_path):
    path = tmp_path / "excel.csv"
    path.write_bytes(b"\xef\xbb\xbf" + (COUNTS + "A,1,10,2,10\n\n").replace("\n", "\r\n").encode())
    assert len(read_studies(path, "RR")) == 1


@pytest.mark.parametrize(
    ("text", "measure", "told"),
    [
        (COUNTS + "A,11,10,2,10\n", "RR", "line 2, column events_1: 11 is more than the 10 people"),
        (COUNTS + "A,1,10,2,10\nB,1,10,12,10\n", "RR", "line 3, column events_2: 12 is more"),
        (COUNTS + "A,1,10,,\n", "RR", "line 2, column events_2: is empty; study 'A' needs a number here"),
        (COUNTS + "A,1,10,2,0\n", "OR", "line 2, column n_2: 0 is too few"),
        (COUNTS + "A,1.5,10,2,10\n", "RD", "line 2, column events_1: 1.5 is not a count"),
        (COUNTS + "A,-1,10,2,10\n", "RD", "line 2, column events_1: -1 is not a count"),
        (COUNTS + "A,many,10,2,10\n", "RD", "line 2, column events_1: 'many' is not a number"),
        (COUNTS + "A,nan,10,2,10\n", "RD", "line 2, column events_1: 'nan' is not a number"),
        (COUNTS + ",1,10,2,10\n", "RD", "line 2, column study: is empty"),
        (COUNTS + "A,1,10,2\n", "RD", "line 2: 4 columns where the header has 5"),
        (MEANS + "A,1,0,10,2,1,10\n", "MD", "line 2, column sd_1: 0 is impossible"),
        (MEANS + "A,1,1,10,2,-3,10\n", "SMD", "line 2, column sd_2: -3 is impossible"),
        (MEANS + "A,1,1,1,2,3,10\n", "MD", "line 2, column n_1: 1 is too few"),
        (REPORTED + "A,1,2,3\n", "MD", "line 2, column estimate: 1 is outside its own interval 2 to 3"),
        (
            REPORTED + "A,-1,-2,3\n",
            "RR",
            "line 2, column ci_low: is impossible: risk ratio -2: a ratio is above 0",
        ),
        (REPORTED + "A,1,1,1\n", "MD", "line 2, column ci_high: 1 is not above ci_low 1"),
        (
            COUNTS + "A,1,10,2,10\n",
            "MD",
            "line 1, column mean_1: missing; measure MD needs the columns study,mean_1",
        ),
        (MEANS, "MD", "line 1: only a header"),
        ("", "MD", "is empty; the first line names the columns"),
        ("study;events_1;n_1\nA;1;2\n", "RR", "put commas between columns, not semicolons"),
        ("study,n_1,n_1\n", "RR", "line 1, column n_1: named twice"),
        (COUNTS + '"A,1,10,2,10\n', "RR", "line 2: 1 columns where the header has 5"),
    ],
)
def test_a_bad_row_is_refused_with_file_line_column_and_reason(tmp_path, text, measure, told):
    with pytest.raises(EvidenceError) as refused:
        read(tmp_path, text, measure)
    assert "trials.csv" in str(refused.value)
    assert told in str(refused.value)


def test_a_covariate_must_be_there_and_a_number(tmp_path):
    text = "study,events_1,n_1,events_2,n_2,dose\nA,1,10,2,10,low\n"
    with pytest.raises(EvidenceError, match=r"trials\.csv: line 2, column dose: 'low' is not a number"):
        read(tmp_path, text, "RR", numbers=["dose"])
    with pytest.raises(EvidenceError, match=r"no column 'doses'.*did you mean dose"):
        read(tmp_path, text, "RR", numbers=["doses"])


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    with pytest.raises(EvidenceError, match=r"nothing\.csv: cannot be read \(No such file"):
        read_studies(tmp_path / "nothing.csv", "RR")
    (tmp_path / "latin.csv").write_bytes("study\nMüller".encode("latin-1"))
    with pytest.raises(EvidenceError, match="not UTF-8 text"):
        read_studies(tmp_path / "latin.csv", "RR")
    with pytest.raises(EvidenceError, match="cannot be read"):
        read_studies(tmp_path, "RR")


def test_a_named_control_counts_as_one_wherever_it_stands(tmp_path):
    text = "study,estimate,ci_low,ci_high,control\nA,1,0,2,c1\nB,1,0,2,c1\n"
    assert {study.control for study in read(tmp_path, text, "MD")} == {"c1"}


@settings(deadline=None, max_examples=150)
@given(
    text=st.text(alphabet='study,_12nevtsmad0.5-\n"', max_size=120),
    measure=st.sampled_from(["MD", "RR", "SMD"]),
)
def test_whatever_the_file_holds_it_is_read_or_refused(tmp_path_factory, text, measure):
    path = tmp_path_factory.mktemp("any") / "any.csv"
    path.write_text(COUNTS + text, encoding="utf-8")
    told = "any.csv"
    try:
        count = len(read_studies(path, measure))
    except EvidenceError as error:
        count, told = 0, str(error)
    assert count or told.startswith("any.csv: line ")
