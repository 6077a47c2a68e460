"""What is wrong with an SOP file, said to the person who wrote it: file, line, what, what is allowed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

Place = tuple[str | int, ...]
"""Where in the file: keys and list positions from the top, e.g. ("steps", 2, "waktu")."""

# Words of the printed form, or their translation, that a writer is likely to try for one of our keys.
OTHER_WORDS: Mapping[str, str] = {
    "langkah": "steps",
    "peran": "roles",
    "identitas": "head",
    "mulai": "start",
    "no": "number",
    "nomor": "number",
    "jenis": "kind",
    "judul": "title",
    "aktivitas": "activities",
    "kegiatan": "activities",
    "pelaksana": "performers",
    "pembantu": "assistants",
    "time": "waktu",
    "mutu_baku": "waktu",
    "ket": "keterangan",
    "selanjutnya": "next",
    "keputusan": "decision",
    "giliran": "turn",
    "nama": "name",
    "tujuan": "to",
    "return": "returns",
    "oleh": "by",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at a place; it becomes a Problem once the place is known as a line."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of an SOP file; `line` counts from 1, `text` is plain Indonesian."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file} baris {self.line}: {self.text}"


class SopFileInvalid(Exception):
    """The file is not an SOP that Kinerja can run; `problems` says why, in the order of the lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(map(str, self.problems)))


def quoted(words: Iterable[str | int]) -> str:
    """The allowed words in a row, as they are typed."""
    return ", ".join(map(str, words))


def nearest(word: str, allowed: Iterable[str]) -> str:
    """The words "mungkin maksud Anda ..." for the allowed word that comes close, else nothing."""
    known = list(allowed)
    other = OTHER_WORDS.get(word.casefold())
    close = [other] if other in known else get_close_matches(word.casefold(), known, n=1, cutoff=0.6)
    return f'; mungkin maksud Anda "{close[0]}"' if close else ""
