"""The office's own settings: what its papers are headed with, its dates, its letters, its logo."""

import io
import struct
import zlib
from typing import Any

import pytest

from services.intake.letter_settings import SURAT_PENGANTAR, archive_setting, letter_setting
from services.intake.models import OfficeRecord
from tests.visitors import Doors, Visitor

SETTINGS = {
    "alamat": "Jalan Baru 1",
    "place": "Mentebah",
    "contact": "Telepon (contoh)",
    "dispatch_name": "Bagian Organisasi",
    "dispatch_email": "organisasi@contoh.example",
    "opens_on_day": "5",
    "opens_on_month": "01",
    "due_on_day": "15",
    "due_on_month": "02",
}
LETTERS = {
    "surat_permintaan-sifat": "Segera",
    "surat_permintaan-klasifikasi": "000.8.3",
    "surat_permintaan-numbering": "agenda",
    "surat_permintaan-scheme": "{klasifikasi}/{urut}/{tahun}",
    "surat_pengantar-signer": "camat",
    "surat_pengantar-sifat": "Biasa",
    "surat_pengantar-klasifikasi": "000.8.3",
    "surat_pengantar-numbering": "register",
    "surat_pengantar-scheme": "{urut}/{bulan}/{tahun}",
    "surat_pengantar-carbon_copies": "Bupati\n\n  Arsip  \n",
    "archive-klasifikasi": "000.8.3.2",
    "archive-active_years": "3",
    "archive-inactive_years": "5",
    "archive-fate": "Musnah",
}


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress((b"\0" + b"\0" * 3 * min(width, 4)) * min(height, 4))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


JPG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x05\x00\x09\x01\x01\x11\x00\xff\xda\x00\x02\x00\xff\xd9"


def admin_of(doors: Doors) -> Visitor:
    visitor = doors.visitor().go_on_as(doors.office.person("admin"))
    visitor.get("/kelola/kantor")
    return visitor


def send(visitor: Visitor, fields: dict[str, Any]) -> Any:
    return visitor.post("/kelola/kantor", fields, content_type="multipart/form-data")


def office(doors: Doors) -> OfficeRecord:
    with doors.database.read() as rows:
        return rows.get_one(OfficeRecord, doors.office.id)


def test_the_settings_are_kept_and_can_be_emptied_again(doors: Doors) -> None:
    admin = admin_of(doors)
    assert send(admin, SETTINGS).status_code == 303
    row = office(doors)
    assert (row.alamat, row.place, row.opens_on, row.due_on) == ("Jalan Baru 1", "Mentebah", "01-05", "02-15")
    shown = admin.get("/kelola/kantor?disimpan=ya").text
    assert "Perubahan sudah disimpan" in shown
    assert 'value="organisasi@contoh.example"' in shown
    assert send(admin, dict.fromkeys(SETTINGS, "")).status_code == 303
    row = office(doors)
    assert (row.alamat, row.opens_on, row.due_on, row.dispatch_email) == ("", None, None, "")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"dispatch_email": "organisasi"}, "Bukan alamat e-mail."),
        ({"opens_on_day": "31", "opens_on_month": "02"}, "Harus bulan dan tanggal"),
        ({"opens_on_day": "5", "opens_on_month": ""}, "Harus bulan dan tanggal"),
        ({"due_on_day": "1", "due_on_month": "03"}, "Paling lambat akhir Februari"),
        ({"place": "x" * 201}, "Paling panjang 200 huruf."),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(
    doors: Doors, changed: dict[str, str], said: str
) -> None:
    before = office(doors).alamat
    answer = send(admin_of(doors), SETTINGS | changed)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Jalan Baru 1" in answer.text
    assert office(doors).alamat == before


@pytest.mark.parametrize("logo", [png(), JPG], ids=["png", "jpg"])
def test_a_logo_is_shown_to_the_office_and_can_be_taken_away(doors: Doors, logo: bytes) -> None:
    admin = admin_of(doors)
    assert send(admin, SETTINGS | {"logo": (io.BytesIO(logo), "logo.png")}).status_code == 303
    key = office(doors).logo
    assert f'src="/logo/{key}"' in admin.get("/").text
    assert "Hapus logo" in admin.get("/kelola/kantor").text
    shown = admin.client.get(f"/logo/{key}")
    assert shown.data == logo
    assert shown.mimetype in {"image/png", "image/jpeg"}
    assert admin.get(f"/logo/{'0' * 64}").status_code == 404
    assert doors.visitor("10.0.0.9").get(f"/logo/{key}").status_code == 303
    assert send(admin, SETTINGS).status_code == 303
    assert office(doors).logo == key
    assert send(admin, SETTINGS | {"tanpa_logo": "ya"}).status_code == 303
    assert office(doors).logo is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"GIF89a", "PNG atau JPG"),
        (b"%PDF-1.7 %%EOF", "PNG atau JPG"),
        (png()[:-5], "rusak"),
        (png()[:40] + b"\x00" + png()[41:], "rusak"),
        (png(5000, 2), "melebihi 3000 titik"),
        (b"\x89PNG\r\n\x1a\n", "rusak"),
        (JPG[:-1], "rusak"),
        (JPG[:12] + b"\xff\xd9", "rusak"),
        (png() + b"\0" * 1024 * 1024, "lebih besar dari 1 MB"),
    ],
)
def test_a_picture_that_could_break_a_paper_is_no_logo(doors: Doors, content: bytes, said: str) -> None:
    answer = send(admin_of(doors), SETTINGS | {"logo": (io.BytesIO(content), "logo.png")})
    assert answer.status_code == 422
    assert said in answer.text
    assert office(doors).logo is None


def test_letters_and_archive_are_set_as_the_letters_read_them(doors: Doors) -> None:
    admin = admin_of(doors)
    admin.get("/kelola/surat")
    assert admin.post("/kelola/surat", LETTERS).status_code == 303
    row = office(doors)
    letter = letter_setting(row.letters, SURAT_PENGANTAR)
    assert (letter.signer, letter.numbering, letter.carbon_copies) == ("camat", "register", ("Bupati", "Arsip"))
    assert letter_setting(row.letters, "surat_permintaan").signer is None
    archive = archive_setting(row.archive)
    assert (archive.klasifikasi, archive.active_years, archive.fate) == ("000.8.3.2", 3, "Musnah")
    assert "{urut}/{bulan}/{tahun}" in admin.get("/kelola/surat").text


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("surat_pengantar-scheme", "{urut}", "Pola nomor memuat"),
        ("surat_pengantar-scheme", "{urut.__class__}/{tahun}", "Pola nomor memuat"),
        ("surat_pengantar-signer", "bupati", "Pilih penanda tangan dari daftar."),
        ("surat_permintaan-numbering", "acak", "Yang boleh: agenda atau register."),
        ("archive-active_years", "dua", "Harus jumlah tahun"),
        ("archive-fate", "Dibakar", "Yang boleh: Permanen"),
        ("surat_pengantar-carbon_copies", "x" * 201, "Paling panjang 200 huruf."),
    ],
)
def test_a_letter_setting_that_no_letter_could_use_is_refused(doors: Doors, name: str, typed: str, said: str) -> None:
    admin = admin_of(doors)
    answer = admin.post("/kelola/surat", LETTERS | {name: typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert office(doors).letters == {}


@pytest.mark.parametrize("path", ["/kelola/kantor", "/kelola/surat"])
def test_only_the_admin_sees_and_changes_settings(doors: Doors, path: str) -> None:
    visitor = doors.visitor().go_on_as(doors.office.person("kasubbag"))
    assert visitor.get(path).status_code == visitor.post(path, SETTINGS).status_code == 403
