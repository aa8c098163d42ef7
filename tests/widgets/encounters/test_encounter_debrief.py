import re

from kapedu.widgets.encounters.encounter import Encounter
from kapedu.widgets.parts.controls import Choice, Html
from kapedu.widgets.parts.plot_view import PlotView


def finished(folder, *actions, case="consent-withdrawn"):
    one = Encounter(case, 1, folder=folder)
    one.hello()
    for action in actions or one.case.expert:
        one.do(action)
    while not one.state.ended:
        one.do("wait:60")
    return one, one.box.children[1].children


def text_of(parts):
    return " ".join(part.html for part in parts if isinstance(part, Html))


def test_a_good_run_is_praised_with_its_marks(tmp_path):
    _, parts = finished(tmp_path)
    assert "<strong>Passed</strong>: 100 % of the marks, a good end" in text_of(parts)
    assert "otherwise" not in text_of(parts).replace("Otherwise", "")


def test_a_bad_run_meets_the_run_with_the_best_step(tmp_path):
    _, parts = finished(tmp_path, "choose:persuade", "wait:600")
    told = text_of(parts)
    assert "Not passed" in told
    assert "A critical error fails the station" in told
    assert "What would have happened otherwise" in told
    assert "Stop the pump at once, and only then speak." in told
    (plot,) = [part for part in parts if isinstance(part, PlotView)]
    assert any("otherwise" in trace["name"] for trace in plot._shown["spec"]["data"])


def test_every_decision_has_verdict_reason_status_and_source(tmp_path):
    _, parts = finished(tmp_path, "choose:persuade", "wait:600")
    (line,) = re.findall(r"<li data-verdict='harmful'>.*?</li>", text_of(parts), flags=re.DOTALL)[:1]
    assert "✗ harmful" in line
    assert "is coercion" in line
    assert "unverified, widely taught" in line
    assert "kq-sources" in line


def test_a_judgement_shows_the_panel_after_the_answer_and_keeps_it(tmp_path):
    one, parts = finished(tmp_path)
    judgement = next(
        part for part in parts if any(isinstance(child, Choice) for child in part_children(part))
    )
    _, choice, told = judgement.children
    assert told.html == ""
    choice.value = "1"
    assert "How a panel might divide" in told.html
    assert "It never counts" in told.html
    assert one.kept.judged == {"judgement-1": "1"}
    again = Encounter("consent-withdrawn", 1, folder=tmp_path)
    again.hello()
    assert again.kept.judged == {"judgement-1": "1"}
    assert again.state.ended == "good"


def part_children(part):
    return getattr(part, "children", ())


def test_the_code_of_the_run_is_there_to_share(tmp_path):
    one, parts = finished(tmp_path)
    assert one.kept.run.code() in text_of(parts)
