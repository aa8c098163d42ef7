"""`kapedu demo` as a program: what it answers, what it refuses, what it leaves behind."""

import json
import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from kapedu.cli import main
from tests.serving.served import cookie_line, cookies, demo_server, running

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
EXPLORER = "/voila/render/dose-explorer.ipynb"


@pytest.fixture(scope="module")
def demo(short):
    with demo_server(temporary=short) as server:
        yield server


def test_the_gallery_shows_dashboards_and_lessons(demo):
    status, headers, text = demo.ask("/")
    assert status == 200
    assert "Dose explorer" in text
    assert "Module 1: How ketamine works" in text
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "<script>" not in text, "its policy would block it"


@pytest.mark.parametrize(
    "path",
    [
        "/voila/files/dose-explorer.ipynb",
        "/voila/files/../../../../../../etc/passwd",
        "/voila/files/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/voila/files/1-mechanism/checks.yaml",
        "/voila/render/1-mechanism/checks.yaml",
        "/voila/render/../pyproject.toml",
        "/voila/render/%2e%2e/pyproject.toml",
        "/voila/render/.hidden.ipynb",
        "/voila/render/",
        "/voila/render/gradebook.db",
        "/voila/tree",
        "/voila/tree/1-mechanism",
        "/voila/api/contents",
        "/voila/api/contents/1-mechanism/checks.yaml",
        "/voila/static-0.0.0/voila.js",
        "/voila/static/../../../../../../../../etc/passwd",
        "/voila/labextensions/../../../../../etc/passwd",
        "/voila/labextensions/kapedu/../../../../pyvenv.cfg",
        "/gradebook.db",
        "/.git/config",
        "/kapedu/cli.py",
        "/api/contents",
        "/api/kernels",
        "/api/terminals",
        "/files/dose-explorer.ipynb",
    ],
)
def test_nothing_beside_the_pages_can_be_had(demo, path):
    status, _, text = demo.ask(path)
    assert status in {400, 403, 404, 405}
    assert "root:" not in text
    assert "Traceback" not in text


def test_templates_are_served_as_pages_never_as_files(demo):
    status, _, text = demo.ask("/voila/templates/kapedu/static/../index.html.j2")
    assert status != 200
    assert "extends" not in text


def test_an_unknown_page_gets_a_friendly_answer(demo):
    status, _, text = demo.ask("/voila/render/nothing.ipynb")
    assert status == 404
    assert "There is no such page" in text


def test_another_name_for_this_computer_is_not_answered(demo):
    status, _, _ = demo.ask("/", Host="evil.example")
    assert status == 403


