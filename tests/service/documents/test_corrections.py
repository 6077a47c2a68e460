"""The correction copy goes out with the draft and comes back as proposals."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from services.documents.handlers.corrections import CorrectionReader
from services.documents.handlers.lkjips import DOCX, Lkjips
from shared.database import Database
from shared.delivery.consumer import NotYetKnown
from shared.delivery.records import OutboxRecord
from shared.delivery.work import Work
from shared.events.documents import CorrectionsProposed, LkjipGenerated
from shared.events.envelope import envelope_from_json, unwrap
from shared.events.intake import CorrectionUploaded, LkjipRevised
from shared.events.parts import Block, MeasuredIndicator, Office
from shared.files import FileStore

NOON = datetime(2026, 2, 3, 5, 0, tzinfo=UTC)
KATA = Block(id="kata_pengantar", title="Kata pengantar", text="Kecamatan Mentebah terdiri atas delapan desa.")
EMPTY = Block(id="kesimpulan", title="Kesimpulan", text="")


class StillClock:
    def now(self) -> datetime:
        return NOON


class Desk:
    """Documents' handlers over a database and a file store; an event is prepared, then recorded."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.files = database, FileStore(folder)
        self.lkjips = Lkjips(self.files, "https://kinerja.example", "a secret of the tests that is long enough")
        self.reader = CorrectionReader(self.files, database)

    def handle(self, handler: Any, event: Any) -> None:
        made = handler.prepare(event)
        with self.database.write() as session:
            handler.record(Work(session, StillClock(), causation=uuid4()), event, made)

    def told(self, kind: type[Any]) -> list[Any]:
        with self.database.read() as rows:
            events = [unwrap(envelope_from_json(row.envelope)) for row in rows.scalars(select(OutboxRecord))]
        return [event for event in events if isinstance(event, kind)]


@pytest.fixture
def desk(migrated_database: Callable[[str], str], tmp_path: Path) -> Iterator[Desk]:
    database = Database(migrated_database("documents"))
    yield Desk(database, tmp_path / "files")
    database.dispose()


def revised(stage: str = "draft", number: int = 1) -> LkjipRevised:
    row = MeasuredIndicator(
        code="IK-01",
        row=1,
        unit="Seksi Pelayanan Umum",
        sasaran="Meningkatnya pelayanan",
        indikator="Indeks",
        satuan="Nilai",
        direction="naik",
        target=Decimal("84.75"),
        target_text="84,75",
        realisasi=Decimal("88.95"),
        provisional=False,
        explanation="",
        capaian=Decimal("104.96"),
        capaian_exact=Decimal("104.96"),
        predikat="Sangat Tinggi",
        reason=None,
        reason_text=None,
    )
    return LkjipRevised(
        cycle_id=UUID(int=7),
        office=Office(office_id=UUID(int=1), name="Kantor (contoh)", pemerintah="Contoh", time_zone="Asia/Jakarta"),
        sop_number="067/01/SOP/K.MTB/2022",
        subject_name="LKjIP",
        period="2025",
        number=number,
        stage=stage,
        revised_at=NOON,
        template_version=2,
        measurement_revision=1,
        content_hash="ab" * 32,
        rows=(row,),
        gaps=(),
        blocks=(KATA,),
        is_demo=True,
    )


def uploaded(sha256: str) -> CorrectionUploaded:
    return CorrectionUploaded(
        cycle_id=UUID(int=7),
        correction_id=UUID(int=9),
        sha256=sha256,
        content_hash="ab" * 32,
        blocks=(KATA, EMPTY),
        uploaded_by="Sekcam (contoh)",
    )


def edited(package: bytes, before: str, after: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(before.encode(), after.encode()))
    return made.getvalue()


def test_a_draft_and_a_corrected_report_come_with_their_copy_and_an_approved_one_does_not(desk: Desk) -> None:
    for number, stage in enumerate(("draft", "corrected", "approved"), start=1):
        desk.handle(desk.lkjips, revised(stage, number))
    draft, corrected, approved = desk.told(LkjipGenerated)
    for made in (draft, corrected):
        assert (made.copy.kind, made.copy.media_type, made.copy.content_hash) == ("lkjip_copy", DOCX, "ab" * 32)
        assert made.copy.name == "LKjIP 2025 (salinan koreksi).docx"
        assert desk.files.get(made.copy.sha256).startswith(b"PK")
    assert approved.copy is None
    pages = PdfReader(io.BytesIO(desk.files.get(approved.paper.sha256))).pages
    text = " ".join(page.extract_text() for page in pages)
    assert "Disetujui" in text
    assert "Draf" not in text


def test_what_was_changed_in_a_copy_comes_back_as_proposals(desk: Desk) -> None:
    desk.handle(desk.lkjips, revised())
    (generated,) = desk.told(LkjipGenerated)
    copy = desk.files.get(generated.copy.sha256)
    changed = edited(edited(copy, "delapan", "sembilan"), ">104,96<", ">99,99<")
    desk.handle(desk.reader, uploaded(desk.files.put(changed)))
    (found,) = desk.told(CorrectionsProposed)
    assert found.refused is None
    (proposal,) = found.proposals
    assert (proposal.block_id, proposal.new) == ("kata_pengantar", KATA.text.replace("delapan", "sembilan"))
    assert [(change.old, change.new) for change in found.number_changes] == [("104,96", "99,99")]
    assert (found.unplaced, found.problems) == ((), ())


def test_the_copy_of_another_content_is_read_with_a_warning(desk: Desk) -> None:
    desk.handle(desk.lkjips, revised())
    (generated,) = desk.told(LkjipGenerated)
    other = edited(desk.files.get(generated.copy.sha256), "ab" * 32, "cd" * 32)
    desk.handle(desk.reader, uploaded(desk.files.put(other)))
    (found,) = desk.told(CorrectionsProposed)
    assert found.refused is None
    assert "bukan salinan dari isi yang sekarang" in found.problems[0]


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(desk: Desk) -> None:
    desk.handle(desk.lkjips, revised())
    desk.handle(desk.reader, uploaded(desk.files.put(b"bukan berkas Word")))
    (found,) = desk.told(CorrectionsProposed)
    assert found.proposals == ()
    assert found.refused is not None
    assert found.refused.endswith(".")


def test_a_correction_waits_for_the_copy_of_its_content(desk: Desk) -> None:
    with pytest.raises(NotYetKnown):
        desk.reader.prepare(uploaded(desk.files.put(b"apa saja")))
    desk.handle(desk.lkjips, revised())
    with pytest.raises(NotYetKnown):
        desk.reader.prepare(replace(uploaded(desk.files.put(b"apa saja")), content_hash="00" * 32))
