"""The form that comes back: found by code, taken as typed, refused with the cell named."""

import hashlib
import hmac
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.documents.data_forms.form import FilledForm
from services.documents.data_forms.layout import locked_texts
from services.documents.data_forms.reading import check_addressee, read_form
from services.documents.data_forms.seal import sealed_lines
from services.documents.data_forms.typed import unsound
from services.documents.data_forms.writing import write_form
from shared.keys import derive_key
from shared.numbers import parse_id
from shared.office_files.refusal import FileRefused, Reason
from shared.office_files.workbook import Cell, CellKind
from tests.data_form_builder import (
    COMPUTED,
    PLAIN,
    SECRET,
    Formatted,
    Formula,
    Grid,
    Value,
    filled,
    form,
    issued,
    row,
    saved_again,
)
from tests.office_files_builder import bomb, xlsx_parts, zipped

Grids = dict[str, Grid]


def read(content: bytes) -> FilledForm:
    return read_form(content, SECRET)


def refusal(content: bytes, secret: str = SECRET) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_form(content, secret)
    return caught.value


def texts(taken: FilledForm, code: str) -> dict[str, str]:
    return {field: cell.text for field, cell in taken.rows[code].items() if cell.text}


def moved(grid: Grid, **rows: int) -> Grid:
    """The grid with rows moved: `r6=9`."""
    places = {int(name[1:]): row for name, row in rows.items()}
    return {(places.get(line, line), column): value for (line, column), value in grid.items()}


def test_an_untouched_form_comes_back_with_its_identity_and_empty_cells() -> None:
    taken = read(issued())
    assert (taken.identity.unit_id, taken.identity.revision) == (UUID(int=3), 1)
    assert (taken.identity.unit, taken.identity.issued_at) == ("Seksi Pelayanan Umum", form().issued_at)
    assert {code: set(cells) for code, cells in taken.rows.items()} == {
        PLAIN: {"realisasi", "alasan", "faktor_pendukung", "faktor_penghambat", "tindak_lanjut"},
        COMPUTED: {
            "realisasi", "pembilang", "penyebut", "alasan", "faktor_pendukung", "faktor_penghambat", "tindak_lanjut",
        },
    }  # fmt: skip
    assert taken.cell_problems == ()
    assert texts(taken, PLAIN) == {}


def test_what_was_typed_comes_back_with_its_cell() -> None:
    taken = read(filled(issued(), I6="88,95*", J7="30", K7="40", L7=" Belum  ada data", M6="- SDM\nlengkap", O7="=A1"))
    assert taken.rows[PLAIN]["realisasi"].ref == "I6"
    assert texts(taken, PLAIN) == {"realisasi": "88,95*", "faktor_pendukung": "- SDM\nlengkap"}
    assert texts(taken, COMPUTED) == {
        "pembilang": "30",
        "penyebut": "40",
        "alasan": "belum_ada",
        "tindak_lanjut": "=A1",
    }
    assert taken.cell_problems == ()


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        (Decimal("87.5"), "87,5"),
        (Decimal("1234.5"), "1.234,5"),
        (Decimal(0), "0"),
        (Decimal("0.00001"), "0,00001"),
        (Formatted(0.8895, "0.0%"), "88,95%"),
        (Formatted(1.5e9, '"Rp"#,##0'), "1.500.000.000"),
    ],
    ids=str,
)
def test_a_number_cell_is_what_a_person_would_type(stored: Value, typed: str) -> None:
    cell = read(filled(issued(), I6=stored)).rows[PLAIN]["realisasi"]
    assert cell.text == typed
    assert parse_id(cell.text, "Nilai").provisional is False


@settings(max_examples=15, deadline=None)
@given(st.decimals(-(10**11), 10**11, places=3))
def test_the_parser_of_the_web_form_reads_a_number_cell_of_15_digits_as_the_number_it_is(number: Decimal) -> None:
    typed = read(filled(issued(), I6=number)).rows[PLAIN]["realisasi"].text
    assert parse_id(typed, "Nilai").value == number


@pytest.mark.parametrize(
    ("ref", "value", "told"),
    [
        ("I6", Formula("=1+1"), "Sel I6 (Realisasi) berisi rumus yang belum dihitung."),
        ("I6", Formula("=1+1", 2), "Sel I6 (Realisasi) berisi rumus dengan hasil “2”."),
        ("J7", Formula("=1/0", "#DIV/0!"), "Sel J7 (Pembilang) berisi kesalahan “#DIV/0!”."),
        ("I6", Formatted(46023, "dd/mm/yyyy"), "Sel I6 (Realisasi) terbaca sebagai tanggal."),
        ("I6", True, "Sel I6 (Realisasi) berisi nilai benar/salah."),
        (
            "L6",
            "lupa",
            "Sel L6 (Alasan bila kosong) berisi “lupa”. Pilih salah satu: nol, belum ada data,",
        ),
        ("N6", "x" * 2001, "Sel N6 (Faktor penghambat) berisi 2.001 huruf; paling banyak 2.000 huruf."),
    ],
    ids=["formula", "calculated formula", "error", "date", "boolean", "reason", "long text"],
)
def test_a_cell_that_cannot_be_taken_is_named_and_left_out(ref: str, value: Value, told: str) -> None:
    taken = read(filled(issued(), **{ref: value, "O6": "Rapat"}))
    (problem,) = taken.cell_problems
    assert problem.ref == ref
    assert problem.sentence.startswith(told)
    assert problem.code
    assert problem.field not in taken.rows[problem.code]
    assert texts(taken, PLAIN) == {"tindak_lanjut": "Rapat"}


