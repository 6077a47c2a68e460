"""One act of one person: open the task, fill in its form, press the button once."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from rehearsal.browser import Browser, Form, Page, PageRefused
from rehearsal.data_file import DataRow, typed_or_reason
from rehearsal.players import patiently

Task = Mapping[str, Any]

_OK = 200
_NOTE = "Sudah saya kerjakan (gladi)."
_REASON = "Mohon diperiksa kembali (gladi)."
_EVIDENCE = ("bukti-gladi.pdf", b"%PDF-1.4\n% bukti contoh untuk gladi\n%%EOF\n")
_LAST_VALUE = re.compile(r'Nilai terakhir</dt><dd>(.*?)</dd>.*?name="realisasi-([^"]+)"', re.DOTALL)


class SessionEnded(PageRefused):
    """The site asks to sign in again."""


class Actor:
    """Does what a task asks of its holder. `rows`: indicator code → what its unit types."""

    def __init__(self, rows: Mapping[str, DataRow]) -> None:
        self._rows = rows

    def finish(self, browser: Browser, task: Task, *, sends_back: bool) -> None:
        """Finish a task. Raises PageRefused with what the page says; NoAnswer when its outcome is not known."""
        page = _opened(browser, f"/tugas/{task['id']}")
        if page.form_count("/selesai"):
            typed = {"catatan": "" if task["kind"] == "perintah" else _NOTE, **_decision(task, sends_back=sends_back)}
            _accepted(browser.submit(page, page.form("/selesai"), typed), task)
            return
        self._send_figures(browser, task)

    def _send_figures(self, browser: Browser, task: Task) -> None:
        page = _opened(browser, f"/tugas/{task['id']}/isian")
        form = page.form("/isian")
        file = (form.files[0], *_EVIDENCE) if form.files else None
        page = browser.submit(page, form, self._typed(page, form), button=form.button("tindakan", "periksa"), file=file)
        _accepted(page, task)
        _accepted(browser.submit(page, page.form("/isian/kirim"), {}), task)

    def _typed(self, page: Page, form: Form) -> dict[str, str]:
        last_values = {code: unescape(text).strip() for text, code in _LAST_VALUE.findall(page.body)}
        codes = [name.removeprefix("realisasi-") for name in form.values if name.startswith("realisasi-")]
        typed: dict[str, str] = {}
        for code in codes:
            figure = self._figure(code, last_values.get(code, ""))
            typed[f"realisasi-{code}"] = figure.get("realisasi", "")
            typed[f"alasan-{code}"] = figure.get("reason", "")
            typed[f"penjelasan-{code}"] = figure.get("explanation", "")
        return typed

    def _figure(self, code: str, last_value: str) -> dict[str, str]:
        """The row that was given; on somebody else's system the last value stands in for this year's."""
        row = self._rows.get(code)
        if row is None:
            return typed_or_reason(last_value, "")
        return {"realisasi": row.realisasi, "reason": row.reason, "explanation": row.explanation}


def _decision(task: Task, *, sends_back: bool) -> dict[str, str]:
    if not task["exits"]:
        return {}
    chosen = next((at for at, exit_ in enumerate(task["exits"]) if exit_["returns"] is sends_back), None)
    if chosen is None:
        way = "mengembalikan" if sends_back else "maju"
        raise PageRefused(f"Keputusan langkah {task['step']} tidak memiliki pilihan yang {way}.")
    return {"putusan": str(chosen), "alasan": _REASON if sends_back else ""}


def _opened(browser: Browser, address: str) -> Page:
    page = patiently(lambda: browser.get(address))
    if urlsplit(page.url).path.startswith("/masuk"):
        raise SessionEnded(f"{address}: sesi sudah berakhir.")
    return page


def _accepted(page: Page, task: Task) -> None:
    if urlsplit(page.url).path.startswith("/masuk"):
        raise SessionEnded(f"{page.url}: sesi sudah berakhir.")
    if page.status != _OK or page.errors:
        raise PageRefused(f"Langkah {task['step']}, {task['jabatan']}: {page.url} menolak ({page.summary}).")
