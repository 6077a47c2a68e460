"""An office never sees another's, nor a unit another's: whatever address takes an id, and nothing changes."""

from uuid import uuid4

from services.intake.domain.rights import Person
from tests.every_address import addresses, everything, ids_at_work, status
from tests.intake_office import IntakeOffice, demo_office
from tests.visitors import Doors


def one_of_each_role(office: IntakeOffice) -> list[Person]:
    return list({(tuple(sorted(person.roles)), person.is_admin): person for person in office.people()}.values())


def test_each_role_of_another_office_finds_nothing_under_our_ids_and_changes_nothing(doors: Doors) -> None:
    ids = ids_at_work(doors)
    other = IntakeOffice(doors.database, demo_office("kecamatan-contoh"))
    tried = list(addresses(doors, ids))
    assert {"GET", "HEAD", "POST"} == {method for method, _ in tried}
    before = everything(doors)
    for person in one_of_each_role(other):
        visitor = doors.visitor().go_on_as(person)
        found = {(method, path): status(visitor, method, path) for method, path in tried}
        assert found == dict.fromkeys(tried, 404)
    assert everything(doors) == before


def test_another_unit_gets_nothing_of_a_units_task_under_any_address(doors: Doors) -> None:
    ids = ids_at_work(doors)
    of_the_task = [each for each in addresses(doors, ids) if f"/tugas/{ids['task_id']}" in each[1]]
    neighbour = doors.office.open_tasks(ids["cycle_id"], 3)[1]
    before = everything(doors)
    visitor = doors.visitor().go_on_as(doors.office.holder(neighbour))
    found = {each: status(visitor, *each) for each in of_the_task}
    assert found == dict.fromkeys(of_the_task, 403)
    assert everything(doors) == before


def test_nobody_of_the_same_office_can_do_what_belongs_to_a_unit(doors: Doors) -> None:
    ids = ids_at_work(doors)
    owner = doors.office.open_tasks(ids["cycle_id"], 3)[0].holder.person_id
    forms = [(method, path) for method, path in addresses(doors, ids) if method == "POST" and "/tugas/" in path]
    before = everything(doors)
    for person in one_of_each_role(doors.office):
        if person.person_id != owner:
            visitor = doors.visitor().go_on_as(person)
            assert all(status(visitor, *form) in {303, 403, 404, 422} for form in forms)
    assert everything(doors) == before


def test_an_id_that_nobody_has_is_answered_like_one_of_another_office(doors: Doors) -> None:
    ids = dict.fromkeys(("cycle_id", "task_id", "paper_id", "file_id"), uuid4())
    visitor = doors.visitor().go_on_as(doors.office.person("camat"))
    assert {status(visitor, method, path) for method, path in addresses(doors, ids)} == {404}


def test_a_paper_and_a_file_are_found_only_under_their_own_cycle_and_task(doors: Doors) -> None:
    ids = ids_at_work(doors)
    second = doors.office.open_cycle("2024")
    elsewhere = {**ids, "cycle_id": second, "task_id": doors.office.open_tasks(second, 1)[0].id}
    visitor = doors.visitor().go_on_as(doors.office.person("camat"))
    inner = [each for each in addresses(doors, elsewhere) if "/dokumen/" in each[1] or "/berkas/" in each[1]]
    assert inner
    assert {status(visitor, *each) for each in inner} == {404}
