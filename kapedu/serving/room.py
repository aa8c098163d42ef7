"""The room that a workshop is in: the address that its phones can reach, the word they give, the code they scan."""

import ipaddress
import secrets
import socket
from urllib.parse import urlencode

# No letter or digit that can be taken for another one when it is read from a screen.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_WORD_LETTERS = 6
_SOMEWHERE = ("192.0.2.1", 9)  # an address for documentation; nothing is sent there
_BYTES_PER_MIB = 1 << 20
_MIB_PER_VISITOR = {True: 40, False: 200}  # a fork of a prepared page; an ordinary kernel with its imports
_LEAST, _MOST = 4, 120


class NoRoomError(Exception):
    """This computer has no address that others in the room can reach; the message says what to do."""


def room_address() -> str:
    """The address under which others in the same network reach this computer.

    Raises:
        NoRoomError: There is no network but the computer's own.
    """
    found = _address_of_the_way_out() or _first_private_address()
    if found is None:
        raise NoRoomError(
            "this computer is in no network. Join the room's network, or name an address with --ip"
        )
    return found


def _address_of_the_way_out() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_SOMEWHERE)
        except OSError:
            return None
        address: str = probe.getsockname()[0]
    return None if ipaddress.ip_address(address).is_loopback else address


def _first_private_address() -> str | None:
    import psutil

    for interface in psutil.net_if_addrs().values():
        for entry in interface:
            if entry.family == socket.AF_INET:
                address = ipaddress.ip_address(entry.address)
                if address.is_private and not address.is_loopback and not address.is_link_local:
                    return str(address)
    return None


def is_this_computer(ip: str) -> bool:
    """Whether an address to listen at can be reached from this computer alone.

    Examples:
        >>> is_this_computer("127.0.0.1"), is_this_computer("0.0.0.0"), is_this_computer("192.168.1.7")
        (True, False, False)
    """
    if ip == "localhost":
        return True
    try:
        return ipaddress.ip_address(ip).is_loopback
    except ValueError:
        return False


def room_name(ip: str) -> str:
    """What visitors write for a server that listens at this address."""
    if ip not in {"", "0.0.0.0", "::"}:  # noqa: S104 -- compared, not bound
        return ip
    try:
        return room_address()
    except NoRoomError:
        return socket.gethostname()


def new_word() -> str:
    """A word for the room that is quickly typed and not guessed."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_WORD_LETTERS))


def with_word(address: str, word: str) -> str:
    """The address that lets a visitor in without typing the word.

    Examples:
        >>> with_word("http://192.168.1.7:8866/", "k4m")
        'http://192.168.1.7:8866/?token=k4m'
    """
    return f"{address}?{urlencode({'token': word})}" if word else address


def qr_code(text: str) -> str:
    """The text as a QR code: an SVG element that fills what it is put into."""
    import segno

    code: str = segno.make_qr(text, error="m").svg_inline(
        omitsize=True, dark="#000", light="#fff", border=4, svgclass="kapedu-qr", lineclass=None, title=text
    )
    return code


def room_for(*, forked: bool) -> int:
    """How many visitors this computer's free memory holds, with half of it kept for everything else."""
    import psutil

    free_mib = psutil.virtual_memory().available / _BYTES_PER_MIB
    return max(_LEAST, min(_MOST, int(free_mib / 2 / _MIB_PER_VISITOR[forked])))
