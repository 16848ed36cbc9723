"""Which addresses may be asked: http(s), ordinary ports, public hosts.

A feed may name any address; none of them may reach into the network we run in.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit

from winnow.retrieve.results import FailureKind, FetchOptions, Refusal

IpAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
#: Host and port in, addresses out; raises ``OSError`` when the name is not known.
Resolver: TypeAlias = Callable[[str, int], Sequence[str]]

_DEFAULT_PORTS = {"http": 80, "https": 443}
# NAT64 carries an IPv4 address in its last 32 bits.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# What the standard library calls global and is not, in one or another of its versions: protocol
# assignments, 6to4 relays, documentation, site-local, and the host agent of one large cloud.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "168.63.129.16/32",
        "64:ff9b:1::/48",
        "3fff::/20",
        "fec0::/10",
    )
)


def system_resolve(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses that the system knows for ``host``, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def check_url(url: str, options: FetchOptions) -> SplitResult:
    """Return the parts of ``url``, or refuse it: only http(s), no credentials, usual ports."""
    try:
        parts = urlsplit(url)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise Refusal(FailureKind.ADDRESS, f"not a valid address ({error})") from error
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise Refusal(FailureKind.ADDRESS, "only http and https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise Refusal(FailureKind.ADDRESS, "addresses with a user name or password are not fetched")
    _check_port(parts.hostname, port, options)
    return parts


def host_key(parts: SplitResult) -> str:
    """Return the name under which a host is waited for: one for both of its usual ports."""
    port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    host = (parts.hostname or "").rstrip(".")
    return host if port in _DEFAULT_PORTS.values() else f"{host}:{port}"


def _check_port(host: str, port: int, options: FetchOptions) -> None:
    if port not in options.ports and not _is_allowed(host, port, options):
        raise Refusal(FailureKind.ADDRESS, f"port {port} is not one that news is served on")


def checked_addresses(
    host: str, port: int, options: FetchOptions, resolve: Resolver
) -> tuple[str, ...]:
    """Return the addresses to connect to; refuse a host when any of them is not public.

    The port is looked at again: what opens the connection may have read the address otherwise.
    """
    _check_port(host, port, options)
    try:
        addresses = tuple(resolve(host, port))
    except (OSError, UnicodeError) as error:
        raise Refusal(FailureKind.DNS, f"the host {host} is not known") from error
    if not addresses:
        raise Refusal(FailureKind.DNS, f"the host {host} has no address")
    if not _is_allowed(host, port, options):
        for address in addresses:
            if not is_public(address):
                raise Refusal(FailureKind.PRIVATE, f"the host {host} is at a private address")
    return addresses


def is_public(address: str) -> bool:
    """Return whether ``address`` is an ordinary public one.

    Private, loopback, link-local, shared (CGNAT), multicast, reserved and unspecified addresses
    are not; an IPv6 address that carries an IPv4 one is judged by what it carries too.
    """
    try:
        ip: IpAddress = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    return all(_is_global(each) for each in (ip, *_carried(ip)))


def _is_global(ip: IpAddress) -> bool:
    if isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped is not None or ip in _NAT64):
        return True  # judged by the IPv4 address it carries
    if any(ip in network for network in _NOT_PUBLIC):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _carried(ip: IpAddress) -> tuple[IpAddress, ...]:
    if isinstance(ip, ipaddress.IPv4Address):
        return ()
    carried: list[IpAddress] = [each for each in (ip.ipv4_mapped, ip.sixtofour) if each]
    carried.extend(ip.teredo or ())
    if ip in _NAT64:
        carried.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return tuple(carried)


def _is_allowed(host: str, port: int, options: FetchOptions) -> bool:
    return host in options.allow_private_hosts or f"{host}:{port}" in options.allow_private_hosts
