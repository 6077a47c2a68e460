import hashlib
import io
import zipfile
from decimal import Decimal

import pytest
from docx import Document

from services.documents.correction import read_copy, write_copy
from services.documents.domain.correction import Corrections
from services.documents.domain.lkjip import Lkjip, NarrativeBlock
from shared.lkjip_blocks import STATIC_BLOCKS, comparison_blocks, sasaran_key
from shared.office_files.gate import Kind, check_package
from shared.office_files.refusal import FileRefused
from tests.paper_builder import figure, lkjip

SASARAN = "Meningkatnya pelayanan masyarakat"
CAUSES = f"penyebab:{sasaran_key(SASARAN)}"
TEXTS = {
    "kata_pengantar": "Puji syukur kami panjatkan.\n\nLaporan ini disusun sesuai SOP.",
    "gambaran_umum": "Kecamatan Mentebah terdiri atas delapan desa.",
    CAUSES: "Petugas lengkap.\nJaringan baik.",
    "kesimpulan": "",
    "catatan_lain": "Uraian tanpa tempat.",
}


def report(**changed: object) -> Lkjip:
    blocks = tuple(NarrativeBlock(id=key, title=f"Judul {key}", text=text) for key, text in TEXTS.items())
    figures = (figure(), figure(indikator="Opini", target=Decimal(1000), capaian=Decimal("8726.67")))
    return lkjip(*figures, **{"blocks": blocks, **changed})


ISSUED = write_copy(report())
DOCUMENT = zipfile.ZipFile(io.BytesIO(ISSUED)).read("word/document.xml").decode()


def control_of(block_id: str) -> str:
    """The content control of a block as it was issued."""
    start = DOCUMENT.rindex("<w:sdt>", 0, DOCUMENT.index(f'<w:tag w:val="{block_id}"/>'))
    return DOCUMENT[start : DOCUMENT.index("</w:sdt>", start) + len("</w:sdt>")]


