"""Calling another service's internal API: outside any transaction, with a token, never longer than its limit."""

import http.client
import json
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from services.intake.web.site import site
from shared.calls import Call
from shared.tokens import issue

log = logging.getLogger(__name__)

_OK = 200
_REFUSED = 422


class ServiceDown(Exception):
    """The service did not answer in time, or not as it should. What became of the call is not known."""


class CallRefused(Exception):
    """The service understood the call and refused it; the message is the sentence for the person."""


def call(
    asked: Call, *, query: Mapping[str, str] | None = None, data: Any = None, content: bytes | None = None
) -> dict[str, Any]:
    """The JSON answer. `data` is sent as JSON, `content` as it is. Raises ServiceDown, CallRefused."""
    body = content if content is not None else None if data is None else json.dumps(data).encode()
    kind = "application/octet-stream" if content is not None else "application/json"
    try:
        status, answer = _exchange(asked, query or {}, body, kind)
    except (OSError, http.client.HTTPException, ValueError) as error:
        log.warning("service does not answer", extra={"call": asked.path, "reason": type(error).__name__})
        raise ServiceDown(asked.service) from error
    if status == _REFUSED:
        raise CallRefused(str(answer.get("refused", "")))
    if status != _OK:
        log.warning("service refused", extra={"call": asked.path, "status": status})
        raise ServiceDown(asked.service)
    return answer


def _exchange(asked: Call, query: Mapping[str, str], body: bytes | None, kind: str) -> tuple[int, dict[str, Any]]:
    settings = site().settings
    address = urlsplit(settings.api_urls[asked.service])
    make = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = make(address.hostname or "", address.port, timeout=asked.limit_s)
    try:
        path = f"{address.path}{asked.path}" + (f"?{urlencode(query)}" if query else "")
        headers = {"Authorization": f"Bearer {issue(settings.secret_key, asked.service)}", "Content-Type": kind}
        connection.request(asked.method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read() or b"{}")
    finally:
        connection.close()
