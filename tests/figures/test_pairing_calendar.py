from hypothesis import given
from hypothesis import strategies as st

from kapedu.figures.pairing_calendar import height_px, pairing_calendar, weeks
from kapedu.practice.pairing_schedule import Schedule

SCHEDULE = Schedule((0, 7), therapy=(1, 8), preparation=(-3,), integration=(2,))


def test_week_one_begins_with_the_first_dose_on_a_monday():
    assert list(weeks(SCHEDULE)) == [-1, 0, 1]
    table = pairing_calendar(SCHEDULE).table
    assert [row[0] for row in table.rows] == ["1 wk before", "Week 1", "Week 2"]
    assert table.rows[1][1] == "Ketamine"
    assert table.rows[0][5] == "Preparation"  # three days before a Monday is a Friday


def test_only_what_is_planned_has_a_legend_entry():
    assert [trace["name"] for trace in pairing_calendar(Schedule((0,))).spec["data"]] == ["Ketamine"]
    assert height_px(SCHEDULE) > height_px(Schedule((0,)))


@given(st.sets(st.integers(1, 60), max_size=6), st.sets(st.integers(-20, 90), max_size=10))
def test_every_mark_lies_in_the_cell_of_its_day(doses, therapy):
    schedule = Schedule((0, *doses), tuple(therapy))
    first = weeks(schedule)[0]
    for trace in pairing_calendar(schedule).spec["data"]:
        days = schedule.doses if trace["name"] == "Ketamine" else schedule.therapy
        for day, x, y in zip(days, trace["x"], trace["y"], strict=True):
            assert round(x) == day % 7
            assert round(y) + first == day // 7
