"""A demonstration that cannot be used is refused with file, line and field."""

import pytest

from kapedu.cases.errors import CaseError
from kapedu.cases.read_demonstration import (
    FOLDER,
    demonstration_named,
    demonstration_names,
    read_demonstration,
)

TEXT = (FOLDER / "preparation.yaml").read_text(encoding="utf-8")


def wrong(old, new):
    assert old in TEXT, old
    with pytest.raises(CaseError) as raised:
        read_demonstration(TEXT.replace(old, new, 1), "file.yaml")
    return str(raised.value)


def test_its_file_is_called_by_its_id():
    assert demonstration_names()
    for name in demonstration_names():
        assert demonstration_named(name).id == name


def test_a_misspelt_field_is_named_with_its_line():
    assert wrong("notice: The folder.", "notise: The folder.").startswith(
        "file.yaml:13: steps[hear-first].notise: "
    )


def test_an_action_that_is_not_open_is_refused_at_its_step():
    message = wrong('do: ["choose:ask-life"]', 'do: ["choose:just-come"]')
    assert "steps[hear-first].do: 'choose:just-come' is not open in the case 'before-the-first'" in message


def test_a_run_that_ends_badly_is_refused():
    message = wrong('do: ["choose:every-tablet"]', 'do: ["choose:skip-tablets"]')
    assert "is not open" in message or "a demonstration ends well" in message


def test_an_unknown_source_is_refused():
    assert "steps[hear-first].sources" in wrong("sources: [garel2023]", "sources: [nobody1999]")


def test_one_guess_and_only_one_is_what_the_clinician_does():
    assert "'taken: yes'" in wrong(", taken: yes", "")


def test_a_number_must_be_a_fact_that_was_checked():
    assert "[[monitoring.fasting.foot]]" in wrong(
        "[[monitoring.fasting.food]]", "[[monitoring.fasting.foot]]"
    )
    assert "is unverified" in wrong("[[monitoring.fasting.food]]", "[[cases.alarms.sbp_high]]")


def test_a_demonstration_without_pauses_is_refused():
    kept, inside = [], False
    for line in TEXT.split("\n"):
        inside = line.startswith("    pause:") or (inside and line.startswith("      "))
        if not inside:
            kept.append(line)
    with pytest.raises(CaseError, match=r"0 steps with a pause cannot be used; write 2 to 3 of them"):
        read_demonstration("\n".join(kept), "file.yaml")


def test_a_demonstration_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(CaseError, match=r"no demonstration 'preperation'; .*did you mean preparation\?"):
        demonstration_named("preperation")
