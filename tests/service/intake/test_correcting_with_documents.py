"""The correction copy's whole way, with documents' own handlers: made, downloaded, edited, uploaded, read, accepted."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from services.documents.handlers.corrections import CorrectionReader
from services.documents.handlers.lkjips import Lkjips
from services.intake import handlers
from services.intake.models import BlockRecord
from shared.database import Database
from shared.delivery.records import OutboxRecord
from shared.delivery.work import Work
from shared.events.documents import CorrectionsProposed, LkjipGenerated
from shared.events.envelope import envelope_from_json, unwrap
from shared.events.intake import CorrectionUploaded, LkjipRevised
from tests.visitors import SECRET, Doors, Visitor, site_of

WRITTEN = "Kecamatan Mentebah terdiri atas delapan desa."


class Documents:
    """Documents over its own database and intake's file store; its answers are carried back by hand."""

    def __init__(self, doors: Doors, database: Database) -> None:
        self.doors, self.database = doors, database
        files = site_of(doors.app).files
        self._lkjips, self._reader = Lkjips(files, "https://kinerja.example", SECRET), CorrectionReader(files, database)

    def make_report(self) -> None:
        """The paper and the copy of what was told last."""
        self._handle(self._lkjips, self.doors.office.events(LkjipRevised)[-1])
        with self.doors.office.work() as work:
            handlers.take_in_lkjip(work, self._told(LkjipGenerated))

    def read_correction(self) -> None:
        """The proposals of what was uploaded last."""
        self._handle(self._reader, self.doors.office.events(CorrectionUploaded)[-1])
        with self.doors.office.work() as work:
            handlers.take_in_corrections(work, self._told(CorrectionsProposed))

    def _handle(self, handler: Any, event: Any) -> None:
        made = handler.prepare(event)
        with self.database.write() as session:
            handler.record(Work(session, self.doors.office.clock, causation=uuid4()), event, made)

    def _told(self, kind: type[Any]) -> Any:
        with self.database.read() as rows:
            told = [unwrap(envelope_from_json(row.envelope)) for row in rows.scalars(select(OutboxRecord))]
        return next(event for event in told if isinstance(event, kind))


@pytest.fixture
def documents(doors: Doors, migrated_database: Callable[[str], str]) -> Iterator[Documents]:
    database = Database(migrated_database("documents"))
    yield Documents(doors, database)
    database.dispose()


def corrected(package: bytes) -> bytes:
    """The copy with a word replaced in one block and a sentence typed into an empty one."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(b"delapan desa", b"sembilan desa")
                head, tag, rest = content.partition(b'<w:tag w:val="kesimpulan"/>')
                assert tag
                content = head + tag + rest.replace(b"</w:p>", b"<w:r><w:t>Kinerja baik.</w:t></w:r></w:p>", 1)
            new.writestr(name, content)
    return made.getvalue()


def texts(doors: Doors, cycle_id: UUID) -> list[str]:
    with doors.database.read() as rows:
        return [rows.get_one(BlockRecord, (cycle_id, each)).text for each in ("gambaran_umum", "kesimpulan")]


def downloaded(sekcam: Visitor, page: str) -> bytes:
    found = re.search(r'href="([^"]+)">LKjIP 2025 \(salinan koreksi\)\.docx<', sekcam.get(page).text)
    assert found
    answer = sekcam.client.get(found[1])
    assert str(answer.mimetype).endswith("wordprocessingml.document")
    return bytes(answer.data)


def test_a_copy_that_was_downloaded_edited_and_uploaded_changes_its_blocks(doors: Doors, documents: Documents) -> None:
    cycle_id = doors.office.open_cycle()
    doors.office.play_to(cycle_id, 5)
    task = doors.office.open_tasks(cycle_id, 5)[0]
    sekcam, page = doors.visitor().go_on_as(doors.office.person("sekcam")), f"/tugas/{task.id}/draf"
    sekcam.get(page)
    sekcam.post(f"{page}/uraian", {"bagian": "gambaran_umum", "teks-gambaran_umum": WRITTEN, "versi": "1"})
    assert sekcam.post(f"{page}/pratinjau").status_code == 303
    documents.make_report()
    file = (io.BytesIO(corrected(downloaded(sekcam, page))), "koreksi.docx")
    assert sekcam.post(f"{page}/koreksi", {"docx": file}, content_type="multipart/form-data").status_code == 303
    documents.read_correction()
    shown = sekcam.get(page).text
    assert "bukan salinan dari isi yang sekarang" not in shown
    proposals = re.findall(r'name="usulan" value="([^"]+)"', shown)
    assert len(proposals) == 2
    for proposal in proposals:
        assert sekcam.post(f"{page}/usulan", {"usulan": proposal, "tindakan": "terima"}).status_code == 303
    assert texts(doors, cycle_id) == [WRITTEN.replace("delapan", "sembilan"), "Kinerja baik."]