def test_a_pasted_error_is_told_like_a_calculated_one() -> None:
    told = unsound(Cell("I6", CellKind.ERROR, "#N/A"), "realisasi")
    assert told
    assert told.startswith("berisi kesalahan “#N/A”.")


def test_a_note_beside_the_table_is_told_and_not_taken() -> None:
    (problem,) = read(
        filled(issued(), Q6="tanya Bu Kasi", Q8="2", **{f"R{n}": "x" for n in range(6, 12)})
    ).cell_problems
    assert (problem.ref, problem.code, problem.field) == ("Q6", None, None)
    assert problem.sentence == "Isian di luar tabel tidak diambil: sel Q6, R6, R7, Q8, R8 dan 3 sel lain."


def test_rows_are_found_by_code_after_sorting_and_between_blank_rows() -> None:
    def sort(grids: Grids) -> None:
        grids["Isian"] = moved(grids["Isian"] | {(6, 9): "88", (7, 9): "75"}, r6=12, r7=8)

    taken = read(saved_again(issued(), sort))
    assert list(taken.rows) == [PLAIN, COMPUTED]
    cells = [taken.rows[code]["realisasi"] for code in taken.rows]
    assert [(cell.ref, cell.text) for cell in cells] == [("I12", "88"), ("I8", "75")]


def test_columns_are_found_by_title_after_one_was_inserted() -> None:
    def insert(grids: Grids) -> None:
        grids["Isian"] = {
            (line, column + (column > 3)): value for (line, column), value in (grids["Isian"] | {(6, 9): "88"}).items()
        }

    cell = read(saved_again(issued(), insert)).rows[PLAIN]["realisasi"]
    assert (cell.ref, cell.text) == ("J6", "88")


@pytest.mark.parametrize(
    ("ref", "value", "told"),
    [
        ("F6", "90", "Sel F6 (Target) terkunci: diterbitkan “84,75”, sekarang “90”."),
        ("F6", Decimal("84.75"), "Sel F6 (Target) terkunci: diterbitkan “84,75”, sekarang “84,75”."),
        ("G7", "70", "Sel G7 (Nilai terakhir) terkunci: diterbitkan “”, sekarang “70”."),
        ("E6", "", "Sel E6 (Satuan) terkunci: diterbitkan “Nilai”, sekarang “”."),
        ("J6", "3", "Sel J6 (Pembilang) terkunci: diterbitkan “”, sekarang “3”."),
        ("C6", Formula("=1", "Hasil Indeks Kepuasan Masyarakat"), "Sel C6 (Indikator) terkunci"),
    ],
    ids=["text", "number", "was empty", "emptied", "not asked for", "formula"],
)
def test_an_altered_locked_cell_is_refused_with_what_it_said_and_says(ref: str, value: Value, told: str) -> None:
    refused = refusal(filled(issued(), **{ref: value}))
    assert refused.reason_code is Reason.LOCKED_CELL
    assert refused.sentence.startswith(told)


def test_of_many_altered_cells_three_are_named_and_the_others_counted() -> None:
    refused = refusal(filled(issued(), **{f"{letter}6": "x" for letter in "BCDEF"}))
    assert refused.sentence.count("terkunci") == 3
    assert "Masih ada 2 sel lain yang berubah." in refused.sentence


def set_cell(place: tuple[int, int], value: str) -> Callable[[Grids], None]:
    return lambda grids: grids["Isian"].update({place: value})


def drop_row(line: int) -> Callable[[Grids], None]:
    def drop(grids: Grids) -> None:
        grids["Isian"] = {place: value for place, value in grids["Isian"].items() if place[0] != line}

    return drop


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (set_cell((6, 1), "IK-99"), "Sel A6 berisi kode “IK-99” yang tidak ada di formulir ini."),
        (set_cell((6, 1), "IK-02"), "Kode “IK-02” ada di baris 6 dan di baris 7."),
        (drop_row(7), "Baris dengan kode IK-02 tidak ada lagi di lembar Isian."),
        (set_cell((9, 9), "88"), "Baris 9 berisi Realisasi tetapi kolom Kode kosong."),
        (set_cell((5, 9), "Capaian"), "Judul kolom “Realisasi” tidak ditemukan di lembar Isian."),
        (set_cell((5, 17), "Realisasi"), "Judul kolom “Realisasi” ada lebih dari satu di lembar Isian."),
        (drop_row(5), "Judul kolom “Kode” tidak ditemukan di lembar Isian."),
    ],
    ids=["unknown", "twice", "missing", "no code", "other title", "title twice", "no titles"],
)
def test_rows_and_titles_that_do_not_fit_are_refused_by_name(change: Callable[[Grids], None], told: str) -> None:
    refused = refusal(saved_again(issued(), change))
    assert refused.reason_code is Reason.WRONG_ROWS
    assert refused.sentence.startswith(told)


