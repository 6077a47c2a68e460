"""The people of a rehearsal: each with a browser of their own, signed in by the code from their mail."""

from urllib.parse import urlsplit

from rehearsal.browser import Browser, Page, PageRefused
from rehearsal.mailbox import Mailbox

_LIMIT_S = 60


class Players:
    """Everybody who has acted so far, by e-mail address."""

    def __init__(self, base: str, mailbox: Mailbox) -> None:
        self._base = base
        self._mailbox = mailbox
        self._browsers: dict[str, Browser] = {}

    def browser_of(self, email: str) -> Browser:
        """The person's browser, signed in."""
        if email not in self._browsers:
            self._browsers[email] = self._sign_in(email)
        return self._browsers[email]

    def forget(self, email: str) -> None:
        """The session may have ended; sign in anew next time."""
        self._browsers.pop(email, None)

    def read_link(self, link: str) -> Page:
        """Open a mailed link as somebody who is not signed in."""
        return Browser(self._base).get(link)

    def _sign_in(self, email: str) -> Browser:
        browser = Browser(self._base)
        self._mailbox.look()
        before = self._mailbox.mails[-1].number if self._mailbox.mails else 0
        page = browser.get("/masuk")
        form = page.form("/masuk")
        page = browser.submit(page, form, {"email": email}, button=form.button("cara", "kode"))
        if urlsplit(page.url).path != "/masuk/kode":
            raise PageRefused(f"no code can be asked for {email}: {page.summary}")
        mail = self._mailbox.wait_for(
            f"sign-in code for {email}", _LIMIT_S, after=before, kind="sign_in_code", to=email
        )
        page = browser.submit(page, page.form("/masuk/kode"), {"kode": self._mailbox.code(mail)})
        if page.status != 200 or urlsplit(page.url).path.startswith("/masuk"):  # noqa: PLR2004 - HTTP OK
            raise PageRefused(f"{email} cannot sign in: {page.summary}")
        return browser
