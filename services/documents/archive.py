"""Packs a cycle into one ZIP whose bytes depend on its content alone: fixed dates, fixed order.

Tables are CSV (RFC 4180, UTF-8 with a mark so that spreadsheets read it); cells that a spreadsheet would take for a
formula are marked as text.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from shared.budget_words import rupiah
from shared.dates import format_moment
from shared.events.intake import ArchiveOrdered
from shared.events.parts import IndicatorValue
from shared.events.wire import to_wire
from shared.files import FileStore
from shared.numbers import format_id
from shared.triwulan import triwulan_words

_DATE = (1980, 1, 1, 0, 0, 0)
_FORMULA_BEGINS = ("=", "+", "@", "\t", "\r")
_UNSAFE_IN_NAMES = frozenset('/\\:*?"<>|')
_ABOUT = """Arsip {subject} Tahun {period}
{office}, {pemerintah}
SOP {sop}

Klasifikasi  : {klasifikasi}
Retensi      : aktif {active} tahun, inaktif {inactive} tahun
Nasib akhir  : {fate}
Perbaikan    : {amendment}
Sidik isi    : {content}
Disusun      : {at}

dokumen/        dokumen yang dibuat selama siklus
data/           angka yang dikirim unit (setiap revisi) dan hasil pengukurannya
riwayat.csv     keputusan dan peristiwa, dari yang pertama
surat.csv       e-mail yang dikirim sistem
isi.json        seluruh isi arsip ini untuk dibaca mesin
sha256.txt      sidik setiap berkas
"""
_SUBMISSION_HEAD = (
    "Unit",
    "Revisi",
    "Dikirim",
    "Oleh",
    "Kode",
    "Indikator",
    "Satuan",
    "Target",
    "Realisasi",
    "Alasan kosong",
    "Penjelasan",
    "Faktor pendukung",
    "Faktor penghambat",
    "Tindak lanjut",
    "Triwulan",
    "Pagu",
    "Realisasi anggaran",
)
_MEASURED_HEAD = ("Unit", "Kode", "Sasaran", "Indikator", "Satuan", "Target", "Realisasi", "Capaian", "Predikat")
_HISTORY_HEAD = ("Waktu", "Langkah", "Putaran", "Peristiwa", "Oleh", "Saluran", "Alasan", "Sidik isi")
_MAIL_HEAD = ("Jenis", "Kepada", "Langkah", "Putaran", "Keadaan", "Terkirim", "Message-ID")


def archive_zip(event: ArchiveOrdered, files: FileStore) -> bytes:
    """The ZIP. Raises FileMissing when a paper is not in the file store."""
    members = dict(_members(event, files))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in members.items())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*members.items(), ("sha256.txt", sums.encode())]:
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return packed.getvalue()


def _members(event: ArchiveOrdered, files: FileStore) -> Iterator[tuple[str, bytes]]:
    yield "BACA-DULU.txt", _about(event).encode()
    for number, paper in enumerate(event.papers, start=1):
        yield f"dokumen/{number:02} {_plain(paper.name)}", files.get(paper.sha256)
    yield "data/kiriman-unit.csv", _table(_SUBMISSION_HEAD, _submissions(event))
    yield "data/hasil-pengukuran.csv", _table(_MEASURED_HEAD, _measured(event))
    yield "riwayat.csv", _table(_HISTORY_HEAD, _history(event))
    yield "surat.csv", _table(_MAIL_HEAD, _mails(event))
    yield "isi.json", json.dumps(to_wire(event), ensure_ascii=False, indent=1, sort_keys=True).encode()


def _about(event: ArchiveOrdered) -> str:
    return _ABOUT.format(
        subject=event.subject_name,
        period=event.period,
        office=event.office.name,
        pemerintah=event.office.pemerintah,
        sop=event.sop_number,
        klasifikasi=event.klasifikasi,
        active=event.active_years,
        inactive=event.inactive_years,
        fate=event.fate,
        amendment=f"ke-{event.amendment}" if event.amendment else "–",
        content=event.content_hash or "–",
        at=_moment(event, event.ordered_at),
    )


def _submissions(event: ArchiveOrdered) -> Iterator[Sequence[str]]:
    for sent in event.submissions:
        head = (sent.unit, str(sent.number), _moment(event, sent.submitted_at), sent.submitted_by)
        yield from ((*head, *_figures(value)) for value in sent.values)


def _figures(value: IndicatorValue) -> tuple[str, ...]:
    return (
        value.code,
        value.indikator,
        value.satuan,
        format_id(value.target) if value.target is not None else value.target_text,
        format_id(value.realisasi) if value.realisasi is not None else value.realisasi_text,
        value.reason or "",
        value.explanation,
        value.supporting,
        value.hindering,
        value.follow_up,
        triwulan_words((each.number, each.realisasi) for each in value.triwulan),
        rupiah(value.pagu, ""),
        rupiah(value.spent, ""),
    )


def _measured(event: ArchiveOrdered) -> Iterator[Sequence[str]]:
    for row in event.rows:
        yield (
            row.unit,
            row.code,
            row.sasaran,
            row.indikator,
            row.satuan,
            format_id(row.target) if row.target is not None else row.target_text,
            format_id(row.realisasi) if row.realisasi is not None else row.realisasi_text,
            format_id(row.capaian) if row.capaian is not None else row.reason_text or "",
            row.predikat or "",
        )


def _history(event: ArchiveOrdered) -> Iterator[Sequence[str]]:
    for line in event.history:
        yield (
            _moment(event, line.at),
            str(line.step or ""),
            str(line.run or ""),
            line.text,
            line.who,
            line.channel,
            line.reason,
            line.content_hash or "",
        )


def _mails(event: ArchiveOrdered) -> Iterator[Sequence[str]]:
    for line in event.mails:
        sent = _moment(event, line.sent_at) if line.sent_at else ""
        yield (line.kind, line.jabatan, str(line.step or ""), str(line.run or ""), line.state, sent, line.message_id)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_as_text(cell) for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_BEGINS) else cell


def _moment(event: ArchiveOrdered, at: datetime) -> str:
    return format_moment(at, ZoneInfo(event.office.time_zone))


def _plain(name: str) -> str:
    return "".join("-" if mark in _UNSAFE_IN_NAMES or not mark.isprintable() else mark for mark in name)
