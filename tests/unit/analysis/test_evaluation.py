"""Words, programs and gaps of the evaluation, and what holds for all of it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.analysis.domain.evaluation import Analysis, IndicatorResult, Program, SasaranResult, evaluate
from services.analysis.domain.formulas import Direction
from services.analysis.domain.measurement import Method, measure
from services.analysis.scale_files import DEFAULT_SCALE, load_scales
from tests.evaluation_builder import indicator, said, years
from tests.evaluation_words import OPINI, in_words, level, past


def test_the_units_own_words_stand_as_they_were_written() -> None:
    told = said(indicator(supporting="  Berhasil karena loket baru.\n"))["penyebab.faktor_pendukung"]
    assert told.words == "Berhasil karena loket baru."
    assert "karena" not in told.text


def test_programs_are_named_with_their_money() -> None:
    told = said(indicator(), Program(code="P-1", name="Program Pelayanan", pagu=Decimal(2000), spent=Decimal(1500)))
    assert told["program.nama"].text == "Program Pelayanan dilaksanakan untuk sasaran ini."
    assert told["program.anggaran"].text == (
        "Pagu Program Pelayanan Rp2.000, realisasi anggaran Rp1.500, serapan 75,00 persen."
    )
    assert told["efisiensi.serapan"].rests_on == ("P-1.pagu", "P-1.anggaran")
    bare = said(indicator(), Program(code="P-1", name="Program Pelayanan"))
    assert set(bare) & {"program.nama", "program.anggaran", "efisiensi.serapan"} == {"program.nama"}


def test_programs_of_which_one_is_not_known_have_no_sum() -> None:
    known = Program(code="P-1", name="A", pagu=Decimal(2000), spent=Decimal(1500))
    assert "efisiensi.serapan" not in said(indicator(), known, Program(code="P-2", name="B", pagu=Decimal(1)))


def gaps(*results: IndicatorResult) -> dict[Analysis, list[str]]:
    told = evaluate(SasaranResult(sasaran="S", indicators=results))
    return {part.analysis: [gap.text for gap in part.gaps] for part in told.parts}


def test_what_is_missing_is_named() -> None:
    found = gaps(indicator(capaian=Decimal(75)))
    assert found == {
        Analysis.TARGET: [],
        Analysis.TAHUN_LALU: ["Realisasi tahun lalu belum tersedia: Indeks kepuasan."],
        Analysis.RENSTRA: ["Target akhir Renstra belum tersedia: Indeks kepuasan."],
        Analysis.STANDAR_NASIONAL: ["Standar nasional belum dicatat atau tidak ada: Indeks kepuasan."],
        Analysis.PENYEBAB: [
            "Faktor penghambat belum dituliskan oleh unit: Indeks kepuasan.",
            "Solusi atau tindak lanjut belum dituliskan oleh unit: Indeks kepuasan.",
        ],
        Analysis.EFISIENSI: ["Pagu dan realisasi anggaran belum tersedia: Indeks kepuasan."],
        Analysis.PROGRAM: ["Program dan kegiatan sasaran ini belum dicatat."],
    }


def test_success_asks_for_what_helped_and_no_figure_for_an_explanation() -> None:
    assert gaps(indicator())[Analysis.PENYEBAB] == ["Faktor pendukung belum dituliskan oleh unit: Indeks kepuasan."]
    without = gaps(indicator(capaian=None))
    assert without[Analysis.PENYEBAB] == ["Penjelasan belum dituliskan oleh unit: Indeks kepuasan."]
    assert without[Analysis.TARGET] == ["Capaian tidak dapat diukur: Indeks kepuasan."]
    assert gaps(indicator(supporting="Loket baru."))[Analysis.PENYEBAB] == []


def test_a_gap_of_all_indicators_is_named_once() -> None:
    found = gaps(indicator(), indicator(code="IK-02"), indicator(code="IK-03"))
    assert found[Analysis.RENSTRA] == ["Target akhir Renstra belum tersedia untuk seluruh 3 indikator."]


def test_a_range_as_target_is_not_called_better_or_worse() -> None:
    result = indicator(higher_is_better=None, earlier=years("86"), renstra_target=Decimal(90))
    assert not set(said(result)) & {"tahun.meningkat", "tahun.menurun", "renstra.tercapai", "renstra.belum"}
    assert gaps(result)[Analysis.RENSTRA] == ["Target berupa rentang dan belum dapat dibandingkan: Indeks kepuasan."]


def test_what_is_of_another_kind_is_named_and_held_against_nothing() -> None:
    unlike = {
        Analysis.TAHUN_LALU: ["Realisasi tahun lalu tidak sejenis dengan realisasi tahun ini: Indeks kepuasan."],
        Analysis.RENSTRA: ["Target akhir Renstra tidak sejenis dengan realisasi: Indeks kepuasan."],
        Analysis.STANDAR_NASIONAL: ["Standar nasional tidak sejenis dengan realisasi: Indeks kepuasan."],
    }
    opinion, word = level("WTP", OPINI), level("BB")
    of_other_scale = indicator(**in_words(word, opinion, renstra_ranked=opinion, standard_ranked=opinion))
    numbers = {"earlier": years("80"), "renstra_target": Decimal(90), "national_standard": Decimal(85)}
    of_numbers = indicator(**in_words(word, **numbers))
    number = indicator(earlier=past(word), renstra_ranked=word, standard_ranked=word)
    for result in (of_other_scale, of_numbers, number):
        found = gaps(result)
        assert {analysis: found[analysis] for analysis in unlike} == unlike
        assert not [each for each in said(result) if each.startswith(("tahun.", "renstra.", "standar."))]
    unknown = gaps(indicator(**in_words(word)))
    assert unknown[Analysis.TAHUN_LALU] == ["Realisasi tahun lalu belum tersedia: Indeks kepuasan."]
    limit = gaps(indicator(realisasi=None, realisasi_text="> 125", earlier=years("80")))
    assert limit[Analysis.TAHUN_LALU] == ["Realisasi bukan angka dan belum dapat dibandingkan: Indeks kepuasan."]


@pytest.mark.parametrize("last", ["B", "BB", "A"])
@pytest.mark.parametrize("first", ["B", "BB", "A"])
def test_of_opposite_sentences_about_words_just_one_stands(last: str, first: str) -> None:
    held = level(first)
    told = said(indicator(**in_words(level("BB"), level(last), held, renstra_ranked=held, standard_ranked=held)))
    beginnings = [each.removeprefix("tahun.predikat_") for each in told if each.startswith("tahun.predikat_")]
    assert len([each for each in beginnings if each in {"naik", "turun", "tetap"}]) == 1
    assert len([each for each in beginnings if each.endswith("_sejak")]) == 1
    assert len([each for each in beginnings if each in {"tertinggi", "terendah", "di_antara"}]) == 1
    assert len([each for each in told if each.startswith("renstra.")]) == 1
    assert len([each for each in told if each.startswith("standar.")]) == 1


def test_every_analysis_has_a_sentence_or_a_gap() -> None:
    for results in ((), (indicator(),), (indicator(capaian=None, realisasi=None), indicator(earlier=years("1")))):
        told = evaluate(SasaranResult(sasaran="S", indicators=results))
        assert [part.analysis for part in told.parts] == list(Analysis)
        assert all(part.sentences or part.gaps for part in told.parts)


SCALE = load_scales()[DEFAULT_SCALE]
FIGURES = st.decimals(min_value=-(10**9), max_value=10**9, places=3)


@given(FIGURES, FIGURES, st.sampled_from([Direction.NAIK, Direction.TURUN]), FIGURES)
def test_a_measured_target_is_reached_or_not_and_never_both(
    target: Decimal, realisasi: Decimal, direction: Direction, last: Decimal
) -> None:
    capaian = measure(target, realisasi, Method(direction, SCALE)).capaian
    told = said(indicator(target=target, realisasi=realisasi, capaian=capaian, earlier=years(str(last))))
    states = {"target.terlampaui", "target.tercapai", "target.belum"} & set(told)
    assert len(states) == (capaian is not None)
    assert len({"tahun.naik", "tahun.turun", "tahun.tetap"} & set(told)) == 1


@given(FIGURES, FIGURES)
def test_the_same_result_gives_the_same_words(target: Decimal, last: Decimal) -> None:
    result = SasaranResult(sasaran="S", indicators=(indicator(target=target, earlier=years(str(last), "1", "2")),))
    before = replace(result)
    assert evaluate(result) == evaluate(result)
    assert result == before
