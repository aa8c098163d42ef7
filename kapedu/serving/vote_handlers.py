"""The page on which people vote with their phones, and what the presenter's screen asks and tells.

A ballot is a plain form: it needs no kernel, no websocket and no script. The script of the page only sees to it that
a phone goes on to the next vote by itself.
"""

import json
import re
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from jupyter_server.base.handlers import JupyterHandler
from tornado import web
from voila.handler import BaseVoilaHandler

from kapedu.language import LANGUAGES, in_language
from kapedu.serving.presenter import PresenterHandler, Room
from kapedu.serving.room import qr_code, with_word
from kapedu.serving.room_vote import FullError, NotOpenError, Pace, VoteError
from kapedu.serving.waiting_room import new_ticket

_COOKIE = "kapedu-ballot"
_TICKET = re.compile(r"[A-Za-z0-9_-]{16}")
_LETTERS = "ABCDEFGHIJKL"
_LARGEST_BALLOT = 1 << 11  # bytes
_LARGEST_ORDER = 1 << 15
_KEPT_DAYS = 1


class VoteHandler(BaseVoilaHandler):
    """The page to vote on, and the ballots that come from it."""

    def initialize(self, room: Room, pace: Pace, **settings: Any) -> None:
        self._room = room
        self._pace = pace
        super().initialize(**settings)

    @web.authenticated
    async def get(self) -> None:
        self._show("")

    @web.authenticated
    async def post(self) -> None:
        if len(self.request.body) > _LARGEST_BALLOT:
            raise web.HTTPError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        say = partial(in_language, self._language())
        voter = self._voter()
        if not self._pace.allows(self.request.remote_ip or ""):
            self.set_header("Retry-After", "1")
            self._show(
                say("Too many votes at once. Yours was not counted; please tap again."),
                HTTPStatus.TOO_MANY_REQUESTS,
            )
        elif not voter:
            self._show(say("Your vote was not counted. Please tap again."), HTTPStatus.CONFLICT)
        else:
            self._cast(voter, say)

    def _cast(self, voter: str, say: partial[str]) -> None:
        try:
            number, place = (int(self.get_body_argument(name)) for name in ("number", "place"))
            self._room.vote.cast(voter, number, place)
        except NotOpenError:
            self._show(say("That vote is closed. Your last tap was not counted."), HTTPStatus.CONFLICT)
        except FullError:
            self._show(say("The vote is full. Please raise your hand."), HTTPStatus.SERVICE_UNAVAILABLE)
        except (ValueError, VoteError) as error:
            raise web.HTTPError(HTTPStatus.BAD_REQUEST) from error
        else:
            self.redirect(self._address(), status=HTTPStatus.SEE_OTHER)

    def _show(self, problem: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        voter = self._voter()
        if not voter:
            ticket = new_ticket()
            self.set_cookie(
                _COOKIE,
                ticket,
                path=f"{self.base_url}vote",
                expires_days=_KEPT_DAYS,
                httponly=True,
                samesite="Lax",
            )
        language = self._language()
        self.set_status(status)
        self.set_header("Cache-Control", "no-store")
        page = self.render_template(
            "vote.html",
            vote=self._room.vote,
            chosen=self._room.vote.chosen(voter) if voter else None,
            letters=_LETTERS,
            problem=problem,
            address=self._address(),
            xsrf=self.xsrf_token.decode(),
            language=language,
            languages=LANGUAGES,
            say=partial(in_language, language),
        )
        self.write(page)

    def _voter(self) -> str:
        """What this browser is known by; empty when it has not been given a ballot."""
        ticket = self.get_cookie(_COOKIE, "") or ""
        return ticket if _TICKET.fullmatch(ticket) else ""

    def _language(self) -> str:
        """The language that was asked for, else the first of the browser's that is spoken here."""
        wanted = [self.get_query_argument("lang", "")]
        wanted += [part.strip()[:2] for part in self.request.headers.get("Accept-Language", "").split(",")]
        return next((one for one in wanted if one in LANGUAGES), "en")

    def _address(self) -> str:
        """This page again, in the language that was asked for, without the room's word."""
        asked = self.get_query_argument("lang", "")
        query = f"?{urlencode({'lang': asked})}" if asked in LANGUAGES else ""
        return f"{self.base_url}vote{query}"


class VoteNowHandler(JupyterHandler):
    """Tells a phone whether there is something new to see."""

    def initialize(self, room: Room) -> None:
        self._room = room

    @web.authenticated
    async def get(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.write({"number": self._room.vote.number, "open": self._room.vote.is_open})


class PresenterVoteHandler(PresenterHandler):
    """What the presenter's screen shows of the vote, and its orders: open, close, clear, show the counts."""

    @web.authenticated
    async def get(self) -> None:
        self.let_in()
        self._tell()

    @web.authenticated
    async def post(self) -> None:
        self.let_in()
        if len(self.request.body) > _LARGEST_ORDER:
            raise web.HTTPError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            self._obey(json.loads(self.request.body))
        except (ValueError, RecursionError) as error:
            raise web.HTTPError(HTTPStatus.BAD_REQUEST) from error
        self._tell()

    def _obey(self, order: Any) -> None:
        vote = self._room.vote
        match order:
            case {"open": [*options], "title": str(title), "live": bool(live)} if all(
                isinstance(text, str) for text in options
            ):
                vote.open(options, title, live=live)
            case {"live": bool(live), **others} if not others:
                vote.is_live = live
            case {"close": True, **others} if not others:
                vote.close()
            case {"clear": True, **others} if not others:
                vote.clear()
            case _:
                raise VoteError("this is no order for a vote")

    def _tell(self) -> None:
        room = self._room
        self.set_header("Cache-Control", "no-store")
        self.write(
            {**room.vote.told(), "address": room.vote_address, "word": room.word, "reachable": room.is_open}
        )


class VoteCodeHandler(PresenterHandler):
    """The code to scan, as a picture."""

    @web.authenticated
    async def get(self) -> None:
        self.let_in()
        self.set_header("Content-Type", "image/svg+xml")
        self.set_header("Cache-Control", "no-store")
        svg = qr_code(with_word(self._room.vote_address, self._room.word))
        self.write(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
