"""Facts that people are told of by mail, as intake tells them. Names are invented and end in "(contoh)"."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from shared.events import intake
from shared.events.parts import Office, Paper, Person, TaskInfo

_NAMES = UUID("5f0c5a4e-27ab-4b7c-9a3b-6f6a3f2b1c10")
OFFICE = Office(
    office_id=uuid5(_NAMES, "office"),
    name="Kecamatan Mentebah",
    pemerintah="Pemerintah Kabupaten Kapuas Hulu",
    time_zone="Asia/Pontianak",
)
CYCLE_ID = uuid5(_NAMES, "cycle")


def a_person(post: str, name: str, jabatan: str) -> Person:
    return Person(person_id=uuid5(_NAMES, post), name=name, jabatan=jabatan, email=f"{post}@mentebah.example")


SEKCAM = a_person("sekcam", "Siti Rahma, S.Sos., M.Si. (contoh)", "Sekcam")
KASUBBAG = a_person("kasubbag", "Yohanes Budi (contoh)", "Kasubbag Keuangan dan Program")
CAMAT = a_person("camat", "Drs. Ambrosius Lala (contoh)", "Camat")
LURAH = a_person("lurah", "Maria Sanggau (contoh)", "Lurah Mentebah Hulu")


def a_task(**changes: Any) -> TaskInfo:
    """Step 5 of the LKjIP 2025: Sekcam corrects the draft until Tuesday 3 February 2026, 16.00 WIB."""
    task = TaskInfo(
        task_id=uuid5(_NAMES, "task"),
        cycle_id=CYCLE_ID,
        office=OFFICE,
        subject="LKjIP",
        period="2025",
        step=5,
        steps_total=8,
        step_title="mengoreksi draf LKjIP",
        activity="Mengoreksi dokumen LKjIP Kecamatan MENTEBAH",
        run=1,
        role="sekcam",
        role_name="Sekcam",
        kind="koreksi",
        act="Selesai mengoreksi",
        holder=SEKCAM,
        opened_at=datetime(2026, 2, 2, 3, 15, tzinfo=UTC),
        due_at=datetime(2026, 2, 3, 9, 0, tzinfo=UTC),
        waktu="1 hari",
        working_time="1 hari kerja 4 jam 45 menit",
        content_hash="ab" * 32,
        link_issue=1,
        contact=KASUBBAG,
        next_role="Sekcam",
        papers=(Paper(kind="lkjip_draft", name="LKjIP 2025 (draf).pdf", sha256="cd" * 32),),
        summary=(
            "12 indikator, 11 di antaranya terukur",
            "Sangat Tinggi: 9 indikator",
            "Tidak dapat diukur: 1 indikator",
        ),
    )
    return replace(task, **changes)


def a_unit_task(**changes: Any) -> TaskInfo:
    """Step 3: a Lurah fills in the figures."""
    return a_task(
        **{
            "step": 3,
            "step_title": "mengisi data kinerja",
            "role": "kasi_lurah",
            "role_name": "Kasi/Lurah",
            "kind": "isi_data",
            "act": "Kirim data",
            "holder": LURAH,
            "waktu": "3 hari",
            "content_hash": None,
            "next_role": "Kasubbag Keuangan dan Program",
            "papers": (),
            "summary": (),
        }
        | changes
    )


def opened(**changes: Any) -> intake.TaskOpened:
    return intake.TaskOpened(task=a_task(**changes))


def overran(**changes: Any) -> intake.TaskOverran:
    return intake.TaskOverran(task=a_task(**changes))


def returned(**changes: Any) -> intake.TaskReturned:
    back = {"step": 4, "step_title": "menyusun draf LKjIP", "kind": "susun", "holder": KASUBBAG, "role": "kasubbag"}
    return intake.TaskReturned(
        task=a_task(**{**back, "waktu": "2 hari", "run": 2, "papers": (), **changes}),
        returned_by=SEKCAM,
        reason="Bab III belum memuat pembanding tahun lalu.\nMohon ditambahkan.",
    )


def step_overran(*late: str) -> intake.StepOverran:
    return intake.StepOverran(
        run_id=uuid5(_NAMES, "run"), task=a_unit_task(), recipient=KASUBBAG, late=late or ("Kelurahan Mentebah Hulu",)
    )


def completed(**changes: Any) -> intake.TaskCompleted:
    return intake.TaskCompleted(
        task=a_task(**changes), completed_at=datetime(2026, 2, 3, 4, 0, tzinfo=UTC), completed_by=SEKCAM
    )


def withdrawn(**changes: Any) -> intake.TaskWithdrawn:
    return intake.TaskWithdrawn(task=a_task(**changes), reason="Langkah ditutup")


def cancelled(*recipients: Person) -> intake.CycleCancelled:
    return intake.CycleCancelled(
        cycle_id=CYCLE_ID,
        reason="Dimulai untuk tahun yang salah",
        recipients=recipients or (SEKCAM,),
        office=OFFICE,
        subject_name="LKjIP",
        period="2025",
    )


def code_requested(expires_at: datetime) -> intake.SignInCodeRequested:
    return intake.SignInCodeRequested(
        challenge_id=uuid5(_NAMES, "challenge"), person=SEKCAM, office_name=OFFICE.name, expires_at=expires_at
    )
