import hashlib
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from pypdf import PdfReader

from services.documents.domain.lkjip import Kop, Lkjip, NarrativeBlock, Signer, Stage
from services.documents.papers import lkjip_model
from services.documents.rendering import render
from shared.events.budgets import MeasuredBudget
from shared.events.evaluated import LeftOutMember, MeasuredAggregate
from shared.events.periods import MeasuredTriwulan
from shared.lkjip_blocks import written_blocks
from shared.numbers import format_id
from tests.paper_builder import CREATED, figure, lkjip

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="#246"/></svg>'
BUDGETS = 3
CAPAIAN = (Decimal("104.96"), Decimal("-37.60"), Decimal("8726.67"), Decimal("0.00"), None)


def a_report() -> Lkjip:
    """Twenty indicators of three units and three sasaran, with every kind of capaian."""
    figures = tuple(
        figure(
            sasaran=f"Sasaran strategis {number // 7}",
            unit=f"Unit {number % 3}",
            indikator=f"Indikator {number}",
            target=Decimal(1000 + number),
            realisasi=Decimal(2000 + number),
            capaian=CAPAIAN[number % 5],
            predikat=None if CAPAIAN[number % 5] is None else "Tinggi",
            reason_text="Data belum terbit." if CAPAIAN[number % 5] is None else None,
            numerator=Decimal(3000 + number),
            budget=a_budget(number) if number < BUDGETS else None,
        )
        for number in range(20)
    )
    places = written_blocks(each.sasaran for each in figures)
    return lkjip(
        *figures,
        blocks=tuple(NarrativeBlock(id=place.id, title=place.title, text=f"Teks {place.id}.") for place in places),
        gaps=("Kelurahan Sunyi",),
        kop=Kop(alamat="Jalan Contoh 1", contact="Telepon 0567", logo=LOGO),
        signer=Signer(jabatan="Camat Mentebah", name="Bima Santosa (contoh)", nip="1970", pangkat="Pembina"),
        place="Mentebah",
        verification_url="https://kinerja.example/verifikasi/7F3K",
        stage=Stage.APPROVED,
        aggregates=together(),
    )


def a_budget(number: int) -> MeasuredBudget:
    """The second is not yet spent."""
    if number == 1:
        return MeasuredBudget(pagu=Decimal(250_000_000))
    return MeasuredBudget(
        pagu=Decimal(1_403_419_201),
        spent=Decimal(1_353_000_000),
        serapan=Decimal("96.41"),
        sisa=Decimal(50_419_201),
        points=Decimal("8.55"),
        word="Efisien",
        saved=Decimal("3.59"),
        value=Decimal("70.41"),
    )


def together() -> tuple[MeasuredAggregate, ...]:
    """What the figures come to, with one that does not count."""
    one = MeasuredAggregate(
        kind="instansi",
        name="",
        averaging="rata_rata",
        capaian=Decimal("2199.01"),
        exact=Decimal("2199.0075"),
        predikat="Tinggi",
        counted=tuple(f"Indikator {number}" for number in range(16)),
        left_out=(LeftOutMember(name="Indikator 4 (Unit 1)", reason="Data belum terbit."),),
    )
    sasaran = [replace(one, kind="sasaran", name=f"Sasaran strategis {number}", left_out=()) for number in range(3)]
    units = [replace(one, kind="unit", name=f"Unit {number}", capaian=Decimal("-37.60")) for number in range(3)]
    return (*sasaran, *units, replace(one, budget=a_budget(0)))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render("lkjip.typ", lkjip_model(a_report()), CREATED)


@pytest.fixture(scope="module")
def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_the_same_report_gives_the_same_file(pdf: bytes) -> None:
    again = render("lkjip.typ", lkjip_model(a_report()), CREATED)
    assert hashlib.sha256(again).hexdigest() == hashlib.sha256(pdf).hexdigest()


def test_every_figure_is_printed_as_everywhere_else(pages: list[str]) -> None:
    text = " ".join(pages)
    values = [
        value
        for each in a_report().figures
        for value in (each.target, each.realisasi, each.capaian, each.numerator)
        if value is not None
    ]
    assert [format_id(value) for value in values if format_id(value) not in text] == []


def test_the_parts_stand_in_the_order_of_the_regulation(pages: list[str]) -> None:
    heads = ["KATA PENGANTAR", "IKHTISAR EKSEKUTIF", "DAFTAR ISI", "DAFTAR TABEL", "BAB I PENDAHULUAN"]
    heads += ["BAB II PERENCANAAN KINERJA", "BAB III AKUNTABILITAS KINERJA", "BAB IV PENUTUP"]
    heads += ["LAMPIRAN 1 PERJANJIAN KINERJA", "LAMPIRAN 2 DATA PENGUKURAN", "LAMPIRAN 3 CARA MENGHITUNG"]
    heads += ["LAMPIRAN 4 DAFTAR DATA"]
    found = [next(at for at, page in enumerate(pages) if head in page) for head in heads]
    assert found == sorted(found)


