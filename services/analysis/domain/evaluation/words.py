"""The sentences about predicates, yes and no: years, Renstra and national standard (analyses 2 to 4).

They count levels of the ordinal scale and conclude nothing from them. A higher level is the better one; of yes and no
that which the target says.
"""

from typing import Final

from services.analysis.domain.evaluation.templates import Template

_FROM_LAST = "dari {tingkat_lalu}{pada_lalu} ke {tingkat}{pada_ini}"
_FROM_FIRST = "dari {tingkat_awal} ({awal}) ke {tingkat}{pada_ini}"
_LAST = ("tingkat", "tingkat_lalu", "langkah_lalu")
_FIRST = ("tingkat", "tingkat_awal", "langkah_awal")
_MANY = ("tingkat", "tingkat_terendah", "tingkat_tertinggi", "jumlah_tahun_tingkat")
_SPAN = "{jumlah_tahun_tingkat} tahun sebelumnya ({tingkat_terendah} sampai {tingkat_tertinggi})."
_ANSWER = ("jawaban", "jawaban_lalu")
_CHANGED = "Realisasi {indikator} berubah dari {jawaban_lalu}{pada_lalu} menjadi {jawaban}{pada_ini}"
TAHUN_LALU: Final = (
    Template(
        "tahun.predikat_naik",
        _LAST,
        lambda now, last, _steps: now > last,
        "Realisasi {indikator} naik {langkah_lalu} tingkat, " + _FROM_LAST + ".",
    ),
    Template(
        "tahun.predikat_turun",
        _LAST,
        lambda now, last, _steps: now < last,
        "Realisasi {indikator} turun {langkah_lalu} tingkat, " + _FROM_LAST + ".",
    ),
    Template(
        "tahun.predikat_tetap",
        _LAST[:2],
        lambda now, last: now == last,
        "Realisasi {indikator} tetap {tingkat}, sama dengan {tahun_lalu}.",
    ),
    Template(
        "tahun.predikat_naik_sejak",
        _FIRST,
        lambda now, first, _steps: now > first,
        "Dibandingkan dengan {tahun_awal}, realisasi {indikator} naik {langkah_awal} tingkat, " + _FROM_FIRST + ".",
    ),
    Template(
        "tahun.predikat_turun_sejak",
        _FIRST,
        lambda now, first, _steps: now < first,
        "Dibandingkan dengan {tahun_awal}, realisasi {indikator} turun {langkah_awal} tingkat, " + _FROM_FIRST + ".",
    ),
    Template(
        "tahun.predikat_sama_sejak",
        _FIRST[:2],
        lambda now, first: now == first,
        "Dibandingkan dengan {tahun_awal}, realisasi {indikator} sama, yaitu {tingkat}.",
    ),
    Template(
        "tahun.predikat_tertinggi",
        _MANY,
        lambda now, _low, high, _n: now > high,
        "Realisasi {indikator} adalah yang tertinggi dibandingkan dengan " + _SPAN,
    ),
    Template(
        "tahun.predikat_terendah",
        _MANY,
        lambda now, low, _high, _n: now < low,
        "Realisasi {indikator} adalah yang terendah dibandingkan dengan " + _SPAN,
    ),
    Template(
        "tahun.predikat_di_antara",
        _MANY,
        lambda now, low, high, _n: low <= now <= high,
        "Realisasi {indikator} berada dalam rentang " + _SPAN,
    ),
    Template("tahun.jawaban_sesuai", _ANSWER, lambda now, last: now > last, f"{_CHANGED}, sesuai target."),
    Template("tahun.jawaban_lain", _ANSWER, lambda now, last: now < last, f"{_CHANGED}, tidak sesuai target."),
    Template(
        "tahun.jawaban_tetap",
        _ANSWER,
        lambda now, last: now == last,
        "Realisasi {indikator} tetap {jawaban}, sama dengan {tahun_lalu}.",
    ),
)

RENSTRA: Final = (
    Template(
        "renstra.predikat_tercapai",
        ("tingkat", "tingkat_renstra"),
        lambda now, goal: now >= goal,
        "Realisasi {indikator} {tingkat}; target akhir Renstra{tahun_renstra} {tingkat_renstra} sudah tercapai.",
    ),
    Template(
        "renstra.predikat_belum",
        ("tingkat", "tingkat_renstra", "langkah_renstra"),
        lambda now, goal, _steps: now < goal,
        "Realisasi {indikator} {tingkat}; target akhir Renstra{tahun_renstra} {tingkat_renstra} belum tercapai,"
        " selisih {langkah_renstra} tingkat.",
    ),
    Template(
        "renstra.jawaban_tercapai",
        ("jawaban", "jawaban_renstra"),
        lambda now, goal: now == goal,
        "Realisasi {indikator} {jawaban}; target akhir Renstra{tahun_renstra} {jawaban_renstra} sudah tercapai.",
    ),
    Template(
        "renstra.jawaban_belum",
        ("jawaban", "jawaban_renstra"),
        lambda now, goal: now != goal,
        "Realisasi {indikator} {jawaban}; target akhir Renstra{tahun_renstra} {jawaban_renstra} belum tercapai.",
    ),
)

STANDAR_NASIONAL: Final = (
    Template(
        "standar.predikat_lebih_baik",
        ("tingkat", "tingkat_standar", "langkah_standar"),
        lambda now, standard, _steps: now > standard,
        "Realisasi {indikator} {tingkat}, lebih baik {langkah_standar} tingkat daripada standar nasional"
        " {tingkat_standar}.",
    ),
    Template(
        "standar.predikat_sama",
        ("tingkat", "tingkat_standar"),
        lambda now, standard: now == standard,
        "Realisasi {indikator} {tingkat}, sama dengan standar nasional.",
    ),
    Template(
        "standar.predikat_belum",
        ("tingkat", "tingkat_standar", "langkah_standar"),
        lambda now, standard, _steps: now < standard,
        "Realisasi {indikator} {tingkat}, belum mencapai standar nasional {tingkat_standar},"
        " selisih {langkah_standar} tingkat.",
    ),
    Template(
        "standar.jawaban_sama",
        ("jawaban", "jawaban_standar"),
        lambda now, standard: now == standard,
        "Realisasi {indikator} {jawaban}, sama dengan standar nasional.",
    ),
    Template(
        "standar.jawaban_lain",
        ("jawaban", "jawaban_standar"),
        lambda now, standard: now != standard,
        "Realisasi {indikator} {jawaban}, tidak sama dengan standar nasional {jawaban_standar}.",
    ),
)
