"""How an office measures where the regulations leave it open: its predicate scale and its policies. Data of the office.

What each choice means is analysis' business; a contract test holds the words here against those it knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Final

from shared.events.methods import OfficeMethod, OwnPolicy
from shared.events.traces import PolicyUsed

NO_CAP: Final = "tanpa"
Choices = Mapping[str, str]
"""What is stored → what is shown."""

SCALES: Final[Mapping[str, tuple[str, str]]] = {
    "permendagri_54_2010": (
        "Permendagri 54/2010",
        "≥ 91 Sangat Tinggi, ≥ 76 Tinggi, ≥ 66 Sedang, ≥ 51 Rendah, Sangat Rendah",
    ),
    "sampang_2019": ("Kabupaten Sampang 2019", "≥ 91 Sangat Baik, ≥ 76 Baik, ≥ 66 Cukup, ≥ 51 Kurang, Sangat Kurang"),
    "jabar_2016": ("Provinsi Jawa Barat 2016", "> 100 Sangat Baik, ≥ 80 Baik, ≥ 55 Cukup, Kurang"),
    "dkp_jabar_2016": ("DKP Jawa Barat 2016", "> 100 Sangat Baik, > 80 Baik, > 55 Sedang, Kurang"),
    "disnak_jabar_2016": ("Disnak Jawa Barat 2016", "> 100 Sangat Baik, ≥ 80 Baik, ≥ 50 Sedang, Kurang"),
    "dishub_jabar_2016": ("Dishub Jawa Barat 2016", "> 100 Sangat Baik, ≥ 75 Baik, ≥ 55 Cukup, Kurang"),
    "bkpd_jabar_2016": ("BKPD Jawa Barat 2016", "> 100 Sangat Baik, ≥ 80 Baik, ≥ 50 Cukup, Kurang"),
    "inspektorat_jabar_2016": ("Inspektorat Jawa Barat 2016", "> 100 Baik Sekali, ≥ 80 Baik, ≥ 60 Cukup, Kurang"),
    "bplhd_jabar_2016": ("BPLHD Jawa Barat 2016", "> 100 Sangat Baik, ≥ 80 Baik, ≥ 60 Cukup, ≥ 40 Kurang, Buruk"),
    "rsj_jabar_2016": ("RSJ Jawa Barat 2016", "≥ 80 Sangat Baik, ≥ 60 Baik, ≥ 50 Cukup, Kurang"),
    "maluku_tengah_2021": (
        "Maluku Tengah 2021",
        "> 85 Memuaskan, > 75 Sangat Baik, > 65 Baik, > 50 Cukup Baik, > 30 Agak Kurang, Kurang",
    ),
    "permenpanrb_12_2015": (
        "PermenPANRB 12/2015 (nilai evaluasi)",
        "> 90 AA, > 80 A, > 70 BB, > 60 B, > 50 CC, > 30 C, D",
    ),
    "banjarnegara": ("Kabupaten Banjarnegara", "> 90 Hijau, ≥ 70 Kuning, Merah"),
    "pringsewu": (
        "Kabupaten Pringsewu",
        "> 105 Melampaui, ≥ 95 Tercapai, ≥ 80 Mendekati, ≥ 60 Perlu Perhatian, Kritis",
    ),
}
"""Id → whose scale it is, and its classes from the highest."""

POLICIES: Final[Mapping[str, Choices]] = {
    "cap": {NO_CAP: "Tidak dibatasi", "100": "100 persen", "120": "120 persen", "150": "150 persen"},
    "rounding": {
        "setengah_ke_atas": "Setengah ke atas (104,955 menjadi 104,96)",
        "dipotong": "Dipotong (menjadi 104,95)",
    },
    "places": {"2": "Dua", "1": "Satu", "0": "Tanpa desimal"},
    "zero_target": {"tidak_diukur": "Tidak dapat diukur", "tercapai_atau_nol": "100 bila tercapai, 0 bila tidak"},
    "zero_realisasi": {"tidak_diukur": "Tidak dapat diukur", "seratus": "Dihitung 100"},
    "negative": {
        "apa_adanya": "Dicetak apa adanya",
        "nol": "Capaian di bawah nol dihitung 0",
        "tidak_diukur": "Realisasi negatif tidak diukur",
    },
    "limit": {"lulus": "100 bila terpenuhi, 0 bila tidak", "pada_batas": "Rumus dihitung pada batasnya"},
}
"""Policy → what may be chosen, the usual first."""

POLICY_TITLES: Final[Choices] = {
    "cap": "Batas atas capaian",
    "rounding": "Pembulatan",
    "places": "Angka di belakang koma",
    "zero_target": "Bila target nol",
    "zero_realisasi": "Bila realisasi nol menjadi pembagi (target ÷ realisasi)",
    "negative": "Bila angka negatif",
    "limit": "Bila target berupa batas, seperti “≥ 80”",
}


TOTALS: Final[Mapping[str, Choices]] = {
    "averaging": {"rata_rata": "Rata-rata; setiap indikator sama", "berbobot": "Menurut bobot indikator"},
    "office_way": {
        "semua_indikator": "Dari semua indikator",
        "rata_rata_sasaran": "Dari capaian setiap sasaran",
    },
}
"""How indicators become the figure of a sasaran, a unit and the office; the usual first. Of the office alone."""

TOTAL_TITLES: Final[Choices] = {
    "averaging": "Capaian sasaran dan unit",
    "office_way": "Capaian instansi",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuringSetting:
    """Each choice as it is stored, a key of SCALES or of what POLICIES or TOTALS has under its name."""

    scale: str = "permendagri_54_2010"
    cap: str = NO_CAP
    rounding: str = "setengah_ke_atas"
    places: str = "2"
    zero_target: str = "tidak_diukur"
    zero_realisasi: str = "tidak_diukur"
    negative: str = "apa_adanya"
    limit: str = "lulus"
    averaging: str = "rata_rata"
    office_way: str = "semua_indikator"

    @property
    def policy(self) -> PolicyUsed:
        """The policies as events carry them."""
        return PolicyUsed(
            zero_target=self.zero_target,
            zero_realisasi=self.zero_realisasi,
            negative=self.negative,
            limit=self.limit,
            cap=None if self.cap == NO_CAP else Decimal(self.cap),
            places=int(self.places),
            rounding=self.rounding,
        )


SETTINGS: Final = tuple(each.name for each in fields(MeasuringSetting))


def measuring_setting(stored: Mapping[str, str]) -> MeasuringSetting:
    """The office's own choices over the usual ones."""
    return replace(MeasuringSetting(), **stored)


def method_of(stored: Mapping[str, str], own: Mapping[str, Mapping[str, str]]) -> OfficeMethod:
    """What is told to analysis; `own` are the policies that single indicators set for themselves, by code."""
    office = measuring_setting(stored)
    return OfficeMethod(
        scale=office.scale,
        policy=office.policy,
        own=tuple(
            OwnPolicy(code=code, policy=replace(office, **policies).policy)
            for code, policies in own.items()
            if policies
        ),
        averaging=office.averaging,
        office_way=office.office_way,
    )
