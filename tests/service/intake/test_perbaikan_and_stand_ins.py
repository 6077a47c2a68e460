"""After the end and beside the usual: perbaikan ke-n, Plt. and Plh. by decree, four eyes kept or waived in writing."""

import csv
import io
from datetime import date, timedelta
from uuid import UUID

import pytest

from services.intake.domain.cycle import CycleState
from services.intake.domain.errors import CycleNotEnded, NotAllowed, PeriodReported
from services.intake.models import PostRecord, SignatureRecord
from services.intake.process.amendments import amend_cycle
from services.intake.process.four_eyes import Waiver, grant_waiver
from services.intake.process.stand_ins import FourEyesLost, StandIn, StandsInAlready, record_stand_in
from services.intake.process.verification import Standing, verify
from services.intake.schedule import pass_on_tasks
from shared.events.intake import LkjipRevised, TaskReassigned
from tests.intake_office import IntakeOffice
from tests.visitors import Doors

TODAY = date(2026, 2, 2)


def post_of(office: IntakeOffice, role: str) -> UUID:
    with office.database.read() as rows:
        posts = rows.query(PostRecord).filter(PostRecord.office_id == office.id)
        return next(post.id for post in posts if role in post.roles)


def a_decree(office: IntakeOffice, role: str, by: str, **changes: object) -> StandIn:
    values = {
        "post_id": post_of(office, role),
        "person_id": office.person(by).person_id,
        "standing": "plt",
        "decree_number": "SK Bupati Nomor 12 Tahun 2026",
        "decree_date": TODAY,
        "first": TODAY,
        "last": None,
    }
    return StandIn(**(values | changes))  # type: ignore[arg-type] # a builder


def record(office: IntakeOffice, decree: StandIn) -> None:
    with office.work() as work:
        record_stand_in(work, office.person("admin"), office.id, decree)


def codes(office: IntakeOffice, kind: str) -> list[str]:
    with office.database.read() as rows:
        found = rows.query(SignatureRecord).filter(SignatureRecord.kind == kind)
        return [row.code for row in found.order_by(SignatureRecord.signed_at)]


def standing(office: IntakeOffice, code: str) -> tuple[Standing, int | None]:
    with office.database.read() as rows:
        found = verify(rows, code.lower())
    assert found is not None
    return found.standing, found.replaced_by


