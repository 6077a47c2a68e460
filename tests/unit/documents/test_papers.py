from decimal import Decimal

import pytest

from services.documents.characters import printable
from services.documents.domain.lkjip import NarrativeBlock, Stage
from services.documents.papers import disposisi_model, lkjip_model
from tests.paper_builder import disposisi, figure, lkjip


def test_figures_reach_the_template_as_indonesian_text() -> None:
    row = lkjip_model(lkjip(figure(target=Decimal(1000), realisasi=Decimal("-7.20"), capaian=Decimal("8726.67"))))
    printed = row["sasaran"][0]["rows"][0]
    assert (printed["target"], printed["realisasi"], printed["capaian"]) == ("1.000", "-7,20", "8.726,67")


def test_a_row_that_cannot_be_measured_says_why_and_shows_the_target_as_written() -> None:
    model = lkjip_model(
        lkjip(figure(target=None, target_text="WTP", realisasi=None, capaian=None, predikat=None, reason_text="Teks."))
    )
    printed = model["sasaran"][0]["rows"][0]
    assert (printed["target"], printed["realisasi"], printed["reason"]) == ("WTP", "–", "Teks.")
    assert model["summary"] == "Laporan ini memuat 1 indikator; 0 di antaranya dapat diukur dan 1 tidak dapat diukur."


def test_zero_is_printed_as_a_figure_and_not_as_nothing() -> None:
    printed = lkjip_model(lkjip(figure(realisasi=Decimal(0), capaian=Decimal("0.00"))))["sasaran"][0]["rows"][0]
    assert (printed["realisasi"], printed["capaian"], printed["reason"]) == ("0", "0,00", "")


def test_rows_of_one_sasaran_stand_together_in_the_order_of_their_first_appearance() -> None:
    rows = [figure(sasaran=sasaran, indikator=name) for sasaran, name in [("A", "1"), ("B", "2"), ("A", "3")]]
    groups = lkjip_model(lkjip(*rows))["sasaran"]
    assert [(group["name"], [row["indikator"] for row in group["rows"]]) for group in groups] == [
        ("A", ["1", "3"]),
        ("B", ["2"]),
    ]


def test_an_angka_sementara_is_marked() -> None:
    model = lkjip_model(lkjip(figure(provisional=True)))
    assert model["sasaran"][0]["rows"][0]["realisasi"] == "88,95*"
    assert model["provisional"]


@pytest.mark.parametrize(("stage", "label"), [(Stage.DRAFT, "Draf"), (Stage.CORRECTED, "Terkoreksi")])
def test_the_cover_tells_stage_moment_and_the_beginning_of_the_content_hash(stage: Stage, label: str) -> None:
    cover = dict(lkjip_model(lkjip(stage=stage))["cover"])
    assert cover["Tahap"] == label
    assert cover["Versi"] == "3, 3 Februari 2026 pukul 10.15 WIB"
    assert cover["Sidik isi"] == "3fa9 c21b 3fa9"


def test_empty_blocks_are_left_out() -> None:
    blocks = (NarrativeBlock(title="Penutup", text=" \n"), NarrativeBlock(title="Analisis", text="Isi."))
    assert [block["title"] for block in lkjip_model(lkjip(blocks=blocks))["blocks"]] == ["Analisis"]


def test_a_disposisi_prints_the_usual_fields_and_a_dash_where_there_was_no_letter() -> None:
    model = disposisi_model(disposisi())
    assert dict(model["surat"]) == {
        "Surat dari": "–",
        "Diterima tanggal": "–",
        "Nomor surat": "–",
        "Nomor agenda": "–",
        "Tanggal surat": "–",
        "Sifat": "Biasa",
    }
    assert model["given_on"] == "3 Februari 2026"


def test_a_name_is_printed_only_as_given() -> None:
    assert disposisi_model(disposisi())["copies_to"] == [{"jabatan": "Kasubbag Keuangan dan Program", "name": ""}]


@pytest.mark.parametrize(
    ("pasted", "printed"),
    [
        ("Target ✅ tercapai", "Target □ tercapai"),
        ("a\u0007b\u202ec\ufeff", "abc"),
        ("e\u0301", "é"),
        ("satu\r\ndua\u2028tiga\tempat", "satu\ndua\ntiga empat"),
        ("−1 – “ya” ≥ 2", "−1 – “ya” ≥ 2"),
    ],
)
def test_pasted_characters_become_what_the_font_can_print(pasted: str, printed: str) -> None:
    assert printable({"text": [pasted]}) == {"text": [printed]}
