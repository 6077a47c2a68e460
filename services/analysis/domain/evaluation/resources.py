"""The sentences about causes, resources and programs (analyses 5 to 7). Causes are the units' words, quoted."""

from decimal import Decimal
from typing import Final

from services.analysis.domain.evaluation.templates import Template, always

_FULL: Final = Decimal(100)


def _quote(name: str, what: str) -> Template:
    return Template(f"penyebab.{name}", (name,), always, f"{what} {{indikator}} menurut {{unit}}:", quotes=name)


PENYEBAB: Final = (
    _quote("penjelasan", "Penjelasan"),
    _quote("faktor_pendukung", "Faktor pendukung"),
    _quote("faktor_penghambat", "Faktor penghambat"),
    _quote("tindak_lanjut", "Solusi atau tindak lanjut"),
)

_MONEY = ("pagu", "anggaran", "serapan")
EFISIENSI: Final = (
    Template(
        "efisiensi.serapan",
        _MONEY,
        always,
        "Anggaran {tentang} terpakai {anggaran} dari pagu {pagu}, serapan {serapan} persen.",
    ),
    Template(
        "efisiensi.di_atas_serapan",
        ("capaian", "serapan", "selisih_serapan"),
        lambda capaian, absorbed, _away: capaian > absorbed,
        "Capaian {tentang} {capaian} persen, lebih tinggi {selisih_serapan} poin daripada serapan anggarannya.",
    ),
    Template(
        "efisiensi.di_bawah_serapan",
        ("capaian", "serapan", "selisih_serapan"),
        lambda capaian, absorbed, _away: capaian < absorbed,
        "Capaian {tentang} {capaian} persen, lebih rendah {selisih_serapan} poin daripada serapan anggarannya.",
    ),
    Template(
        "efisiensi.sama_dengan_serapan",
        ("capaian", "serapan"),
        lambda capaian, absorbed: capaian == absorbed,
        "Capaian {tentang} sama dengan serapan anggarannya, {capaian} persen.",
    ),
    Template(
        "efisiensi.sisa",
        ("capaian_tepat", "sisa"),
        lambda capaian, rest: capaian >= _FULL and rest > 0,
        "Target {tentang} tercapai dengan sisa anggaran {sisa}.",
    ),
    Template(
        "efisiensi.melebihi_pagu",
        ("sisa",),
        lambda rest: rest < 0,
        "Realisasi anggaran {tentang} melebihi pagu sebesar {sisa}.",
    ),
)

PROGRAM: Final = (
    Template("program.nama", ("program",), always, "{program} dilaksanakan untuk sasaran ini."),
    Template(
        "program.anggaran",
        ("program", *_MONEY),
        always,
        "Pagu {program} {pagu}, realisasi anggaran {anggaran}, serapan {serapan} persen.",
    ),
)