def test_a_page_says_goodbye_to_its_kernel_only_with_its_cookie(demo):
    status, headers, text = demo.ask(EXPLORER)
    assert status == 200
    kernel = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', text)[1])["kernelId"]
    mine = cookies(headers)
    cookie = cookie_line(mine)
    goodbye = f"/voila/api/shutdown/{kernel}"
    demo.wait_for_kernel(kernel)

    assert demo.ask(goodbye, "POST")[0] == 403
    assert demo.ask(goodbye, "POST", Cookie=cookie)[0] == 403
    assert kernel in demo.kernels()

    token = mine["_xsrf"]
    form = {"Content_Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    assert demo.ask(goodbye, "POST", f"_xsrf={token}", **form)[0] == 204
    assert demo.ask(goodbye, "POST", f"_xsrf={token}", **form)[0] == 204
    assert demo.ask(f"/api/kernels/{kernel}", Cookie=cookie)[0] == 404
    assert kernel not in demo.kernels()


def test_a_page_without_code_and_with_its_title_and_landmarks(demo):
    _, _, text = demo.ask(EXPLORER)
    assert "<title>Dose explorer</title>" in text
    assert 'lang="en"' in text
    assert "from kapedu.widgets" not in text
    assert "This course teaches; it does not treat." in text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', text)


def test_stopping_ends_every_kernel_and_leaves_no_file(short):
    folder = short / "own"
    folder.mkdir()
    with demo_server("--no-lessons", temporary=folder) as server:
        assert "Module 1" not in server.ask("/")[2]
        server.ask(EXPLORER)
        started = psutil.Process(server.process.pid).children(recursive=True)
        assert started
    assert server.process.returncode == 0
    _, alive = psutil.wait_procs(started, timeout=30)
    assert alive == []
    assert list(folder.iterdir()) == []


def test_a_word_can_be_asked_of_visitors(short):
    with demo_server("dose-explorer", "--token", "sesame", temporary=short) as server:
        assert server.address.endswith(EXPLORER + "?token=sesame")
        for path in ("/", EXPLORER):
            status, headers, _ = server.ask(path)
            assert status == 302
            assert headers["Location"].startswith("/login")
        assert server.ask("/?token=sesame")[0] == 200
        assert server.ask("/?token=mellon")[0] == 302

        page, headers, form = server.ask("/login?next=%2F")
        assert page == 200
        assert "Which word?" in form
        cookie = next(text for text in headers.get_all("Set-Cookie") if text.startswith("_xsrf="))
        cookie = cookie.partition(";")[0]
        sent = {"Cookie": cookie, "Content_Type": "application/x-www-form-urlencoded"}
        token = cookie.removeprefix("_xsrf=")
        refused, _, text = server.ask("/login?next=/", "POST", f"_xsrf={token}&password=mellon", **sent)
        assert refused == 401
        assert "That is not the word" in text
        accepted, headers, _ = server.ask("/login?next=/", "POST", f"_xsrf={token}&password=sesame", **sent)
        assert accepted == 302
        assert headers["Location"] == "/"
        elsewhere = "/login?next=https://evil.example/"
        _, headers, _ = server.ask(elsewhere, "POST", f"_xsrf={token}&password=sesame", **sent)
        assert headers["Location"] == "/"


def place_on(page):
    return int(re.search(r'data-place="/place"[^>]*>(\d+)<', page)[1])


def test_when_every_place_is_taken_visitors_wait_in_line_and_come_in_when_one_is_free(short):
    with demo_server("--no-lessons", "--visitors", "1", temporary=short) as server:
        status, headers, text = server.ask(EXPLORER)
        assert status == 200
        first = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', text)[1]
        mine = cookies(headers)
        status, headers, text = server.ask(EXPLORER)
        assert status == 503
        assert headers["Retry-After"]
        assert place_on(text) == 1
        assert 'http-equiv="refresh"' in text
        ticket = f"kapedu-place={cookies(headers)['kapedu-place']}"
        assert place_on(server.ask(EXPLORER)[2]) == 2
        assert place_on(server.ask(EXPLORER, Cookie=ticket)[2]) == 1
        assert json.loads(server.ask("/place", Cookie=ticket)[2]) == {"place": 1}

        goodbye = f"/voila/api/shutdown/{json.loads(first)['kernelId']}"
        token = mine["_xsrf"]
        cookie = cookie_line(mine)
        form = {"Content_Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        assert server.ask(goodbye, "POST", f"_xsrf={token}", **form)[0] == 204
        assert server.ask(EXPLORER)[0] == 503, "nobody overtakes the first in line"
        assert json.loads(server.ask("/place", Cookie=ticket)[2]) == {"place": 0}
        assert server.ask(EXPLORER)[0] == 503, "asking for the place is not coming in"
        assert server.ask(EXPLORER, Cookie=ticket)[0] == 200


def test_the_presenter_sees_who_is_there_and_begins_anew_for_everybody(short):
    with demo_server("--no-lessons", "--visitors", "7", temporary=short) as server:
        key = server.line_with("presenter alone")
        path = key[key.index("/presenter") :]
        for refused in ("/presenter", "/presenter?key=guess", "/presenter/room"):
            assert server.ask(refused)[0] == 403
        assert server.ask("/presenter/room", "POST", "")[0] == 403
        status, headers, _ = server.ask(path)
        assert (status, headers["Location"]) == (302, "/presenter")
        mine = f"kapedu-presenter={cookies(headers)['kapedu-presenter']}"
        assert "HttpOnly" in str(headers.get_all("Set-Cookie"))
        status, headers, text = server.ask("/presenter", Cookie=mine)
        assert status == 200
        assert "kapedu demo --room" in text
        token = re.search('name="_xsrf" value="([^"]+)"', text)[1]

        kernel = json.loads(
            re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', server.ask(EXPLORER)[2])[1]
        )["kernelId"]
        counted = json.loads(server.ask("/presenter/room", Cookie=mine)[2])
        assert counted == {"visitors": 0, "kernels": 1, "most": 7, "waiting": 0}
        before = json.loads(server.ask("/round")[2])["round"]
        assert server.ask("/presenter/room", "POST", "", Cookie=mine)[0] == 403
        both = {"Cookie": f"{mine}; _xsrf={token}", "Content_Type": "application/x-www-form-urlencoded"}
        assert server.ask("/presenter/room", "POST", f"_xsrf={token}", **both)[0] == 303
        assert server.ask(f"/api/kernels/{kernel}")[0] == 404
        assert json.loads(server.ask("/round")[2])["round"] == before + 1


def test_a_cell_that_fails_says_so_kindly_and_shows_no_code(short):
    folder = short / "pages"
    folder.mkdir()
    cell = {"cell_type": "code", "id": "bad", "metadata": {}, "source": "secret = 1 / 0", "outputs": []}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": [{**cell, "execution_count": None}], "metadata": {"kernelspec": kernel}}
    (folder / "bad.ipynb").write_text(
        json.dumps({**notebook, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8"
    )
    with running(
        str(BENCHMARKS / "serve_pages.py"), str(folder), "kapedu", "fresh", temporary=short
    ) as server:
        status, _, text = server.ask("/voila/render/bad.ipynb")
    assert status == 200
    assert "This part of the page could not start" in text
    assert not re.search("ZeroDivision|Traceback|secret", text)


def test_an_unknown_page_is_refused_with_the_names_there_are(capsys):
    assert main(["demo", "nothing"]) == 2
    assert "'nothing'. There are: dose-explorer" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--token=", "is not a word"),
        ("--token=a b", "is not a word"),
        ("--token=<script>", "is not a word"),
        ("--visitors=0", "is not a number from 1 to 1000"),
        ("--visitors=many", "is not a number from 1 to 1000"),
    ],
)
def test_a_word_or_a_number_that_is_none_is_refused(option, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["demo", option])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_the_room_cannot_be_asked_for_together_with_another_address(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["demo", "--room", "--ip", "127.0.0.1"])
    assert ended.value.code == 2
    assert "not allowed with" in capsys.readouterr().err


def test_whoever_opens_it_to_a_network_gets_a_word_without_asking(short):
    with demo_server("--no-lessons", "--ip", "0.0.0.0", temporary=short) as server:
        word = re.search(r"\?token=([a-z0-9]{6})$", server.address)[1]
        server.address = f"http://127.0.0.1:{urlsplit(server.address).port}/"
        assert server.ask("/")[0] == 302
        assert server.ask(f"/?token={word}")[0] == 200
        gallery = server.ask(f"/?token={word}")[2]
        assert "Everything runs on the presenter&#39;s computer" in gallery
        assert 'href="/vote"' in gallery
        text = server.ask("/presenter", Cookie=cookie_line(server.presenter()))[2]
        assert "<svg" in text
        assert word in text


@pytest.mark.parametrize("port", ["-1", "65536", "x", "1.5"])
def test_a_port_that_is_none_is_refused(port, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["demo", f"--port={port}"])
    assert ended.value.code == 2
    assert "is not a port" in capsys.readouterr().err


def test_a_port_in_use_is_said_in_one_line(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert main(["demo", f"--port={taken.getsockname()[1]}"]) == 1
    err = capsys.readouterr().err
    assert "another program uses this port" in err
    assert err.count("\n") == 1


def test_an_address_of_another_machine_is_said_in_one_line(capsys):
    assert main(["demo", "--ip", "192.0.2.1"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
