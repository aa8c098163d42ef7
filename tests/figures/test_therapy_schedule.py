from kapedu.figures.therapy_schedule import claimant, placed, timed_designs, verdicts, window_words, windows


def design(name):
    return next(item for item in timed_designs() if item.id == name)


def test_exposure_a_day_after_each_infusion_is_twenty_four_hours_after_the_last_dose():
    # Shiroma 2020: infusions 24 h before the first three weekly sessions
    assert design("shiroma2020").hours_since_dose[:3] == (24.0, 24.0, 24.0)


def test_therapy_before_the_first_dose_has_no_time_since_it():
    for item in timed_designs():
        assert all(hours >= 0 for hours in item.hours_since_dose)
        if item.hours_range:
            assert 0 <= item.hours_range[0] <= item.hours_range[1]


def test_therapy_after_a_course_starts_days_after_the_last_infusion():
    shortest, longest = design("wilkinson2021").hours_range
    assert shortest == (21 - 17) * 24
    assert longest == (119 - 17) * 24


def test_the_claimed_windows_disagree_about_the_same_design():
    duek = design("duek2023")
    assert {placed(duek, window) for window in windows()} == {"inside", "partly", "outside"}


def test_each_design_has_one_verdict_for_each_window():
    for window in windows():
        found = verdicts(window)
        assert sum(map(len, found.values())) == len(timed_designs())
        assert claimant(window) in window_words(window)
        assert "secondary" in window_words(window)
