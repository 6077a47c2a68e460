"""A task that ends by a press: the general page, a draft that is handed on, an approval."""

from rehearsal.acts.pages import NOTE, REASON, Act
from rehearsal.failure import PageRefused
from rehearsal.forms import Form

_GAP = "kekurangan-"


def decide(act: Act) -> None:
    """Finish the task, by the first way on where there are several."""
    _press(act, act.task["page"], sends_back=False)


def hand_on(act: Act) -> None:
    """Hand a draft on from the page that checks it."""
    _press(act, f"{act.task['page']}/serahkan", sends_back=False)


def send_back(act: Act) -> None:
    """Send the work back, on whichever page the task is done."""
    page = act.task["page"]
    _press(act, f"{page}/serahkan" if page.endswith("/draf") else page, sends_back=True)


def _press(act: Act, address: str, *, sends_back: bool) -> None:
    page = act.open(address)
    form = page.form("/selesai")
    note = "" if act.task["kind"] == "perintah" else NOTE
    typed = {"catatan": note, **_decision(act, sends_back=sends_back), **_signed_gaps(form)}
    act.accept(act.browser.submit(page, form, typed))


def _signed_gaps(form: Form) -> dict[str, str]:
    """Every gap that the page names, ticked."""
    return {name: values[0] for name, values in form.choices.items() if name.startswith(_GAP)}


def _decision(act: Act, *, sends_back: bool) -> dict[str, str]:
    exits = act.task["exits"]
    if not exits:
        return {}
    chosen = next((at for at, exit_ in enumerate(exits) if exit_["returns"] is sends_back), None)
    if chosen is None:
        way = "mengembalikan" if sends_back else "maju"
        raise PageRefused(f"Keputusan langkah {act.task['step']} tidak memiliki pilihan yang {way}.")
    return {"putusan": str(chosen), "alasan": REASON if sends_back else ""}
