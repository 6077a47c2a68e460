"""What all acts share: opening a page, and telling whether it took what was sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from rehearsal.browser import Browser, Page
from rehearsal.data_file import DataRow
from rehearsal.failure import PageRefused
from rehearsal.players import patiently

Task = Mapping[str, Any]

NOTE = "Sudah saya kerjakan (gladi)."
REASON = "Mohon diperiksa kembali (gladi)."
EVIDENCE = ("bukti-gladi.pdf", b"%PDF-1.4\n% bukti contoh untuk gladi\n%%EOF\n")
_OK = 200


class SessionEnded(PageRefused):
    """The site asks to sign in again."""


class NotYet(PageRefused):
    """The task goes on when somebody else, or a paper, is through."""


@dataclass(frozen=True, slots=True)
class Act:
    """A person at a task; `rows` is what units type, by indicator code."""

    browser: Browser
    task: Task
    rows: Mapping[str, DataRow]

    def open(self, address: str) -> Page:
        """Open a page. Raises SessionEnded, NoAnswer."""
        page = patiently(lambda: self.browser.get(address))
        if urlsplit(page.url).path.startswith("/masuk"):
            raise SessionEnded(f"{address}: sesi sudah berakhir.")
        return page

    def accept(self, page: Page) -> Page:
        """The page, unless it refuses what was sent. Raises SessionEnded, PageRefused."""
        if urlsplit(page.url).path.startswith("/masuk"):
            raise SessionEnded(f"{page.url}: sesi sudah berakhir.")
        if page.status != _OK or page.errors:
            place = f"Langkah {self.task['step']}, {self.task['jabatan']}"
            raise PageRefused(f"{place}: {page.url} menolak ({page.summary}).")
        return page
