"""Which addresses are asked, and that what was checked is what is connected to."""

from __future__ import annotations

from collections.abc import Iterator

import httpcore
import pytest

from winnow.retrieve import FailureKind, FetchOptions
from winnow.retrieve.addresses import is_public
from winnow.retrieve.results import Refusal
from winnow.retrieve.transport import PinnedBackend


class Recorder(httpcore.NetworkBackend):
    """Connects to nothing and writes down where to."""

    def __init__(self) -> None:
        self.connected: list[str] = []

    def connect_tcp(self, host: str, *args: object, **kwargs: object) -> httpcore.NetworkStream:
        self.connected.append(host)
        return httpcore.MockStream([])


def backend(recorder: Recorder, *answers: tuple[str, ...]) -> PinnedBackend:
    script: Iterator[tuple[str, ...]] = iter(answers)
    return PinnedBackend(FetchOptions(), lambda host, port: next(script), lambda: 0.0, recorder)


def test_the_checked_address_is_the_one_connected_to() -> None:
    """The name is looked up once; the connection goes to the address, not to the name."""
    recorder = Recorder()
    backend(recorder, ("93.184.216.34",)).connect_tcp("news.example", 443)
    assert recorder.connected == ["93.184.216.34"]


def test_a_name_that_turns_private_is_refused_at_the_next_connection() -> None:
    """A name server that answers something else the second time gains nothing."""
    recorder = Recorder()
    rebinding = backend(recorder, ("93.184.216.34",), ("127.0.0.1",))
    rebinding.connect_tcp("news.example", 80)
    with pytest.raises(Refusal) as refused:
        rebinding.connect_tcp("news.example", 80)
    assert refused.value.kind is FailureKind.PRIVATE
    assert recorder.connected == ["93.184.216.34"]


def test_the_port_is_looked_at_where_the_connection_is_opened() -> None:
    """However an address was read before, nobody knocks at a mail server."""
    recorder = Recorder()
    with pytest.raises(Refusal) as refused:
        backend(recorder, ("93.184.216.34",)).connect_tcp("news.example", 25)
    assert (refused.value.kind, recorder.connected) == (FailureKind.ADDRESS, [])


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses_are_public(address: str) -> None:
    """Ordinary addresses, and those that carry one."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "::7f00:1",
        "::ffff:0:7f00:1",
        "2001::1",
        "3fff::1",
        "fec0::1",
        "fd00:ec2::254",
        "168.63.129.16",
        "192.0.0.192",
        "192.88.99.1",
        "fc00::1",
        "fe80::1%eth0",
        "ff02::1",
        "not an address",
    ],
)
def test_private_addresses_are_not(address: str) -> None:
    """Private, shared, loopback, link-local, multicast, reserved, and disguises of them."""
    assert not is_public(address)
