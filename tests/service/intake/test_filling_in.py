"""A unit's figures on its page: typed by its operators, sent by its head, taken back, sent late, put right."""

import io
import re
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from services.intake.domain.cycle import Purpose, Task, TaskState
from services.intake.models import (
    CycleIndicatorRecord,
    DraftRecord,
    HoldingRecord,
    PersonRecord,
    PostRecord,
    SubmissionRecord,
)
from services.intake.passwords import hash_password
from services.intake.process.managed_data import close_with_gaps, return_unit_data
from shared.events.intake import SubmissionReceived
from tests.visitors import PASSWORD, Doors, Visitor

pytestmark = pytest.mark.cycle_at(3)

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


@pytest.fixture
def task(doors: Doors, cycle_id: UUID) -> Task:
    return doors.office.open_tasks(cycle_id, 3)[0]


def unit(doors: Doors, task: Task) -> Visitor:
    return doors.visitor().go_on_as(doors.office.holder(task))


def codes_of(doors: Doors, task: Task) -> list[str]:
    return [value.code for value in doors.office.values_of(task)]


def figures(doors: Doors, task: Task, realisasi: str = "87,5") -> dict[str, str]:
    return doors.office.typed_figures(task, realisasi)


def send(visitor: Visitor, task: Task, typed: dict[str, str]) -> int:
    """Type, check, send; the last answer's status."""
    visitor.get(f"/tugas/{task.id}/isian")
    answer = visitor.post(f"/tugas/{task.id}/isian", {**typed, "tindakan": "periksa"})
    assert answer.status_code == 303
    seal = re.search(r'name="isian" value="([^"]+)"', visitor.get(answer.location).text)
    assert seal is not None
    return visitor.post(f"/tugas/{task.id}/isian/kirim", {"isian": seal[1]}).status_code


def sent(doors: Doors, task: Task) -> list[SubmissionRecord]:
    with doors.database.read() as rows:
        of_task = rows.query(SubmissionRecord).filter_by(unit_id=task.holder.unit_id)
        return list(of_task.order_by(SubmissionRecord.number))


def state_of(doors: Doors, cycle_id: UUID, task: Task) -> TaskState:
    return doors.office.cycle(cycle_id).find(task.id)[1].state


def operator(doors: Doors, task: Task) -> Visitor:
    """Somebody of the unit in a post that has no part in the SOP."""
    since = doors.office.clock.now().date()
    person = PersonRecord(id=uuid4(), office_id=doors.office.id, name="Operator (contoh)", email="op@contoh.example")
    person.password_hash = hash_password(PASSWORD)
    post = PostRecord(
        id=uuid4(), office_id=doors.office.id, unit_id=task.holder.unit_id, jabatan="Operator", roles=[], position=99
    )
    with doors.database.write() as rows:
        rows.add_all([person, post])
        rows.flush()
        rows.add(HoldingRecord(id=uuid4(), post_id=post.id, person_id=person.id, first=since, last=None))
    visitor = doors.visitor()
    visitor.try_password("op@contoh.example")
    return visitor


def test_an_operator_of_the_unit_types_and_its_head_sends(doors: Doors, cycle_id: UUID, task: Task) -> None:
    types = operator(doors, task)
    types.get(f"/tugas/{task.id}/isian")
    answer = types.post(f"/tugas/{task.id}/isian", {**figures(doors, task), "tindakan": "periksa"})
    page = types.get(answer.location).text
    assert "delapan puluh tujuh koma lima" in page
    assert ">Kirim data<" not in " ".join(page.split())
    seal = re.search(r'name="isian" value="([^"]+)"', page)
    assert seal is not None
    assert types.post(f"/tugas/{task.id}/isian/kirim", {"isian": seal[1]}).status_code == 422
    assert state_of(doors, cycle_id, task) is TaskState.OPEN
    head = unit(doors, task)
    assert 'value="87,5"' in head.get(f"/tugas/{task.id}/isian").text
    assert head.post(f"/tugas/{task.id}/isian/kirim", {"isian": seal[1]}).status_code == 303
    assert state_of(doors, cycle_id, task) is TaskState.DONE
    other = doors.office.open_tasks(cycle_id, 3)[0]
    assert types.get(f"/tugas/{other.id}/isian").status_code == 403


