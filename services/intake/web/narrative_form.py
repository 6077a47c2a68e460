"""Saving one narrative block: by its button, or while one types. Somebody else's text is never written over unseen."""

from string import digits
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act
from services.intake.models import BlockRecord, OfficeRecord
from services.intake.process.narrative import BlockChanged, Edit, save_block
from services.intake.web.draft_shown import anchor_of, saved_words, state_of
from services.intake.web.drafts import draft_page, require_draft
from services.intake.web.rules import rule, signed_in, the_task
from services.intake.web.site import reading, working
from services.intake.web.tasks import refusal_errors

pages = Blueprint("narrative", __name__)

_MOST_DIGITS = 9


@pages.post("/tugas/<uuid:task_id>/draf/uraian")
@rule(Act.EDIT_TASK, the_task, page="drafts.page")
def save(task_id: UUID) -> ResponseReturnValue:
    """Save a block. A page with scripts asks for the block's own answer, any other for the page."""
    require_draft()
    edit = _edit()
    try:
        with working() as work:
            save_block(work, signed_in(), task_id, edit)
    except CommandRefused as refused:
        return _refused(edit, refused), 422
    if _is_by_script():
        return _answer(edit.block_id)
    anchor = anchor_of(edit.block_id)
    return redirect(url_for("drafts.page", task_id=task_id, tersimpan=edit.block_id, _anchor=f"uraian-{anchor}"), 303)


def _edit() -> Edit:
    block_id = request.form.get("bagian", "")
    text = request.form.get(f"teks-{anchor_of(block_id)}", "").replace("\r\n", "\n")
    return Edit(block_id, text, _number(request.form.get("ganti") or request.form.get("versi", "")))


def _number(text: str) -> int:
    """A version as forms carry it; one that no block ever has for anything else."""
    is_number = 0 < len(text) <= _MOST_DIGITS and set(text) <= set(digits)
    return int(text) if is_number else 0


def _is_by_script() -> bool:
    return request.headers.get("HX-Request") == "true"


def _answer(block_id: str) -> str:
    with reading() as rows:
        block = rows.get_one(BlockRecord, (g.subject.cycle.id, block_id))
        office = rows.get_one(OfficeRecord, g.subject.office_id)
        saved = saved_words(rows, block, ZoneInfo(office.time_zone))
    state = {"anchor": anchor_of(block_id), "words": state_of(block)}
    return render_template("_block_saved.html", version=block.version, saved=saved, state=state)


def _refused(edit: Edit, refused: CommandRefused) -> str:
    anchor = anchor_of(edit.block_id)
    message = next(iter(refusal_errors(refused).values()))
    conflict = _conflict(edit, refused)
    if _is_by_script():
        return render_template("_block_saved.html", version=edit.version, saved="", error=message[0], conflict=conflict)
    typed = {"bagian": edit.block_id, f"teks-{anchor}": edit.text, "versi": str(edit.version)}
    field = f"teks-{anchor}" if edit.block_id else ""
    return draft_page({field: message}, typed, conflict=conflict)


def _conflict(edit: Edit, refused: CommandRefused) -> dict[str, str] | None:
    """What the block says by now, and the version that a merged text would follow."""
    if not isinstance(refused, BlockChanged):
        return None
    with reading() as rows:
        block = rows.get_one(BlockRecord, (g.subject.cycle.id, edit.block_id))
    return {"text": block.text, "version": str(block.version)}
