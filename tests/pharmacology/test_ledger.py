"""Published figures as numbers, with their units converted."""

import pytest

from kapedu.knowledge import fact
from kapedu.pharmacology.ledger import Ledger, cell, span


def test_flows_and_rates_become_per_minute_whatever_their_published_unit():
    ledger = Ledger()
    assert ledger.per_minute("pkpd.models.kamp2020_arterial.parameters.CL") == pytest.approx(84 / 60)
    assert ledger.per_minute("pkpd.models.simons2022_S.parameters.CLK1") == pytest.approx(1.48)
    assert ledger.per_minute("pkpd.absorption.intramuscular.ka") == pytest.approx(5 / 60)


def test_durations_become_minutes():
    ledger = Ledger()
    assert ledger.minutes("pkpd.models.perez_ruixo_2020.parameters.Dsw") == pytest.approx(0.53 * 60)
    assert ledger.minutes("pkpd.effect_site.olofsen2022.t_half_ke0") == pytest.approx(8.3)


def test_a_figure_in_another_unit_is_no_time():
    with pytest.raises(ValueError, match="time unit"):
        Ledger().minutes("pkpd.models.kamp2020_arterial.parameters.V1")


def test_what_was_used_is_remembered_once_in_order_with_those_who_transcribed_it():
    ledger = Ledger()
    for _ in range(2):
        ledger.number("pkpd.models.kamp2020_arterial.parameters.V1")
        ledger.minutes("pkpd.effect_site.olofsen2022.t_half_ke0")
    assert ledger.facts == (
        "pkpd.models.kamp2020_arterial.parameters.V1",
        "pkpd.effect_site.olofsen2022.t_half_ke0",
    )
    assert ledger.sources == ("kamp2020", "opentiva", "olofsen2022")


def test_a_text_has_no_span_and_a_number_no_cells():
    with pytest.raises(TypeError, match="neither a number nor a range"):
        span(fact("pkpd.simulator_defaults.parent"))
    with pytest.raises(TypeError, match="no single number"):
        cell(fact("pkpd.iiv_suggested.CL"), "S")


def test_what_a_kept_result_rests_on_is_added_behind_what_was_used_before():
    kept, ledger = Ledger(), Ledger()
    kept.quantity("pkpd.models.kamp2020_arterial.parameters.V1")
    kept.quantity("pkpd.effect_site.olofsen2022.t_half_ke0")
    ledger.quantity("pkpd.effect_site.olofsen2022.t_half_ke0")
    ledger.add(kept)
    assert ledger.facts == (
        "pkpd.effect_site.olofsen2022.t_half_ke0",
        "pkpd.models.kamp2020_arterial.parameters.V1",
    )
    assert kept.facts[0].endswith("V1")
