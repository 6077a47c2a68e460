"""Step 8: give the letter its number, wait for its signature, send the report."""

from rehearsal.acts.pages import Act, NotYet

_ADDRESSEE = "organisasi@gladi.contoh.example"


def send_report(act: Act) -> None:
    """Do what the page offers: number the letter, or send. Raises NotYet while the letter is with others."""
    page = act.open(act.task["page"])
    if page.form_count("/pengiriman/surat"):
        form = page.form("/pengiriman/surat")
        number = f"000.8.3/{act.task['run']}/{act.task['id'][:4]}"
        act.accept(act.browser.submit(page, form, {"nomor": number}, button=form.button("tindakan", "nomor")))
    elif page.form_count("/pengiriman/kirim"):
        form = page.form("/pengiriman/kirim")
        typed = {"cara": "e-mail", "email": form.values.get("email") or _ADDRESSEE}
        act.accept(act.browser.submit(page, form, typed))
        return
    raise NotYet(f"{page.url}: surat pengantar belum ditandatangani")
