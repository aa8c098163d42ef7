"""An encounter without a browser: what the page sends, what it is shown, what is kept."""

import json
import os
import random
import signal
import subprocess
import sys

import pytest

from kapedu.cases import CaseError, EncounterRun, case_named
from kapedu.widgets import encounter
from kapedu.widgets.encounters.encounter import Encounter

PLAYED = ("choose:recheck", "choose:red-flags", "choose:pause-pump")


def opened(folder, case="bp-surge", seed=1):
    one = Encounter(case, seed, folder=folder)
    one._receive(None, {"hello": "0123456789abcdef"}, [])
    return one


def test_lessons_and_dashboards_get_the_box(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    box = encounter("panic", seed=3)
    assert "kapedu-stack" in box._dom_classes
    assert box.encounter.case.id == "panic"


def test_a_case_that_is_not_there_is_named():
    with pytest.raises(CaseError, match="did you mean panic"):
        encounter("panik")


def test_what_the_page_sends_moves_the_encounter_and_is_answered(tmp_path):
    one = opened(tmp_path)
    serial = one.view.view["serial"]
    one._receive(None, {"begin": True}, [])
    assert one.view.begun
    one._receive(None, {"do": "choose:recheck"}, [])
    assert one.view.view["serial"] == serial + 2
    assert one.view.view["clock"] == "30:40"
    assert any("By hand, other arm" in line["text"] for line in one.view.lines)
    one._receive(None, {"tick": 10}, [])
    assert one.view.view["clock"] == "30:50"


@pytest.mark.parametrize(
    "message",
    [{"do": "jump"}, {"do": "choose:nothing"}, {"tick": 0}, {"tick": 10**9}, {"tick": True, "x": 1}, "x", {}],
)
def test_a_message_that_makes_no_sense_changes_nothing(tmp_path, message):
    one = opened(tmp_path)
    before = one.state
    one._receive(None, message, [])
    assert one.state.second - before.second in {0, 1}  # True is 1 to Python
    assert one.state.scene == before.scene


def test_every_action_is_kept_before_it_is_answered(tmp_path):
    one = opened(tmp_path)
    for number, action in enumerate(PLAYED, start=1):
        one.do(action)
        kept = json.loads((tmp_path / "bp-surge.json").read_text(encoding="utf-8"))
        assert kept["actions"] == list(PLAYED[:number])


def test_a_new_kernel_comes_back_to_the_same_second(tmp_path):
    one = opened(tmp_path)
    for action in (*PLAYED, "wait:77"):
        one.do(action)
    one.write("She felt nothing.")
    again = opened(tmp_path, seed=9)
    assert again.state == one.state
    assert again.samples == one.samples
    assert again.view.notes == "She felt nothing."
    assert again.view.notice["text"].startswith("You are back at 32:")
    assert again.view.begun


def test_a_run_of_a_revised_case_is_played_again_and_said_so(tmp_path):
    one = opened(tmp_path)
    one.do(PLAYED[0])
    path = tmp_path / "bp-surge.json"
    path.write_text(path.read_text(encoding="utf-8").replace(one.case.fingerprint, "old"), encoding="utf-8")
    again = opened(tmp_path)
    assert "has been revised" in again.view.notice["text"]
    assert again.state == one.state


def test_a_file_that_cannot_be_read_is_kept_aside(tmp_path):
    (tmp_path / "bp-surge.json").write_text("{", encoding="utf-8")
    one = opened(tmp_path)
    assert "could not be read" in one.view.notice["text"]
    assert (tmp_path / "bp-surge.json.1.damaged").read_text(encoding="utf-8") == "{"


def test_a_folder_that_cannot_be_written_is_told_and_the_play_goes_on(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    one = opened(tmp_path / "file" / "below")
    one.do(PLAYED[0])
    assert "Not saved" in one.view.notice["text"]
    assert one.state.has_done("recheck")


def test_the_page_hears_of_its_notes_only_when_they_are_kept(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    one = opened(tmp_path / "file" / "below")
    one.write("She felt nothing.")
    assert one.view.notes == ""
    assert "Not saved" in one.view.notice["text"]


def test_the_debrief_comes_at_the_end_and_goes_with_a_new_start(tmp_path):
    one = opened(tmp_path)
    for action in case_named("bp-surge").expert:
        one.do(action)
    while not one.state.ended:
        one.do("wait:60")
        one.do("choose:plan")
    assert len(one.box.children) == 2
    assert one.view.choices["options"] == []
    one.restart()
    assert len(one.box.children) == 1
    assert not one.view.begun
    assert EncounterRun.from_json((tmp_path / "bp-surge.json").read_text(encoding="utf-8")).actions == ()


def test_without_a_seed_each_start_is_another_body(tmp_path):
    one = opened(tmp_path, seed=None)
    first = one.kept.run.seed
    one.restart()
    assert one.kept.run.seed != first


def test_how_a_room_voted_is_kept_with_the_run_and_shown_in_the_debrief(tmp_path):
    one = opened(tmp_path, case="consent-withdrawn")
    first, *_ = one.case.expert
    others = [item["key"] for item in one.view.choices["options"] if item["key"] != first]
    one._receive(None, {"do": first, "votes": {first: 7, others[0]: 4}}, [])
    one._receive(None, {"do": "measure:bp", "votes": "nonsense"}, [])
    again = opened(tmp_path, case="consent-withdrawn")
    assert [(vote.counts[first], vote.played) for vote in again.kept.votes] == [(7, first)]
    for action in again.case.expert[1:]:
        again.do(action)
    told = " ".join(part.html for part in again.box.children[1].children if hasattr(part, "html"))
    assert "What the room chose" in told
    again.restart()
    assert again.kept.votes == ()


def test_what_has_not_changed_is_not_sent_again(tmp_path):
    one = opened(tmp_path)
    one.begin()
    sent = []
    one.view.observe(lambda change: sent.append(change["name"]), names=["view", "lines", "choices", "case"])
    one.tick(1)
    assert sent == ["view"]
    one.do("choose:recheck")
    assert set(sent) == {"view", "lines", "choices"}


_PLAYER = """
from pathlib import Path
from kapedu.widgets.encounters.encounter import Encounter
one = Encounter("dinner", 5, folder=Path({folder!r}))
one.hello()
print("ready", flush=True)
for number in range(10_000):
    one.do("wait:1")
    one.write(f"second {{one.state.second}}")
    print(one.state.second, flush=True)
"""


class Bare:
    """The player as a process of its own."""

    def __init__(self, code):
        self.process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        self.pid = self.process.pid

    def lines(self):
        yield from self.process.stdout

    def close(self):
        self.process.stdout.close()
        self.process.wait()


class InKernel:
    """The player in a real kernel, as behind a notebook."""

    def __init__(self, code):
        from jupyter_client.manager import start_new_kernel

        self.manager, self.client = start_new_kernel(kernel_name="python3")
        self.pid = self.manager.provisioner.pid
        self.client.execute(code)

    def lines(self):
        while True:
            message = self.client.get_iopub_msg(timeout=60)
            if message["msg_type"] == "stream":
                yield from message["content"]["text"].splitlines()

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)  # it is dead; this takes leave of the process


def kill_at(folder, moments, player=Bare):
    """Play on, be killed after so many seconds that were told, come back; and so on."""
    told = 0
    for moment in moments:
        one = player(_PLAYER.format(folder=str(folder)))
        lines = one.lines()
        assert next(line for line in lines if line.strip()).strip() == "ready"
        for _ in range(moment):
            told = int(next(lines))
        os.kill(one.pid, signal.SIGKILL)
        one.close()
        again = Encounter("dinner", 5, folder=folder)
        again.hello()
        assert not again.state.ended
        assert again.state.second >= told
        assert again.kept.notes in {
            f"second {told}",
            f"second {again.state.second}",
            f"second {again.state.second - 1}",
        }
        assert not list(folder.glob("*.damaged"))
        told = again.state.second


@pytest.mark.slow
def test_a_killed_kernel_loses_at_most_the_action_in_flight(tmp_path):
    """Killed at moments spread over its run; each time it goes on from where the last one was told to be."""
    kill_at(tmp_path, (1, 2, 3, 5, 8, 13))


@pytest.mark.long
def test_a_run_that_is_killed_at_fifty_random_moments_loses_at_most_the_action_in_flight(tmp_path):
    kill_at(tmp_path, random.Random(20261122).choices(range(1, 16), k=50))


@pytest.mark.long
def test_a_notebooks_kernel_that_is_killed_loses_at_most_the_action_in_flight(tmp_path):
    kill_at(tmp_path, random.Random(7).choices(range(1, 16), k=5), InKernel)
