import hashlib
import io
import json
import re
from datetime import datetime
from decimal import Decimal

import pytest
from pypdf import PageObject, PdfReader

from services.documents.characters import MANIFEST, printable_characters
from services.documents.domain.disposisi import Official
from services.documents.domain.lkjip import NarrativeBlock
from services.documents.papers import disposisi_model, lkjip_model
from services.documents.rendering import RenderFailed, render
from shared.numbers import format_id
from tests.paper_builder import CREATED, disposisi, figure, lkjip, published_figures

HOSTILE = '#import "x" *tebal* _miring_ $x^2$ @rujuk <label> \\ `kode` #panic() //bukan // [kurung] = bukan judul'


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def letters(text: str) -> str:
    """Without white space and soft breaks, which depend on where a line ends."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def rightmost(page: PageObject) -> float:
    """Where the last piece of text begins, in points from the left edge."""
    places: list[float] = []
    page.extract_text(visitor_text=lambda text, _cm, tm, _font, _size: places.append(tm[4]) if text.strip() else None)
    return max(places)


def test_every_figure_is_in_the_pdf_as_the_reader_sees_it_elsewhere() -> None:
    figures = (
        *published_figures("disnakertrans_jabar_2016", "dinkes_jabar_2015"),
        figure(indikator="Besar", target=Decimal(15), realisasi=Decimal(1309), capaian=Decimal("8726.67")),
    )
    assert len(figures) > 20
    text = " ".join(pages(render("lkjip.typ", lkjip_model(lkjip(*figures)), CREATED)))
    shown = [value for each in figures for value in (each.target, each.realisasi, each.capaian) if value is not None]
    missing = [format_id(value) for value in shown if format_id(value) not in text]
    assert missing == []
    assert "8.726,67" in text
    assert "-37,60" in text


def test_what_cannot_be_measured_says_why() -> None:
    row = figure(target=None, target_text="WTP", capaian=None, predikat=None, reason_text="Target berupa teks.")
    text = " ".join(pages(render("lkjip.typ", lkjip_model(lkjip(row)), CREATED)))
    assert "Tidak dapat diukur. Target berupa teks." in text
    assert "WTP" in text


def test_the_same_model_gives_the_same_bytes() -> None:
    model = lkjip_model(lkjip(*published_figures("gunung_kaler_2020")))
    assert render("lkjip.typ", model, CREATED) == render("lkjip.typ", model, CREATED)
    assert render("disposisi.typ", disposisi_model(disposisi()), CREATED) == render(
        "disposisi.typ", disposisi_model(disposisi()), CREATED
    )


def test_every_page_of_an_example_says_so_and_no_page_of_a_real_paper_does() -> None:
    figures = published_figures("dinkes_jabar_2015", "disnak_jabar_2016")
    example = pages(render("lkjip.typ", lkjip_model(lkjip(*figures)), CREATED))
    real = pages(render("lkjip.typ", lkjip_model(lkjip(*figures, is_demo=False)), CREATED))
    assert len(example) > 2
    assert all("CONTOH – BUKAN DOKUMEN RESMI" in page for page in example)
    assert not any("CONTOH" in page for page in real)
    assert f"Halaman 2 dari {len(real)}" in real[1]


def test_a_table_that_runs_over_the_page_repeats_its_head() -> None:
    rows = [figure(indikator=f"Indikator {number}") for number in range(60)]
    text = pages(render("lkjip.typ", lkjip_model(lkjip(*rows)), CREATED))
    first, after = (next(at for at, page in enumerate(text) if f"LAMPIRAN {number}" in page) for number in (1, 2))
    assert after - first > 1
    assert all("Sasaran Strategis" in page for page in text[first:after])


def test_text_that_looks_like_markup_is_printed_as_typed() -> None:
    row = figure(
        sasaran=HOSTILE, indikator=HOSTILE, satuan=HOSTILE, unit=HOSTILE, predikat=HOSTILE, explanation=HOSTILE
    )
    report = lkjip(row, blocks=(NarrativeBlock(title=HOSTILE, text=HOSTILE),), gaps=(HOSTILE,), office=HOSTILE)
    text = letters(" ".join(pages(render("lkjip.typ", lkjip_model(report), CREATED))))
    assert text.count(letters(HOSTILE)) >= 7
    sheet = disposisi(instruction=HOSTILE, ordered_by=Official(jabatan=HOSTILE, name=HOSTILE), hal=HOSTILE)
    text = letters(" ".join(pages(render("disposisi.typ", disposisi_model(sheet), CREATED))))
    assert text.count(letters(HOSTILE)) >= 4


def test_words_and_figures_without_end_stay_inside_the_page() -> None:
    word, number = "penyelenggaraan" * 12, Decimal("-123456789012345678901234567890.12")
    row = figure(indikator=word, satuan=word, predikat=word, target=number, capaian=number, explanation=word)
    pdf = render("lkjip.typ", lkjip_model(lkjip(row, office=word)), CREATED)
    sheets = PdfReader(io.BytesIO(pdf)).pages
    assert all(rightmost(sheet) < float(sheet.mediabox.width) for sheet in sheets)
    assert sum(letters(format_id(number)) in letters(sheet.extract_text()) for sheet in sheets) >= 3


def test_emoji_and_control_characters_do_not_stop_a_paper() -> None:
    pdf = render("disposisi.typ", disposisi_model(disposisi(instruction="Segera 🙏\u0007 日本 العربية")), CREATED)
    assert "Segera □ □□ □" in pages(pdf)[0]


def test_the_pdf_is_tagged_archival_indonesian_and_dated() -> None:
    pdf = PdfReader(io.BytesIO(render("lkjip.typ", lkjip_model(lkjip(figure())), CREATED)))
    root = pdf.trailer["/Root"].get_object()
    assert root["/Lang"] == "id-ID"  # type: ignore[index] # pypdf types the root as any object
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index] # the same
    assert pdf.xmp_metadata is not None
    assert b"pdfaid:part" in root["/Metadata"].get_object().get_data()  # type: ignore[index] # the same
    assert pdf.metadata is not None
    assert pdf.metadata.creation_date == CREATED
    assert "3fa9c21b" * 8 in str(pdf.metadata.get("/Keywords"))


def test_the_font_has_every_character_the_manifest_promises() -> None:
    everything = "".join(sorted(printable_characters()))
    words = " ".join(everything[at : at + 20] for at in range(0, len(everything), 20))
    blocks = (NarrativeBlock(title=words, text=words),)
    assert render("lkjip.typ", lkjip_model(lkjip(figure(reason_text=words, capaian=None), blocks=blocks)), CREATED)


def test_the_shipped_fonts_are_the_ones_the_manifest_names() -> None:
    named = json.loads(MANIFEST.read_text(encoding="utf-8"))["sha256"]
    shipped = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in MANIFEST.parent.glob("*.ttf")}
    assert shipped == named


def test_a_paper_that_cannot_be_made_says_which_and_why() -> None:
    with pytest.raises(RenderFailed, match=r"tidak-ada\.typ: .*No such file"):
        render("tidak-ada.typ", {}, CREATED)
    with pytest.raises(RenderFailed, match=r"lkjip\.typ: .*demo"):
        render("lkjip.typ", {}, CREATED)


def test_a_paper_that_never_ends_is_given_up() -> None:
    blocks = (NarrativeBlock(title="Panjang", text="kata " * 2_000_000),)
    with pytest.raises(RenderFailed, match=r"lkjip\.typ: not done after 1 s"):
        render("lkjip.typ", lkjip_model(lkjip(figure(), blocks=blocks)), CREATED, time_limit_s=1)


def test_a_date_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        render("lkjip.typ", {}, datetime(2026, 2, 3))
