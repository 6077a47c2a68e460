"""Signing electronically: a local certificate is made first, then its passphrase signs."""

import time

from rehearsal.acts.pages import Act, NotYet
from rehearsal.players import PATIENCE_S

PASSPHRASE = "gladi-sandi-sertifikat"  # noqa: S105 - of a certificate that vanishes with the rehearsal
_PAUSE_S = 0.1


def sign_paper(act: Act) -> None:
    """Sign what the task is about, and wait until the signature is written down."""
    page = act.open(act.task["page"])
    if page.form_count("/sertifikat"):
        typed = {"sandi_baru": PASSPHRASE, "sandi_ulang": PASSPHRASE}
        page = act.accept(act.browser.submit(page, page.form("/sertifikat"), typed))
    if not page.form_count("/tanda-tangan"):
        raise NotYet(f"{page.url}: belum ada yang dapat ditandatangani ({page.summary})")
    form = page.form("/tanda-tangan")
    page = act.accept(act.browser.submit(page, form, {"sandi_sertifikat": PASSPHRASE}))
    until = time.monotonic() + PATIENCE_S
    while not page.url.endswith("/selesai"):
        if time.monotonic() > until:
            raise NotYet(f"{page.url}: tanda tangan belum tercatat")
        time.sleep(_PAUSE_S)
        page = act.open(act.task["page"])
