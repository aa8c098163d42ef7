"""What a visitor with bad intentions tries, and that each of it is refused, by the gallery and by the course."""

import json
import os
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
import websocket

from tests.serving.served import cookie_line, cookies, demo_server, running

REPOSITORY = Path(__file__).resolve().parents[2]
SCRIPT = "<script>alert(1)</script>"
TRAVERSALS = [
    "../pyproject.toml",
    "../../../../../../etc/passwd",
    "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%252e%252e%252fetc%252fpasswd",
    "....//....//....//etc/passwd",
    "//etc/passwd",
    "/etc/passwd",
    "..\\..\\..\\etc\\passwd",
    "%E2%80%A5/etc/passwd",
    "dose-explorer.ipynb%00.yaml",
]


@pytest.fixture(scope="module")
def demo(short):
    with demo_server("--no-lessons", "--token", "sesame", temporary=short) as server:
        yield server


@pytest.fixture(scope="module")
def course(short):
    for name in ("course", "modules"):
        shutil.copytree(REPOSITORY / name, short / "place" / name)
    (short / "outside.txt").write_text("root: nobody's business", encoding="utf-8")
    command = ("-m", "kapedu.cli", "course", "--port", "0")
    with running(*command, temporary=short / "place", cwd=short / "place") as server:
        overdue = time.monotonic() + 60
        while not answers(server):  # it prints its address just before it listens
            assert time.monotonic() < overdue
        yield server


def answers(server):
    try:
        return server.ask("/")[0] > 0
    except ConnectionRefusedError:
        return False


class Visitor:
    """Somebody who has the word and a page."""

    def __init__(self, server):
        status, headers, _ = server.ask("/?token=sesame")
        assert status == 200
        self.jar = cookies(headers)
        status, headers, text = server.ask("/voila/render/dose-explorer.ipynb", Cookie=self.cookie)
        assert status == 200
        self.jar |= cookies(headers)
        config = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', text)[1]
        self.kernel = json.loads(config)["kernelId"]
        self.page = text
        self.headers = headers

    @property
    def cookie(self):
        return cookie_line(self.jar)


def connect(server, kernel, cookie="", origin=None):
    return websocket.create_connection(
        f"ws://{server.netloc}/api/kernels/{kernel}/channels?session_id={os.urandom(8).hex()}",
        cookie=cookie,
        origin=origin or f"http://{server.netloc}",
        timeout=60,
    )


def refused(server, kernel, **how):
    with pytest.raises(websocket.WebSocketBadStatusException) as answer:
        connect(server, kernel, **how)
    return answer.value.status_code


def message(kind, content):
    name = os.urandom(8).hex()  # a kernel refuses the same message twice
    header = {"msg_id": name, "msg_type": kind, "session": "mine", "username": "", "version": "5.3"}
    header["date"] = "2026-11-01T00:00:00+00:00"
    whole = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "buffers": []}
    return json.dumps({**whole, "channel": "shell"})


TOO_BIG = (1009, 1006)  # "message too big"; or the connection is cut while we still send


def how_it_ends(socket, sent):
    """Send this and read until the server closes the connection; the code that it gives."""
    try:
        socket.send(sent)
        while True:
            opcode, data = socket.recv_data()
            if opcode == websocket.ABNF.OPCODE_CLOSE:
                return int.from_bytes(data[:2], "big")
    except (OSError, websocket.WebSocketConnectionClosedException):
        return 1006
    finally:
        socket.shutdown()


def answer_to(socket, kind):
    """Wait for the answer to a message; all that came before it."""
    before = []
    socket.settimeout(20)
    while True:
        told = json.loads(socket.recv())
        before.append(told)
        if told["msg_type"] == kind:
            return before


@pytest.fixture(scope="module")
def visitor(demo):
    return Visitor(demo)


