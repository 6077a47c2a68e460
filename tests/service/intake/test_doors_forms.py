"""Forms: only from our own pages, and nothing typed is lost when a session ends while somebody types."""

import io
from datetime import timedelta
from uuid import UUID

import pytest

from services.intake.models import SessionRecord
from tests.visitors import Doors, Visitor

ENDED = "Sesi Anda berakhir. Isian Anda masih tersimpan; masuk lagi untuk melanjutkan."


@pytest.fixture
def task_page(doors: Doors) -> str:
    cycle_id: UUID = doors.office.open_cycle()
    return f"/tugas/{doors.office.open_tasks(cycle_id, 1)[0].id}"


@pytest.fixture
def camat(doors: Doors, task_page: str) -> Visitor:
    visitor = doors.visitor().go_on_as(doors.office.person("camat"))
    visitor.get(task_page)
    return visitor


def end_sessions(doors: Doors) -> None:
    doors.age(SessionRecord, "seen_at", timedelta(hours=3))


def is_open(doors: Doors, task_page: str) -> bool:
    visitor = doors.visitor().go_on_as(doors.office.person("camat"))
    return f'action="{task_page}/perintah"' in visitor.get(f"{task_page}/perintah").text


def test_a_form_that_is_not_ours_changes_nothing(doors: Doors, camat: Visitor, task_page: str) -> None:
    camat.token = "made-up"
    assert camat.post(f"{task_page}/perintah", {"isi": "Segera"}).status_code == 303
    assert is_open(doors, task_page)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://lain.example"},
        {"Origin": "null"},
    ],
    ids=str,
)
def test_what_another_site_sends_is_refused_and_leaves_nothing_behind(
    doors: Doors, camat: Visitor, task_page: str, headers: dict[str, str]
) -> None:
    stranger = doors.visitor()
    answer = stranger.post(f"{task_page}/selesai", {"catatan": "Bukan dari Anda"}, headers=headers)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert camat.post(f"{task_page}/perintah", headers=headers).status_code == 403
    assert is_open(doors, task_page)


def test_our_own_pages_are_not_taken_for_another_site(camat: Visitor, task_page: str) -> None:
    answer = camat.post(f"{task_page}/selesai", headers={"Origin": "http://localhost"})
    assert answer.location == f"{task_page}/selesai"


def test_what_was_typed_when_the_session_ended_is_there_again_after_sign_in(
    doors: Doors, camat: Visitor, task_page: str
) -> None:
    end_sessions(doors)
    typed = {"isi": "Mohon segera\ndikerjakan", "petunjuk": ["Koordinasikan dengan pihak terkait"]}
    answer = camat.post(f"{task_page}/perintah", typed)
    assert (answer.status_code, answer.location) == (303, "/masuk")
    assert ENDED in camat.get("/masuk").text
    camat.ask_for_code(doors.email_of("camat"))
    assert camat.try_code(doors.mailed_code()).location == f"{task_page}/perintah"
    page = camat.get(f"{task_page}/perintah").text
    assert "Mohon segera\ndikerjakan</textarea>" in page
    assert page.count(" checked") == 1
    assert "Mohon segera" not in camat.get(f"{task_page}/perintah").text
    assert is_open(doors, task_page)


def test_files_are_not_kept_and_the_page_says_that_they_must_be_chosen_again(
    doors: Doors, camat: Visitor, task_page: str
) -> None:
    end_sessions(doors)
    file = (io.BytesIO(b"%PDF-1.7"), "nota.pdf")
    camat.post(f"{task_page}/selesai", {"catatan": "Terlampir", "berkas": file}, content_type="multipart/form-data")
    assert f"{ENDED} Berkas yang Anda lampirkan perlu dipilih lagi." in camat.get("/masuk").text


def test_no_secret_is_kept_with_a_form(doors: Doors, camat: Visitor, task_page: str) -> None:
    end_sessions(doors)
    camat.post(f"{task_page}/selesai", {"catatan": "x", "sandi": "rahasia-sekali", "kode": "123456"})
    assert not any("rahasia-sekali" in str(row.data) or "123456" in str(row.data) for row in doors.sessions())


def test_more_than_a_person_can_type_is_not_kept(doors: Doors, camat: Visitor, task_page: str) -> None:
    end_sessions(doors)
    camat.post(f"{task_page}/selesai", {"catatan": "x" * 210_000})
    assert ENDED not in camat.get("/masuk").text


def test_a_kept_form_waits_an_hour(doors: Doors, camat: Visitor, task_page: str) -> None:
    end_sessions(doors)
    camat.post(f"{task_page}/selesai", {"catatan": "x"})
    doors.age(SessionRecord, "seen_at", timedelta(minutes=55))
    assert ENDED in camat.get("/masuk").text
    doors.age(SessionRecord, "seen_at", timedelta(minutes=65))
    assert ENDED not in camat.get("/masuk").text


def test_another_form_of_the_same_browser_meanwhile_does_not_lose_what_was_kept(
    doors: Doors, camat: Visitor, task_page: str
) -> None:
    end_sessions(doors)
    camat.post(f"{task_page}/perintah", {"isi": "Tetap ada"})
    camat.token = "stale"
    camat.post("/masuk", {"email": "a@contoh.example", "sandi": "x", "cara": "sandi"})
    camat.post("/keluar")
    camat.ask_for_code(doors.email_of("camat"))
    camat.try_code(doors.mailed_code())
    assert "Tetap ada" in camat.get(f"{task_page}/perintah").text


def test_a_sign_in_page_left_open_too_long_asks_again_and_keeps_the_address(doors: Doors) -> None:
    visitor = doors.visitor()
    visitor.token = "stale"
    answer = visitor.post("/masuk", {"email": "nama@contoh.example", "sandi": "rahasia-sekali", "cara": "sandi"})
    assert answer.status_code == 422
    assert "nama@contoh.example" in answer.text
    assert "rahasia-sekali" not in answer.text
    assert "Isian Anda masih tersimpan" not in answer.text
