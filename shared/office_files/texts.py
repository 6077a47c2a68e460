"""Text in a workbook's parts: shared strings, and the escapes that OOXML uses for characters XML has not."""

import re
from collections.abc import Mapping

from shared.office_files.refusal import FileRefused, Reason

MAX_TEXT = 4_000_000
MAX_CELLS = 100_000
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def unescape(text: str) -> str:
    """_x000A_ → a line feed; _x005F_ protects an underscore (ECMA-376 part 1, 22.9.2.19).

    Ends of lines become line feeds; what is no character of XML is dropped.
    """
    if "_x" in text:
        text = _NO_CHARACTER.sub("", _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text))
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Budget:
    """What one file may hold over all its sheets; a short file can repeat a shared text without end."""

    def __init__(self) -> None:
        self._cells = MAX_CELLS
        self._text = MAX_TEXT

    def take(self, text: str) -> None:
        """Count a cell's text; FileRefused when there was too much of either."""
        self._cells -= 1
        self._text -= len(text)
        if self._cells < 0 or self._text < 0:
            raise FileRefused(
                Reason.TOO_MANY_CELLS,
                "Berkas ini memuat terlalu banyak sel atau teks. Sisakan isian yang diminta, lalu unggah lagi.",
            )


class SharedStrings:
    """Listens to the shared strings part; `strings` are its texts in order, phonetic readings left out."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._runs: list[str] = []
        self._is_open = False
        self._in_phonetic = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._runs = []
        elif name == "rPh":
            self._in_phonetic = True
        self._is_open = name == "t" and not self._in_phonetic

    def text(self, text: str) -> None:
        if self._is_open:
            self._runs.append(text)

    def end(self, name: str) -> None:
        self._is_open = False
        if name == "rPh":
            self._in_phonetic = False
        elif name == "si":
            self.strings.append(unescape("".join(self._runs)))
