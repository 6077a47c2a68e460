"""Dynamic Data Exchange in formulas and fields: text that starts a program when someone opens the file."""

import re
from collections.abc import Iterable, Iterator, Mapping

from shared.office_files.elements import walk
from shared.office_files.refusal import FileRefused, Reason

_FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "definedName"})
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_FIELD = re.compile(r"\s*DDE", re.IGNORECASE)


def check(parts: Iterable[Iterator[bytes]]) -> None:
    """Raises FileRefused when a formula of a workbook or a field of a document speaks to another program."""
    for chunks in parts:
        walk(chunks, _Instructions())


def _refuse() -> None:
    raise FileRefused(
        Reason.DDE, "Berkas ini memuat rumus atau bidang yang memanggil program lain (DDE). Hapus, lalu unggah lagi."
    )


class _Instructions:
    """Collects the text of each formula and of each field, whose instruction may be split over many runs.

    A bar outside quotation marks is no operator of a formula, only the mark of `program|topic!item`.
    """

    def __init__(self) -> None:
        self._texts: list[str] | None = None
        self._fields: list[list[str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _FORMULAS:
            self._texts = []
        elif name == "instrText" and self._fields:
            self._texts = self._fields[-1]
        elif name == "fldSimple":
            _check_field(attributes.get("instr", ""))
        elif name == "fldChar":
            self._mark(attributes.get("fldCharType", ""))

    def text(self, text: str) -> None:
        if self._texts is not None:
            self._texts.append(text)

    def end(self, name: str) -> None:
        if self._texts is not None and name in _FORMULAS:
            _check_formula("".join(self._texts))
        self._texts = None

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append([])
        elif self._fields:
            _check_field("".join(self._fields[-1]))
            if kind == "end":
                self._fields.pop()


def _check_formula(formula: str) -> None:
    if "|" in _QUOTED.sub("", formula):
        _refuse()


def _check_field(instruction: str) -> None:
    if _FIELD.match(instruction):
        _refuse()
