"""The sentences about one year, several years, the Renstra and the national standard (analyses 1 to 4).

Each states what its values say and concludes nothing from them. `arah` is 1 where more is better and −1 where less
is, so that "(now − then) × arah > 0" reads "better".
"""

from decimal import Decimal
from typing import Final

from services.analysis.domain.evaluation.templates import Template

_FULL: Final = Decimal(100)

_MEASURED = ("target_tertulis", "realisasi_tertulis", "capaian", "capaian_tepat")
_RESULT = "{indikator}: realisasi {realisasi_tertulis} dari target {target_tertulis}, capaian {capaian} persen"
TARGET: Final = (
    Template("target.terlampaui", _MEASURED, lambda *values: values[-1] > _FULL, f"{_RESULT}; target terlampaui."),
    Template("target.tercapai", _MEASURED, lambda *values: values[-1] == _FULL, f"{_RESULT}; target tercapai."),
    Template("target.belum", _MEASURED, lambda *values: values[-1] < _FULL, f"{_RESULT}; target belum tercapai."),
    Template(
        "target.selisih",
        ("capaian_tepat", "selisih_target"),
        lambda capaian, away: capaian < _FULL and away > 0,
        "Selisih realisasi {indikator} terhadap target {selisih_target}.",
    ),
)

_TWO_YEARS = ("realisasi", "realisasi_lalu")
_BETTER = ("realisasi", "realisasi_lalu", "arah")
_TWO_CAPAIAN = ("capaian", "capaian_lalu")
_MANY_YEARS = ("realisasi", "terendah", "tertinggi", "jumlah_tahun")
TAHUN_LALU: Final = (
    Template(
        "tahun.naik",
        _TWO_YEARS,
        lambda now, last: now > last,
        "Realisasi {indikator} naik dari {realisasi_lalu} pada {tahun_lalu} menjadi {realisasi}.",
    ),
    Template(
        "tahun.turun",
        _TWO_YEARS,
        lambda now, last: now < last,
        "Realisasi {indikator} turun dari {realisasi_lalu} pada {tahun_lalu} menjadi {realisasi}.",
    ),
    Template(
        "tahun.tetap",
        _TWO_YEARS,
        lambda now, last: now == last,
        "Realisasi {indikator} tetap {realisasi}, sama dengan {tahun_lalu}.",
    ),
    Template(
        "tahun.meningkat",
        _BETTER,
        lambda now, last, arah: (now - last) * arah > 0,
        "Dibandingkan dengan {tahun_lalu}, kinerja {indikator} meningkat.",
    ),
    Template(
        "tahun.menurun",
        _BETTER,
        lambda now, last, arah: (now - last) * arah < 0,
        "Dibandingkan dengan {tahun_lalu}, kinerja {indikator} menurun.",
    ),
    Template(
        "tahun.capaian_naik",
        _TWO_CAPAIAN,
        lambda now, last: now > last,
        "Capaian {indikator} naik dari {capaian_lalu} persen menjadi {capaian} persen.",
    ),
    Template(
        "tahun.capaian_turun",
        _TWO_CAPAIAN,
        lambda now, last: now < last,
        "Capaian {indikator} turun dari {capaian_lalu} persen menjadi {capaian} persen.",
    ),
    Template(
        "tahun.capaian_tetap",
        _TWO_CAPAIAN,
        lambda now, last: now == last,
        "Capaian {indikator} tetap {capaian} persen.",
    ),
    Template(
        "tahun.tertinggi",
        _MANY_YEARS,
        lambda now, _low, high, _n: now > high,
        "Realisasi {indikator} adalah yang tertinggi dibandingkan dengan {jumlah_tahun} tahun sebelumnya"
        " ({terendah} sampai {tertinggi}).",
    ),
    Template(
        "tahun.terendah",
        _MANY_YEARS,
        lambda now, low, _high, _n: now < low,
        "Realisasi {indikator} adalah yang terendah dibandingkan dengan {jumlah_tahun} tahun sebelumnya"
        " ({terendah} sampai {tertinggi}).",
    ),
    Template(
        "tahun.di_antara",
        _MANY_YEARS,
        lambda now, low, high, _n: low <= now <= high,
        "Realisasi {indikator} berada dalam rentang {jumlah_tahun} tahun sebelumnya ({terendah} sampai {tertinggi}).",
    ),
)

_RENSTRA = ("realisasi", "renstra", "arah")
RENSTRA: Final = (
    Template(
        "renstra.tercapai",
        _RENSTRA,
        lambda now, goal, arah: (now - goal) * arah >= 0,
        "Realisasi {indikator} {realisasi}; target akhir Renstra{tahun_renstra} {renstra} sudah tercapai.",
    ),
    Template(
        "renstra.belum",
        (*_RENSTRA, "selisih_renstra"),
        lambda now, goal, arah, _away: (now - goal) * arah < 0,
        "Realisasi {indikator} {realisasi}; target akhir Renstra{tahun_renstra} {renstra} belum tercapai,"
        " selisih {selisih_renstra}.",
    ),
)

_STANDAR = ("realisasi", "standar", "arah")
STANDAR_NASIONAL: Final = (
    Template(
        "standar.lebih_baik",
        (*_STANDAR, "selisih_standar"),
        lambda now, standard, arah, _away: (now - standard) * arah > 0,
        "Realisasi {indikator} {realisasi}, lebih baik {selisih_standar} daripada standar nasional {standar}.",
    ),
    Template(
        "standar.sama",
        _STANDAR,
        lambda now, standard, _arah: now == standard,
        "Realisasi {indikator} {realisasi}, sama dengan standar nasional.",
    ),
    Template(
        "standar.belum",
        (*_STANDAR, "selisih_standar"),
        lambda now, standard, arah, _away: (now - standard) * arah < 0,
        "Realisasi {indikator} {realisasi}, belum mencapai standar nasional {standar}, selisih {selisih_standar}.",
    ),
)
