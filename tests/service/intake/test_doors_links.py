"""The mailed link: shows its one task without sign-in, decides nothing, and says why when it is dead."""

from uuid import UUID

import pytest

from services.intake.domain.cycle import Task
from shared.events.intake import SignInCodeRequested
from tests.visitors import Doors, Visitor


@pytest.fixture
def cycle_id(doors: Doors) -> UUID:
    return doors.office.open_cycle()


def the_task(doors: Doors, cycle_id: UUID, step: int) -> Task:
    return doors.office.open_tasks(cycle_id, step)[0]


def test_a_link_shows_its_task_to_whoever_has_it(doors: Doors, cycle_id: UUID) -> None:
    answer = doors.visitor().get(doors.link(the_task(doors, cycle_id, 1)))
    assert answer.status_code == 200
    assert "Membuka tautan ini tidak memutuskan apa pun." in answer.text
    assert doors.office.person("camat").name in answer.text


def test_a_link_to_a_decision_shows_the_figures_and_the_papers_of_its_mail(doors: Doors, cycle_id: UUID) -> None:
    doors.office.play_to(cycle_id, 6)
    page = doors.visitor().get(doors.link(the_task(doors, cycle_id, 6))).text
    assert "LKjIP.pdf" in page


def test_opening_a_link_changes_nothing_however_often_and_however(doors: Doors, cycle_id: UUID) -> None:
    task = the_task(doors, cycle_id, 1)
    before = (doors.office.cycle(cycle_id), len(doors.office.history(cycle_id)))
    visitor = Visitor(doors.app_with(MODE="production"))
    for _ in range(3):
        visitor.get(doors.link(task))
        visitor.client.head(doors.link(task))
    assert (doors.office.cycle(cycle_id), len(doors.office.history(cycle_id))) == before
    assert visitor.post(doors.link(task)).status_code == 405


def test_a_link_signs_nobody_in(doors: Doors, cycle_id: UUID) -> None:
    visitor = doors.visitor()
    visitor.get(doors.link(the_task(doors, cycle_id, 1)))
    assert not visitor.is_in


def test_acting_from_a_link_leads_through_sign_in_to_the_task(doors: Doors, cycle_id: UUID) -> None:
    task = the_task(doors, cycle_id, 1)
    visitor = doors.visitor()
    assert f"/tugas/{task.id}" in visitor.get(doors.link(task)).text
    assert visitor.get(f"/tugas/{task.id}").location == "/masuk"
    visitor.ask_for_code(doors.email_of("camat"))
    assert visitor.try_code(doors.mailed_code()).location == f"/tugas/{task.id}"


def test_a_code_asked_for_on_the_link_goes_to_its_person_and_leads_to_the_task(doors: Doors, cycle_id: UUID) -> None:
    task = the_task(doors, cycle_id, 1)
    visitor = doors.visitor()
    visitor.get(doors.link(task))
    assert visitor.post(f"{doors.link(task)}/kode").location == "/masuk/kode"
    (event,) = doors.office.events(SignInCodeRequested)
    assert event.person.person_id == task.holder.person_id
    assert event.person.email not in visitor.get("/masuk/kode").text
    assert visitor.try_code(doors.mailed_code()).location == f"/tugas/{task.id}"


def test_a_dead_link_mails_no_code(doors: Doors, cycle_id: UUID) -> None:
    task = the_task(doors, cycle_id, 1)
    link = doors.link(task)
    doors.office.do(cycle_id, 1)
    visitor = doors.visitor()
    assert "sudah selesai" in visitor.get(link).text
    visitor.post(f"{link}/kode")
    assert doors.office.events(SignInCodeRequested) == []


def test_a_link_whose_task_is_done_says_so(doors: Doors, cycle_id: UUID) -> None:
    link = doors.link(the_task(doors, cycle_id, 1))
    doors.office.do(cycle_id, 1)
    assert "Tugas ini sudah selesai" in doors.visitor().get(link).text


def test_a_link_of_long_ago_is_said_to_be_done_though_the_content_has_changed_since(
    doors: Doors, cycle_id: UUID
) -> None:
    doors.office.play_to(cycle_id, 3)
    link = doors.link(the_task(doors, cycle_id, 3))
    doors.office.play_to(cycle_id, 5)
    assert doors.office.cycle(cycle_id).content_hash is not None
    assert "Tugas ini sudah selesai" in doors.visitor().get(link).text


def test_a_link_made_for_other_content_says_that_the_document_has_changed(doors: Doors, cycle_id: UUID) -> None:
    doors.office.play_to(cycle_id, 2)
    doors.office.do(cycle_id, 2)
    doors.office.answer()
    doors.office.play_to(cycle_id, 4)
    task = the_task(doors, cycle_id, 4)
    with_none = doors.link_for(task, None)
    assert "Dokumen ini sudah berubah sejak e-mail itu dikirim." in doors.visitor().get(with_none).text


def test_a_link_of_an_earlier_mail_points_to_the_later_one(doors: Doors, cycle_id: UUID) -> None:
    task = the_task(doors, cycle_id, 1)
    assert "ada tautan yang lebih baru" in doors.visitor().get(doors.link(task, issue=task.link_issue + 1)).text


def test_a_link_that_we_did_not_make_is_not_valid_and_tells_nothing(doors: Doors, cycle_id: UUID) -> None:
    task = the_task(doors, cycle_id, 1)
    link = doors.link(task)
    forged = link[:-4] + ("AAAA" if link[-4:] != "AAAA" else "BBBB")
    before = doors.visitor().get(forged)
    doors.office.do(cycle_id, 1)
    after = doors.visitor().get(forged)
    for answer in (before, after, doors.visitor().get("/buka/abc")):
        assert answer.status_code == 404
        assert "Tautan ini tidak berlaku" in answer.text
        assert str(task.id) not in answer.text


def test_the_code_of_a_link_never_leaves_in_a_referer(doors: Doors, cycle_id: UUID) -> None:
    answer = doors.visitor().get(doors.link(the_task(doors, cycle_id, 1)))
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
