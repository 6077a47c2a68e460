"""Step 2: the format as it is proposed, issued to the units."""

from rehearsal.acts.pages import Act

_MEANT = "tanpa_indikator"


def issue_format(act: Act) -> None:
    """Issue the format, confirming units of whom nothing is asked."""
    page = act.open(act.task["page"])
    form = page.form("/format/kirim")
    typed = {_MEANT: form.choices[_MEANT][0]} if _MEANT in form.choices else {}
    act.accept(act.browser.submit(page, form, typed))
