"""A person's browser, as far as a rehearsal needs one: cookies, links, forms without JavaScript."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from rehearsal.failure import PageRefused
from rehearsal.forms import Button, Form, FormReader, Value

LIMIT_S = 30


class NoAnswer(PageRefused):
    """Nobody answered, or the answer broke off: whether a form that was sent has been taken is not known."""


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: the address it came from in the end, its text, and its forms."""

    url: str
    status: int
    body: str
    forms: tuple[Form, ...]
    errors: tuple[str, ...]

    def form(self, path_end: str) -> Form:
        """The form that goes to an address ending so; PageRefused when the page has none."""
        for form in self.forms:
            if form.action.rstrip("/").endswith(path_end):
                return form
        raise PageRefused(f"{self.url}: tidak ada formulir ke …{path_end} ({self.summary})")

    def form_count(self, path_end: str) -> int:
        """How many forms go to an address ending so."""
        return sum(form.action.rstrip("/").endswith(path_end) for form in self.forms)

    @property
    def summary(self) -> str:
        """A few words of what the page says, for a message."""
        return f"status {self.status}; {'; '.join(self.errors) or 'tanpa pesan kesalahan'}"


class Browser:
    """One person's session with the site."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, address: str) -> Page:
        """Open an address, absolute or of the site."""
        return self._page(Request(urljoin(self._base, address), headers={"Accept": "text/html"}))  # noqa: S310 - our own site

    def read(self, address: str) -> bytes:
        """The bytes at an address; PageRefused unless it answers 200."""
        _, status, content = self._open(Request(urljoin(self._base, address)))  # noqa: S310 - our own site
        if status != HTTPStatus.OK:
            raise PageRefused(f"{address}: status {status}")
        return content

    def submit(
        self,
        page: Page,
        form: Form,
        values: Mapping[str, Value],
        *,
        button: Button | None = None,
        file: tuple[str, str, bytes] | None = None,
    ) -> Page:
        """Fill in the form and press a button; `file` is (field, file name, content)."""
        sent: dict[str, Value] = {**form.values, **values}
        if button and button.name:
            sent[button.name] = button.value
        body, kind = (
            _multipart(sent, file)
            if form.files
            else (urlencode(sent, doseq=True).encode(), "application/x-www-form-urlencoded")
        )
        address = urljoin(page.url, form.action or page.url)
        return self._page(Request(address, data=body, headers={"Content-Type": kind, "Accept": "text/html"}))  # noqa: S310 - our own site

    def _page(self, request: Request) -> Page:
        url, status, content = self._open(request)
        parser = FormReader(url)
        parser.feed(body := content.decode("utf-8", errors="replace"))
        return Page(url, status, body, tuple(parser.forms), tuple(parser.errors))

    def _open(self, request: Request) -> tuple[str, int, bytes]:
        """The address in the end, the status, the content. Raises NoAnswer."""
        try:
            try:
                answer: Any = self._opener.open(request, timeout=LIMIT_S)
            except HTTPError as error:
                answer = error
            with answer:
                return answer.url, answer.status, answer.read()
        except (OSError, HTTPException) as error:
            raise NoAnswer(f"{request.full_url} tidak menjawab: {error}") from error


def _multipart(values: Mapping[str, Value], file: tuple[str, str, bytes] | None) -> tuple[bytes, str]:
    boundary = secrets.token_hex(16)
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, several in values.items()
        for value in ([several] if isinstance(several, str) else several)
    ]
    if file:
        name, file_name, content = file
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\nContent-Type: application/pdf'
        parts.append(f"--{boundary}\r\n{head}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join([*parts, f"--{boundary}--\r\n".encode()]), f"multipart/form-data; boundary={boundary}"
