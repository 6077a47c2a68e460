"""An office never sees another's: each address that takes an id answers 404, and nothing changes."""

from collections.abc import Iterator
from uuid import UUID, uuid4

from werkzeug.routing import Rule as Address

from services.intake.models import PaperRecord, TaskFileRecord
from tests.intake_office import IntakeOffice, demo_office
from tests.visitors import Doors, Visitor


def addresses(doors: Doors, ids: dict[str, UUID]) -> Iterator[tuple[str, str]]:
    """(method, path) of everything that takes an id."""
    adapter = doors.app.url_map.bind("localhost")
    for each in doors.app.url_map.iter_rules():
        if names := _id_names(each):
            path = adapter.build(each.endpoint, {name: ids[name] for name in names})
            yield from ((method, path) for method in sorted(each.methods or ()) if method in {"GET", "HEAD", "POST"})


def _id_names(each: Address) -> list[str]:
    return sorted(name for name in each.arguments if name.endswith("_id"))


def ids_of_a_cycle_at_work(doors: Doors) -> dict[str, UUID]:
    """A cycle of the first office with an open task, a paper and a file."""
    office = doors.office
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 3)
    task = office.open_tasks(cycle_id, 3)[0]
    now = office.clock.now()
    file = TaskFileRecord(
        id=uuid4(),
        task_id=task.id,
        sha256="f" * 64,
        name="bukti.pdf",
        media_type="application/pdf",
        size=1,
        code=None,
        added_by=task.holder.person_id,
        added_at=now,
    )
    with doors.database.write() as rows:
        rows.add(file)
        paper_id = rows.query(PaperRecord.id).filter_by(cycle_id=cycle_id).limit(1).scalar()
    return {"cycle_id": cycle_id, "task_id": task.id, "paper_id": paper_id, "file_id": file.id}


def test_each_role_of_another_office_finds_nothing_under_our_ids_and_changes_nothing(doors: Doors) -> None:
    ids = ids_of_a_cycle_at_work(doors)
    other = IntakeOffice(doors.database, demo_office("kecamatan-contoh"))
    before = (doors.office.cycle(ids["cycle_id"]), len(doors.office.history(ids["cycle_id"])))
    tried = list(addresses(doors, ids))
    assert {"GET", "POST"} <= {method for method, _ in tried}
    one_of_each_role = {tuple(sorted(person.roles)): person for person in other.people()}
    for person in one_of_each_role.values():
        visitor = doors.visitor().go_on_as(person)
        assert {(method, path, _status(visitor, method, path)) for method, path in tried} == {
            (method, path, 404) for method, path in tried
        }
    assert (doors.office.cycle(ids["cycle_id"]), len(doors.office.history(ids["cycle_id"]))) == before


def test_an_id_that_nobody_has_is_answered_like_one_of_another_office(doors: Doors) -> None:
    ids = dict.fromkeys(("cycle_id", "task_id", "paper_id", "file_id"), uuid4())
    visitor = doors.visitor().go_on_as(doors.office.person("camat"))
    statuses = {_status(visitor, method, path) for method, path in addresses(doors, ids)}
    assert statuses == {404}


def _status(visitor: Visitor, method: str, path: str) -> int:
    if method == "POST":
        return visitor.post(path, {"catatan": "x", "putusan": "0", "alasan": "x"}).status_code
    return visitor.client.open(path, method=method).status_code
