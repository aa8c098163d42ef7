"""The presenter's own page: the code for the room, who is there, and a button that begins anew for everybody."""

import hmac
from dataclasses import dataclass, field
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import JupyterHandler
from tornado import web
from voila.handler import BaseVoilaHandler

from kapedu.serving.gallery import Group
from kapedu.serving.room import qr_code, with_word
from kapedu.serving.room_vote import RoomVote
from kapedu.serving.waiting_room import WaitingRoom

_COOKIE = "kapedu-presenter"


@dataclass
class Room:
    """What the presenter sees of a running server.

    Attributes:
        manager: Jupyter's manager of the visitors' kernels.
        line: Who waits to come in.
        address: Where visitors go; ends with a slash.
        word: What they have to give; empty when anybody may come.
        key: What makes a visitor the presenter.
        is_open: Whether other devices can reach the address.
        round: Grows whenever everybody begins anew.
        vote: What the room votes on by phone.
    """

    manager: Any
    line: WaitingRoom
    address: str
    word: str
    key: str
    is_open: bool
    round: int = field(default=0)
    vote: RoomVote = field(default_factory=RoomVote)

    @property
    def vote_address(self) -> str:
        """Where people vote."""
        return f"{self.address}vote"

    def counted(self) -> dict[str, int]:
        """How many are there: pages that are open, kernels that run, the most there may be, people in line."""
        kernels = self.manager.list_kernel_ids()
        connections = self.manager._kernel_connections  # noqa: SLF001 -- it is told nowhere else
        return {
            "visitors": sum(bool(connections.get(kernel)) for kernel in kernels),
            "kernels": len(kernels),
            "most": self.line.most,
            "waiting": self.line.waiting,
        }

    async def reset(self) -> None:
        """End every visitor's kernel; their pages load themselves again when they hear of the new round."""
        self.round += 1
        self.vote.clear()
        for kernel in self.manager.list_kernel_ids():
            if kernel in self.manager:
                await ensure_async(self.manager.shutdown_kernel(kernel, now=True))


class RoundHandler(JupyterHandler):
    """Tells a visitor's page the round, so that it can begin anew with the others."""

    def initialize(self, room: Room) -> None:
        self._room = room

    @web.authenticated
    async def get(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.write({"round": self._room.round})


class PresenterHandler(BaseVoilaHandler):
    """The presenter's page, for whoever has the key."""

    def initialize(self, room: Room, groups: tuple[Group, ...], **settings: Any) -> None:
        self._room = room
        self._groups = groups
        super().initialize(**settings)

    def let_in(self) -> None:
        """Refuse whoever is not the presenter."""
        if not self._is_key(self.get_cookie(_COOKIE, "") or ""):
            raise web.HTTPError(403)

    def _is_key(self, text: str) -> bool:
        return hmac.compare_digest(text.encode(), self._room.key.encode())

    @web.authenticated
    async def get(self) -> None:
        key = self.get_query_argument("key", "")
        if self._is_key(key):
            # Out of the address, which everybody in the room can read from the screen.
            self.set_cookie(_COOKIE, key, path=f"{self.base_url}presenter", httponly=True, samesite="Strict")
            self.redirect(f"{self.base_url}presenter")
            return
        self.let_in()
        self.set_header("Cache-Control", "no-store")
        room = self._room
        page = self.render_template(
            "presenter.html",
            groups=self._groups,
            room=room,
            code=qr_code(with_word(room.address, room.word)) if room.is_open else "",
            counted=room.counted(),
            xsrf=self.xsrf_token.decode(),
        )
        self.write(page)


class CountHandler(PresenterHandler):
    """The numbers on the presenter's page, and the button below them."""

    @web.authenticated
    async def get(self) -> None:
        self.let_in()
        self.set_header("Cache-Control", "no-store")
        self.write(self._room.counted())

    @web.authenticated
    async def post(self) -> None:
        self.let_in()
        await self._room.reset()
        self.redirect(f"{self.base_url}presenter", status=303)
