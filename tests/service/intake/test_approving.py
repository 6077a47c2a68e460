"""Step 6: turn by turn, bound to the content; a mailed link reads and never decides."""

import re
from uuid import UUID

import pytest
from sqlalchemy import select

from services.intake import handlers
from services.intake.domain.cycle import Task
from services.intake.models import BlockRecord, ReadMarkRecord
from services.intake.process.managed_data import return_unit_data
from shared.events.intake import DataCollected
from tests.every_address import everything
from tests.visitors import Doors, Visitor

pytestmark = pytest.mark.cycle_at(6)


def as_(doors: Doors, role: str) -> Visitor:
    return doors.visitor().go_on_as(doors.office.person(role))


def seen(doors: Doors, cycle_id: UUID) -> dict[str, str]:
    return {"content_hash": doors.office.cycle(cycle_id).content_hash or ""}


def turn(doors: Doors, cycle_id: UUID) -> Task:
    return doors.office.open_tasks(cycle_id, 6)[0]


def submit(doors: Doors, cycle_id: UUID) -> Task:
    """Sekcam submits; the camat's task."""
    task, sekcam = turn(doors, cycle_id), as_(doors, "sekcam")
    page = sekcam.get(f"/tugas/{task.id}/putusan").text
    assert "Sampaikan kepada Camat" in page
    assert "Kembalikan" not in page
    assert sekcam.post(f"/tugas/{task.id}/putusan/selesai", seen(doors, cycle_id)).status_code == 303
    return turn(doors, cycle_id)


def test_the_sekcam_submits_and_the_camat_approves_what_was_shown(doors: Doors, cycle_id: UUID) -> None:
    task = submit(doors, cycle_id)
    camat, page = as_(doors, "camat"), f"/tugas/{task.id}/putusan"
    assert f'href="{page}"' in camat.get(f"/tugas/{task.id}").text
    shown = camat.get(page).text
    for words in (
        "indikator",
        "Baca laporan (PDF)",
        "<svg",
        "Setujui",
        "Kembalikan ke Sekcam",
        "Kembalikan ke Kasubbag",
    ):
        assert words in shown
    assert "Setujui" not in as_(doors, "kasubbag").get(page).text.partition("<main")[2]
    wrong = camat.post(f"{page}/selesai", {"content_hash": "0" * 64, "putusan": "0"})
    assert (wrong.status_code, "sudah berubah" in wrong.text) == (422, True)
    done = {**seen(doors, cycle_id), "putusan": "0"}
    other = as_(doors, "sekcam").post(f"{page}/selesai", done)
    assert (other.status_code, doors.office.open_steps(cycle_id)) == (422, [6])
    assert camat.post(f"{page}/selesai", done).status_code == 303
    again = camat.post(f"{page}/selesai", done)
    name = doors.office.person("camat").name
    assert f"Sudah disetujui oleh {name} pada 2 Februari 2026 pukul 08.00 WIB." in again.text
    assert f"Sudah disetujui oleh {name}" in camat.get(page).text
    doors.office.answer()
    assert doors.office.open_steps(cycle_id) == [7]


def test_sending_back_needs_a_reason_and_keeps_what_was_typed(doors: Doors, cycle_id: UUID) -> None:
    task = submit(doors, cycle_id)
    camat, page = as_(doors, "camat"), f"/tugas/{task.id}/putusan/selesai"
    camat.get(f"/tugas/{task.id}/putusan")
    refused = camat.post(page, {**seen(doors, cycle_id), "putusan": "2", "alasan": ""})
    assert (refused.status_code, "Isi alasannya" in refused.text) == (422, True)
    assert '<details class="govuk-details" open>' in refused.text
    typed = camat.post(page, {**seen(doors, cycle_id), "alasan": "Angka meragukan."})
    assert ("Pilih keputusan Anda." in typed.text, "Angka meragukan." in typed.text) == (True, True)
    camat.post(page, {**seen(doors, cycle_id), "putusan": "2", "alasan": "Angka meragukan."})
    assert doors.office.open_steps(cycle_id) == [4]


def test_the_camat_sees_what_changed_since_the_last_reading(doors: Doors, cycle_id: UUID) -> None:
    office = doors.office
    task = submit(doors, cycle_id)
    camat = as_(doors, "camat")
    first = camat.get(f"/tugas/{task.id}/putusan").text
    assert "tidak ada yang dibandingkan" in first
    assert camat.post(f"/tugas/{task.id}/putusan/dibaca", {"content_hash": "0" * 64}).status_code == 303
    assert camat.post(f"/tugas/{task.id}/putusan/dibaca", seen(doors, cycle_id)).status_code == 303
    assert "Tidak ada yang berubah sejak" in camat.get(f"/tugas/{task.id}/putusan").text
    back = {**seen(doors, cycle_id), "putusan": "2", "alasan": "Perjelas kesimpulan."}
    assert camat.post(f"/tugas/{task.id}/putusan/selesai", back).status_code == 303
    with doors.database.write() as rows:
        rows.get_one(BlockRecord, (cycle_id, "kesimpulan")).text = "Kinerja tahun ini baik."
    measure_anew(doors, cycle_id, "88.50")
    office.play_to(cycle_id, 6)
    task = submit(doors, cycle_id)
    shown = camat.get(f"/tugas/{task.id}/putusan").text
    assert "Dibandingkan dengan isi yang Anda baca 2 Februari 2026" in shown
    assert re.search(r"<ins><span[^>]*>\[ditambah: </span>Kinerja tahun ini baik\.", shown)
    assert "Kata pengantar" not in shown.partition("Yang berubah")[2]
    assert re.search(r"Angka yang berubah.*capaian 100,00 .*capaian 88,50 ", shown, re.DOTALL)


def measure_anew(doors: Doors, cycle_id: UUID, capaian: str) -> None:
    """One unit's data go back, come again, and are measured otherwise."""
    office = doors.office
    unit = next(task.holder.unit_id for task in office.run(cycle_id, 3).tasks if task.holder.unit_id)
    with office.work() as work:
        return_unit_data(work, office.person("kasubbag"), cycle_id, unit, "Periksa.")
    office.submit(next(task for task in office.open_tasks(cycle_id, 4) if task.is_beside), "80")
    with office.work() as work:
        handlers.take_in_measurement(work, office.measured(office.events(DataCollected)[-1], capaian))
    office.answered.update(event_id for event_id, event in office._told() if isinstance(event, DataCollected))


def test_a_mail_scanner_that_follows_every_link_changes_nothing(doors: Doors, cycle_id: UUID) -> None:
    task = submit(doors, cycle_id)
    link = doors.link(task)
    before = everything(doors)
    scanner, tried = doors.visitor("10.9.9.9"), {link}
    queue = [link]
    while queue:
        path = queue.pop()
        assert scanner.client.head(path).status_code < 500
        answer = scanner.get(path)
        for found in re.findall(r'(?:href|action)="(/[^"#]*)"', answer.text):
            if found not in tried and "/aset/" not in found:
                tried.add(found)
                queue.append(found)
    assert len(tried) > 2
    assert everything(doors) == before
    refused = scanner.post(f"/tugas/{task.id}/putusan/selesai", {**seen(doors, cycle_id), "putusan": "0"})
    assert refused.headers["Location"].endswith("/masuk")
    assert everything(doors)["task"] == before["task"]
    with doors.database.read() as rows:
        assert {mark.person_id for mark in rows.scalars(select(ReadMarkRecord))} <= {
            doors.office.person(role).person_id for role in ("kasubbag", "sekcam")
        }
