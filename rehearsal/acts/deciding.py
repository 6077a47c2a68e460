"""The general page of a task: a note and done, or a decision."""

from rehearsal.acts.pages import NOTE, REASON, Act
from rehearsal.browser import PageRefused


def decide(act: Act) -> None:
    """Finish the task, by the first way on where there are several."""
    _press(act, act.open(f"/tugas/{act.task['id']}").url, sends_back=False)


def send_back(act: Act) -> None:
    """Send the work back, on whichever page the task is done."""
    _press(act, act.task["page"], sends_back=True)


def _press(act: Act, address: str, *, sends_back: bool) -> None:
    page = act.open(address)
    typed = {"catatan": NOTE, **_decision(act, sends_back=sends_back)}
    act.accept(act.browser.submit(page, page.form("/selesai"), typed))


def _decision(act: Act, *, sends_back: bool) -> dict[str, str]:
    exits = act.task["exits"]
    if not exits:
        return {}
    chosen = next((at for at, exit_ in enumerate(exits) if exit_["returns"] is sends_back), None)
    if chosen is None:
        way = "mengembalikan" if sends_back else "maju"
        raise PageRefused(f"Keputusan langkah {act.task['step']} tidak memiliki pilihan yang {way}.")
    return {"putusan": str(chosen), "alasan": REASON if sends_back else ""}
