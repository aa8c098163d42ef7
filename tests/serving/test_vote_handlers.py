"""A vote by phone over the network: the page, the ballots, the presenter's screen, a hundred at once."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.serving.served import cookie_line, demo_server
from tests.serving.voting import FORM, Phone, Presenter

PHONES = 100


@pytest.fixture(scope="module")
def server(short):
    with demo_server("--no-lessons", "--token", "sesame", temporary=short) as server:
        yield server


@pytest.fixture(scope="module")
def presenter(server):
    return Presenter(server)


@pytest.fixture(autouse=True)
def _nothing_open(presenter):
    presenter.order(clear=True)


def test_a_phone_votes_changes_its_mind_and_the_presenter_closes_and_counts(server, presenter):
    phone = Phone(server)
    assert "No vote is open" in phone.page
    assert "<button" not in phone.page
    told = presenter.open()
    assert told["open"]
    assert told["address"].endswith("/vote")
    assert told["word"] == "sesame"
    page = phone.look()
    assert re.findall(r'<span lang="en">([^<]*)</span>', page) == [
        "Stop the pump",
        "Wait &amp; see",
        "Call the doctor",
    ]
    assert "A raised hand" in page
    assert phone.tap(0) == 303
    assert "<title>Your vote is A</title>" in phone.look()
    assert page.count("data-chosen") == 0
    assert phone.tap(2) == 303
    assert "✓ your vote" in phone.look()
    assert (presenter.look()["ballots"], presenter.look()["counts"]) == (1, None)
    assert presenter.order(live=True)["counts"] == [0, 0, 1]
    assert presenter.order(close=True)["counts"] == [0, 0, 1]
    assert "No vote is open" in phone.look()


def test_the_page_is_small_needs_no_kernel_and_no_script(server, presenter):
    before = server.kernels()
    presenter.open()
    phone = Phone(server)
    assert len(phone.page.encode()) < 6000
    assert phone.tap(1) == 303
    assert server.kernels() <= before
    assert len(re.findall("<script", phone.page)) == 2  # light or dark; looking for the next vote
    assert not re.search(r"\son\w+=", phone.page)


def test_a_phone_hears_that_there_is_something_new(server, presenter):
    phone = Phone(server)

    def now():
        return json.loads(server.ask("/vote/now", Cookie=cookie_line(phone.jar))[2])

    before = now()
    assert not before["open"]
    presenter.open()
    assert now() == {"number": before["number"] + 1, "open": True}
    presenter.order(close=True)
    assert now() == {"number": before["number"] + 1, "open": False}


def test_the_page_speaks_the_phones_language_or_the_one_asked_for(server, presenter):
    presenter.open()
    phone = Phone(server, Accept_Language="uk-UA,uk;q=0.9,en;q=0.5")
    assert '<html lang="uk">' in phone.page
    assert "Що б Ви зробили?" in phone.page
    assert '<html lang="en">' in phone.look("?lang=en")
    assert 'action="/vote?lang=en"' in phone.page
    assert '<html lang="en">' in Phone(server, Accept_Language="de, fr;q=0.5").page
    assert '<html lang="en">' in Phone(server).look("?lang=xx")


def test_the_code_to_scan_is_a_picture_that_stands_alone(server, presenter):
    status, headers, text = server.ask("/presenter/vote-code.svg", Cookie=presenter.cookie)
    assert status == 200
    assert headers["Content-Type"] == "image/svg+xml"
    assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "/vote?token=sesame" in text


def test_without_the_word_a_phone_is_asked_for_it_and_then_sees_the_vote(server):
    status, headers, _ = server.ask("/vote")
    assert status == 302
    assert headers["Location"] == "/login?next=%2Fvote"


def test_beginning_anew_for_everybody_ends_the_vote(server, presenter):
    presenter.open()
    form = f"_xsrf={presenter.jar['_xsrf']}"
    assert server.ask("/presenter/room", "POST", form, Cookie=presenter.cookie, Content_Type=FORM)[0] == 303
    assert (presenter.look()["open"], presenter.look()["options"]) == (False, [])


def test_a_hundred_phones_at_once_are_each_counted_once(server, presenter):
    presenter.open()
    with ThreadPoolExecutor(PHONES // 4) as room:
        phones = list(room.map(lambda _: Phone(server), range(PHONES)))
        answers = list(room.map(lambda each: each[1].tap(each[0] % 3), enumerate(phones)))
    assert answers == [303] * PHONES
    assert presenter.order(close=True)["counts"] == [34, 33, 33]
