"""YAML's own errors in words that help the writer of an SOP."""

from collections.abc import Mapping

import yaml
from yaml.reader import ReaderError

# A part of PyYAML's text -> what the writer can do about it.
ADVICE: Mapping[str, str] = {
    "mapping values are not allowed": (
        "ada titik dua di tempat yang tidak boleh; bila titik dua itu bagian dari teks, beri tanda kutip pada seluruh "
        'teks, misalnya output: "Surat: pengantar"; bila bukan, periksa apakah baris ini sejajar dengan baris lain'
    ),
    "sequence entries are not allowed": (
        'tanda "-" tidak boleh berdiri di sini; untuk isian kosong tulis "-" dengan tanda kutip atau hapus kuncinya, '
        "untuk daftar mulailah pada baris baru"
    ),
    "expected <block end>": (
        "baris ini tidak sejajar dengan baris di atasnya, atau ada teks sesudah tanda kutip penutup; samakan jumlah "
        "spasi di awal baris"
    ),
    "expected '<document start>'": "baris ini tidak sejajar dengan baris di atasnya; samakan spasi di awal baris",
    "while scanning a block scalar": "teks yang diawali > atau | harus diberi tanda kutip",
    "expected the node content": "ada tanda baca di tempat isi; periksa koma dan kurung, atau beri tanda kutip",
    "could not find expected ':'": 'baris ini tidak memuat "kunci: isi"; periksa titik dua dan spasi sesudahnya',
    "while scanning a quoted scalar": "tanda kutip dibuka tetapi tidak ditutup",
    "while parsing a flow": "tanda kurung tidak ditutup, atau koma kurang; yang boleh: [3, 4] atau {kunci: isi}",
    "cannot start any token": "teks yang diawali tanda ini harus diberi tanda kutip",
    "expected alphabetic or numeric character": "teks yang diawali & atau * harus diberi tanda kutip",
    "expected a single document": 'satu berkas hanya memuat satu SOP; hapus baris "---" yang kedua',
}


def explained(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """The line (from 1) and the advice for an error of PyYAML."""
    if isinstance(error, ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return line, "ada karakter yang tidak boleh dalam berkas teks; ketik ulang baris ini"
    said = " ".join(str(error).split())
    advice = next((words for part, words in ADVICE.items() if part in said), None)
    return _line(error), advice or f"tidak dapat dibaca sebagai YAML ({_problem(error)})"


def _line(error: yaml.YAMLError) -> int:
    """Where to look: for what was never closed at its beginning, else where reading stopped."""
    opened = "quoted" in str(error) or "a flow" in str(error)
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    mark = next(filter(None, reversed(marks) if opened else marks), None)
    return mark.line + 1 if mark else 1


def _problem(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or error)
