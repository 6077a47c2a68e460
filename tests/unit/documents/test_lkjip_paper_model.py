from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.documents.domain.lkjip import Kop, Lkjip, NarrativeBlock, Signer
from services.documents.papers import lkjip_model
from shared.lkjip_blocks import STATIC_BLOCKS, comparison_blocks, sasaran_blocks, sasaran_key, written_blocks
from tests.paper_builder import figure, lkjip

SASARAN = "Meningkatnya pelayanan masyarakat"


def filled(*figures_sasaran: str) -> tuple[NarrativeBlock, ...]:
    places = [*STATIC_BLOCKS]
    for sasaran in figures_sasaran:
        places += [*comparison_blocks(sasaran), *sasaran_blocks(sasaran)]
    return tuple(NarrativeBlock(id=place.id, title=place.title, text=f"Isi {place.id}.") for place in places)


def with_block(block_id: str, text: str = "Isi.") -> Lkjip:
    return lkjip(figure(), blocks=(NarrativeBlock(id=block_id, title="Judul", text=text),))


def test_a_sasaran_is_named_by_the_beginning_of_its_hash() -> None:
    assert sasaran_key("") == "e3b0c442"
    assert [place.id for place in sasaran_blocks("")] == [
        "penyebab:e3b0c442",
        "efisiensi:e3b0c442",
        "program:e3b0c442",
    ]


def test_every_block_has_its_own_id_and_a_sasaran_named_twice_counts_once() -> None:
    ids = [place.id for place in written_blocks(["A", "B", "A"])]
    assert len(ids) == len(set(ids)) == len(STATIC_BLOCKS) + 6
    assert ids[0] == "kata_pengantar"
    assert ids[-1] == "langkah_perbaikan"


def test_blocks_of_a_sasaran_stand_between_the_plan_and_the_budget() -> None:
    ids = [place.id for place in written_blocks([SASARAN])]
    assert ids.index("ringkasan_pk") < ids.index(f"penyebab:{sasaran_key(SASARAN)}") < ids.index("realisasi_anggaran")


@pytest.mark.parametrize("block_id", [place.id for place in STATIC_BLOCKS])
def test_a_text_stands_in_its_place_and_nowhere_else(block_id: str) -> None:
    model = lkjip_model(with_block(block_id))
    assert model["narrative"][block_id]["text"] == "Isi."
    assert model["blocks"] == []


def test_the_text_of_an_analysis_stands_with_its_sasaran() -> None:
    model = lkjip_model(with_block(f"penyebab:{sasaran_key(SASARAN)}"))
    assert [part["text"] for part in model["sasaran"][0]["analyses"]] == ["", "", "", "Isi.", "", ""]
    assert model["blocks"] == []


@pytest.mark.parametrize("block_id", ["", "tidak_dikenal", "penyebab:00000000"])
def test_a_text_without_a_place_is_printed_apart_and_never_dropped(block_id: str) -> None:
    assert lkjip_model(with_block(block_id))["blocks"] == [{"title": "Judul", "text": "Isi."}]


def test_a_second_text_with_the_same_id_is_kept_too() -> None:
    blocks = tuple(NarrativeBlock(id="kesimpulan", title="Kesimpulan", text=text) for text in ("Satu.", "Dua."))
    model = lkjip_model(lkjip(blocks=blocks))
    assert model["narrative"]["kesimpulan"]["text"] == "Satu."
    assert model["blocks"] == [{"title": "Kesimpulan", "text": "Dua."}]


def test_what_must_be_written_and_is_not_is_a_named_gap_in_its_place_and_in_the_list() -> None:
    model = lkjip_model(with_block("kesimpulan", " \n"))
    assert model["narrative"]["kesimpulan"]["gap"] == "Kesimpulan"
    assert ["BAB IV", "Kesimpulan: belum tersedia"] in model["missing"]


def test_what_may_stay_empty_is_no_gap() -> None:
    model = lkjip_model(lkjip())
    assert (model["narrative"]["ikhtisar"]["gap"], model["narrative"]["ringkasan_pk"]["gap"]) == ("", "")
    assert not any("Ikhtisar" in text for _, text in model["missing"])


def test_the_list_of_gaps_names_each_analysis_once_with_all_its_sasaran() -> None:
    model = lkjip_model(lkjip(figure(sasaran="A"), figure(sasaran="B"), blocks=filled("A")[3:]))
    rows = [text for _, text in model["missing"] if "standar nasional" in text]
    assert rows == ["Perbandingan dengan standar nasional: belum tersedia untuk sasaran 2"]


