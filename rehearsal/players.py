"""The people of a rehearsal: each with a browser of their own, signed in by the code from their mail."""

import re
import time
from collections.abc import Callable
from html import unescape
from typing import TypeVar
from urllib.parse import urlsplit

from rehearsal.browser import Browser, NoAnswer, Page
from rehearsal.failure import PageRefused
from rehearsal.mailbox import Mailbox

PATIENCE_S = 60
_PAUSE_S = 0.2
_SIGN_IN_TRIES = 3
_OPTION = re.compile(r'<option value="([^"]+)"[^>]*>([^<]*)</option>')
_ADMIN = re.compile(r"– Admin \((.*)\)$")
_OF_DEMO = "Kecamatan Mentebah"

T = TypeVar("T")


def patiently(ask: Callable[[], T]) -> T:
    """Ask again while nobody answers: a process may be starting anew at this moment. Only for what may be repeated."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            return ask()
        except NoAnswer:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE_S)


class Players:
    """Everybody who has acted so far, by e-mail address, and the admin who opens the cycle and watches it.

    `office`: whose admin that is, where the demo's bar offers several; the first one where it does not know the name.
    """

    def __init__(self, base: str, mailbox: Mailbox, office: str = _OF_DEMO) -> None:
        self._base = base
        self._office = office
        self._mailbox = mailbox
        self._browsers: dict[str, Browser] = {}
        self._watcher: Browser | None = None

    @property
    def watcher(self) -> Browser:
        """The browser of an office's admin, chosen in the demo's bar. Raises PageRefused where there is none."""
        if self._watcher is None:
            self._watcher = patiently(self._go_on_as_admin)
        return self._watcher

    def browser_of(self, email: str) -> Browser:
        """The person's browser, signed in."""
        if email not in self._browsers:
            self._browsers[email] = self._signed_in(email)
        return self._browsers[email]

    def forget(self, email: str) -> None:
        """The session may have ended; sign in anew next time."""
        self._browsers.pop(email, None)

    def read_link(self, link: str) -> Page:
        """Open a mailed link as somebody who is not signed in. Its public address may be another than the site has."""
        return patiently(lambda: Browser(self._base).get(urlsplit(link).path))

    def _go_on_as_admin(self) -> Browser:
        browser = Browser(self._base)
        page = browser.get("/masuk")
        admins = [
            (value, named.group(1))
            for value, text in _OPTION.findall(page.body)
            if (named := _ADMIN.search(unescape(text)))
        ]
        if not admins:
            raise PageRefused(f"{self._base}: halaman masuk tidak menawarkan admin contoh; gladi memerlukan mode demo.")
        chosen = next((value for value, office in admins if office == self._office), admins[0][0])
        page = browser.submit(page, page.form("/contoh/lanjut-sebagai"), {"orang": chosen})
        _require_signed_in(page, "admin contoh")
        return browser

    def _signed_in(self, email: str) -> Browser:
        for _ in range(_SIGN_IN_TRIES - 1):
            try:
                return self._sign_in(email)
            except NoAnswer:
                time.sleep(_PAUSE_S)  # a new code is no harm
        return self._sign_in(email)

    def _sign_in(self, email: str) -> Browser:
        browser = Browser(self._base)
        self._mailbox.look()
        before = self._mailbox.last_number
        page = patiently(lambda: browser.get("/masuk"))
        form = page.form("/masuk")
        page = browser.submit(page, form, {"email": email}, button=form.button("cara", "kode"))
        if urlsplit(page.url).path != "/masuk/kode":
            raise PageRefused(f"{email} tidak dapat meminta kode: {page.summary}")
        mail = self._mailbox.wait_for(
            f"Surat kode masuk untuk {email}",
            lambda mail: mail.number > before and mail.kind == "sign_in_code" and mail.to == email,
        )
        page = browser.submit(page, page.form("/masuk/kode"), {"kode": self._mailbox.code(mail)})
        _require_signed_in(page, email)
        return browser


def _require_signed_in(page: Page, who: str) -> None:
    if page.status != 200 or urlsplit(page.url).path.startswith("/masuk"):  # noqa: PLR2004 - HTTP OK
        raise PageRefused(f"{who} tidak dapat masuk: {page.summary}")
