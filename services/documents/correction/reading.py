"""Reads an uploaded correction copy against the one that was issued."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from services.documents.correction.listening import Grid, Parts, Reader
from services.documents.correction.texts import normal, one_line
from services.documents.domain.correction import Corrections
from shared.events.parts import NumberChange, Proposal
from shared.office_files.elements import walk
from shared.office_files.gate import Kind, Package, check_package
from shared.office_files.refusal import FileRefused, Reason

_CORE = "docProps/core.xml"
_BESIDE = re.compile(r"word/(?:comments|footnotes|endnotes|header\d*|footer\d*)\.xml")
_MOST_APART, _MOST_LETTERS = 2000, 1_000_000
_OTHER_COPY = (
    "Berkas ini bukan salinan dari isi yang sekarang. Setiap uraian dibandingkan dengan isi yang sekarang;"
    " periksa satu per satu sebelum menerima."
)


def read_copy(content: bytes, issued_copy: bytes, blocks: Mapping[str, str]) -> Corrections:
    """What was changed in an uploaded DOCX.

    `issued_copy` is the DOCX of `write_copy`, for what stands outside of blocks; `blocks` are the issued texts by
    block id. Raises FileRefused where the file must not or cannot be read.
    """
    copy, issued = check_package(content, Kind.DOCX), check_package(issued_copy, Kind.DOCX)
    found, given = _parts(copy, blocks), _parts(issued, blocks)
    number_changes, strange = _compare_grids(given.grids, found.grids)
    corrections = Corrections(
        proposals=tuple(_proposals(found, blocks)),
        number_changes=tuple(number_changes),
        unplaced=(*_beyond(found.outside, given.outside), *strange),
        problems=tuple(_problems(found, given, is_other=_identifier(copy) != _identifier(issued))),
    )
    _check_amount(corrections)
    return corrections


def _check_amount(corrections: Corrections) -> None:
    """Nothing is left out of an answer, so one that nobody could read through is refused as a whole."""
    apart = len(corrections.unplaced) + len(corrections.number_changes)
    letters = sum(map(len, corrections.unplaced)) + sum(len(each.new) for each in corrections.proposals)
    if apart > _MOST_APART or letters > _MOST_LETTERS:
        raise FileRefused(
            Reason.NOT_OUR_FORM,
            "Isi berkas ini terlalu jauh berbeda dari salinan koreksi yang diterbitkan. Unduh salinannya lagi dari"
            " Kinerja, koreksi di dalam kotak uraiannya, lalu unggah.",
        )


class _Identifier:
    """Listens for dc:identifier in the core properties."""

    def __init__(self) -> None:
        self.value = ""
        self._inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._inside = name == "identifier"

    def text(self, text: str) -> None:
        self.value += text if self._inside else ""

    def end(self, name: str) -> None:
        self._inside = False


def _identifier(package: Package) -> str:
    listener = _Identifier()
    if _CORE in package.names:
        walk(package.chunks(_CORE), listener)
    return listener.value


def _parts(package: Package, blocks: Mapping[str, str]) -> Parts:
    parts = Parts()
    for name in [package.main_part, *filter(_BESIDE.fullmatch, package.names)]:
        walk(package.chunks(name), Reader(parts, blocks))
    return parts


def _proposals(found: Parts, blocks: Mapping[str, str]) -> Iterable[Proposal]:
    for block_id, changed in found.blocks.items():
        old, new = normal(blocks[block_id]), normal(changed.accepted)
        if new != old:
            is_tracked = normal(changed.original) == old
            yield Proposal(
                block_id=block_id,
                old=blocks[block_id],
                new=new,
                authors=tuple(changed.authors),
                is_tracked=is_tracked,
            )


def _problems(found: Parts, given: Parts, *, is_other: bool) -> Iterable[str]:
    if is_other:
        yield _OTHER_COPY
    for block_id, title in given.titles.items():
        if block_id not in found.blocks:
            yield f"Kotak uraian “{title}” tidak ada lagi dalam berkas. Uraiannya tidak diubah."


def _beyond(found: Iterable[str], given: Iterable[str]) -> Iterable[str]:
    """The texts that were not issued, as often as they stand there more often."""
    issued = Counter(one_line(text) for text in given)
    for text in found:
        line = one_line(text)
        if line and issued[line] == 0:
            yield normal(text)
        elif line:
            issued[line] -= 1


def _compare_grids(given: Sequence[Grid], found: Sequence[Grid]) -> tuple[list[NumberChange], list[str]]:
    """The changed cells of our tables, and the text of tables that are not ours."""
    by_caption = {grid.caption: grid for grid in reversed(found) if grid.caption}
    named = [by_caption.get(grid.caption) for grid in given]
    # An application that drops captions keeps the order.
    others = iter([grid for grid in found if not any(grid is each for each in named)])
    pairs = [(grid, mine or next(others, None)) for grid, mine in zip(given, named, strict=True)]
    changes = [change for grid, mine in pairs if mine for change in _compare_grid(grid, mine)]
    return changes, [text for grid in others for text in _texts(grid)]


def _compare_grid(given: Grid, found: Grid) -> Iterable[NumberChange]:
    old_rows, new_rows = _lines(given), _lines(found)
    if len(old_rows) != len(new_rows):
        yield from _changed_rows(given.caption, old_rows, new_rows)
        return
    head = old_rows[0] if old_rows else ()
    for old_row, new_row in zip(old_rows, new_rows, strict=True):
        for at, (old, new) in enumerate(zip_longest(old_row, new_row, fillvalue="")):
            if old != new:
                column = head[at] if at < len(head) else f"kolom {at + 1}"
                yield NumberChange(where=f"{given.caption}, {_row_name(old_row)}, {column}", old=old, new=new)


def _changed_rows(
    caption: str, old_rows: Sequence[Sequence[str]], new_rows: Sequence[Sequence[str]]
) -> Iterable[NumberChange]:
    old, new = Counter(tuple(row) for row in old_rows), Counter(tuple(row) for row in new_rows)
    for row, times in (old - new).items():
        yield from [NumberChange(where=f"{caption}, {_row_name(row)}", old=" | ".join(row), new="")] * times
    for row, times in (new - old).items():
        yield from [NumberChange(where=f"{caption}, {_row_name(row)}", old="", new=" | ".join(row))] * times


def _row_name(row: Sequence[str]) -> str:
    return " ".join(row[:2])


def _lines(grid: Grid) -> list[tuple[str, ...]]:
    return [tuple(one_line(cell.accepted) for cell in row) for row in grid.rows]


def _texts(grid: Grid) -> Iterable[str]:
    return (" | ".join(filter(None, line)) for line in _lines(grid) if any(line))