def test_a_period_that_is_reported_is_changed_by_a_perbaikan_and_not_reported_twice(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_out(cycle_id)
    with pytest.raises(PeriodReported):
        office.open_cycle()
    assert office.open_cycle("2026") != cycle_id


def test_a_perbaikan_runs_four_to_eight_again_and_replaces_the_papers(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_out(cycle_id)
    first = office.cycle(cycle_id).content_hash
    with office.work() as work, pytest.raises(NotAllowed):
        amend_cycle(work, office.person("staf"), cycle_id, "Angka keliru.", withdraw=True)
    office.clock.move(hours=1)
    with office.work() as work:
        assert amend_cycle(work, office.person("kasubbag"), cycle_id, "Angka keliru.", withdraw=True) == 1
    (old,) = codes(office, "lkjip")
    assert standing(office, old) == (Standing.WITHDRAWN, None)
    cycle = office.cycle(cycle_id)
    assert (cycle.state, cycle.amendment) == (CycleState.OPEN, 1)
    assert office.open_steps(cycle_id) == [4]
    assert cycle.content_hash != first
    office.answer()
    office.clock.move(hours=1)
    office.play_out(cycle_id)
    assert [run.step for run in office.cycle(cycle_id).runs] == [1, 2, 3, 4, 5, 6, 7, 8, 4, 5, 6, 7, 8]
    assert office.events(LkjipRevised)[-1].amendment == 1
    _, new = codes(office, "lkjip")
    assert (standing(office, old), standing(office, new)) == ((Standing.REPLACED, 1), (Standing.VALID, None))


def test_only_what_has_ended_can_be_amended(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    with office.work() as work, pytest.raises(CycleNotEnded):
        amend_cycle(work, office.person("kasubbag"), cycle_id, "Angka keliru.", withdraw=False)


def test_an_open_task_passes_to_the_stand_in_and_back(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    lurah = office.people()[6]
    record(office, a_decree(office, "camat", "staf", standing="plh", last=TODAY + timedelta(days=1)))
    assert pass_on_tasks(office.database, office.clock) == 1
    (task,) = office.open_tasks(cycle_id, 1)
    stand_in = office.holder(task)
    assert stand_in.name == "Siti Rahma (contoh)"
    assert "Plh. Camat Mentebah" in stand_in.jabatan
    (told,) = office.events(TaskReassigned)
    assert (told.task.holder.jabatan, told.decree) == ("Plh. Camat Mentebah", "SK Bupati Nomor 12 Tahun 2026")
    assert pass_on_tasks(office.database, office.clock) == 0
    office.clock.move(days=2)
    assert pass_on_tasks(office.database, office.clock) == 1
    assert office.holder(office.open_tasks(cycle_id, 1)[0]).name == "Bima Santosa (contoh)"
    assert lurah.person_id != stand_in.person_id


def test_a_decree_that_takes_four_eyes_away_is_refused_with_what_it_needs(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    decree = a_decree(office, "camat", "sekcam")
    with pytest.raises(FourEyesLost) as lost:
        record(office, decree)
    assert "langkah 6" in lost.value.needs[0]
    assert "Plt. Camat Mentebah" in lost.value.needs[0]
    with office.work() as work:
        waiver = Waiver(person_id=decree.person_id, reason="Camat pensiun.", file=None)
        grant_waiver(work, office.person("admin"), cycle_id, waiver)
    record(office, decree)
    lines = [line for line in office.history(cycle_id) if line.what == "four_eyes_waived"]
    assert [line.reason for line in lines] == ["Camat pensiun."]
    with pytest.raises(StandsInAlready):
        record(office, decree)


def test_who_corrected_may_approve_as_plt_only_with_the_waiver(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    decree = a_decree(office, "camat", "sekcam")
    with office.work() as work:
        waiver = Waiver(person_id=decree.person_id, reason="Camat pensiun.", file=None)
        grant_waiver(work, office.person("admin"), cycle_id, waiver)
    record(office, decree)
    pass_on_tasks(office.database, office.clock)
    office.play_out(cycle_id)
    assert office.cycle(cycle_id).state is CycleState.ENDED
    approved = [line for line in office.history(cycle_id) if line.text.startswith("Setujui")]
    assert "Plt. Camat Mentebah" in approved[0].jabatan


def test_the_page_records_a_decree_and_says_what_is_missing(doors: Doors) -> None:
    admin = doors.visitor().go_on_as(doors.office.person("admin"))
    admin.get("/kelola/plt")
    typed = {"kedudukan": "plh", "nomor_sk": "800/1/2026", "jabatan": str(post_of(doors.office, "camat"))}
    answer = admin.post("/kelola/plt", typed)
    assert answer.status_code == 422
    assert "Isi hari pertama." in answer.text
    assert "800/1/2026" in answer.text
    whole = {
        **typed,
        "orang": str(doors.office.person("staf").person_id),
        "mulai": "2026-02-02",
        "sampai": "2026-02-06",
        "tanggal_sk": "2026-01-30",
    }
    assert admin.post("/kelola/plt", whole).status_code == 303
    page = admin.get("/kelola/plt").text
    assert "Siti Rahma (contoh): Plh. Camat Mentebah" in page
    unit = doors.visitor().go_on_as(doors.office.person("kasi_lurah"))
    assert unit.get("/kelola/plt").status_code == 403


def test_every_task_has_its_standard_and_its_real_time_as_a_table(doors: Doors) -> None:
    cycle_id = doors.office.open_cycle()
    doors.office.clock.move(minutes=25)
    doors.office.play_to(cycle_id, 2)
    admin = doors.visitor().go_on_as(doors.office.person("admin"))
    text = admin.get(f"/siklus/{cycle_id}/waktu.csv").data.decode("utf-8-sig")
    head, first, *_ = csv.reader(io.StringIO(text))
    line = dict(zip(head, first, strict=True))
    assert (line["Waktu baku"], line["Realisasi (menit kerja)"], line["Melewati waktu baku"]) == (
        "10 menit",
        "25",
        "ya",
    )
    assert "25 menit kerja" in admin.get(f"/siklus/{cycle_id}/waktu").text


def test_who_drafted_as_a_stand_in_cannot_be_made_its_judge_by_a_later_decree(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    record(office, a_decree(office, "kasubbag", "staf", standing="plh", last=TODAY))
    office.play_to(cycle_id, 5)
    office.clock.move(days=1)
    with pytest.raises(FourEyesLost) as lost:
        record(office, a_decree(office, "sekcam", "staf", first=TODAY + timedelta(days=1)))
    assert "telah menyelesaikan langkah 4 (menyusun draf LKjIP)" in lost.value.needs[0]
