"""Input that no page of ours sends: answered in words, never by a fault, and without a change."""

import io
from uuid import UUID

import pytest

from services.intake.process.tasks import cycle_of_task
from tests.every_address import everything
from tests.visitors import Doors, Visitor

MUCH = "9" * 5000
NUL = "a\x00b"


@pytest.fixture
def cycle_id(doors: Doors) -> UUID:
    return doors.office.open_cycle()


@pytest.fixture
def task_page(doors: Doors, cycle_id: UUID) -> str:
    return f"/tugas/{doors.office.open_tasks(cycle_id, 1)[0].id}"


@pytest.fixture
def camat(doors: Doors, task_page: str) -> Visitor:
    visitor = doors.visitor().go_on_as(doors.office.person("camat"))
    visitor.get(task_page)
    return visitor


def test_a_year_of_five_thousand_digits_is_asked_about(doors: Doors) -> None:
    kasubbag = doors.visitor().go_on_as(doors.office.person("kasubbag"))
    answer = kasubbag.post("/siklus", {"tahun": MUCH})
    assert answer.status_code == 422
    assert "Isi tahun dengan empat angka" in answer.text


def test_a_decision_of_five_thousand_digits_is_no_decision(doors: Doors, cycle_id: UUID) -> None:
    doors.office.play_to(cycle_id, 5)
    task = doors.office.open_tasks(cycle_id, 5)[0]
    sekcam = doors.visitor().go_on_as(doors.office.person("sekcam"))
    seen = {"content_hash": doors.office.cycle(cycle_id).content_hash or ""}
    answer = sekcam.post(f"/tugas/{task.id}/selesai", {**seen, "putusan": MUCH})
    assert answer.status_code == 422
    assert "Pilih keputusan Anda." in answer.text


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/masuk", {"email": NUL, "sandi": "x", "cara": "sandi"}),
        ("/masuk", {"email": NUL, "cara": "kode"}),
        ("/siklus/{cycle}/batal", {"alasan_batal": NUL}),
        ("/tugas/{task}/selesai", {"catatan": NUL}),
        ("/tugas/{task}/selesai", {NUL: "x"}),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_nul_which_no_database_takes_is_refused_in_words(
    doors: Doors, camat: Visitor, task_page: str, path: str, fields: dict[str, str]
) -> None:
    before = everything(doors)
    task_id = UUID(task_page.rpartition("/")[2])
    with doors.database.read() as rows:
        cycle_id = cycle_of_task(rows, task_id)
    answer = camat.post(path.format(cycle=cycle_id, task=task_id), fields)
    assert answer.status_code == 400
    assert "Permintaan ini tidak dapat kami baca." in answer.text
    assert everything(doors) == before


@pytest.mark.parametrize("name", ["a\x00b.pdf", "Capaian “2025”.pdf", "x" * 400, "a/../b\\c"])
def test_a_file_keeps_a_name_that_a_browser_can_be_told(camat: Visitor, task_page: str, name: str) -> None:
    fields = {"berkas": (io.BytesIO(b"%PDF-1.7"), name)}
    answer = camat.post(f"{task_page}/selesai", fields, content_type="multipart/form-data")
    assert answer.status_code in {303, 400}
    if answer.status_code == 303:
        page = camat.get(task_page).text
        file = page.partition(f"{task_page}/berkas/")[2].partition('"')[0]
        shown = camat.get(f"{task_page}/berkas/{file}")
        assert shown.status_code == 200
        assert "Set-Cookie" not in shown.headers


def test_a_file_under_another_name_than_our_field_is_left_aside(camat: Visitor, task_page: str) -> None:
    fields = {"lain": (io.BytesIO(b"%PDF-1.7"), "a.pdf")}
    answer = camat.post(f"{task_page}/selesai", fields, content_type="multipart/form-data")
    assert answer.location == f"{task_page}/selesai"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<svg onload='alert(1)'/>", "Hanya PDF atau foto (JPG, PNG) yang dapat diunggah."),
        (b"", "Hanya PDF atau foto (JPG, PNG) yang dapat diunggah."),
        (b"%PDF-" + b"x" * (10 * 1024 * 1024), "Berkas ini lebih besar dari 10 MB."),
    ],
    ids=["another kind", "empty", "too large"],
)
def test_a_refused_file_is_named_and_the_typed_text_stays(
    doors: Doors, camat: Visitor, task_page: str, content: bytes, message: str
) -> None:
    before = everything(doors)
    fields = {"catatan": "Terlampir nota.", "berkas": (io.BytesIO(content), "nota.pdf")}
    answer = camat.post(f"{task_page}/selesai", fields, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert message in answer.text
    assert "Terlampir nota.</textarea>" in answer.text
    assert everything(doors) == before


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_text_of_five_megabytes_is_refused_as_text_and_not_as_a_file(
    doors: Doors, camat: Visitor, task_page: str, kind: str
) -> None:
    before = everything(doors)
    answer = camat.post(f"{task_page}/selesai", {"catatan": "x" * 5_000_000}, content_type=kind)
    assert answer.status_code == 413
    assert "terlalu panjang" in answer.text
    assert "tombol kembali" in answer.text
    assert "dari akun Anda" not in answer.text
    assert everything(doors) == before


def test_a_note_that_is_too_long_is_given_back_whole(camat: Visitor, task_page: str) -> None:
    note = "Panjang sekali. " * 400
    answer = camat.post(f"{task_page}/selesai", {"catatan": note})
    assert answer.status_code == 422
    assert "Paling banyak 5000 huruf." in answer.text
    assert f"{note}</textarea>" in answer.text


def test_files_to_verify_are_checked_for_a_stranger_until_there_were_many(doors: Doors) -> None:
    def checked(stranger: Visitor) -> int:
        file = {"berkas": (io.BytesIO(b"%PDF-1.7"), "surat.pdf")}
        return stranger.post("/verifikasi", file, content_type="multipart/form-data").status_code

    stranger = doors.visitor("10.0.0.9")
    stranger.get("/verifikasi")
    assert {checked(stranger) for _ in range(60)} == {503}  # nobody checks in this test: documents is away
    assert checked(stranger) == 429
    other = doors.visitor("10.0.0.10")
    other.get("/verifikasi")
    assert checked(other) == 503
