"""The sheets that are only read: how to fill in the form, and what its words mean."""

from typing import Any
from zoneinfo import ZoneInfo

from services.documents.data_forms.form import DataForm
from services.documents.data_forms.layout import GUIDE_SHEET, TERMS_SHEET, plain
from services.documents.data_forms.styles import Styles
from shared.dates import format_moment

_STEPS = (
    "1. Buka lembar “Isian”. Isi hanya sel berwarna kuning; sel lain terkunci.",
    (
        "2. Realisasi: ketik angkanya saja. Gunakan koma untuk desimal, misalnya 87,5, dan titik untuk ribuan, misalnya"
        " 1.234. Angka sementara boleh diberi tanda *, misalnya 87,5*. Bila target berupa predikat atau ya/tidak,"
        " pilih jawabannya dari daftar di sel itu."
    ),
    (
        "3. Bila tidak ada angkanya, kosongkan Realisasi lalu pilih alasannya: nol, belum ada data, atau tidak berlaku."
        " Sel kosong tidak pernah dibaca sebagai nol."
    ),
    "4. Isi Pembilang dan Penyebut bila selnya kuning; yang dihitung tertulis di kolom Rumus. Jangan isi dengan rumus.",
    (
        "5. Tuliskan faktor pendukung, faktor penghambat, dan tindak lanjut dengan kata-kata Anda, paling banyak 2.000"
        " huruf per sel."
    ),
    (
        "6. Simpan sebagai Excel (.xlsx), lalu unggah di halaman tugas Anda. Anda melihat dahulu apa yang terbaca dari"
        " setiap sel; baru setelah itu ada yang tersimpan."
    ),
    (
        "7. Formulir ini hanya untuk unit dan tahun di atas. Baris boleh diurutkan ulang, tetapi jangan mengubah kode,"
        " target, dan sel terkunci lainnya."
    ),
)
_STEP_OF_TRIWULAN = (
    "8. Realisasi TW I sampai TW IV: isi sel triwulan yang kuning. Bila kolom Rumus menyebut cara menghitung realisasi"
    " setahun, kolom Realisasi boleh dikosongkan. Triwulan yang kosong tidak dibaca sebagai nol."
)
_TERMS = (("Kode", 9), ("Indikator", 40), ("Definisi", 60), ("Rumus", 40), ("Sumber data", 34))
_GUIDE_WIDTH = 100


def write_guide(book: Any, form: DataForm, formats: Styles) -> None:
    """The sheet "Petunjuk"."""
    sheet = book.add_worksheet(GUIDE_SHEET)
    sheet.set_column(0, 0, _GUIDE_WIDTH)
    sheet.write_string(0, 0, plain(f"Isian data kinerja untuk {form.subject} {form.period}"), formats.title)
    issued = format_moment(form.issued_at, ZoneInfo(form.time_zone))
    facts = (f"Unit: {form.unit}", f"Instansi: {form.office}", f"Terbitan ke-{form.revision}, {issued}")
    steps = (*_STEPS, _STEP_OF_TRIWULAN) if any(row.triwulan for row in form.rows) else _STEPS
    for place, text in enumerate([*facts, "", *steps], start=1):
        sheet.write_string(place, 0, plain(text), formats.note)
    _set_up_page(sheet)


def write_terms(book: Any, form: DataForm, formats: Styles) -> None:
    """The sheet "Definisi"."""
    sheet = book.add_worksheet(TERMS_SHEET)
    for column, (title, width) in enumerate(_TERMS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, formats.header)
    for line, row in enumerate(form.rows, start=1):
        for column, text in enumerate((row.code, row.indikator, row.definition, row.formula, row.source)):
            sheet.write_string(line, column, plain(text), formats.locked)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    _set_up_page(sheet)


def _set_up_page(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True})