def test_components_words_and_several_files_are_sent_with_the_figure(doors: Doors, task: Task) -> None:
    first, *_ = codes_of(doors, task)
    with doors.database.write() as rows:
        for row in rows.query(CycleIndicatorRecord).filter_by(code=first):
            row.numerator, row.denominator, row.definition = "Surat tepat waktu", "Surat masuk", "Dihitung setahun."
    head = unit(doors, task)
    page = head.get(f"/tugas/{task.id}/isian").text
    for text in ("Pembilang: Surat tepat waktu", "Penyebut: Surat masuk", "Dihitung setahun."):
        assert text in page
    words = {"faktor_pendukung": "Petugas cukup", "faktor_penghambat": "Listrik padam", "tindak_lanjut": "Genset"}
    typed = {
        **figures(doors, task),
        f"pembilang-{first}": "1.750",
        **{f"{part}-{first}": text for part, text in words.items()},
    }
    half = head.post(f"/tugas/{task.id}/isian", {**typed, "tindakan": "periksa"})
    assert half.status_code == 422
    assert "Indikator 1: Isi pembilang dan penyebut, keduanya." in half.text
    typed[f"penyebut-{first}"] = "2.000"
    for name in ("foto.jpg", "lagi.jpg"):
        files = {f"bukti-{first}": (io.BytesIO(JPEG), name)}
        head.post(f"/tugas/{task.id}/isian", {**typed, **files}, content_type="multipart/form-data")
    assert send(head, task, typed) == 303
    (event,) = doors.office.events(SubmissionReceived)
    value = next(value for value in event.values if value.code == first)
    assert (value.numerator, value.denominator, value.evidence) == (Decimal(1750), Decimal(2000), 2)
    assert (value.supporting, value.hindering, value.follow_up) == tuple(words.values())


def test_what_is_typed_is_kept_while_it_is_typed(doors: Doors, cycle_id: UUID, task: Task) -> None:
    head = unit(doors, task)
    head.get(f"/tugas/{task.id}/isian")
    kept = head.post(f"/tugas/{task.id}/isian/sementara", figures(doors, task, "87.5"))
    assert (kept.status_code, kept.text) == (200, "Tersimpan 08.00 WIB")
    assert 'value="87.5"' in head.get(f"/tugas/{task.id}/isian").text
    doors.office.submit(task)
    late = head.post(f"/tugas/{task.id}/isian/sementara", figures(doors, task, "1"))
    assert late.status_code == 422
    assert "sudah diselesaikan" in late.text
    with doors.database.read() as rows:
        assert set(rows.get_one(DraftRecord, task.id).fields.values()) == {"87.5", "A", ""}
    other = doors.office.open_tasks(cycle_id, 3)[0]
    assert head.post(f"/tugas/{other.id}/isian/sementara", {}).status_code == 403


def test_what_was_sent_is_taken_back_and_sent_again_as_a_new_revision(doors: Doors, cycle_id: UUID, task: Task) -> None:
    head = unit(doors, task)
    assert send(head, task, figures(doors, task)) == 303
    assert "Tarik kembali data" in head.get(f"/tugas/{task.id}").text
    assert head.post(f"/tugas/{task.id}/isian/tarik").status_code == 303
    assert state_of(doors, cycle_id, task) is TaskState.OPEN
    assert send(head, task, figures(doors, task, "88")) == 303
    assert [row.number for row in sent(doors, task)] == [1, 2]
    for other in doors.office.open_tasks(cycle_id, 3):
        doors.office.submit(other)
    doors.office.answer()
    assert "Tarik kembali data" not in head.get(f"/tugas/{task.id}").text
    assert head.post(f"/tugas/{task.id}/isian/tarik").status_code == 422


def test_a_unit_that_was_left_out_sends_late_once(doors: Doors, cycle_id: UUID, task: Task) -> None:
    others = doors.office.open_tasks(cycle_id, 3)[1:]
    for other in others:
        doors.office.submit(other)
    with doors.office.work() as work:
        close_with_gaps(work, doors.office.person("kasubbag"), cycle_id, "Batas waktu habis.")
    doors.office.answer()
    head = unit(doors, task)
    page = head.get(f"/tugas/{task.id}").text
    assert "Isi data susulan" in page
    assert "tidak diperlukan lagi" not in page
    assert "dicatat sebagai susulan" in head.get(f"/tugas/{task.id}/isian").text
    for _ in range(2):
        assert send(head, task, figures(doors, task)) == 303
    assert [row.standing for row in sent(doors, task)] == ["susulan"]
    assert "Data susulan unit Anda sudah kami terima pada 2 Februari 2026" in head.get(f"/tugas/{task.id}").text
    assert send(head, task, figures(doors, task, "90")) == 303
    assert len(sent(doors, task)) == 2


