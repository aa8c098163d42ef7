"""Those who take part in a vote by phone: the presenter and the people in the room."""

import json
import re
from urllib.parse import urlencode

from tests.serving.served import cookie_line, cookies

OPTIONS = ("Stop the pump", "Wait & see", "Call the doctor")
FORM = "application/x-www-form-urlencoded"


class Presenter:
    """Somebody with the presenter's cookies."""

    def __init__(self, server):
        self.server = server
        self.jar = server.presenter()
        self.jar |= cookies(server.ask("/presenter", Cookie=self.cookie)[1])

    @property
    def cookie(self):
        return cookie_line(self.jar)

    def send(self, body):
        """Give an order as it stands; the answer's status and text."""
        status, _, text = self.server.ask(
            "/presenter/vote", "POST", body, Cookie=self.cookie, X_XSRFToken=self.jar["_xsrf"]
        )
        return status, text

    def order(self, **order):
        """Give an order; what the screen is told."""
        status, text = self.send(json.dumps(order))
        assert status == 200
        return json.loads(text)

    def open(self, *options, live=False):
        return self.order(open=options or OPTIONS, title="A raised hand", live=live)

    def look(self):
        return json.loads(self.server.ask("/presenter/vote", Cookie=self.cookie)[2])


class Phone:
    """A browser that has scanned the code."""

    def __init__(self, server, **headers):
        self.server, self.headers = server, headers
        status, told, self.page = server.ask("/vote?token=sesame", **headers)
        assert status == 200
        self.jar = cookies(told)

    def look(self, query=""):
        self.page = self.server.ask(f"/vote{query}", Cookie=cookie_line(self.jar), **self.headers)[2]
        return self.page

    @property
    def number(self):
        """Of the vote on the page."""
        return re.search(r'name="number" value="(\d+)"', self.page)[1]

    def tap(self, place):
        """Press an option of the page as it is shown on this phone; the answer's status."""
        return self.post(number=self.number, place=place)[0]

    def post(self, **fields):
        """Send a form with these fields; the answer's status and text."""
        status, headers, text = self.server.ask(
            "/vote",
            "POST",
            urlencode({"_xsrf": self.jar["_xsrf"], **fields}),
            Cookie=cookie_line(self.jar),
            Content_Type=FORM,
            **self.headers,
        )
        self.jar |= cookies(headers)
        return status, text
