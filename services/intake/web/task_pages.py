"""Which page a task is done on: some kinds of step have one of their own, all others the general one."""

from flask import url_for

from services.intake.domain.cycle import Cycle, Purpose, Run, Task
from services.intake.domain.sop import StepKind
from services.intake.process.signing import is_signing

_OF_STEP = {
    StepKind.PERINTAH: ("order.page", "Buka disposisi"),
    StepKind.MINTA_DATA: ("data_format.page", "Buka format data"),
}
_OF_CONTENT = {
    StepKind.SUSUN: ("drafts.page", "Buka draf"),
    StepKind.KOREKSI: ("drafts.page", "Buka draf"),
    StepKind.PERSETUJUAN: ("decisions.page", "Buka halaman persetujuan"),
    StepKind.KIRIM: ("sending.page", "Buka pengiriman"),
}


def page_of_its_own(cycle: Cycle, run: Run, task: Task) -> tuple[str, str] | None:
    """The endpoint of a task's own page and the words that lead there; None for the general page.

    The pages about the report need a report; an SOP without one is served by the general page.
    """
    if cycle.asks_for_figures(run, task):
        return "figures.form", "Isi data"
    if is_signing(cycle, run, task):
        return "signing.page", "Buka halaman tanda tangan"
    if task.purpose is not Purpose.STEP:
        return None
    pages = _OF_STEP if cycle.content_hash is None else _OF_STEP | _OF_CONTENT
    return pages.get(cycle.step_of(run).kind)


def address_of(cycle: Cycle, run: Run, task: Task) -> str:
    """Where a task is done."""
    own = page_of_its_own(cycle, run, task)
    return url_for(own[0] if own else "tasks.task", task_id=task.id)
