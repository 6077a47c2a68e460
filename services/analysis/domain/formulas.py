"""The formulas of capaian by name, each with the public source that states or uses it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True)
class Formula:
    """`id` is its short name; `text` is printed beside a figure; `source` is the public document that states it."""

    id: str
    text: str
    source: str


class Direction(StrEnum):
    """How realisasi is held against target. One document may use both formulas for "lower is better", so that the
    formula belongs to the indicator, not to the office.
    """

    NAIK = "naik"
    TURUN = "turun"
    TURUN_RASIO = "turun_rasio"

    @property
    def formula(self) -> Formula:
        """The formula for a target that is a number."""
        return _OF_DIRECTION[self]


_JABAR = "https://github.com/andri000me/aplikasi_esakip/blob/324b2cbf7fc2cb27f40433f6252a823d0ee32a25/static/datalakip/"
_PRINGSEWU = "https://github.com/andhika201/E-Sakip/blob/HEAD/"
_PERMENPANRB_8 = "PermenPANRB 8/2021: http://online.flipbuilder.com/vajnr/eqrv/files/basic-html/page110.html"
_PERMENPANRB_53 = (
    "PermenPANRB 53/2014, Lampiran II huruf H: https://github.com/andri000me/aplikasi_esakip/blob/"
    "324b2cbf7fc2cb27f40433f6252a823d0ee32a25/dokumen/Permenpan%20No.53%20Tahun%202014.pdf"
)

_OF_DIRECTION: Final = {
    Direction.NAIK: Formula(
        "R/T",
        "Realisasi ÷ Target × 100",
        f"LKIP Inspektorat Provinsi Jawa Barat 2016, rumus a: {_JABAR}04%20LKIP%20BAB%20III.pdf",
    ),
    Direction.TURUN: Formula(
        "(2T-R)/T",
        "(2 × Target − Realisasi) ÷ Target × 100",
        f"LKIP Inspektorat Provinsi Jawa Barat 2016, rumus b: {_JABAR}04%20LKIP%20BAB%20III.pdf; sama dengan"
        f" (1 + (1 − Realisasi ÷ Target)) × 100 pada {_PERMENPANRB_8}",
    ),
    Direction.TURUN_RASIO: Formula(
        "T/R",
        "Target ÷ Realisasi × 100",
        f"LKIP Dinas Kesehatan Provinsi Jawa Barat 2016, kolom 2016: {_JABAR}lakip%20Dinkes%202016.pdf",
    ),
}

ZONA: Final = Formula(
    "zona",
    "100 di dalam rentang; di bawahnya Realisasi ÷ Batas bawah × 100; di atasnya Realisasi ÷ Batas atas × 100",
    f"{_PERMENPANRB_8}; 100 di dalam rentang: LKIP Biro Administrasi Pembangunan Provinsi Jawa Barat 2016",
)
ZONA_TURUN: Final = Formula(
    "zona (2T-R)/T",
    "100 di dalam rentang; di luarnya (1 + (1 − Realisasi ÷ Batas terdekat)) × 100",
    f"{_PERMENPANRB_8}; 100 di dalam rentang: LKIP Biro Administrasi Pembangunan Provinsi Jawa Barat 2016",
)
BATAS: Final = Formula(
    "batas",
    "100 bila batas target terpenuhi, 0 bila tidak",
    "LKIP Badan Penanggulangan Bencana Daerah Provinsi Jawa Barat 2016 (target berupa batas dicetak 100 bila"
    f" terpenuhi): {_JABAR}",
)
PREDIKAT: Final = Formula(
    "predikat",
    "Nilai urut predikat realisasi ÷ Nilai urut predikat target × 100",
    f"e-SAKIP Kabupaten Pringsewu: {_PRINGSEWU}db/update_2026-07-27_satuan_predikat.sql",
)
YA_TIDAK: Final = Formula(
    "ya/tidak",
    "100 bila keadaan sama dengan target, 0 bila tidak",
    "Bentuk paling sederhana dari tercapai atau tidak tercapai; cara penghitungan ditetapkan per indikator:"
    f" {_PERMENPANRB_53}",
)
TRIWULAN: Final = Formula(
    "triwulan",
    "Realisasi setahun dari realisasi triwulan, lalu rumus menurut arah",
    f"Cara penghitungan ditetapkan per indikator: {_PERMENPANRB_53}",
)
KOMPONEN: Final = Formula(
    "komponen",
    "Pembilang ÷ Penyebut × pengali, lalu rumus menurut arah",
    f"Mekanisme penghitungan per indikator: {_PERMENPANRB_53}",
)
