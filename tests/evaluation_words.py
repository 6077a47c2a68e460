"""Sentences about predicates, yes and no: what makes each true, what makes it false, what is said."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from services.analysis.domain.evaluation import EarlierResult
from services.analysis.domain.ranked import YES_NO, Ranked

SAKIP = ("D", "C", "CC", "B", "BB", "A", "AA")
OPINI = ("TMP", "TW", "WDP", "WTP")


def level(word: str, words: tuple[str, ...] = SAKIP) -> Ranked:
    return Ranked(word, Decimal(words.index(word) + 1), "nilai_sakip" if words is SAKIP else "opini_bpk")


def answer(word: str) -> Ranked:
    """Beside a target that says yes."""
    return Ranked(word, Decimal(word == "Ya"), YES_NO)


def past(*words: Ranked | None) -> tuple[EarlierResult, ...]:
    """Earlier years from 2024 backwards."""
    return tuple(EarlierResult(year=str(2024 - back), realisasi=None, ranked=word) for back, word in enumerate(words))


def in_words(now: Ranked, *earlier: Ranked | None, **changed: Any) -> dict[str, Any]:
    plain = {"target": None, "realisasi": None, "target_text": "BB", "realisasi_text": now.word, "satuan": "predikat"}
    return plain | {"year": "2025", "ranked": now, "earlier": past(*earlier)} | changed


_B, _BB, _A = level("B"), level("BB"), level("A")
_YA, _TIDAK = answer("Ya"), answer("Tidak")
_SPAN = in_words(_BB, _B, None, level("CC"))

WORD_CASES: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any], str]] = {
    "tahun.predikat_naik": (
        in_words(_BB, level("CC")),
        in_words(_BB, _BB),
        "Realisasi Indeks kepuasan naik 2 tingkat, dari CC (2024) ke BB (2025).",
    ),
    "tahun.predikat_turun": (
        in_words(_BB, _A),
        in_words(_BB, level("WTP", OPINI)),
        "Realisasi Indeks kepuasan turun 1 tingkat, dari A (2024) ke BB (2025).",
    ),
    "tahun.predikat_tetap": (
        in_words(_BB, _BB),
        in_words(_BB, _A),
        "Realisasi Indeks kepuasan tetap BB, sama dengan tahun 2024.",
    ),
    "tahun.predikat_naik_sejak": (
        in_words(_BB, _A, None, None, level("CC")),
        in_words(_BB, level("CC")),
        "Dibandingkan dengan tahun 2021, realisasi Indeks kepuasan naik 2 tingkat, dari CC (2021) ke BB (2025).",
    ),
    "tahun.predikat_turun_sejak": (
        in_words(_B, _B, _A),
        in_words(_B, _A, _B),
        "Dibandingkan dengan tahun 2023, realisasi Indeks kepuasan turun 2 tingkat, dari A (2023) ke B (2025).",
    ),
    "tahun.predikat_sama_sejak": (
        in_words(_B, _A, _B),
        in_words(_B, _B, _A),
        "Dibandingkan dengan tahun 2023, realisasi Indeks kepuasan sama, yaitu B.",
    ),
    "tahun.predikat_tertinggi": (
        _SPAN,
        in_words(_BB, _BB, level("CC")),
        "Realisasi Indeks kepuasan adalah yang tertinggi dibandingkan dengan 2 tahun sebelumnya (CC sampai B).",
    ),
    "tahun.predikat_terendah": (
        in_words(level("C"), _B, level("CC")),
        _SPAN,
        "Realisasi Indeks kepuasan adalah yang terendah dibandingkan dengan 2 tahun sebelumnya (CC sampai B).",
    ),
    "tahun.predikat_di_antara": (
        in_words(_B, _B, level("CC")),
        _SPAN,
        "Realisasi Indeks kepuasan berada dalam rentang 2 tahun sebelumnya (CC sampai B).",
    ),
    "tahun.jawaban_sesuai": (
        in_words(_YA, _TIDAK),
        in_words(_YA, _YA),
        "Realisasi Indeks kepuasan berubah dari Tidak (2024) menjadi Ya (2025), sesuai target.",
    ),
    "tahun.jawaban_lain": (
        in_words(_TIDAK, _YA),
        in_words(_YA, _TIDAK),
        "Realisasi Indeks kepuasan berubah dari Ya (2024) menjadi Tidak (2025), tidak sesuai target.",
    ),
    "tahun.jawaban_tetap": (
        in_words(_YA, _YA),
        in_words(_TIDAK, _YA),
        "Realisasi Indeks kepuasan tetap Ya, sama dengan tahun 2024.",
    ),
    "renstra.predikat_tercapai": (
        in_words(_BB, renstra_ranked=_BB, renstra_year="2026"),
        in_words(_BB, renstra_ranked=_A),
        "Realisasi Indeks kepuasan BB; target akhir Renstra tahun 2026 BB sudah tercapai.",
    ),
    "renstra.predikat_belum": (
        in_words(_B, renstra_ranked=_A),
        in_words(_A, renstra_ranked=_A),
        "Realisasi Indeks kepuasan B; target akhir Renstra A belum tercapai, selisih 2 tingkat.",
    ),
    "renstra.jawaban_tercapai": (
        in_words(_YA, renstra_ranked=_YA),
        in_words(_TIDAK, renstra_ranked=_YA),
        "Realisasi Indeks kepuasan Ya; target akhir Renstra Ya sudah tercapai.",
    ),
    "renstra.jawaban_belum": (
        in_words(_TIDAK, renstra_ranked=_YA),
        in_words(_YA, renstra_ranked=_YA),
        "Realisasi Indeks kepuasan Tidak; target akhir Renstra Ya belum tercapai.",
    ),
    "standar.predikat_lebih_baik": (
        in_words(_A, standard_ranked=_B),
        in_words(_B, standard_ranked=_B),
        "Realisasi Indeks kepuasan A, lebih baik 2 tingkat daripada standar nasional B.",
    ),
    "standar.predikat_sama": (
        in_words(_B, standard_ranked=_B),
        in_words(_A, standard_ranked=_B),
        "Realisasi Indeks kepuasan B, sama dengan standar nasional.",
    ),
    "standar.predikat_belum": (
        in_words(_B, standard_ranked=_BB),
        in_words(_B, standard_ranked=level("WTP", OPINI)),
        "Realisasi Indeks kepuasan B, belum mencapai standar nasional BB, selisih 1 tingkat.",
    ),
    "standar.jawaban_sama": (
        in_words(_YA, standard_ranked=_YA),
        in_words(_TIDAK, standard_ranked=_YA),
        "Realisasi Indeks kepuasan Ya, sama dengan standar nasional.",
    ),
    "standar.jawaban_lain": (
        in_words(_TIDAK, standard_ranked=_YA),
        in_words(_YA, standard_ranked=_YA),
        "Realisasi Indeks kepuasan Tidak, tidak sama dengan standar nasional Ya.",
    ),
}
