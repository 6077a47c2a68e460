"""Step 1: the Disposisi as it stands, with one press."""

from rehearsal.acts.pages import Act


def give_order(act: Act) -> None:
    """Give the prefilled Disposisi."""
    page = act.open(act.task["page"])
    act.accept(act.browser.submit(page, page.form("/perintah"), {}))
