"""Writes the correction copy of an LKjIP."""

import io
from collections.abc import Iterable
from datetime import UTC
from itertools import groupby

from docx.opc.constants import RELATIONSHIP_TYPE

from services.documents.correction.look import demo_banner, foot
from services.documents.correction.packing import repacked
from services.documents.correction.sheet import Sheet
from services.documents.correction.texts import normal
from services.documents.domain.lkjip import Evaluated, Figure, Lkjip, NarrativeBlock
from services.documents.papers.figures import by_sasaran, row
from shared.fingerprints import short_hash
from shared.lkjip_blocks import STATIC_BLOCKS, BlockPlace, analysis_of, comparison_blocks, sasaran_blocks

_CHAPTERS = {
    "BAB I": "BAB I Pendahuluan",
    "BAB II": "BAB II Perencanaan Kinerja",
    "BAB III": "BAB III Akuntabilitas Kinerja",
    "BAB IV": "BAB IV Penutup",
}
_HOW_TO = (
    "Salinan ini untuk mengoreksi uraian. Ubah kalimat di dalam kotak uraian (bertanda garis di tepi kiri), simpan"
    " sebagai .docx, lalu unggah kembali di Kinerja. Setiap perubahan menjadi usulan yang dapat diterima atau ditolak."
)
_NUMBERS = "Angka pada tabel tidak diubah di sini: ubah di data, melalui Kinerja."
_LONGEST_PROPERTY = 255  # a limit of the library
_HEAD = ("No", "Indikator", "Unit", "Satuan", "Target", "Realisasi", "Capaian (%)", "Predikat")
_WIDTHS_CM = (0.9, 4.6, 2.7, 1.5, 1.7, 1.7, 1.7, 1.8)


def identifier(lkjip: Lkjip) -> str:
    """What the copy says it is a copy of, in its core properties."""
    return f"{lkjip.content_hash} {lkjip.stage}"


def write_copy(lkjip: Lkjip) -> bytes:
    """The DOCX of a revision, for `read_copy`. The same report gives the same bytes."""
    sheet = Sheet()
    _describe(sheet, lkjip)
    _open(sheet, lkjip)
    texts = _Texts(lkjip.blocks)
    for section, places in groupby(STATIC_BLOCKS, lambda place: place.section):
        if section in _CHAPTERS:
            sheet.heading(1, _CHAPTERS[section])
        if section == "BAB III":
            _write_sasaran(sheet, lkjip, texts)
        for place in places:
            texts.write(sheet, place, level=2 if section in _CHAPTERS else 1)
    texts.write_left(sheet)
    saved = io.BytesIO()
    sheet.document.save(saved)
    return repacked(saved.getvalue())


class _Texts:
    """The texts by their places; each is written once."""

    def __init__(self, blocks: Iterable[NarrativeBlock]) -> None:
        self._left = list(blocks)

    def write(self, sheet: Sheet, place: BlockPlace, level: int) -> None:
        """The place's heading and its block; an empty block leaves room to write."""
        sheet.heading(level, place.title)
        self.write_block(sheet, place)

    def write_block(self, sheet: Sheet, place: BlockPlace) -> None:
        """The block alone, below a heading that stands already."""
        sheet.block(place.id, place.title, self._take(place.id) or "")

    def has(self, place: BlockPlace) -> bool:
        """Whether somebody wrote a text for this place."""
        return any(block.id == place.id and block.text.strip() for block in self._left)

    def write_left(self, sheet: Sheet) -> None:
        """What had no place; a second text of the same id stands as fixed text."""
        left = [block for block in self._left if block.text.strip()]
        if left:
            sheet.heading(1, "Uraian lain")
        known = {place.id for place in STATIC_BLOCKS}
        for block in left:
            sheet.heading(2, block.title)
            if block.id and block.id not in known:
                known.add(block.id)
                sheet.block(block.id, block.title, block.text)
            else:
                sheet.text(block.text)

    def _take(self, block_id: str) -> str | None:
        block = next((each for each in self._left if each.id == block_id), None)
        if block is None:
            return None
        self._left.remove(block)
        return block.text


def _describe(sheet: Sheet, lkjip: Lkjip) -> None:
    properties = sheet.document.core_properties
    properties.title = normal(f"{lkjip.title} {lkjip.period}, salinan koreksi")[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = normal(lkjip.office)[:_LONGEST_PROPERTY]
    properties.comments = ""
    properties.language = "id-ID"
    properties.identifier = identifier(lkjip)
    properties.created = properties.modified = lkjip.revised_at.astimezone(UTC)
    package = sheet.document.part.package
    for key in [key for key, relation in package.rels.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        package.rels.pop(key)  # the library's picture of a document of its own


def _open(sheet: Sheet, lkjip: Lkjip) -> None:
    if lkjip.is_demo:
        demo_banner(sheet.document, "CONTOH – BUKAN DOKUMEN RESMI")
    hash_words = f"Sidik isi: {short_hash(lkjip.content_hash)}"
    foot(sheet.document, f"Salinan koreksi  ·  {lkjip.office}  ·  {lkjip.stage.label}  ·  {hash_words}")
    sheet.heading(0, f"{lkjip.title} {lkjip.period}: salinan koreksi")
    sheet.text(f"{lkjip.office}\n{lkjip.pemerintah}\nTahap: {lkjip.stage.label}, versi {lkjip.number}\n{hash_words}")
    sheet.note(_HOW_TO)


def _write_sasaran(sheet: Sheet, lkjip: Lkjip, texts: _Texts) -> None:
    said = {(each.sasaran, each.analysis): each for each in lkjip.evaluation}
    for number, (sasaran, rows) in enumerate(by_sasaran(lkjip.figures), start=1):
        sheet.heading(2, f"Sasaran {number}: {sasaran}")
        sheet.note(_NUMBERS)
        cells = [_cells(at, figure) for at, figure in enumerate(rows, start=1)]
        sheet.table(f"Capaian sasaran {number}", _HEAD, _WIDTHS_CM, cells)
        _write_sayings(sheet, said.get((sasaran, "target")))
        for place in comparison_blocks(sasaran):
            _write_analysis(sheet, place, said.get((sasaran, analysis_of(place))), texts, may_be_left_out=True)
        for place in sasaran_blocks(sasaran):
            _write_analysis(sheet, place, said.get((sasaran, analysis_of(place))), texts, may_be_left_out=False)


def _write_analysis(
    sheet: Sheet, place: BlockPlace, said: Evaluated | None, texts: _Texts, *, may_be_left_out: bool
) -> None:
    """A comparison is measured rather than written: it has a block only where somebody wrote one."""
    has_block = texts.has(place) or not may_be_left_out
    if not has_block and not (said and said.sayings):
        return
    sheet.heading(3, place.title)
    _write_sayings(sheet, said)
    if has_block:
        texts.write_block(sheet, place)


def _write_sayings(sheet: Sheet, said: Evaluated | None) -> None:
    """What follows from the figures, as fixed remarks: it changes with them alone."""
    for each in said.sayings if said else ():
        sheet.note(f"{each.text} “{each.words}”" if each.words else each.text)


def _cells(number: int, figure: Figure) -> list[str]:
    told = row(number, figure)
    last = told["predikat"] or (f"Tidak dapat diukur. {told['reason']}" if told["reason"] else "–")
    names = ("number", "indikator", "unit", "satuan", "target", "realisasi", "capaian")
    return [*(str(told[name]) or "–" for name in names), last]