# ---- the gallery ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("traversal", TRAVERSALS)
@pytest.mark.parametrize(
    "start",
    ["/", "/voila/render/", "/voila/files/", "/voila/static/", "/voila/templates/", "/voila/labextensions/"],
)
def test_no_file_can_be_reached_by_climbing_out_of_the_gallery(demo, visitor, start, traversal):
    status, _, text = demo.ask(start + traversal, Cookie=visitor.cookie)
    assert status >= 300
    assert "root:" not in text
    assert "[project]" not in text


@pytest.mark.parametrize(
    "path",
    [
        "/voila/files/dose-explorer.ipynb",
        "/voila/render/kapedu/serving/handlers.py",
        "/kapedu/grading/ledger.py",
        "/assessments/source/quiz-1/quiz-1.ipynb",
        "/gradebook.db",
        "/voila/api/contents/",
        "/api/contents/dose-explorer.ipynb",
        "/api/kernels",
        "/api/sessions",
        "/api/terminals",
        "/api/kernelspecs",
        "/presenter",
        "/presenter/room",
        "/presenter/vote",
    ],
)
def test_no_source_key_or_list_is_handed_out(demo, visitor, path):
    status, _, text = demo.ask(path, Cookie=visitor.cookie)
    assert status in {400, 403, 404, 405}
    assert "import " not in text
    assert visitor.kernel not in text


def test_without_the_word_nothing_is_answered_but_the_question_for_it(demo, visitor):
    for path in ("/", "/voila/render/dose-explorer.ipynb", "/round", "/presenter", "/vote", "/vote/now"):
        status, headers, _ = demo.ask(path)
        assert status == 302
        assert headers["Location"].startswith("/login")
    assert demo.ask(f"/api/kernels/{visitor.kernel}")[0] == 403
    assert refused(demo, visitor.kernel) == 403


def test_another_visitors_kernel_does_not_exist_for_me(demo, visitor):
    other = Visitor(demo)
    assert other.kernel != visitor.kernel
    assert other.jar["kapedu-visitor"] != visitor.jar["kapedu-visitor"]
    assert demo.ask(f"/api/kernels/{visitor.kernel}", Cookie=visitor.cookie)[0] == 200
    assert demo.ask(f"/api/kernels/{visitor.kernel}", Cookie=other.cookie)[0] == 404
    assert refused(demo, visitor.kernel, cookie=other.cookie) == 404
    assert refused(demo, "0" * 8 + "-0000-0000-0000-" + "0" * 12, cookie=other.cookie) == 404
    form = {"Cookie": other.cookie, "Content_Type": "application/x-www-form-urlencoded"}
    token = other.jar["_xsrf"]
    for method, path in (
        ("POST", f"/voila/api/shutdown/{visitor.kernel}"),
        ("DELETE", f"/api/kernels/{visitor.kernel}"),
    ):
        status, _, _ = demo.ask(path, method, f"_xsrf={token}".encode(), X_XSRFToken=token, **form)
        assert status == 404
    connect(demo, visitor.kernel, cookie=visitor.cookie).close()


def test_a_page_of_another_site_cannot_use_a_visitors_cookies(demo, visitor):
    assert refused(demo, visitor.kernel, cookie=visitor.cookie, origin="http://evil.example") == 403
    goodbye = f"/voila/api/shutdown/{visitor.kernel}"
    for origin in (
        f"http://{demo.netloc}",
        "http://evil.example",
    ):  # with the cookie, without the form's token
        assert demo.ask(goodbye, "POST", b"", Cookie=visitor.cookie, Origin=origin)[0] in {403, 404}
    assert demo.ask(f"/api/kernels/{visitor.kernel}", Cookie=visitor.cookie)[0] == 200
    assert demo.ask("/", Host="evil.example", Cookie=visitor.cookie)[0] == 403


def test_a_visitor_moves_widgets_and_runs_no_code(demo, visitor, short):
    proof = short / "proof.txt"
    socket = connect(demo, visitor.kernel, cookie=visitor.cookie)
    code = f"open({str(proof)!r}, 'w').write('it ran')"
    for kind in ("execute_request", "complete_request", "inspect_request", "is_complete_request"):
        socket.send(message(kind, {"code": code, "silent": False, "cursor_pos": 0, "detail_level": 0}))
    socket.send(message("kernel_info_request", {}))
    told = {one["msg_type"] for one in answer_to(socket, "kernel_info_reply")}
    assert told <= {"status", "kernel_info_reply"}
    assert not proof.exists()
    socket.close()


