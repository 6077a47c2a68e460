import io
import subprocess
from pathlib import Path

import pytest
import segno
from pypdf import PdfReader

from services.documents.signing.stamp import stamp_pdf
from tests.signing_builder import file_in, order, poppler

SIZE = (209.76, 79.37)
LONG_POST = (
    "Pelaksana Tugas Sekretaris Kecamatan Mentebah merangkap Kepala Subbagian Perencanaan, Evaluasi dan Pelaporan "
    "Keuangan pada Kantor Camat Mentebah Kabupaten Kapuas Hulu atas nama Camat Mentebah"
)
LONG_NAME = "Drs. H. Muhammad Bima Santosa Wibawa Kusumanegara, S.Sos., M.Si., Ph.D. (contoh)"


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_the_stamp_says_who_signed_and_that_nobody_certified_it() -> None:
    [words] = pages_of(stamp_pdf(order(), *SIZE))
    assert (
        "Ditandatangani secara elektronik oleh: Camat Mentebah Bima Santosa, S.Sos. (contoh) Pembina Tingkat I" in words
    )
    assert "3 Februari 2026 pukul 10.15 WIB" in words
    assert "TIDAK TERSERTIFIKASI – tanda tangan elektronik lokal, bukan sertifikat BSrE" in words


@pytest.mark.parametrize("is_demo", [True, False])
def test_only_the_stamp_of_a_demonstration_says_that_it_is_no_official_paper(*, is_demo: bool) -> None:
    [words] = pages_of(stamp_pdf(order(is_demo=is_demo), *SIZE))
    assert ("CONTOH – BUKAN DOKUMEN RESMI" in words) is is_demo


def test_a_very_long_post_is_set_smaller_and_never_cut() -> None:
    [words] = pages_of(stamp_pdf(order(jabatan=LONG_POST, name=LONG_NAME), *SIZE))
    assert LONG_POST in words
    assert LONG_NAME in words
    assert words.endswith("BSrE")


def test_a_person_without_a_rank_leaves_no_gap() -> None:
    [words] = pages_of(stamp_pdf(order(pangkat=None), *SIZE))
    assert "(contoh) 3 Februari" in words


def test_the_same_order_gives_the_same_stamp() -> None:
    assert stamp_pdf(order(), *SIZE) == stamp_pdf(order(), *SIZE)


def test_every_module_of_the_qr_code_is_printed_where_a_scanner_looks_for_it(tmp_path: Path) -> None:
    width, shades = _drawn(tmp_path, stamp_pdf(order(), *SIZE))
    modules = [list(row) for row in segno.make(order().verification_url, error="m", micro=False).matrix]
    dark = [
        (at % width, at // width)
        for at, shade in enumerate(shades)
        if shade < 128 and at % width < len(shades) // width
    ]
    left, top = min(x for x, _ in dark), min(y for _, y in dark)
    side = (max(y for _, y in dark) + 1 - top) / len(modules)
    printed = [
        [
            int(shades[int(top + (row + 0.5) * side) * width + int(left + (column + 0.5) * side)] < 128)
            for column in line
        ]
        for row, line in enumerate([range(len(modules))] * len(modules))
    ]
    assert printed == modules


def _drawn(folder: Path, pdf: bytes) -> tuple[int, bytes]:
    """The page at 600 dpi: its width in dots and the shade of each (PGM, netpbm's grey map)."""
    command = [poppler("pdftoppm"), "-gray", "-r", "600", str(file_in(folder, pdf))]
    drawn = subprocess.run(command, capture_output=True, timeout=60, check=True).stdout
    _, size, _, shades = drawn.split(b"\n", 3)
    return int(size.split()[0]), shades