def test_the_seven_analyses_of_a_sasaran_are_numbered_and_those_to_come_are_named(pages: list[str]) -> None:
    text = " ".join(pages)
    assert [text.count(f"{number}) ") >= 3 for number in range(1, 8)] == [True] * 7
    for gap in ("tahun-tahun sebelumnya", "target jangka menengah (Renstra)", "standar nasional"):
        assert text.count(f"Belum tersedia: perbandingan dengan {gap}.") == 3


def test_every_text_is_printed_once(pages: list[str]) -> None:
    text = " ".join(pages)
    assert [block.text for block in a_report().blocks if text.count(block.text) != 1] == []


def test_the_list_of_contents_gives_the_page_a_chapter_stands_on(pages: list[str]) -> None:
    contents = next(page for page in pages if "DAFTAR ISI" in page)
    chapter = next(at for at, page in enumerate(pages, start=1) if "BAB IV PENUTUP" in page)
    assert f" {chapter} A. Kesimpulan" in contents


def test_every_page_tells_stage_content_and_its_number(pages: list[str]) -> None:
    for number, page in enumerate(pages, start=1):
        assert "Disetujui · Sidik isi: 3fa9 c21b 3fa9" in page
        assert f"Halaman {number} dari {len(pages)}" in page


def test_the_signature_has_its_place_and_the_reader_a_way_to_check_it(pages: list[str]) -> None:
    preface = next(page for page in pages if "KATA PENGANTAR" in page)
    assert "Camat Mentebah, Bima Santosa (contoh) Pembina NIP 1970" in preface
    assert "verifikasi" in preface.replace(" ", "")


def test_every_picture_has_words_for_those_who_do_not_see_it(pdf: bytes) -> None:
    # PDF/UA, which typst enforces, refuses a picture without words.
    metadata = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Metadata"]  # type: ignore[index] # typed as any object
    assert b"pdfuaid:part" in metadata.get_object().get_data()


def test_a_report_without_figures_names_what_is_missing() -> None:
    empty = render("lkjip.typ", lkjip_model(lkjip()), CREATED)
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(empty)).pages)
    assert "Laporan ini belum memuat indikator." in text
    assert "Belum tersedia: indikator dan target Perjanjian Kinerja." in text
    assert "Belum tersedia: kata pengantar." in text


def test_triwulan_are_printed_under_their_sasaran_with_what_is_not_known_yet() -> None:
    quarters = (
        MeasuredTriwulan(
            number=2, target=Decimal("41.5"), realisasi=Decimal("40.25"), capaian=Decimal("96.99"), reason=None
        ),
        MeasuredTriwulan(number=4, target=Decimal("84.75"), realisasi=None, capaian=None, reason="not_available"),
    )
    report = render("lkjip.typ", lkjip_model(lkjip(figure(), figure(triwulan=quarters))), CREATED)
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(report)).pages)
    assert "Target, realisasi, dan capaian triwulan sasaran 1" in text
    assert "Target – 41,5 – 84,75" in text
    assert "Realisasi – 40,25 – belum ada" in text
    assert "Capaian (%) – 96,99 – –" in text


def test_a_report_without_triwulan_has_no_table_of_them(pages: list[str]) -> None:
    assert not any("TW II" in page for page in pages)


def test_what_the_figures_come_to_is_printed_with_what_does_not_count(pages: list[str]) -> None:
    text = " ".join(pages)
    assert "Capaian kinerja instansi 2.199,01 persen (Tinggi)." in text
    assert "Sasaran strategis 0 16 dari 16 2.199,01 Tinggi" in text
    assert "Instansi 16 dari 17 2.199,01 Tinggi" in text
    assert "Unit 2 16 dari 17 -37,60 Tinggi" in text
    assert "Indikator 4 (Unit 1): Data belum terbit." in text


def test_a_report_of_before_it_was_told_has_no_such_figure() -> None:
    model = lkjip_model(replace(a_report(), aggregates=()))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(render("lkjip.typ", model, CREATED))).pages)
    assert "Capaian kinerja instansi" not in text
    assert "Capaian setiap unit" not in text


def test_the_money_stands_in_bab_iii_b_with_what_it_came_to(pages: list[str]) -> None:
    text = " ".join(pages)
    assert "Dari pagu Rp1.403.419.201 terpakai Rp1.353.000.000, serapan 96,41 persen." in text
    assert "Nilai efisiensi menurut PMK 214/PMK.02/2017: 70,41." in text
    assert "Rp1.403.419.201 Rp1.353.000.000 96,41 Rp50.419.201 Efisien (+8,55 poin)" in text
    assert "Rp250.000.000 belum ada" in text


def test_a_report_without_a_pagu_has_no_table_of_money() -> None:
    figures = tuple(replace(each, budget=None) for each in a_report().figures)
    model = lkjip_model(replace(a_report(), figures=figures, aggregates=()))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(render("lkjip.typ", model, CREATED))).pages)
    assert "Pagu dan realisasi anggaran" not in text
