import pytest

from kapedu.cases import EncounterRun
from kapedu.widgets.encounters.encounter_store import Kept, encounter_file

RUN = EncounterRun("panic", "0123456789ab", 4, ("wait:5", "measure:bp"))


@pytest.fixture(autouse=True)
def no_voila(monkeypatch):
    monkeypatch.delenv("VOILA_REQUEST_URL", raising=False)


def test_what_is_kept_comes_back(tmp_path):
    kept = Kept(RUN, "Notes\nof two lines", {"judgement-1": "0"}, begun=True)
    store = encounter_file("panic", folder=tmp_path / "new")
    assert store.load() == (None, "")
    assert store.save(kept) == ""
    assert store.load() == (kept, "")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["panic.json"]


def test_in_a_course_it_lies_in_my_work_wherever_the_lesson_is(tmp_path, monkeypatch):
    lesson = tmp_path / "modules" / "3-session-phases"
    lesson.mkdir(parents=True)
    (tmp_path / "course").mkdir()
    monkeypatch.chdir(lesson)
    assert encounter_file("panic").path == tmp_path / "my-work" / "encounters" / "panic.json"


def test_readers_who_share_a_server_do_not_share_a_run(tmp_path, monkeypatch):
    monkeypatch.setenv("VOILA_REQUEST_URL", "http://localhost/")
    one, two = (encounter_file("panic", reader * 16, tmp_path) for reader in "ab")
    one.save(Kept(RUN))
    assert two.load() == (None, "")
    assert one.load()[0] is not None


def test_a_reader_cannot_choose_the_path(tmp_path, monkeypatch):
    monkeypatch.setenv("VOILA_REQUEST_URL", "http://localhost/")
    store = encounter_file("panic", "../../etc/passwd", tmp_path)
    assert store.path == tmp_path / "panic.json"
    assert store.save(Kept(RUN)) == ""
    assert list(tmp_path.iterdir()) == []


def test_who_has_no_word_of_the_browser_gets_nobody_elses_run_and_is_told(tmp_path, monkeypatch):
    encounter_file("panic", folder=tmp_path).save(Kept(RUN))
    monkeypatch.setenv("VOILA_REQUEST_URL", "http://localhost/")
    kept, told = encounter_file("panic", "", tmp_path).load()
    assert kept is None
    assert "a reload starts anew" in told


def test_the_run_of_another_case_in_the_file_is_not_taken(tmp_path):
    (tmp_path / "bp-surge.json").write_text(Kept(RUN).to_json(), encoding="utf-8")
    kept, told = encounter_file("bp-surge", folder=tmp_path).load()
    assert kept is None
    assert "it is one of 'panic'" in told


@pytest.mark.parametrize("text", ["", "{}", '{"schema_version": 1, "case": "x"}', "\x00"])
def test_a_damaged_file_is_set_aside_and_never_lost(tmp_path, text):
    store = encounter_file("panic", folder=tmp_path)
    for number in (1, 2):
        store.path.write_text(text, encoding="utf-8")
        kept, problem = store.load()
        assert kept is None
        assert f"panic.json.{number}.damaged" in problem
    assert len(list(tmp_path.glob("*.damaged"))) == 2


def test_strange_notes_and_judgements_are_left_out():
    text = (
        Kept(RUN).to_json().replace('"notes": ""', '"notes": 3').replace('"judged": {}', '"judged": {"a": 1}')
    )
    assert Kept.from_json(text) == Kept(RUN)
