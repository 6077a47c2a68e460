"""A person's browser, as far as a rehearsal needs one: cookies, links, forms without JavaScript."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from rehearsal.failure import RehearsalFailed

LIMIT_S = 30
Value = str | tuple[str, ...]
"""What a field sends: one text, or one for each box that is ticked."""

_VOID_WITH_VALUE = {"hidden", "text", "password", "email", "number", "tel", "search", "url", "date"}


class PageRefused(RehearsalFailed):
    """A page did not answer as a person would need it to."""


class NoAnswer(PageRefused):
    """Nobody answered, or the answer broke off: whether a form that was sent has been taken is not known."""


@dataclass(slots=True)
class Button:
    """A submit button: what it sends and what it says."""

    name: str
    value: str
    text: str = ""


@dataclass(slots=True)
class Form:
    """One form: where it goes, the values it would send as it stands, its choices, files and buttons."""

    action: str
    method: str
    values: dict[str, Value] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    def button(self, name: str, value: str) -> "Button":
        """The button with this name and value; PageRefused when the form has none."""
        for button in self.buttons:
            if (button.name, button.value) == (name, value):
                return button
        raise PageRefused(f"Formulir ke {self.action} tidak memiliki tombol {name}={value}.")


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
        parser = _FormReader(url)
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


def _urlencoded(values: Mapping[str, Value]) -> tuple[bytes, str]:
    return urlencode(values, doseq=True).encode(), "application/x-www-form-urlencoded"


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


def _choose(form: Form, name: str, value: str, *, several: bool) -> None:
    """Keep what is ticked; of check boxes each counts."""
    before = form.values.get(name, ())
    form.values[name] = (*([before] if isinstance(before, str) else before), value) if several else value


class _FormReader(HTMLParser):
    """Collects forms and the error messages that are shown on a page."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.errors: list[str] = []
        self._url = url
        self._form: Form | None = None
        self._select: str | None = None
        self._text_of: str | None = None
        self._error_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "govuk-error-message" in given.get("class", ""):
            self._error_depth = 1
            self.errors.append("")
        if tag == "form":
            self._form = Form(urljoin(self._url, given.get("action", "")), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(self._form, tag, given)

    def _control(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "input":
            self._input(form, name, given)
        elif tag == "button":
            form.buttons.append(Button(name, given.get("value", "")))
            self._text_of = "button"
        elif tag == "textarea":
            form.values[name] = ""
            self._text_of = name
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            form.choices.setdefault(self._select, []).append(given.get("value", ""))
            if "selected" in given or self._select not in form.values:
                form.values[self._select] = given.get("value", "")

    @staticmethod
    def _input(form: Form, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind == "file":
            form.files.append(name)
        elif kind in {"radio", "checkbox"}:
            form.choices.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                _choose(form, name, given.get("value", "on"), several=kind == "checkbox")
        elif kind in _VOID_WITH_VALUE and name:
            form.values[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag in {"textarea", "button"}:
            self._text_of = None
        elif tag == "select":
            self._select = None
        elif tag == "p":
            self._error_depth = 0

    def handle_data(self, data: str) -> None:
        if self._error_depth:
            self.errors[-1] = " ".join(f"{self.errors[-1]} {data}".split())
        if self._form is None or self._text_of is None:
            return
        if self._text_of == "button":
            self._form.buttons[-1].text = " ".join(f"{self._form.buttons[-1].text} {data}".split())
        else:
            self._form.values[self._text_of] = f"{self._form.values[self._text_of]}{data}"
