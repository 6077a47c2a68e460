"""What the figures say stands in BAB III.A, in the PDF and in the correction copy, before what people wrote."""

import io
from collections.abc import Mapping
from typing import Any

from docx import Document
from pypdf import PdfReader

from services.documents.correction import read_copy, write_copy
from services.documents.domain.lkjip import Evaluated, Lkjip, NarrativeBlock, Saying
from services.documents.papers import lkjip_model
from services.documents.rendering import render
from shared.lkjip_blocks import sasaran_key
from tests.paper_builder import CREATED, figure, lkjip

SASARAN = "Meningkatnya pelayanan masyarakat"
RISE = "Realisasi Indeks naik dari 86,1 pada tahun 2024 menjadi 88,95."
NO_RENSTRA = "Target akhir Renstra belum tersedia: Indeks."


def evaluated(analysis: str, *sayings: Saying, gaps: tuple[str, ...] = ()) -> Evaluated:
    return Evaluated(sasaran=SASARAN, analysis=analysis, sayings=sayings, gaps=gaps)


def block(analysis: str, text: str) -> NarrativeBlock:
    return NarrativeBlock(id=f"{analysis}:{sasaran_key(SASARAN)}", title="Judul", text=text)


def report(*evaluation: Evaluated, blocks: tuple[NarrativeBlock, ...] = ()) -> Lkjip:
    return lkjip(figure(), evaluation=evaluation, blocks=blocks)


def part(model: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Analysis 2 to 7 of the only sasaran."""
    found: dict[str, Any] = model["sasaran"][0]["analyses"][number - 2]
    return found


def pdf_of(paper: Lkjip) -> str:
    pages = PdfReader(io.BytesIO(render("lkjip.typ", lkjip_model(paper), CREATED))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_a_comparison_that_the_figures_make_is_no_gap() -> None:
    model = lkjip_model(report(evaluated("tahun_lalu", Saying(text=RISE))))
    assert (part(model, 2)["gap"], part(model, 2)["sayings"]) == ("", [{"text": RISE, "words": ""}])
    assert part(model, 3)["gap"] == "Perbandingan dengan target jangka menengah (Renstra)"
    assert not any("tahun-tahun sebelumnya" in text for _, text in model["missing"])


def test_what_people_wrote_stands_with_what_the_figures_say() -> None:
    written = block("tahun_lalu", "Kami mencatat kenaikan.")
    model = lkjip_model(report(evaluated("tahun_lalu", Saying(text=RISE)), blocks=(written,)))
    assert (part(model, 2)["text"], part(model, 2)["sayings"][0]["text"]) == ("Kami mencatat kenaikan.", RISE)


def test_the_units_words_are_printed_once() -> None:
    said = evaluated("penyebab", Saying(text="Faktor pendukung Indeks menurut Seksi:", words="Loket baru."))
    assert part(lkjip_model(report(said)), 5)["sayings"][0]["words"] == "Loket baru."
    written = lkjip_model(report(said, blocks=(block("penyebab", "Seksi:\nLoket baru."),)))
    assert part(written, 5)["sayings"] == []


def test_what_is_missing_is_named_where_it_is_missing_and_in_the_annex() -> None:
    sayings = (Saying(text="Realisasi Lain sudah mencapai target akhir Renstra."),)
    model = lkjip_model(report(evaluated("renstra", *sayings, gaps=(NO_RENSTRA,))))
    assert part(model, 3)["lacks"] == [NO_RENSTRA]
    assert ["BAB III", f"Sasaran 1. {NO_RENSTRA}"] in model["missing"]


def test_an_analysis_that_is_missing_as_a_whole_is_listed_once() -> None:
    model = lkjip_model(report(evaluated("renstra", gaps=(NO_RENSTRA,))))
    rows = [text for _, text in model["missing"] if "Renstra" in text]
    assert rows == ["Perbandingan dengan target jangka menengah (Renstra): belum tersedia untuk sasaran 1"]


def test_the_evaluation_of_another_sasaran_stays_there() -> None:
    other = Evaluated(sasaran="Lain", analysis="tahun_lalu", sayings=(Saying(text=RISE),), gaps=())
    assert part(lkjip_model(report(other)), 2)["sayings"] == []


def test_the_paper_prints_sentences_words_and_gaps_as_plain_text() -> None:
    said = Saying(text="Faktor pendukung #strong[Indeks] menurut Seksi:", words="Loket *baru*.\n\nDua baris.")
    text = pdf_of(
        report(
            evaluated("target", Saying(text="Indeks: target terlampaui.")),
            evaluated("tahun_lalu", Saying(text=RISE)),
            evaluated("renstra", gaps=(NO_RENSTRA,)),
            evaluated("penyebab", said),
        )
    )
    for words in ("Indeks: target terlampaui.", RISE, NO_RENSTRA, "#strong[Indeks]", "“Loket *baru*.", "Dua baris.”"):
        assert words in text


def test_the_correction_copy_shows_the_sentences_outside_its_boxes() -> None:
    paper = report(
        evaluated("tahun_lalu", Saying(text=RISE)), evaluated("efisiensi", Saying(text="Serapan 94 persen."))
    )
    copy = write_copy(paper)
    texts = [paragraph.text for paragraph in Document(io.BytesIO(copy)).paragraphs]
    assert RISE in texts
    assert "Serapan 94 persen." in texts
    assert "Perbandingan dengan standar nasional" not in texts
    read = read_copy(copy, copy, {})
    assert (read.proposals, read.number_changes, read.unplaced, read.problems) == ((), (), (), ())
