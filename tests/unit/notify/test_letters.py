"""What people read in their mails."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from services.notify.composing import Composer
from services.notify.domain.letter import Letter, Link, shortened
from services.notify.message import Writer
from shared.events.event import Event
from shared.events.parts import Person
from shared.keys import is_sealed, link_code, one_time_code, read_link
from tests import notices

SECRET = "rahasia-untuk-uji-yang-cukup-panjang-sekali"
COMPOSER = Composer("https://kinerja.example", SECRET)
LATER = datetime(2026, 2, 3, 3, 25, tzinfo=UTC)


def letter(event: Event, recipient: Person = notices.SEKCAM) -> Letter:
    return COMPOSER.letter(event, recipient)


def text(event: Event, recipient: Person = notices.SEKCAM, *, is_demo: bool = False) -> str:
    return Writer("kinerja@kantor.example", is_demo).text(letter(event, recipient))


def html(event: Event, recipient: Person = notices.SEKCAM) -> str:
    return Writer("kinerja@kantor.example", is_demo=False).html(letter(event, recipient))


ALL_EVENTS = {
    "opened": notices.opened(),
    "overran": notices.overran(),
    "returned": notices.returned(),
    "step overran": notices.step_overran(),
    "cancelled": notices.cancelled(),
    "code": notices.code_requested(LATER),
}
each_mail = pytest.mark.parametrize("event", ALL_EVENTS.values(), ids=ALL_EVENTS.keys())


@pytest.mark.parametrize(
    ("event", "subject"),
    [
        (notices.opened(), "LKjIP 2025: giliran Anda mengoreksi draf, paling lambat Sel 3 Feb pukul 16.00 WIB"),
        (notices.opened(due_at=None), "LKjIP 2025: giliran Anda mengoreksi draf"),
        (notices.overran(), "LKjIP 2025: koreksi draf melewati waktu baku (batas: Sel 3 Feb pukul 16.00 WIB)"),
        (
            notices.step_overran(),
            "LKjIP 2025: pengisian data melewati waktu baku (batas: Sel 3 Feb pukul 16.00 WIB)",
        ),
        (notices.returned(), "LKjIP 2025: draf dikembalikan oleh Sekcam, mohon diperbaiki"),
        (
            notices.opened(step_title="Pemenuhan data kinerja", kind="umum", due_at=None),
            "LKjIP 2025: giliran Anda: pemenuhan data kinerja",
        ),
        (
            notices.overran(kind="umum", step_title="menyampaikan data bidang", due_at=None),
            "LKjIP 2025: langkah 5 (menyampaikan data bidang) melewati waktu baku",
        ),
    ],
)
def test_a_subject_says_what_and_by_when(event: Event, subject: str) -> None:
    assert letter(event).subject == subject


@pytest.mark.parametrize("make", [notices.opened, notices.overran])
def test_a_long_title_is_cut_between_words_and_never_the_deadline(make: Any) -> None:
    title = "menghimpun, memeriksa dan menyampaikan seluruh data dan informasi kinerja bidang kepada sekretariat"
    subject = letter(make(step_title=title, kind="umum")).subject
    assert len(subject) <= 90
    assert "…" in subject
    assert "Sel 3 Feb pukul 16.00 WIB" in subject


@each_mail
def test_no_subject_is_longer_than_a_locked_phone_shows_or_speaks_of_lateness(event: Event) -> None:
    subject = letter(event).subject
    assert len(subject) <= 90
    assert "terlambat" not in subject.lower()


def test_the_body_goes_from_what_is_asked_to_the_link_and_ends_with_what_the_link_does_not_do() -> None:
    body = text(notices.opened())
    wanted = [
        "Yth. Sekcam\nSiti Rahma, S.Sos., M.Si. (contoh)\n",
        "Mohon Anda mengoreksi draf LKjIP (langkah 5 dari 8 LKjIP 2025), karena langkah sebelumnya sudah selesai.",
        "- 12 indikator, 11 di antaranya terukur",
        "- LKjIP 2025 (draf).pdf",
        "Paling lambat: Selasa, 3 Februari 2026 pukul 16.00 WIB",
        "Waktu yang tersedia: 1 hari kerja 4 jam 45 menit",
        "\nhttps://kinerja.example/buka/",
        "Setelah ini giliran Sekcam, yang akan menerima e-mail.",
        "Hubungi Kasubbag Keuangan dan Program, Yohanes Budi (contoh), e-mail kasubbag@mentebah.example.",
        "Membuka tautan ini belum memutuskan apa pun.",
    ]
    places = [body.index(part) for part in wanted]
    assert places == sorted(places)


@each_mail
def test_a_mail_holds_one_act_at_most(event: Event) -> None:
    assert sum(isinstance(block, Link) for block in letter(event).blocks) <= 1


def test_the_link_is_the_one_intake_will_accept_for_this_content() -> None:
    (line,) = (line for line in text(notices.opened()).splitlines() if "/buka/" in line)
    code = line.removeprefix("https://kinerja.example/buka/")
    task = notices.a_task()
    assert code == link_code(SECRET, task.task_id, notices.SEKCAM.person_id, task.content_hash, task.link_issue)
    assert is_sealed(SECRET, read_link(code), task.content_hash)
    assert not is_sealed(SECRET, read_link(code), "ef" * 32)


def test_a_step_without_time_says_so_instead_of_inventing_a_deadline() -> None:
    body = text(notices.opened(due_at=None, waktu=None, working_time=None))
    assert "SOP tidak menetapkan batas waktu untuk langkah ini" in body
    assert "Waktu yang tersedia" not in body


def test_a_returned_task_comes_with_who_and_the_reason_in_their_own_words() -> None:
    body = text(notices.returned(), notices.KASUBBAG)
    assert "Sekcam, Siti Rahma, S.Sos., M.Si. (contoh), mengembalikan pekerjaan ini untuk diperbaiki." in body
    assert "> Bab III belum memuat pembanding tahun lalu.\n> Mohon ditambahkan.\n" in body


def test_who_is_the_contact_is_not_sent_to_themselves() -> None:
    assert "Ada pertanyaan?" not in text(notices.returned(), notices.KASUBBAG)


def test_a_step_that_overran_names_those_still_awaited_and_leads_to_the_board() -> None:
    body = text(notices.step_overran("Kelurahan Hulu", "Seksi Pelayanan"), notices.KASUBBAG)
    assert "Masih ditunggu (2):\n- Kelurahan Hulu\n- Seksi Pelayanan\n" in body
    assert f"\nhttps://kinerja.example/siklus/{notices.CYCLE_ID}\n" in body
    assert "/buka/" not in body


def test_the_code_stands_alone_with_its_end_and_is_not_in_the_subject() -> None:
    event = notices.code_requested(LATER)
    code = one_time_code(SECRET, notices.SEKCAM.person_id, event.challenge_id)
    body = text(event)
    assert f"\n{code}\n" in body
    assert "sampai pukul 10.25 WIB / 11.25 WITA / 12.25 WIT" in body
    assert "Jangan berikan kode ini kepada siapa pun" in body
    assert code not in letter(event).subject


@each_mail
def test_every_mail_of_a_demo_says_that_it_is_an_example_and_no_real_one_does(event: Event) -> None:
    assert text(event, is_demo=True).startswith("CONTOH – BUKAN SURAT RESMI\n")
    assert "BUKAN SURAT RESMI" not in text(event)


@each_mail
def test_the_html_is_indonesian_and_fetches_nothing(event: Event) -> None:
    page = html(event)
    assert '<html lang="id">' in page
    assert not any(word in page for word in ("<img", "<script", "<link", "url(", "@import"))


def test_what_people_typed_cannot_become_markup() -> None:
    page = html(notices.opened(step_title="mengoreksi <b onclick='x'>draf</b> & \"lampiran\""))
    assert "<b onclick" not in page
    assert "mengoreksi &lt;b onclick" in page


def test_line_breaks_control_and_direction_marks_in_names_do_not_reach_a_subject_or_salutation() -> None:
    person = replace(notices.SEKCAM, name="Budi\r\nBcc: semua@x.example\u2028\x00 \u202e(contoh)")
    told = letter(notices.opened(subject="LKjIP\r\nBcc: a@b.example"), person)
    assert told.name == "Budi Bcc: semua@x.example (contoh)"
    assert told.subject.startswith("LKjIP Bcc: a@b.example 2025: giliran Anda")
    assert "\n" not in told.subject + told.name


def test_a_shortened_text_keeps_whole_words() -> None:
    assert shortened("satu dua tiga", 13) == "satu dua tiga"
    assert shortened("satu dua tiga", 10) == "satu dua…"
    assert shortened("satu, dua tiga", 8) == "satu…"
    assert shortened("tanpaspasi", 5) == "tanp…"
