"""A visitor of the gallery without a browser: asks for a page and its scripts, connects, moves a slider, leaves.

It says on the wire what the page's front end says: the page with its cookie, every script that the page's head
names, the kernel's websocket, the state of all widgets, then one message for each movement.
"""

import asyncio
import json
import re
import time
import uuid
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from tornado.httpclient import HTTPRequest
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.websocket import WebSocketClientConnection, websocket_connect

PATIENCE_S = 60
_CONFIG = re.compile(r'id="jupyter-config-data"[^>]*>(.*?)</script>')
_SCRIPT = re.compile(r'<(?:link rel="(?:module)?preload"[^>]* href|script src)="([^"]+)"')


class Visitor:
    """One visitor of one page; `arrive`, `move` as often as wanted, `leave`."""

    def __init__(self, url: str, slider: str = "Dose") -> None:
        self._url = url
        self._slider = slider
        self._session = uuid.uuid4().hex
        self._http = SimpleAsyncHTTPClient(force_instance=True, max_clients=6)  # as many as a browser opens
        self._cookies: dict[str, str] = {}
        self._socket: WebSocketClientConnection | None = None

    async def arrive(self) -> float:
        """Seconds from the request to the answer to a first movement."""
        start = time.perf_counter()
        page = await self._get(self._url)
        self._cookies = dict(
            text.partition(";")[0].split("=", 1) for text in page.headers.get_list("Set-Cookie")
        )
        text = page.body.decode()
        found = _CONFIG.search(text)
        assert found, "the page names no kernel"
        self.kernel_id = json.loads(found[1])["kernelId"]
        await asyncio.gather(*(self._get(urljoin(self._url, path)) for path in set(_SCRIPT.findall(text))))
        await self._connect()
        await self.move()
        return time.perf_counter() - start

    async def move(self) -> float:
        """Seconds from a movement of the slider to the end of all that follows from it."""
        start = time.perf_counter()
        low, high, step = self._bounds
        self._value = low if self._value + step > high else self._value + step
        state = {"method": "update", "state": {"value": self._value}, "buffer_paths": []}
        asked = await self._send("comm_msg", {"comm_id": self._model, "data": state})
        updates = 0
        while True:
            told = await self._receive()
            if told["parent_header"].get("msg_id") != asked:
                continue
            updates += told["msg_type"] == "comm_msg"
            if told["msg_type"] == "status" and told["content"]["execution_state"] == "idle":
                break
        assert updates, "nothing on the page followed the slider"
        return time.perf_counter() - start

    async def leave(self) -> None:
        """Say goodbye as a closed page does."""
        if self._socket is not None:
            self._socket.close()
        token = self._cookies["_xsrf"]
        address = urljoin(self._url, f"/voila/api/shutdown/{self.kernel_id}")
        headers = self._headers() | {"Content-Type": "application/x-www-form-urlencoded"}
        goodbye = HTTPRequest(
            address, "POST", headers, f"_xsrf={token}", request_timeout=PATIENCE_S, connect_timeout=PATIENCE_S
        )
        await self._http.fetch(goodbye)
        self._http.close()

    def _headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={text}" for name, text in self._cookies.items())}

    async def _get(self, url: str) -> Any:
        request = HTTPRequest(
            url, headers=self._headers(), request_timeout=PATIENCE_S, connect_timeout=PATIENCE_S
        )
        return await self._http.fetch(request)

    async def _connect(self) -> None:
        path = f"/api/kernels/{self.kernel_id}/channels?session_id={self._session}"
        address = urljoin(self._url, path).replace("http", "ws", 1)
        self._socket = await websocket_connect(
            HTTPRequest(address, headers=self._headers(), connect_timeout=PATIENCE_S),
            max_message_size=1 << 26,
        )
        asked = await self._send("kernel_info_request", {})
        while (await self._receive())["parent_header"].get("msg_id") != asked:
            pass
        comm = uuid.uuid4().hex
        opened = {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}}
        await self._send("comm_open", opened, {"version": "1.0.0"})
        await self._send("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}})
        told = await self._receive()
        while told["msg_type"] != "comm_msg" or told["content"]["comm_id"] != comm:
            told = await self._receive()
        states = {name: one["state"] for name, one in told["content"]["data"]["states"].items()}
        self._model, state = next(
            (name, one)
            for name, one in states.items()
            if one.get("_kind") == "slider" and one["label"] == self._slider
        )
        self._value = state["value"]
        self._bounds = state["minimum"], state["maximum"], state["step"]

    async def _send(self, kind: str, content: dict[str, Any], metadata: dict[str, Any] | None = None) -> str:
        assert self._socket is not None
        name = uuid.uuid4().hex
        header = {
            "msg_id": name,
            "msg_type": kind,
            "session": self._session,
            "username": "",
            "date": datetime.now(UTC).isoformat(),
            "version": "5.3",
        }
        message = {"header": header, "parent_header": {}, "metadata": metadata or {}, "content": content}
        await self._socket.write_message(json.dumps({**message, "channel": "shell", "buffers": []}))
        return name

    async def _receive(self) -> dict[str, Any]:
        assert self._socket is not None
        message = await asyncio.wait_for(self._socket.read_message(), PATIENCE_S)
        if message is None:
            raise ConnectionError("the server has closed the connection")
        if isinstance(
            message, bytes
        ):  # a message with binary parts: their number, where each begins, the parts
            count = int.from_bytes(message[:4], "big")
            starts = [int.from_bytes(message[4 + 4 * place : 8 + 4 * place], "big") for place in range(count)]
            message = message[starts[0] : starts[1] if count > 1 else None].decode()
        told: dict[str, Any] = json.loads(message)
        return told