def test_a_unit_s_data_come_back_with_their_own_reason_and_what_was_sent(
    doors: Doors, cycle_id: UUID, task: Task
) -> None:
    other = doors.office.open_tasks(cycle_id, 3)[1]
    first, *_ = codes_of(doors, task)
    head = unit(doors, task)
    head.get(f"/tugas/{task.id}/isian")
    file = {f"bukti-{first}": (io.BytesIO(JPEG), "foto.jpg")}
    head.post(f"/tugas/{task.id}/isian", {**figures(doors, task), **file}, content_type="multipart/form-data")
    send(head, task, figures(doors, task))
    for open_ in doors.office.open_tasks(cycle_id, 3):
        doors.office.submit(open_)
    doors.office.answer()
    kasubbag = doors.office.person("kasubbag")
    for back, reason in ((task, "Periksa pembilangnya."), (other, "Satuannya keliru.")):
        with doors.office.work() as work:
            assert back.holder.unit_id is not None
            return_unit_data(work, kasubbag, cycle_id, back.holder.unit_id, reason)
    mine = next(
        open_
        for open_ in doors.office.open_tasks(cycle_id, 4)
        if open_.purpose is Purpose.REVISE_DATA and open_.holder.unit_id == task.holder.unit_id
    )
    assert "Memperbaiki data kinerja" in head.get("/").text
    form = head.get(f"/tugas/{mine.id}/isian").text
    assert "Dikembalikan: Periksa pembilangnya." in form
    assert "Satuannya keliru." not in form
    assert 'value="87,5"' in form
    assert "foto.jpg" in form
    drafting = doors.office.run(cycle_id, 4).tasks[0]
    assert "Dikembalikan:" not in doors.visitor().go_on_as(kasubbag).get(f"/tugas/{drafting.id}").text
    assert send(head, mine, figures(doors, mine, "90")) == 303
    revised = doors.office.events(SubmissionReceived)[-1]
    assert [value.evidence for value in revised.values if value.code == first] == [1]


def test_a_predicate_is_chosen_echoed_and_sent_as_it_is(doors: Doors, cycle_id: UUID) -> None:
    task, code, head = with_a_predicate(doors, cycle_id)
    form = head.get(f"/tugas/{task.id}/isian").text
    field = form.partition(f'name="realisasi-{code}"')[2].partition("</select>")[0]
    assert re.findall(r'value="([^"]*)"', field) == ["", "AA", "A", "BB", "B", "CC", "C", "D"]
    for typed, message in (
        ({"realisasi": "72,5"}, "“72,5” bukan salah satu pilihan. Pilih salah satu: AA, A, BB, B, CC, C, D."),
        ({"realisasi": ""}, "Pilih realisasinya, atau pilih alasannya: belum ada data, tidak berlaku."),
        ({"realisasi": "", "alasan": "nol"}, "Pilih realisasinya, atau pilih alasannya"),
        ({"realisasi": "BB", "alasan": "belum_ada"}, "Ada realisasi dan ada alasan. Kosongkan salah satunya."),
    ):
        fields = figures(doors, task) | {f"{part}-{code}": text for part, text in typed.items()}
        refused = head.post(f"/tugas/{task.id}/isian", {**fields, "tindakan": "periksa"})
        assert refused.status_code == 422
        assert message in refused.text
    assert send(head, task, {**figures(doors, task), f"realisasi-{code}": "bb"}) == 303
    (told,) = doors.office.events(SubmissionReceived)
    (value,) = (value for value in told.values if value.code == code)
    assert (value.realisasi, value.realisasi_text, value.reason) == (None, "BB", None)


def with_a_predicate(doors: Doors, cycle_id: UUID) -> tuple[Task, str, Visitor]:
    """The unit whose indicator is a class of SAKIP, the code of that indicator, and its head."""
    with doors.database.read() as rows:
        (asked,) = rows.query(CycleIndicatorRecord).filter_by(cycle_id=cycle_id, target_text="A")
    (task,) = (task for task in doors.office.open_tasks(cycle_id, 3) if task.holder.unit_id == asked.unit_id)
    return task, asked.code, unit(doors, task)
