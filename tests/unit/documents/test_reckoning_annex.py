"""The annex of an LKjIP answers for each capaian how it was reckoned, by whose figures and after which source."""

import io
import json
from pathlib import Path

import pypdf

from services.documents.domain.reckoned import Reckoned, Sent
from services.documents.handlers.lkjips import Lkjips
from services.documents.papers import lkjip_model
from shared.events.envelope import envelope_from_json, unwrap
from shared.events.intake import LkjipRevised
from shared.files import FileStore
from tests.paper_builder import CREATED, figure, lkjip

RATIO = Reckoned(
    formula="Realisasi ÷ Target × 100",
    source="LKIP Inspektorat 2016",
    steps=("88,95 ÷ 84,75 × 100 = 104,955752…", "Dibulatkan: 104,96"),
    policies="Pembulatan: 2 desimal",
    scale="Skala: Sangat Tinggi ≥ 91",
    ordinal="Opini BPK: TMP, TW, WDP, WTP",
)


def test_every_unit_has_its_figures_their_sender_and_each_source_is_named_once() -> None:
    other = figure(unit="Seksi Lain", capaian=None, predikat=None, reason_text="Realisasi belum diisi.")
    sent = Sent(unit="Seksi Pelayanan Umum", number=2, at=CREATED, by="Anggi Pratiwi (contoh)")
    told = lkjip_model(lkjip(figure(reckoned=RATIO), figure(reckoned=RATIO), other, sent=(sent,)))["reckoning"]
    first, second = told["units"]
    assert first["sent"] == "kiriman ke-2, 3 Februari 2026 pukul 10.15 WIB, oleh Anggi Pratiwi (contoh)"
    assert [row["steps"] for row in first["rows"]] == [list(RATIO.steps)] * 2
    assert (second["sent"], second["rows"][0]["steps"]) == ("", ["Tidak dapat diukur. Realisasi belum diisi."])
    assert told["formulas"] == [["Realisasi ÷ Target × 100", "LKIP Inspektorat 2016"]]
    assert (told["policies"], told["scales"], told["ordinals"]) == ([RATIO.policies], [RATIO.scale], [RATIO.ordinal])


def test_a_figure_measured_before_traces_says_so_instead_of_guessing() -> None:
    told = lkjip_model(lkjip(figure()))["reckoning"]
    assert told["units"][0]["rows"][0]["steps"] == ["Cara menghitung tidak dicatat pada pengukuran ini."]
    assert told["formulas"] == []


def test_the_trace_that_an_event_carries_is_printed(tmp_path: Path) -> None:
    message = json.loads(Path("shared/events/golden/intake.lkjip_revised.v1.json").read_text(encoding="utf-8"))
    event = unwrap(envelope_from_json(message))
    assert isinstance(event, LkjipRevised)
    files = FileStore(tmp_path)
    made = Lkjips(files, "https://kinerja.example", "secret" * 8).prepare(event)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(files.get(made.paper))).pages]
    annex = next(page for page in pages if "88,95 ÷ 84,75 × 100 = 104,955752…" in page)
    for told in ("CARA MENGHITUNG CAPAIAN", "Realisasi ÷ Target × 100", "LKIP Inspektorat", "setengah ke atas"):
        assert told in annex
    assert "kiriman ke-1, 3 Februari 2026" in annex
