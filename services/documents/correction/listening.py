"""Reads a part of a DOCX as a stream: the text of each block, of each table's cell, and all text that is in neither.

A block is a content control whose tag is its id. Tracked changes (ECMA-376 part 1, 17.13.5) are followed: a text
has the state its editor wants (insertions taken, deletions gone) and the state it had before them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

_INSERTED, _DELETED = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
_CHANGES = _INSERTED | _DELETED
_TEXTS = frozenset({"t", "delText"})
_SIGNS = {"cr": "\n", "noBreakHyphen": "-"}
_END_OF_PARAGRAPH = "\n\n"
_OF_CONTROL = {"tag": 0, "alias": 1}
_REMARKS = {"comment": "Komentar", "footnote": "Catatan kaki", "endnote": "Catatan akhir"}


@dataclass(slots=True)
class Changed:
    """A text before and after the tracked changes in it, and who made them."""

    after: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    authors: dict[str, None] = field(default_factory=dict)

    @property
    def accepted(self) -> str:
        return "".join(self.after)

    @property
    def original(self) -> str:
        return "".join(self.before)


@dataclass(slots=True)
class Grid:
    """A table: its caption and its rows of cells. A table inside a cell is text of that cell."""

    caption: str = ""
    rows: list[list[Changed]] = field(default_factory=list)


@dataclass(slots=True)
class Parts:
    """What was found. `titles` are those of the controls, by tag."""

    blocks: dict[str, Changed] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    grids: list[Grid] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


class Reader:
    """A listener for `shared.office_files.elements.walk`; `known` are the ids that make a control a block."""

    def __init__(self, parts: Parts, known: Collection[str]) -> None:
        self._parts, self._known = parts, known
        self._path: list[str] = []
        self._inserted = self._deleted = self._hidden = self._tables = self._paragraphs = 0
        self._controls: list[list[str]] = []
        self._loose = Changed()
        self._remark = ""
        self._mark = (False, False)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if name in _CHANGES:
            self._begin_change(name, parent, attributes)
        elif name == "Fallback":
            self._hidden += 1  # the same text once more, for applications that do not know the first
        elif name in _REMARKS:
            self._remark = " ".join(filter(None, [_REMARKS[name], attributes.get("author", "")]))
        elif name == "p":
            self._paragraphs += 1
        elif parent == "r":
            self._sign(name, attributes)
        else:
            self._structure(name, parent, attributes)

    def text(self, text: str) -> None:
        if self._path and self._path[-1] in _TEXTS:
            self._put(text, inserted=self._inserted > 0, deleted=self._deleted > 0)

    def end(self, name: str) -> None:
        self._path.pop()
        if name in _CHANGES:
            self._count(name, -1)
        elif name == "Fallback":
            self._hidden -= 1
        elif name == "p":
            self._end_paragraph()
        elif name == "tbl":
            self._tables -= 1
        elif name == "sdt":
            self._end_control()

    def _begin_change(self, name: str, parent: str, attributes: Mapping[str, str]) -> None:
        into = self._sink()
        if "author" in attributes and parent != "trPr":
            into.authors[attributes["author"]] = None
        if parent == "rPr":  # of the paragraph's end
            inserted, deleted = self._mark
            self._mark = (inserted or name in _INSERTED, deleted or name in _DELETED)
        self._count(name, 1)

    def _count(self, name: str, step: int) -> None:
        if name in _INSERTED:
            self._inserted += step
        else:
            self._deleted += step

    def _sign(self, name: str, attributes: Mapping[str, str]) -> None:
        sign = _SIGNS.get(name, "")
        if name == "br" and attributes.get("type", "textWrapping") == "textWrapping":
            sign = "\n"
        elif name == "tab":
            sign = "\t"
        if sign:
            self._put(sign, inserted=self._inserted > 0, deleted=self._deleted > 0)

    def _structure(self, name: str, parent: str, attributes: Mapping[str, str]) -> None:
        if name == "sdt":
            self._controls.append(["", ""])
        elif parent == "sdtPr" and name in _OF_CONTROL and self._controls:
            self._controls[-1][_OF_CONTROL[name]] = attributes.get("val", "")
        elif name == "sdtContent" and self._controls:
            self._open_block(*self._controls[-1])
        self._tables += name == "tbl"
        if self._block() is None:
            self._in_table(name, parent, attributes)

    def _in_table(self, name: str, parent: str, attributes: Mapping[str, str]) -> None:
        if self._tables != 1:
            return
        if name == "tbl":
            self._parts.grids.append(Grid())
        elif parent == "tblPr" and name == "tblCaption":
            self._parts.grids[-1].caption = attributes.get("val", "")
        elif name == "tr":
            self._parts.grids[-1].rows.append([])
        elif name == "tc" and self._parts.grids[-1].rows:
            self._parts.grids[-1].rows[-1].append(Changed())

    def _open_block(self, tag: str, title: str) -> None:
        if tag in self._known:
            self._parts.blocks.setdefault(tag, Changed())
            self._parts.titles.setdefault(tag, title)

    def _end_control(self) -> None:
        self._put(_END_OF_PARAGRAPH, inserted=False, deleted=False)
        self._controls.pop()

    def _end_paragraph(self) -> None:
        self._paragraphs -= 1
        inserted, deleted = self._mark
        self._mark = (False, False)
        self._put(_END_OF_PARAGRAPH, inserted=inserted, deleted=deleted)
        if not self._paragraphs and self._loose.after:
            told = self._loose.accepted
            self._parts.outside.append(f"{self._remark}: {told}" if self._remark and told.strip() else told)
            self._loose = Changed()

    def _put(self, text: str, *, inserted: bool, deleted: bool) -> None:
        if self._hidden:
            return
        into = self._sink()
        if not deleted:
            into.after.append(text)
        if not inserted:
            into.before.append(text)

    def _sink(self) -> Changed:
        block = self._block()
        if block is not None:
            return block
        rows = self._parts.grids[-1].rows if self._tables else []
        return rows[-1][-1] if rows and rows[-1] else self._loose

    def _block(self) -> Changed | None:
        return next((self._parts.blocks[tag] for tag, _ in reversed(self._controls) if tag in self._parts.blocks), None)
