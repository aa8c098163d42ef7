import ipaddress
import socket
import xml.etree.ElementTree as ET

import psutil
import pytest

from kapedu.serving import room


def test_the_address_for_the_room_is_one_that_this_computer_has(monkeypatch):
    own = {entry.address for entries in psutil.net_if_addrs().values() for entry in entries}
    found = room._address_of_the_way_out() or room._first_private_address()
    if found is None:
        with pytest.raises(room.NoRoomError, match="in no network"):
            room.room_address()
    else:
        assert room.room_address() == found
        assert found in own
        assert not ipaddress.ip_address(found).is_loopback


def test_without_a_network_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr(room, "_address_of_the_way_out", lambda: None)
    monkeypatch.setattr(psutil, "net_if_addrs", dict)
    with pytest.raises(room.NoRoomError, match="--ip"):
        room.room_address()
    assert room.room_name("0.0.0.0") == socket.gethostname()


@pytest.mark.parametrize("ip", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_addresses_of_this_computer_alone(ip):
    assert room.is_this_computer(ip)


@pytest.mark.parametrize("ip", ["0.0.0.0", "::", "", "192.168.1.7", "example.org", "10.0.0.1"])
def test_addresses_that_others_can_reach(ip):
    assert not room.is_this_computer(ip)


def test_words_are_short_plain_and_new_each_time():
    words = {room.new_word() for _ in range(200)}
    assert len(words) == 200
    assert all(len(word) == 6 and not set(word) & set("01oilI") for word in words)


def test_the_code_is_one_drawing_that_says_what_it_holds():
    drawing = ET.fromstring(room.qr_code("http://192.168.1.7:8866/?token=k4m&a=<b>"))
    assert drawing.tag.rpartition("}")[2] == "svg"
    assert "viewBox" in drawing.attrib
    assert any((part.text or "").startswith("http://192.168.1.7:8866/?token=k4m") for part in drawing.iter())


def test_room_is_counted_from_free_memory_within_bounds(monkeypatch):
    class Memory:
        available = 24 << 30

    monkeypatch.setattr(psutil, "virtual_memory", lambda: Memory)
    assert room.room_for(forked=True) == 120
    assert room.room_for(forked=False) == 61
    Memory.available = 100 << 20
    assert room.room_for(forked=True) == 4
