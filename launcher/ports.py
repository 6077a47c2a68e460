"""Ports of a system on this machine."""

import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from launcher.system_map import SERVICES

DEFAULT_WEB_PORT = 8067
# Below the ephemeral ranges of Linux and macOS: an outgoing connection cannot take a chosen port meanwhile.
_FIRST, _LAST = 20000, 29999


class PortTaken(Exception):
    """A port that was asked for by number is in use."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports of one system; `api` by service."""

    web: int
    broker: int
    smtp: int
    mailbox: int
    api: Mapping[str, int]


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could be bound to the port now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(taken: set[int], host: str = "127.0.0.1") -> int:
    """A free port that is not in `taken`; it is added to `taken`."""
    for _ in range(1000):
        port = _FIRST + secrets.randbelow(_LAST - _FIRST)
        if port not in taken and is_free(port, host):
            taken.add(port)
            return port
    raise PortTaken(f"no free port between {_FIRST} and {_LAST} on {host}")


def choose(wanted: int | None, host: str) -> Ports:
    """All ports of one system. `wanted` None: the usual web port or, when taken, a free one; 0: a free one.

    Raises PortTaken when a port was asked for by number and is in use.
    """
    taken: set[int] = set()
    return Ports(
        web=_web_port(wanted, host, taken),
        broker=free_port(taken),
        smtp=free_port(taken),
        mailbox=free_port(taken, host),
        api={service: free_port(taken) for service in SERVICES},
    )


def _web_port(wanted: int | None, host: str, taken: set[int]) -> int:
    if wanted == 0:
        return free_port(taken, host)
    port = DEFAULT_WEB_PORT if wanted is None else wanted
    if is_free(port, host):
        taken.add(port)
        return port
    if wanted is None:
        return free_port(taken, host)
    raise PortTaken(f"port {port} on {host} is in use")
