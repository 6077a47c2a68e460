"""A unit types its figures, looks at how they were understood, and sends them."""

import re
from html import unescape

from rehearsal.acts.pages import EVIDENCE, Act
from rehearsal.browser import Page
from rehearsal.data_file import typed_or_reason
from rehearsal.forms import Form

_LAST_VALUE = re.compile(r'Nilai terakhir</dt><dd>(.*?)</dd>.*?name="realisasi-([^"]+)"', re.DOTALL)


def send_figures(act: Act) -> None:
    """Fill in every indicator and send."""
    page = act.open(act.task["page"])
    form = page.form("/isian")
    file = (form.files[0], *EVIDENCE) if form.files else None
    typed = _typed(act, page, form)
    page = act.browser.submit(page, form, typed, button=form.button("tindakan", "periksa"), file=file)
    act.accept(page)
    act.accept(act.browser.submit(page, page.form("/isian/kirim"), {}))


def _typed(act: Act, page: Page, form: Form) -> dict[str, str]:
    last_values = {code: unescape(text).strip() for text, code in _LAST_VALUE.findall(page.body)}
    codes = [name.removeprefix("realisasi-") for name in form.values if name.startswith("realisasi-")]
    typed: dict[str, str] = {}
    for code in codes:
        figure = _figure(act, code, last_values.get(code, ""), form.choices.get(f"realisasi-{code}", []))
        typed[f"realisasi-{code}"] = figure.get("realisasi", "")
        typed[f"alasan-{code}"] = figure.get("reason", "")
        typed[f"penjelasan-{code}"] = figure.get("explanation", "")
        if row := act.rows.get(code):
            typed |= {f"tw{number}-{code}": realisasi for number, _, realisasi in row.triwulan}
            typed |= {f"anggaran-{code}": row.spent} if row.pagu else {}
    return typed


def _figure(act: Act, code: str, last_value: str, choices: list[str]) -> dict[str, str]:
    """The row that was given; on somebody else's system the last value stands in for this year's."""
    row = act.rows.get(code)
    if row is None:
        return {"realisasi": last_value} if last_value in choices else typed_or_reason(last_value, "")
    return {"realisasi": row.realisasi, "reason": row.reason, "explanation": row.explanation}
