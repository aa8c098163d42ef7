import hashlib
import json
import subprocess
import sys
from pathlib import Path

import comm
import numpy as np
import plotly.graph_objects as go
import pytest
from comm.base_comm import BaseComm

import kapedu.widgets.parts
from kapedu.figures import Figure, Table
from kapedu.widgets.parts.plot_view import PLOTLY_JS, PlotView

ROOM = Path(kapedu.widgets.parts.__file__).parent


def figure(values=(1.0, 2.0, 3.0), summary="Three numbers.", sources=()):
    trace = {"type": "scatter", "x": np.arange(len(values)), "y": np.array(values)}
    table = Table("The numbers", ("Place", "Value"), tuple(enumerate(values)))
    return Figure({"data": [trace], "layout": {}}, summary, table, sources)


@pytest.fixture
def sent(monkeypatch):
    """Every message that a widget sends to its page: (what it holds, its size in bytes)."""
    messages = []

    def publish(_self, msg_type, data=None, metadata=None, buffers=None, **keys):
        size = len(json.dumps([data, metadata, keys]).encode())
        messages.append((msg_type, data or {}, size + sum(memoryview(part).nbytes for part in buffers or ())))

    monkeypatch.setattr(BaseComm, "publish_msg", publish)
    monkeypatch.setattr(comm.DummyComm, "publish_msg", publish)
    return messages


def test_the_page_receives_drawing_summary_and_table_from_the_same_numbers():
    shown = PlotView(figure((0.1234567, 2.0)))._shown
    assert shown["spec"]["data"][0]["y"] == [0.12346, 2]
    assert shown["summary"] == "Three numbers."
    assert shown["table"] == {
        "caption": "The numbers",
        "columns": ["Place", "Value"],
        "rows": [[0, 0.12346], [1, 2]],
    }
    assert shown["title"] == "The numbers"


def test_a_title_of_ones_own_is_kept_when_the_figure_changes():
    view = PlotView(figure(), title="Ketamine over time")
    view.show(figure((5.0,)))
    assert view._shown["title"] == "Ketamine over time"


def test_showing_another_figure_is_one_message_with_everything(sent):
    view = PlotView(figure())
    sent.clear()
    view.show(figure((4.0, 5.0), "Two numbers."))
    ((_, data, _),) = sent
    shown = data["state"]["_shown"]
    assert shown["spec"]["data"][0]["y"] == [4, 5]
    assert shown["summary"] == "Two numbers."
    assert shown["table"]["rows"] == [[0, 4], [1, 5]]


def test_each_further_figure_costs_at_most_50_kb_before_its_data(sent):
    PlotView(figure())
    sent.clear()
    PlotView(figure(sources=("kamp2020",)))
    cost = sum(size for _, _, size in sent)
    assert 5_000 < cost <= 50_000  # less would mean that the messages were not counted


def test_plotlys_own_figure_widget_costs_megabytes_so_the_count_is_right(sent):
    go.FigureWidget(go.Scatter(y=[1, 2]))
    assert sum(size for _, _, size in sent) > 3_000_000


def test_the_style_sheet_travels_once(sent):
    PlotView(figure())
    PlotView(figure())
    sheets = [data for _, data, _ in sent if "_css" in data.get("state", {})]
    assert len(sheets) <= 1
    assert not any("_css" in data.get("state", {}) and "_shown" in data["state"] for _, data, _ in sent)


def test_the_kernel_answers_once_with_the_library_when_the_page_asks(sent):
    view = PlotView(figure())
    sent.clear()
    view._handle_custom_msg({"ask": "plotly.js"}, [])
    ((_, data, size),) = sent
    assert data["content"] == {"answer": "plotly.js"}
    assert size > PLOTLY_JS.stat().st_size
    view._handle_custom_msg({"ask": "something else"}, [])
    assert len(sent) == 1


def test_a_figure_of_plotly_itself_is_shown_with_a_summary():
    view = PlotView(go.Figure(go.Scatter(x=[1, 2], y=[3, 4])), summary="It rises.")
    assert view._shown["spec"]["data"][0]["y"] == [3, 4]
    assert view._shown["summary"] == "It rises."
    view.show(go.Figure(go.Scatter(x=[1], y=[9])), summary="One point.")
    assert view._shown["table"]["rows"] == [["Series 1", 1, 9]]


def test_what_is_no_figure_is_refused():
    with pytest.raises(
        TypeError, match=r"cannot show a list; give a kapedu\.figures\.Figure or a plotly figure"
    ):
        PlotView([1, 2])
    with pytest.raises(ValueError, match="summary is empty"):
        PlotView(go.Figure(go.Scatter(y=[1])))


def test_sources_are_cited_and_their_absence_leaves_nothing():
    assert "Kamp" in PlotView(figure(sources=("kamp2020",)))._sources
    assert PlotView(figure())._sources == ""


def test_the_vendored_library_is_the_one_that_the_page_asks_for():
    head = PLOTLY_JS.read_text(encoding="utf-8")[:200]
    version = head.split("(basic - minified) v", 1)[1].split("\n", 1)[0]
    assert f"plotly-basic.min.js?v={version}" in (ROOM / "plot_view.js").read_text(encoding="utf-8")
    digest = hashlib.sha256(PLOTLY_JS.read_bytes()).hexdigest()
    assert digest == "99784e3abfb07b142a15e521a439e6d9addceadb3f79553fd24c72774f0649ba", (
        "the library changed: raise the version in plot_view.js, then this digest"
    )
    assert "MIT License" in PLOTLY_JS.with_name("plotly-basic.LICENSE").read_text(encoding="utf-8")


def test_importing_it_loads_no_heavy_library():
    code = (
        "import sys\nimport kapedu.widgets.parts.plot_view\n"
        "print(*({'numpy', 'plotly', 'pandas', 'scipy'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_a_picked_point_tells_those_who_asked():
    view = PlotView(figure())
    assert not view._pickable
    picked = []
    view.on_pick(picked.append)
    assert view._pickable
    view._handle_custom_msg({"event": "pick", "key": "04a"}, [])
    assert picked == ["04a"]
