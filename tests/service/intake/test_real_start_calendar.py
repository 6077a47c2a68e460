"""The office's calendar on its page: own days, Ramadan, other hours, and what is missing for next year."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from services.intake.models import HoldingRecord, HoursRecord, OfficeRecord, OwnDayRecord
from services.intake.repository.offices import calendar_of
from tests.intake_office import IntakeOffice, demo_office
from tests.visitors import Doors, Visitor

EID = {"nama": "Jam kerja sore", "mulai": "2026-06-01", "sampai": "2026-06-30", "senin": "13.00-17.00"}


def admin_of(doors: Doors) -> Visitor:
    visitor = doors.visitor().go_on_as(doors.office.person("admin"))
    visitor.get("/kelola/kalender")
    return visitor


def hours(doors: Doors) -> list[HoursRecord]:
    with doors.database.read() as rows:
        return list(rows.scalars(select(HoursRecord).order_by(HoursRecord.position)))


def minutes_on(doors: Doors, day: date) -> int:
    with doors.database.read() as rows:
        calendar = calendar_of(rows, rows.get_one(OfficeRecord, doors.office.id), doors.office.clock.now())
    return sum(int((closes - opens).total_seconds()) for opens, closes in calendar.spans(day)) // 60


def test_own_days_win_over_the_national_calendar_until_they_are_taken_away(doors: Doors) -> None:
    admin = admin_of(doors)
    shown = admin.get("/kelola/kalender?tahun=2026").text
    assert "Sen 17: Hari Kemerdekaan Republik Indonesia" in shown
    assert "Cuti Bersama Hari Raya Natal" in shown
    free = {"hari": "2026-02-04", "jenis": "libur", "nama": "Hari jadi kabupaten"}
    assert minutes_on(doors, date(2026, 2, 4)) == 450
    assert admin.post("/kelola/kalender/hari", free).status_code == 303
    assert minutes_on(doors, date(2026, 2, 4)) == 0
    working = {"hari": "2026-08-17", "jenis": "kerja", "nama": "Piket (contoh)"}
    assert admin.post("/kelola/kalender/hari", working).status_code == 303
    assert minutes_on(doors, date(2026, 8, 17)) == 450
    shown = admin.get("/kelola/kalender?tahun=2026").text
    assert "Rab 4: Hari jadi kabupaten (libur kantor)" in shown
    assert "Sen 17: Piket (contoh) (hari kerja kantor)" in shown
    assert "Rabu, 4 Februari 2026" in shown
    for _ in range(2):
        assert admin.post("/kelola/kalender/hari/hapus", {"hari": "2026-02-04"}).status_code == 303
    assert minutes_on(doors, date(2026, 2, 4)) == 450


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"hari": "", "jenis": "libur", "nama": "x"}, "Pilih tanggalnya."),
        ({"hari": "2026-02-04", "jenis": "libur", "nama": ""}, "Isi keterangannya"),
        ({"hari": "2026-02-04", "jenis": "lain", "nama": "x"}, "Pilih hari libur atau hari kerja."),
    ],
)
def test_a_day_that_is_not_whole_is_asked_for_again(doors: Doors, typed: dict[str, str], said: str) -> None:
    answer = admin_of(doors).post("/kelola/kalender/hari", typed)
    assert answer.status_code == 422
    assert said in answer.text
    with doors.database.read() as rows:
        assert rows.scalars(select(OwnDayRecord)).all() == []


def test_a_ramadan_is_taken_once_shortens_the_days_and_stays_an_estimate_until_it_is_corrected(doors: Doors) -> None:
    admin = admin_of(doors)
    assert "Pakai jam Ramadan" in admin.get("/kelola/kalender?tahun=2027").text
    for _ in range(2):
        assert admin.post("/kelola/kalender/ramadan", {"hijriah": "1448"}).status_code == 303
    (row,) = hours(doors)
    assert (row.name, row.is_estimate) == ("Ramadan 1448 H", True)
    assert "Perhitungan astronomi" in row.source
    assert (minutes_on(doors, date(2027, 2, 8)), minutes_on(doors, date(2027, 2, 12))) == (390, 390)
    assert minutes_on(doors, date(2027, 2, 4)) == 450
    shown = admin.get("/kelola/kalender?tahun=2027").text
    assert "Perkiraan" in shown
    assert "Pakai jam Ramadan" not in shown
    edit = admin.get(f"/kelola/kalender/jam/{row.id}")
    assert 'value="08.00-12.00, 12.30-15.00"' in edit.text
    corrected = {
        "nama": row.name,
        "mulai": "2027-02-09",
        "sampai": "2027-03-09",
        "senin": "08.00-12.00, 12.30-15.00",
        "sumber": "Sidang isbat (contoh)",
    }
    assert admin.post(f"/kelola/kalender/jam/{row.id}", corrected).status_code == 303
    (row,) = hours(doors)
    assert (row.first, row.is_estimate, row.source) == (date(2027, 2, 9), False, "Sidang isbat (contoh)")
    assert minutes_on(doors, date(2027, 2, 8)) == 450


def test_hours_that_would_overlap_others_are_refused_and_nothing_typed_is_lost(doors: Doors) -> None:
    admin = admin_of(doors)
    assert admin.post("/kelola/kalender/jam", EID).status_code == 303
    again = admin.post("/kelola/kalender/jam", EID | {"nama": "Lain", "mulai": "2026-06-30", "sampai": "2026-07-02"})
    assert again.status_code == 422
    assert "Jam kerja “Jam kerja sore” sudah berlaku sejak 1 Juni 2026 sampai 30 Juni 2026." in again.text
    assert 'value="13.00-17.00"' in again.text
    usual = {"nama": "Jam daerah", "senin": "08.00-11.00"}
    assert admin.post("/kelola/kalender/jam", usual).status_code == 303
    assert admin.post("/kelola/kalender/jam", usual).status_code == 422
    assert len(hours(doors)) == 2
    assert minutes_on(doors, date(2026, 6, 8)) == 240
    assert minutes_on(doors, date(2026, 5, 18)) == 180
    first = hours(doors)[0]
    assert admin.post(f"/kelola/kalender/jam/{first.id}/hapus").status_code == 303
    assert admin.post(f"/kelola/kalender/jam/{first.id}/hapus").status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"nama": ""}, "Wajib diisi."),
        ({"senin": "17.00-13.00"}, "bukan jam kerja seperti 07.30-12.00"),
        ({"senin": ""}, "Harus susunan hari dan jam"),
        ({"sampai": "2026-05-01"}, "Hari terakhir tidak boleh sebelum hari pertama."),
        ({"mulai": "1/6/2026"}, "Harus tanggal seperti 2026-12-24."),
    ],
)
def test_hours_that_no_clock_could_follow_are_refused(doors: Doors, changed: dict[str, str], said: str) -> None:
    answer = admin_of(doors).post("/kelola/kalender/jam", EID | changed)
    assert answer.status_code == 422
    assert said in answer.text
    assert hours(doors) == []


def test_from_october_on_the_admin_is_told_what_next_years_calendar_lacks(doors: Doors) -> None:
    clock = doors.office.clock
    clock.instant = datetime(2027, 9, 30, 3, tzinfo=UTC)
    admin = admin_of(doors)
    assert "belum" not in admin.get("/kelola").text
    clock.instant = datetime(2027, 10, 1, 3, tzinfo=UTC)
    for path in ("/", "/kelola", "/kelola/kalender"):
        shown = admin.get(path).text
        assert "Jam kerja Ramadan 1449 H (28 Januari 2028 sampai 26 Februari 2028) belum dipasang" in shown, path
        assert "Cuti bersama tahun 2028 belum dikenal Kinerja." in shown, path
    assert "belum dipasang" not in doors.visitor().go_on_as(doors.office.person("camat")).get("/").text
    admin.post("/kelola/kalender/ramadan", {"hijriah": "1449"})
    admin.post("/kelola/kalender/hari", {"hari": "2028-02-25", "jenis": "libur", "nama": "Cuti bersama Idulfitri"})
    shown = admin.get("/").text
    assert "belum dipasang" not in shown
    assert "belum dikenal" not in shown
    clock.instant = datetime(2030, 10, 1, 3, tzinfo=UTC)
    assert "Tanggal Ramadan tahun 2031 belum dikenal Kinerja." in admin_of(doors).get("/").text


def test_shortly_before_ramadan_an_estimate_asks_to_be_corrected(doors: Doors) -> None:
    doors.office.clock.instant = datetime(2027, 1, 10, 3, tzinfo=UTC)
    admin = admin_of(doors)
    assert "Jam kerja Ramadan 1448 H" in admin.get("/").text
    admin.post("/kelola/kalender/ramadan", {"hijriah": "1448"})
    assert "masih perkiraan" not in admin.get("/").text
    doors.office.clock.instant = datetime(2027, 1, 25, 3, tzinfo=UTC)
    assert "Tanggal Ramadan 1448 H masih perkiraan." in admin_of(doors).get("/").text


def test_a_cycle_that_cannot_open_by_its_date_is_told_to_the_admin(doors: Doors) -> None:
    with doors.database.write() as rows:
        rows.get_one(OfficeRecord, doors.office.id).opens_on = "02-02"
        camat = doors.office.person("camat").person_id
        for holding in rows.scalars(select(HoldingRecord).where(HoldingRecord.person_id == camat)):
            rows.delete(holding)
    assert "jabatan Camat belum ada pemegangnya" in admin_of(doors).get("/").text


def test_only_the_admin_of_the_same_office_keeps_its_calendar(doors: Doors) -> None:
    admin_of(doors).post("/kelola/kalender/jam", EID)
    (row,) = hours(doors)
    camat = doors.visitor().go_on_as(doors.office.person("camat"))
    forms = ("hari", "hari/hapus", "ramadan", "jam", f"jam/{row.id}", f"jam/{row.id}/hapus")
    assert {camat.post(f"/kelola/kalender/{form}", EID).status_code for form in forms} == {403}
    other = IntakeOffice(doors.database, demo_office("kecamatan-contoh"))
    stranger = doors.visitor().go_on_as(other.person("admin"))
    assert stranger.get(f"/kelola/kalender/jam/{row.id}").status_code == 404
    assert {stranger.post(f"/kelola/kalender/jam/{row.id}{end}", EID).status_code for end in ("", "/hapus")} == {404}
    assert [each.name for each in hours(doors) if each.office_id == doors.office.id] == ["Jam kerja sore"]
