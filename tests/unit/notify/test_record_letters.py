"""Mails that ask for nothing say what was understood, in whose name, and whom to tell when it is wrong."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

from services.notify.composing import Composer
from services.notify.message import Writer
from shared.events import intake
from shared.events.event import Event
from shared.events.parts import IndicatorValue, Person
from tests.notices import CYCLE_ID, KASUBBAG, LURAH, OFFICE, SEKCAM, a_task

AT = datetime(2026, 2, 3, 3, 15, tzinfo=UTC)
COMPOSER = Composer("https://kinerja.example", "rahasia-untuk-uji-yang-cukup-panjang-sekali")


def text_of(event: Event, recipient: Person) -> tuple[str, str]:
    letter = COMPOSER.letter(event, recipient)
    return letter.subject, Writer("kinerja@kantor.example", is_demo=True).text(letter)


def a_value(code: str, realisasi: Decimal | None, reason: str | None = None) -> IndicatorValue:
    return IndicatorValue(
        code=code,
        row=1,
        sasaran="Sasaran",
        indikator=f"Indikator {code}",
        satuan="Persen",
        direction="naik",
        target=Decimal("84.75"),
        target_text="84,75",
        realisasi=realisasi,
        provisional=code == "B",
        reason=reason,
        explanation="",
    )


def a_submission(standing: str = "pengumpulan") -> intake.SubmissionReceived:
    values = (a_value("A", Decimal("8726.67")), a_value("B", Decimal("-37.60")), a_value("C", None, "belum_ada"))
    return intake.SubmissionReceived(
        cycle_id=CYCLE_ID,
        office_id=OFFICE.office_id,
        unit_id=uuid4(),
        unit="Kelurahan Tanjung Intan",
        number=1,
        submitted_at=AT,
        values=values,
        task=a_task(step=3, kind="isi_data"),
        submitted_by=LURAH,
        standing=standing,
        tracking_code="7K3M-Q2XA",
    )


def test_a_receipt_echoes_every_figure_as_it_was_understood() -> None:
    subject, text = text_of(a_submission(), LURAH)
    assert subject == "LKjIP 2025: data Kelurahan Tanjung Intan kami terima (2 dari 3 indikator)"
    assert "- Indikator A: realisasi 8.726,67 Persen (target 84,75)" in text
    assert "- Indikator B: realisasi -37,60* Persen (target 84,75)" in text
    assert "- Indikator C: belum ada data (target 84,75)" in text
    assert "susulan" not in text


def test_a_receipt_echoes_an_answer_in_words_and_counts_it() -> None:
    opini = replace(a_value("D", None), target=None, target_text="WTP", realisasi_text="WDP")
    subject, text = text_of(replace(a_submission(), values=(opini, a_value("C", None, "belum_ada"))), LURAH)
    assert "(1 dari 2 indikator)" in subject
    assert "- Indikator D: realisasi WDP (target WTP)" in text


def test_late_data_are_receipted_as_susulan() -> None:
    _, text = text_of(a_submission("susulan"), LURAH)
    assert "dicatat sebagai susulan" in text
    assert "tarik kembali" not in text


def test_data_that_were_asked_for_again_are_not_said_to_be_taken_back_by_a_press() -> None:
    _, text = text_of(a_submission("perbaikan"), LURAH)
    assert "langsung diukur kembali" in text
    assert "tarik kembali" not in text


def test_a_receipt_names_the_code_and_the_page_that_follows_the_data() -> None:
    _, text = text_of(a_submission(), LURAH)
    assert "Kode lacak: 7K3M-Q2XA" in text
    assert "https://kinerja.example/lacak?kode=7K3M-Q2XA" in text


def test_who_is_acted_for_reads_what_by_whom_and_why() -> None:
    event = intake.ActRecordedFor(
        task=a_task(), recorded_by=KASUBBAG, what="Selesai mengoreksi", reason="Sekcam berhalangan.", recorded_at=AT
    )
    subject, text = text_of(event, SEKCAM)
    assert subject == "LKjIP 2025: tindakan dicatat atas nama Anda"
    for words in ("Selesai mengoreksi", "Yohanes Budi (contoh)", "> Sekcam berhalangan.", "10.15 WIB"):
        assert words in text


def test_an_invitation_has_its_code_and_its_page_and_a_new_password_has_no_link() -> None:
    challenge = uuid4()

    def account(purpose: str) -> tuple[str, str]:
        event = intake.AccountCodeRequested(
            challenge_id=challenge, purpose=purpose, person=LURAH, office=OFFICE, expires_at=AT
        )
        return text_of(event, LURAH)

    assert f"https://kinerja.example/undangan/{challenge}" in account("invitation")[1]
    subject, text = account("password")
    assert subject == "Kode untuk kata sandi baru Kinerja"
    assert "https://" not in text


def test_a_reminder_names_who_asks_and_until_when() -> None:
    subject, text = text_of(intake.ReminderRequested(task=a_task(), reminder=1, asked_by=KASUBBAG), SEKCAM)
    assert subject.startswith("LKjIP 2025: pengingat, giliran Anda mengoreksi draf, paling lambat")
    assert "Kasubbag Keuangan dan Program, Yohanes Budi (contoh), mengingatkan Anda" in text
    assert "/buka/" in text


def test_who_takes_a_task_over_reads_on_which_ground() -> None:
    event = intake.TaskReassigned(task=a_task(), former=SEKCAM, decree="SK Bupati Nomor 12 Tahun 2026")
    _, text = text_of(event, KASUBBAG)
    assert "berdasarkan SK Bupati Nomor 12 Tahun 2026" in text
    assert "Sebelumnya tugas ini dipegang Siti Rahma" in text