def test_a_form_sealed_under_another_secret_is_refused() -> None:
    assert refusal(issued(), "rahasia lain").reason_code is Reason.WRONG_SEAL


@pytest.mark.parametrize("line", range(len(sealed_lines(form(), SECRET))))
def test_no_line_of_the_hidden_sheet_can_be_altered(line: int) -> None:
    def alter(grids: Grids) -> None:
        *_, last = [place for place in grids["_identitas"] if place[0] == line + 1]
        grids["_identitas"][last] = f"{grids['_identitas'][last]}0"

    assert refusal(saved_again(issued(), alter)).reason_code in {Reason.WRONG_SEAL, Reason.NOT_OUR_FORM}


def test_a_locked_cell_altered_here_and_in_the_hidden_sheet_breaks_the_seal() -> None:
    def alter(grids: Grids) -> None:
        for grid in grids.values():
            grid.update({place: "90" for place, value in grid.items() if value == "84,75"})

    assert refusal(saved_again(issued(), alter)).reason_code is Reason.WRONG_SEAL


def without(name: str) -> Callable[[Grids], None]:
    def drop(grids: Grids) -> None:
        del grids[name]

    return drop


def test_another_workbook_is_not_our_form() -> None:
    assert refusal(zipped(xlsx_parts())).reason_code is Reason.NOT_OUR_FORM
    for change in (without("Isian"), without("_identitas"), lambda grids: grids["_identitas"].clear()):
        assert refusal(saved_again(issued(), change)).reason_code is Reason.NOT_OUR_FORM


def test_the_form_of_another_version_is_not_our_form() -> None:
    def reseal(grids: Grids) -> None:
        *lines, _ = (list(line) for line in sealed_lines(form(), SECRET))
        lines[1] = ["skema", "0"]
        trimmed = [line[: max(n for n, text in enumerate(line, 1) if text)] for line in lines]
        message = json.dumps(trimmed, separators=(",", ":")).encode()
        seal = hmac.new(derive_key(SECRET, "data form"), message, hashlib.sha256).hexdigest()
        grids["_identitas"] = {
            (line, column): text
            for line, line_texts in enumerate([*lines, ["segel", seal]], 1)
            for column, text in enumerate(line_texts, 1)
            if text
        }

    assert refusal(saved_again(issued(), reseal)).reason_code is Reason.NOT_OUR_FORM


def test_what_the_gate_refuses_is_refused_here() -> None:
    assert refusal(bomb()).reason_code is Reason.BOMB


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"office_id": UUID(int=9)}, "instansi lain"),
        ({"unit_id": UUID(int=9)}, "untuk Seksi Pelayanan Umum, bukan untuk unit Anda"),
        ({"cycle_id": UUID(int=9)}, "LKjIP 2025"),
        ({"revision": 2}, "terbitan ke-1; yang berlaku sekarang terbitan ke-2"),
    ],
    ids=["office", "unit", "cycle", "revision"],
)
def test_the_form_of_another_office_unit_cycle_or_issue_is_refused(other: dict[str, Any], told: str) -> None:
    identity = read(issued()).identity
    ours: dict[str, Any] = {"office_id": UUID(int=1), "cycle_id": UUID(int=2), "unit_id": UUID(int=3), "revision": 1}
    check_addressee(identity, **ours)
    with pytest.raises(FileRefused) as caught:
        check_addressee(identity, **ours | other)
    assert caught.value.reason_code is Reason.OTHER_ADDRESSEE
    assert told in caught.value.sentence


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=15, deadline=None)
@given(TEXT, TEXT, TEXT)
@example("dua\r\nbaris", "_x0041_", "")
def test_any_text_in_a_locked_cell_survives_the_way_there_and_back(sasaran: str, satuan: str, rumus: str) -> None:
    content = write_form(form(row(sasaran=sasaran, satuan=satuan, formula=rumus)), SECRET)
    assert list(read(content).rows) == [PLAIN]
    assert list(read(saved_again(content, lambda _grids: None)).rows) == [PLAIN]


def test_triwulan_have_cells_where_an_indicator_asks_for_them_and_nowhere_else() -> None:
    quarterly = row(triwulan=((2, "40"), (4, "84,75")), summary="jumlah semua triwulan")
    asked = issued(quarterly, row(code=COMPUTED))
    taken = read(filled(asked, I6="40,5", J6="44", K7="5"))
    assert texts(taken, PLAIN) == {"tw2": "40,5", "tw4": "44"}
    assert "tw2" not in taken.rows[COMPUTED]
    assert refusal(filled(asked, I7="5")).reason_code is Reason.LOCKED_CELL
    assert texts(read(filled(issued(row()), I6="5")), PLAIN) == {"realisasi": "5"}
    locked = locked_texts(quarterly)
    assert locked["target"] == "84,75\nTW II: 40\nTW IV: 84,75"
    assert locked["rumus"].endswith("Realisasi setahun: jumlah semua triwulan")