def test_an_oversized_message_ends_the_connection_and_nothing_else(demo, visitor):
    socket = connect(demo, visitor.kernel, cookie=visitor.cookie)
    assert how_it_ends(socket, message("comm_msg", {"comm_id": "x" * (2 << 20), "data": {}})) in TOO_BIG
    with suppress(ConnectionError):  # it may be cut off while we still send
        answer = demo.ask("/login", "POST", b"password=" + b"x" * (2 << 20), Cookie=visitor.cookie)
        assert answer[0] in {400, 413}
    again = connect(demo, visitor.kernel, cookie=visitor.cookie)
    again.send(message("kernel_info_request", {}))
    answer_to(again, "kernel_info_reply")
    again.close()


@pytest.mark.parametrize(
    "path",
    [
        f"/voila/render/{SCRIPT}",
        f"/{SCRIPT}",
        f"/login?next={SCRIPT}",
        f"/login?next=%22%3E{SCRIPT}",
        f"/voila/render/dose-explorer.ipynb?route={SCRIPT}",
        f"/presenter?key={SCRIPT}",
    ],
)
def test_no_address_puts_a_script_into_a_page(demo, visitor, path):
    for cookie in ("", visitor.cookie):
        _, headers, text = demo.ask(path.replace(" ", "%20"), Cookie=cookie)
        assert SCRIPT not in text
        policy = headers.get("Content-Security-Policy", "")
        assert "'unsafe-inline'" not in policy.partition("style-src")[0]


def test_a_broken_message_shows_no_traceback(demo, visitor):
    socket = connect(demo, visitor.kernel, cookie=visitor.cookie)
    socket.send("{")
    socket.close()
    status, _, text = demo.ask("/login", "POST", b"%ff%00", Cookie=visitor.cookie)
    assert status >= 400
    assert "Traceback" not in text


# ---- the course in JupyterLab --------------------------------------------------------------------------------


@pytest.mark.parametrize("traversal", TRAVERSALS)
@pytest.mark.parametrize("start", ["/files/", "/api/contents/", "/lab/tree/", "/static/", "/lab/extensions/"])
def test_no_file_outside_the_course_can_be_reached(course, start, traversal):
    token = urlsplit(course.address).query
    status, _, text = course.ask(f"{start}{traversal}?{token}")
    assert "root:" not in text
    assert status >= 300 or start == "/lab/tree/", text[:300]


@pytest.mark.parametrize(
    "path", ["/lab", "/api/contents", "/api/kernels", "/api/terminals", "/files/course/index.ipynb"]
)
def test_without_its_token_the_course_answers_nobody(course, path):
    status, headers, _ = course.ask(path)
    assert status in {302, 403, 404}
    assert status != 302 or headers["Location"].startswith("/login")


def test_a_trainees_course_has_no_terminals_and_answers_to_no_other_name(course):
    token = urlsplit(course.address).query
    assert course.ask(f"/api/terminals?{token}")[0] == 404
    assert course.ask(f"/lab?{token}", Host="evil.example")[0] == 403
    (listening,) = {
        connection.laddr.ip
        for connection in psutil.Process(course.process.pid).net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
        and connection.laddr.port == int(course.netloc.split(":")[1])
    }
    assert listening == "127.0.0.1"


def test_the_courses_pages_run_no_script_but_their_own(course):
    token = urlsplit(course.address).query
    policy = course.ask(f"/lab/tree/course/index.ipynb?{token}")[1]["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'sha256-" in scripts
    assert "'unsafe-inline'" not in scripts
    assert "http" not in policy
    files = course.ask(f"/files/course/index.ipynb?{token}")[1]["Content-Security-Policy"]
    assert "sandbox" in files