def test_units_without_data_lead_the_list_of_gaps() -> None:
    assert lkjip_model(lkjip(gaps=("Seksi PMD",)))["missing"][0] == [
        "Data unit",
        "Seksi PMD: data belum masuk sampai pengumpulan ditutup",
    ]


def test_a_complete_report_lists_no_gap() -> None:
    assert lkjip_model(lkjip(figure(), blocks=filled(SASARAN)))["missing"] == []


def test_predikat_are_counted_from_the_highest_capaian_down() -> None:
    rows = [
        figure(capaian=Decimal("50.00"), predikat="Rendah"),
        figure(capaian=Decimal("104.96"), predikat="Sangat Tinggi"),
        figure(capaian=Decimal("99.00"), predikat="Sangat Tinggi"),
        figure(capaian=None, predikat=None),
    ]
    model = lkjip_model(lkjip(*rows))
    assert model["predikat"] == [["Sangat Tinggi", "2"], ["Rendah", "1"]]
    assert model["sasaran"][0]["finding"] == (
        "Sasaran ini diukur dengan 4 indikator pada tahun 2025: 2 berpredikat Sangat Tinggi, 1 berpredikat Rendah."
        " 1 indikator tidak dapat diukur."
    )


def test_a_chart_shows_the_figures_of_its_table() -> None:
    chart = lkjip_model(lkjip(figure(), figure(capaian=Decimal("-7.50"))))["sasaran"][0]["charts"][0]
    assert ">104,96%<" in chart["svg"]
    assert "2. Hasil Indeks Kepuasan Masyarakat: -7,50%" in chart["alt"]


def test_many_indicators_are_spread_over_several_charts_and_none_is_drawn_of_nothing() -> None:
    titles = [chart["title"] for chart in lkjip_model(lkjip(*[figure()] * 25))["sasaran"][0]["charts"]]
    assert titles == [f"Capaian indikator sasaran 1 dalam persen (bagian {part} dari 3)" for part in (1, 2, 3)]
    assert lkjip_model(lkjip(figure(capaian=None)))["sasaran"][0]["charts"] == []


def test_the_annex_tells_everything_a_unit_reported_and_no_empty_remark() -> None:
    row = figure(
        numerator=Decimal(178), denominator=Decimal(200), supporting="Petugas lengkap.", follow_up=" ", evidence=2
    )
    unit = lkjip_model(lkjip(figure(unit="Seksi Lain"), row))["units"][1]
    assert unit["name"] == "Seksi Pelayanan Umum"
    printed = unit["rows"][0]
    assert (printed["number"], printed["numerator"], printed["denominator"]) == ("1", "178", "200")
    assert printed["notes"] == [["Faktor pendukung", "Petugas lengkap."], ["Bukti", "2 berkas"]]


def test_the_place_of_the_signature_waits_for_its_date() -> None:
    report = lkjip(place="Mentebah", signer=Signer(jabatan="Camat Mentebah", name="Bima Santosa (contoh)"))
    assert lkjip_model(report)["place_and_date"] == f"Mentebah, {'.' * 28}"
    signed = lkjip_model(replace(report, signed_on=date(2026, 2, 27)))
    assert signed["place_and_date"] == "Mentebah, 27 Februari 2026"
    assert signed["signer"] == {
        "jabatan": "Camat Mentebah",
        "name": "Bima Santosa (contoh)",
        "pangkat": "",
        "nip": "",
    }


def test_an_amendment_says_so_on_the_cover() -> None:
    assert ["Perbaikan", "ke-2"] in lkjip_model(lkjip(amendment=2))["cover"]
    assert not any(name == "Perbaikan" for name, _ in lkjip_model(lkjip())["cover"])


@pytest.mark.parametrize(
    ("logo", "kind"),
    [(b"\x89PNG\r\n\x1a\nx", "png"), (b"\xff\xd8\xff\xe0", "jpg"), (b"<svg/>", "svg"), (b"GIF89a", None), (None, None)],
)
def test_a_logo_is_known_by_its_first_bytes(logo: bytes | None, kind: str | None) -> None:
    model = lkjip_model(lkjip(kop=Kop(logo=logo)))["logo"]
    assert (model and model["format"]) == kind
