"""Is a process ready for those that start after it? Each probe has a time limit."""

import http.client
import socket
from urllib.parse import urlsplit

from launcher.child import Child
from launcher.plan import Plan

_LIMIT_SECONDS = 2.0


class StartFailed(Exception):
    """The system did not become ready; the message names the process and its log."""


def is_ready(child: Child, plan: Plan) -> bool:
    """Raises StartFailed when the child can never become ready."""
    match child.process.kind:
        case "broker":
            return redis_ok(plan.settings["KINERJA_REDIS_URL"])
        case "mailbox":
            return http_ok(f"{plan.settings['KINERJA_MAILBOX_URL']}/readyz")
        case "web":
            return http_ok(f"{plan.local_web_url}/readyz")
        case "migrations":
            if child.exit_code not in (None, 0):
                raise StartFailed(f"{child.process.name} berakhir dengan galat; lihat {child.log}")
            return child.exit_code == 0
        case "worker" | "loop":
            return child.pid is not None


def http_ok(url: str) -> bool:
    """True when a GET of `url` is answered with 200."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_LIMIT_SECONDS)
    try:
        connection.request("GET", parts.path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def redis_ok(url: str) -> bool:
    """True when the server at a redis:// address answers PING; not while it loads its file."""
    parts = urlsplit(url)
    words = ["PING"] if parts.password is None else [f"AUTH {parts.password}", "PING"]
    try:
        with socket.create_connection((parts.hostname, parts.port or 6379), _LIMIT_SECONDS) as server:
            server.sendall("".join(f"{line}\r\n" for line in words).encode())
            answer = b""
            while answer.count(b"\r\n") < len(words):
                received = server.recv(1024)
                if not received:
                    return False
                answer += received
    except OSError:
        return False
    return answer.endswith(b"+PONG\r\n")
