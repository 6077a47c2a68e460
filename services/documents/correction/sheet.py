"""A DOCX under way: headings, notes, tables that are not to be edited, and blocks that are."""

from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm
from docx.table import Table
from docx.text.paragraph import Paragraph

from services.documents.correction.look import CELL, NARRATIVE, NOTE, dress
from services.documents.correction.texts import normal, one_line, paragraphs

_HEAD_SHADE = "EEF1F4"


class Sheet:
    """Writes from top to bottom. Narrative goes into content controls that carry their block's id."""

    def __init__(self) -> None:
        self.document: DocumentObject = Document()
        self._controls = 0
        dress(self.document)

    def heading(self, level: int, text: str) -> None:
        """A heading; level 0 is the title."""
        self.document.add_heading(one_line(text), level)

    def note(self, text: str) -> None:
        """A fixed remark."""
        self.document.add_paragraph(normal(text), NOTE)

    def text(self, text: str) -> None:
        """Fixed text."""
        for paragraph in paragraphs(text):
            self.document.add_paragraph(paragraph)

    def block(self, block_id: str, title: str, text: str) -> None:
        """A narrative block in a control of its own (ECMA-376 part 1, 17.5.2)."""
        self._controls += 1
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        control.append(_properties(block_id, title, self._controls))
        control.append(content)
        for paragraph in paragraphs(text):
            content.append(self._paragraph(paragraph))
        self.document.element.body.insert_element_before(control, "w:sectPr")

    def table(
        self, caption: str, head: Sequence[str], widths_cm: Sequence[float], rows: Sequence[Sequence[str]]
    ) -> None:
        """A table whose first row is repeated on every page. `caption` names it for the reading back."""
        table = self.document.add_table(rows=0, cols=len(head), style="Table Grid")
        table.autofit = False
        self._row(table, head, widths_cm, is_head=True)
        for cells in rows:
            self._row(table, cells, widths_cm)
        named = OxmlElement("w:tblCaption")
        named.set(qn("w:val"), one_line(caption))
        table._tbl.tblPr.append(named)  # noqa: SLF001 - python-docx has no other way to a table's properties

    def _paragraph(self, text: str) -> BaseOxmlElement:
        # Made at the end of the body, then moved: python-docx makes paragraphs nowhere else.
        made = self.document.add_paragraph(text, NARRATIVE)
        return made._p  # noqa: SLF001 - the same

    def _row(self, table: Table, cells: Sequence[str], widths_cm: Sequence[float], *, is_head: bool = False) -> None:
        row = table.add_row()  # type: ignore[no-untyped-call] # python-docx types all but this
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the same
        properties.append(OxmlElement("w:cantSplit"))
        if is_head:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(row.cells, cells, widths_cm, strict=True):
            cell.width = Cm(width)
            _fill(cell.paragraphs[0], text, bold=is_head)
            if is_head:
                cell._tc.get_or_add_tcPr().append(_shade())  # noqa: SLF001 - the same


def _fill(paragraph: Paragraph, text: str, *, bold: bool) -> None:
    paragraph.style = CELL
    paragraph.add_run(one_line(text)).bold = bold


def _shade() -> BaseOxmlElement:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _HEAD_SHADE)):
        shade.set(qn(f"w:{name}"), value)
    return shade


def _properties(block_id: str, title: str, number: int) -> BaseOxmlElement:
    properties = OxmlElement("w:sdtPr")
    for name, value in (("alias", one_line(title)), ("tag", block_id), ("id", str(number)), ("lock", "sdtLocked")):
        each = OxmlElement(f"w:{name}")
        each.set(qn("w:val"), value)
        properties.append(each)
    return properties