def edited(*edits: tuple[str, str], part: str = "word/document.xml", package: bytes = ISSUED) -> bytes:
    """The package with texts of one part replaced, as a word processor would write them; each must be there."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).decode() if name.endswith(("xml", "rels")) else old.read(name).decode("latin-1")
            for before, after in edits if name == part else ():
                assert before in content, before
                content = content.replace(before, after)
            new.writestr(name, content)
    return made.getvalue()


def with_part(name: str, xml: str) -> bytes:
    made = io.BytesIO(ISSUED)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr(name, xml)
    return made.getvalue()


def read(content: bytes) -> Corrections:
    return read_copy(content, ISSUED, TEXTS)


def tracked(kind: str, text: str, author: str = "Ratna Dewi (contoh)") -> str:
    tag = "delText" if kind in {"del", "moveFrom"} else "t"
    run = f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'
    return f'<w:{kind} w:id="9" w:author="{author}" w:date="2026-02-03T00:00:00Z">{run}</w:{kind}>'


def between_runs(change: str) -> str:
    return f"</w:t></w:r>{change}<w:r><w:t>"


def test_the_same_report_gives_the_same_copy() -> None:
    assert hashlib.sha256(write_copy(report())).hexdigest() == hashlib.sha256(ISSUED).hexdigest()


def test_nothing_in_a_copy_tells_when_or_where_it_was_packed() -> None:
    entries = zipfile.ZipFile(io.BytesIO(ISSUED)).infolist()
    assert {(entry.date_time, entry.create_system) for entry in entries} == {((1980, 1, 1, 0, 0, 0), 3)}


def test_a_copy_passes_the_gate_of_uploads_and_has_no_picture_of_another_document() -> None:
    assert not any("thumbnail" in name for name in check_package(ISSUED, Kind.DOCX).names)


def test_an_untouched_copy_proposes_nothing() -> None:
    assert read(ISSUED) == Corrections(proposals=(), number_changes=(), unplaced=(), problems=())


def test_the_copy_says_of_what_it_is_one_in_indonesian() -> None:
    properties = Document(io.BytesIO(ISSUED)).core_properties
    assert properties.identifier == f"{'3fa9c21b' * 8} draft"
    assert properties.language == "id-ID"
    languages = zipfile.ZipFile(io.BytesIO(ISSUED)).read("word/styles.xml").decode().count('w:val="id-ID"')
    assert languages >= 1


def test_every_change_in_a_copy_is_tracked_and_no_block_can_be_deleted() -> None:
    package = zipfile.ZipFile(io.BytesIO(ISSUED))
    assert "<w:trackRevisions/>" in package.read("word/settings.xml").decode()
    document = package.read("word/document.xml").decode()
    assert document.count('<w:lock w:val="sdtLocked"/>') == document.count("<w:sdt>") > len(STATIC_BLOCKS)


def test_nothing_is_blue_and_no_other_font_is_asked_for() -> None:
    styles = Document(io.BytesIO(ISSUED)).styles
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        assert str(styles[name].font.color.rgb) == "1D2733"
        assert styles[name].font.name == "Arial"


def test_figures_stand_in_tables_as_everywhere_else_with_the_note_where_to_change_them() -> None:
    document = Document(io.BytesIO(ISSUED))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert {"84,75", "88,95", "104,96", "1.000", "8.726,67"} <= set(cells)
    assert any("ubah di data" in paragraph.text for paragraph in document.paragraphs)


def test_every_page_of_an_example_says_so_and_a_real_copy_does_not() -> None:
    assert "CONTOH" in Document(io.BytesIO(ISSUED)).sections[0].header.paragraphs[0].text
    real = Document(io.BytesIO(write_copy(report(is_demo=False))))
    assert real.sections[0].header.paragraphs[0].text == ""


def test_a_tracked_change_is_a_proposal_with_its_author() -> None:
    copy = edited(("delapan", between_runs(tracked("del", "delapan") + tracked("ins", "sembilan"))))
    (proposal,) = read(copy).proposals
    assert proposal.block_id == "gambaran_umum"
    assert proposal.old == TEXTS["gambaran_umum"]
    assert proposal.new == "Kecamatan Mentebah terdiri atas sembilan desa."
    assert (proposal.authors, proposal.is_tracked) == (("Ratna Dewi (contoh)",), True)


def test_a_change_with_tracking_switched_off_is_found_too() -> None:
    (proposal,) = read(edited(("delapan", "sembilan"))).proposals
    assert (proposal.new, proposal.authors, proposal.is_tracked) == (
        "Kecamatan Mentebah terdiri atas sembilan desa.",
        (),
        False,
    )


def test_a_block_with_both_kinds_of_change_is_not_called_tracked() -> None:
    copy = edited(("terdiri", "tersusun"), ("delapan", between_runs(tracked("ins", "sembilan"))))
    (proposal,) = read(copy).proposals
    assert (proposal.authors, proposal.is_tracked) == (("Ratna Dewi (contoh)",), False)


def test_what_one_inserted_and_another_deleted_is_neither_in_the_old_nor_in_the_new_text() -> None:
    inner = tracked("del", " sekali", "Bima Santosa (contoh)")
    both = tracked("ins", "").replace('<w:r><w:t xml:space="preserve"></w:t></w:r>', inner)
    (proposal,) = read(edited(("delapan", f"delapan{between_runs(both + tracked('ins', ' buah'))}"))).proposals
    assert proposal.new == "Kecamatan Mentebah terdiri atas delapan buah desa."
    assert set(proposal.authors) == {"Ratna Dewi (contoh)", "Bima Santosa (contoh)"}
    assert proposal.is_tracked


def test_a_tracked_new_paragraph_is_an_empty_line_more() -> None:
    mark = '<w:pPr><w:rPr><w:ins w:id="3" w:author="Ratna Dewi (contoh)"/></w:rPr></w:pPr>'
    rest = "</w:t></w:r></w:p><w:p><w:r><w:t>"
    text = "Kecamatan Mentebah terdiri"
    copy = edited(
        (
            f'<w:p><w:pPr><w:pStyle w:val="Uraian"/></w:pPr><w:r><w:t>{text}',
            f"<w:p>{mark}<w:r><w:t>Kecamatan Mentebah{rest} terdiri",
        )
    )
    (proposal,) = read(copy).proposals
    assert proposal.new == "Kecamatan Mentebah\n\n terdiri atas delapan desa."
    assert proposal.is_tracked


def test_an_empty_block_that_was_filled_is_a_proposal() -> None:
    empty = control_of("kesimpulan")
    filled = empty.replace("</w:p>", f"{tracked('ins', 'Kinerja baik.')}</w:p>")
    (proposal,) = read(edited((empty, filled))).proposals
    assert (proposal.block_id, proposal.old, proposal.new) == ("kesimpulan", "", "Kinerja baik.")


def test_a_line_end_inside_a_paragraph_stays_one() -> None:
    (proposal,) = read(edited(("Jaringan baik", "Jaringan sangat baik"))).proposals
    assert proposal.new == "Petugas lengkap.\nJaringan sangat baik."


def test_a_text_without_a_place_can_be_corrected_like_any_other() -> None:
    (proposal,) = read(edited(("Uraian tanpa tempat", "Uraian dengan tempat"))).proposals
    assert proposal.block_id == "catatan_lain"


@pytest.mark.parametrize("is_tracked", [True, False])
def test_a_changed_figure_is_reported_and_never_proposed(*, is_tracked: bool) -> None:
    change = between_runs(tracked("del", "104,96") + tracked("ins", "99,99")) if is_tracked else "99,99"
    found = read(edited(("104,96", change)))
    assert found.proposals == ()
    (number,) = found.number_changes
    assert (number.where, number.old, number.new) == (
        "Capaian sasaran 1, 1 Hasil Indeks Kepuasan Masyarakat, Capaian (%)",
        "104,96",
        "99,99",
    )


def test_a_row_that_was_added_or_taken_away_is_reported_whole() -> None:
    start = DOCUMENT.rindex("<w:tr>", 0, DOCUMENT.index("Opini"))
    row = DOCUMENT[start : DOCUMENT.index("</w:tr>", start) + len("</w:tr>")]
    (gone,) = read(edited((row, ""))).number_changes
    assert gone.new == ""
    assert "8.726,67" in gone.old
    (more,) = read(edited((row, row + row.replace("8.726,67", "1,00")))).number_changes
    assert more.old == ""
    assert "1,00" in more.new


def test_text_outside_of_every_block_is_shown_and_never_dropped() -> None:
    copy = edited(("<w:sectPr", "<w:p><w:r><w:t>Mohon tambah foto.</w:t></w:r></w:p><w:sectPr"))
    found = read(copy)
    assert found.unplaced == ("Mohon tambah foto.",)
    assert found.proposals == ()


def test_a_changed_heading_is_shown_as_text_without_a_place() -> None:
    assert read(edited(("BAB IV Penutup", "BAB IV Kesimpulan"))).unplaced == ("BAB IV Kesimpulan",)


def test_a_table_of_the_corrector_s_own_is_shown_too() -> None:
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Desa</w:t></w:r></w:p></w:tc>"
    table += "<w:tc><w:p><w:r><w:t>8</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    found = read(edited(("<w:sectPr", f"{table}<w:sectPr")))
    assert (found.unplaced, found.number_changes) == (("Desa | 8",), ())


def test_tables_are_found_again_when_their_captions_were_dropped() -> None:
    copy = edited(('<w:tblCaption w:val="Capaian sasaran 1"/>', ""), ("104,96", "1,00"))
    assert [change.new for change in read(copy).number_changes] == ["1,00"]


def test_remarks_and_footnotes_are_shown_with_who_made_them() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    text = "<w:p><w:r><w:t>Sebutkan sumbernya.</w:t></w:r></w:p>"
    remark = f'<w:comments {space}><w:comment w:id="0" w:author="Ratna Dewi (contoh)">{text}</w:comment></w:comments>'
    assert read(with_part("word/comments.xml", remark)).unplaced == (
        "Komentar Ratna Dewi (contoh): Sebutkan sumbernya.",
    )


def test_the_second_reading_of_a_text_box_is_not_read_twice() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Kotak.</w:t></w:r></w:p></w:txbxContent>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:AlternateContent {space}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    copy = edited(("<w:sectPr", f"<w:p><w:r>{both}</mc:AlternateContent></w:r></w:p><w:sectPr"))
    assert read(copy).unplaced == ("Kotak.",)


def test_a_block_that_is_gone_changes_nothing_and_is_told() -> None:
    control = control_of("gambaran_umum")
    found = read(edited((control, "")))
    assert found.proposals == ()
    assert found.problems == (
        "Kotak uraian “Gambaran umum dan organisasi” tidak ada lagi dalam berkas. Uraiannya tidak diubah.",
    )


def test_a_control_inside_a_paragraph_is_a_block_as_well() -> None:
    control = control_of("gambaran_umum")
    run = "<w:r><w:t>Kecamatan Mentebah terdiri atas delapan kelurahan.</w:t></w:r>"
    inner = control[: control.index("<w:sdtContent>")] + f"<w:sdtContent>{run}</w:sdtContent></w:sdt>"
    (proposal,) = read(edited((control, f"<w:p>{inner}</w:p>"))).proposals
    assert proposal.new == "Kecamatan Mentebah terdiri atas delapan kelurahan."


def test_the_copy_of_another_revision_is_told_and_still_read() -> None:
    other = write_copy(report(content_hash="0" * 64))
    found = read(edited(("delapan", "sembilan"), package=other))
    assert len(found.proposals) == 1
    assert found.problems[0].startswith("Berkas ini bukan salinan dari isi yang sekarang.")


def test_characters_that_xml_cannot_hold_do_not_stop_a_copy_nor_look_like_a_change() -> None:
    text = "Tab\tdan \u0007 bunyi\r\nbaris\u2028lain  \n \n\n\nparagraf 🙏"
    copy = write_copy(lkjip(blocks=(NarrativeBlock(id="kesimpulan", title="K", text=text),), office="K" * 300))
    assert read_copy(copy, copy, {"kesimpulan": text}).proposals == ()


def test_a_comparison_that_was_written_is_in_the_copy_and_one_that_was_not_is_left_out() -> None:
    place = comparison_blocks(SASARAN)[0]
    blocks = (NarrativeBlock(id=place.id, title=place.title, text="Naik dari tahun lalu."),)
    texts = [paragraph.text for paragraph in Document(io.BytesIO(write_copy(report(blocks=blocks)))).paragraphs]
    assert place.title in texts
    assert comparison_blocks(SASARAN)[1].title not in texts


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_docx_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(content)
    assert refusal.value.sentence


def test_a_document_type_declaration_is_refused() -> None:
    declared = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><w:comments/>'
    with pytest.raises(FileRefused, match="DTD"):
        read(with_part("word/comments.xml", declared))


def test_a_file_that_has_little_in_common_with_the_copy_is_refused_as_a_whole() -> None:
    lines = "".join(f"<w:p><w:r><w:t>Baris {number}</w:t></w:r></w:p>" for number in range(2001))
    with pytest.raises(FileRefused, match="terlalu jauh berbeda"):
        read(edited(("<w:sectPr", f"{lines}<w:sectPr")))
