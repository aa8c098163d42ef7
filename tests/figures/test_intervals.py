"""Several intervals around one pool."""

from kapedu.evidence.measure import Measure
from kapedu.evidence.register import Expression, answer
from kapedu.evidence.selection import select
from kapedu.figures.effect_scale import Scale
from kapedu.figures.intervals import interval_plot
from kapedu.knowledge.questions import question
from kapedu.knowledge.trials import trial

SPRAY = "inert placebo spray + new oral antidepressant"
REMISSION = answer(question("remission-weeks"), SPRAY, Expression(Measure.RR, "raw")).studies
SCORES = select([trial(row_id) for row_id in ("03a", "04a", "05a")], "MD").studies


def test_three_trials_turn_from_clear_to_unclear():
    figure = interval_plot(REMISSION, "DL", Scale(Measure.RR), sources=("cpt2021",))
    verdicts = {row[0]: row[3] for row in figure.table.rows}
    assert verdicts["Wald"] == "excludes no difference"
    assert verdicts["Hartung-Knapp"] == "includes no difference"
    assert len({row[1] for row in figure.table.rows[:3]}) == 1
    assert "The floor changes nothing here" in figure.summary
    assert figure.sources == ("cpt2021",)


def test_the_floor_matters_where_the_trials_agree_too_well():
    figure = interval_plot(SCORES, "REML", Scale(Measure.MD, "points"))
    assert "shrinks the standard error" in figure.summary
    spans = {row[0]: row[2] for row in figure.table.rows}
    assert spans["Hartung-Knapp"] == "−4.93 to −3.24"
    assert spans["Hartung-Knapp with a floor"] == "−8.68 to 0.50"


def test_a_fixed_effect_has_no_prediction_interval():
    assert len(interval_plot(SCORES, "FE", Scale(Measure.MD)).table.rows) == 3
    assert len(interval_plot(SCORES, "REML", Scale(Measure.MD)).table.rows) == 4
