"""Every address of intake's web that takes an id, from its url_map: a new page is tried without being named."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from werkzeug.routing import Rule as Address

from services.intake.models import PaperRecord, TaskFileRecord
from services.intake.models.record import IntakeRecord
from tests.visitors import Doors, Visitor

TYPED = {"catatan": "x", "putusan": "0", "alasan": "x", "alasan_batal": "x", "tahun": "2031", "tindakan": "simpan"}
_OF_THE_DOORS = {"session", "sign_in_failure"}


def addresses(doors: Doors, ids: dict[str, UUID]) -> Iterator[tuple[str, str]]:
    """(method, path) of everything that takes only ids of these names, and at least one. Other words in it are "x"."""
    adapter = doors.app.url_map.bind("localhost")
    for each in doors.app.url_map.iter_rules():
        names = _id_names(each)
        if names and set(names) <= set(ids):
            path = adapter.build(each.endpoint, {name: ids.get(name, "x") for name in each.arguments})
            yield from ((method, path) for method in sorted(each.methods or ()) if method in {"GET", "HEAD", "POST"})


def _id_names(each: Address) -> list[str]:
    return sorted(name for name in each.arguments if name.endswith("_id"))


def status(visitor: Visitor, method: str, path: str) -> int:
    if method == "POST":
        return visitor.post(path, TYPED).status_code
    return visitor.client.open(path, method=method).status_code


def ids_at_work(doors: Doors) -> dict[str, UUID]:
    """A cycle of the first office at step 3: an open task of a unit, a paper, and a file at that task."""
    office = doors.office
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 3)
    task = office.open_tasks(cycle_id, 3)[0]
    file = TaskFileRecord(
        id=uuid4(),
        task_id=task.id,
        sha256=doors.store(b"%PDF-1.7 bukti"),
        name="bukti.pdf",
        media_type="application/pdf",
        size=14,
        code=None,
        added_by=task.holder.person_id,
        added_at=office.clock.now(),
    )
    with doors.database.write() as rows:
        rows.add(file)
        paper_id = rows.scalars(select(PaperRecord.id).where(PaperRecord.cycle_id == cycle_id)).first()
    assert paper_id is not None
    return {"cycle_id": cycle_id, "task_id": task.id, "paper_id": paper_id, "file_id": file.id}


def everything(doors: Doors) -> dict[str, list[Any]]:
    """All rows of intake but those of the doors themselves, by table."""
    tables = [table for table in IntakeRecord.metadata.sorted_tables if table.name not in _OF_THE_DOORS]
    with doors.database.read() as rows:
        return {table.name: sorted(map(repr, rows.execute(select(table)).all())) for table in tables}
