"""What somebody in the room tries on a vote by phone, and that each of it is refused."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import urlencode

import pytest

from tests.serving.served import cookie_line, cookies, demo_server
from tests.serving.voting import FORM, Phone, Presenter

SCRIPT = "<script>alert(1)</script>"
REFUSED = {403, 404}  # without the form's token; from another site


@pytest.fixture(scope="module")
def server(short):
    with demo_server("--no-lessons", "--token", "sesame", temporary=short) as server:
        yield server


@pytest.fixture
def presenter(server):
    presenter = Presenter(server)
    yield presenter
    presenter.order(clear=True)


def test_a_visitor_neither_opens_nor_closes_nor_sees_the_counts_of_a_vote(server, presenter):
    number = presenter.open(live=True)["number"]
    visitor = Phone(server)
    assert visitor.post(number=number, place=0)[0] == 303
    token = visitor.jar["_xsrf"]
    for guess in ("", "guess", "%C3%A9", "a" * 43):
        cookie = f"{cookie_line(visitor.jar)}; kapedu-presenter={guess}"
        for path in ("/presenter/vote", "/presenter/vote-code.svg"):
            assert server.ask(path, Cookie=cookie)[0] == 403
        for sent in ({"close": True}, {"clear": True}, {"open": ["A", "B"], "title": "", "live": True}):
            body = json.dumps(sent)
            assert server.ask("/presenter/vote", "POST", body, Cookie=cookie, X_XSRFToken=token)[0] == 403
    assert "counts" not in visitor.post(number=number, place=1)[1]
    assert "ballots" not in server.ask("/vote/now", Cookie=cookie_line(visitor.jar))[2]
    told = presenter.order(live=True)
    assert (told["number"], told["open"], told["counts"]) == (number, True, [0, 1, 0])


def test_without_the_word_or_the_forms_token_no_vote_is_counted(server, presenter):
    number = presenter.open(live=True)["number"]
    visitor = Phone(server)
    form = urlencode({"number": number, "place": 0})
    assert server.ask("/vote", "POST", form, Content_Type=FORM)[0] in {302, 403}
    for origin in (f"http://{server.netloc}", "http://evil.example"):
        cookie = cookie_line(visitor.jar)
        assert (
            server.ask("/vote", "POST", form, Cookie=cookie, Content_Type=FORM, Origin=origin)[0] in REFUSED
        )
    assert presenter.order(live=True)["ballots"] == 0


def test_a_script_in_an_option_is_shown_as_text(server, presenter):
    presenter.open(f"Say {SCRIPT}", '"><img src=x onerror=alert(1)>')
    page = Phone(server).page
    assert SCRIPT not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    _, headers, _ = server.ask("/vote?token=sesame")
    assert "'unsafe-inline'" not in headers["Content-Security-Policy"].partition("style-src")[0]


@pytest.mark.parametrize(
    "lang", [SCRIPT, "uk%22%3E" + SCRIPT, "..%2F..%2Fpyproject", "en%0d%0aSet-Cookie:a=b"]
)
def test_the_language_of_the_page_is_one_that_is_spoken_or_english(server, lang):
    _, headers, text = server.ask(f"/vote?token=sesame&lang={lang}")
    assert '<html lang="en">' in text
    assert SCRIPT not in text
    assert "a" not in cookies(headers)


def test_an_oversized_ballot_or_order_is_refused_and_changes_nothing(server, presenter):
    number = presenter.open(live=True)["number"]
    visitor = Phone(server)
    assert visitor.post(number=number, place=0, more="x" * 3000)[0] == 413
    assert presenter.send(json.dumps({"open": ["x" * 40_000, "No"], "title": "", "live": True}))[0] == 413
    with suppress(ConnectionError):  # it may be cut off while we still send
        assert visitor.post(number=number, place=0, more="x" * (2 << 20))[0] in {400, 413}
    told = presenter.order(live=True)
    assert (told["number"], told["ballots"]) == (number, 0)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"number": "1"},
        {"number": "x", "place": "0"},
        {"number": "{number}", "place": "-1"},
        {"number": "{number}", "place": "3"},
        {"number": "{number}", "place": "9" * 1000},
    ],
)
def test_a_ballot_that_makes_no_sense_is_refused_without_a_traceback(server, presenter, fields):
    number = presenter.open(live=True)["number"]
    fields = {name: text.replace("{number}", str(number)) for name, text in fields.items()}
    status, text = Phone(server).post(**fields)
    assert status == 400
    assert "Traceback" not in text
    assert presenter.order(live=True)["ballots"] == 0


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[",
        "[" * 5000,
        "null",
        "[]",
        "{}",
        '{"open": "AB", "title": "", "live": true}',
        '{"open": ["A"], "title": "", "live": true}',
        '{"open": ["A", 1], "title": "", "live": true}',
        '{"open": ["A", "\\ud800"], "title": "", "live": true}',
        '{"close": 1}',
    ],
)
def test_an_order_that_makes_no_sense_is_refused_and_the_vote_stays(presenter, body):
    number = presenter.open(live=True)["number"]
    status, text = presenter.send(body)
    assert status == 400
    assert "Traceback" not in text
    assert presenter.order(live=True)["number"] == number


def test_a_stale_ballot_is_told_and_not_counted(server, presenter):
    first = presenter.open(live=True)["number"]
    visitor = Phone(server)
    second = presenter.open("Stay", "Go", "Ask")["number"]
    status, text = visitor.post(number=first, place=0)
    assert status == 409
    assert "That vote is closed. Your last tap was not counted." in text
    assert "Ask" in text
    presenter.order(close=True)
    assert visitor.post(number=second, place=0)[0] == 409
    assert presenter.order(live=True)["counts"] == [0, 0, 0]


def test_a_browser_counts_once_however_often_it_sends_and_a_malformed_ballot_does_not(server, presenter):
    number = presenter.open(live=True)["number"]
    visitor = Phone(server)
    for place in (0, 1, 0, 0):
        visitor.post(number=number, place=place)
    visitor.jar["kapedu-ballot"] = "me"
    assert visitor.post(number=number, place=0)[0] == 409
    del visitor.jar["kapedu-ballot"]
    assert visitor.post(number=number, place=0)[0] == 409
    assert presenter.order(live=True)["counts"] == [1, 0, 0]


def test_a_flood_of_ballots_is_held_back_and_the_server_answers_on(server, presenter):
    number = presenter.open(live=True)["number"]
    visitor = Phone(server)
    answers = [visitor.post(number=number, place=0)[0] for _ in range(200)]
    with ThreadPoolExecutor(16) as many:
        for _round in range(20):  # a busy machine may need some, to send quicker than it is let
            answers += many.map(lambda _: visitor.post(number=number, place=1)[0], range(200))
            if 429 in answers:
                break
    assert set(answers) == {303, 429}
    told = presenter.order(live=True)
    assert told["ballots"] == 1
    assert server.ask("/vote?token=sesame")[0] == 200
