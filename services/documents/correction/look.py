"""How a correction copy looks: our own styles on A4 in Indonesian, in the paper's colours."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Arial"
NARRATIVE, NOTE, CELL = "Uraian", "Catatan", "Isi tabel"

_INK, _QUIET, _RED = RGBColor(0x1D, 0x27, 0x33), RGBColor(0x4D, 0x59, 0x65), RGBColor(0xA3, 0x23, 0x1F)
_HEADINGS = {"Title": 18, "Heading 1": 14, "Heading 2": 12, "Heading 3": 10.5}
_AFTER_TRACKING = tuple(
    f"w:{name}"
    for name in (
        "doNotTrackMoves",
        "doNotTrackFormatting",
        "documentProtection",
        "autoFormatOverride",
        "styleLockTheme",
        "styleLockQFSet",
        "defaultTabStop",
    )
)


def dress(document: Document) -> None:
    """Page, language, styles, and tracked changes switched on."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.3)
    _set_language(document)
    _own_headings(document)
    _own_styles(document)
    settings = document.settings.element
    settings.insert_element_before(OxmlElement("w:trackRevisions"), *_AFTER_TRACKING)


def letter(style: ParagraphStyle, size: float, colour: RGBColor = _INK, *, bold: bool = False) -> None:
    """Give a style its font; what the template's theme says about it is removed."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = colour


def demo_banner(document: Document, words: str) -> None:
    """The words on top of every page."""
    line = document.sections[0].header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(words)
    run.font.bold, run.font.size, run.font.color.rgb = True, Pt(9), _RED


def foot(document: Document, words: str) -> None:
    """The words under every page."""
    line = document.sections[0].footer.paragraphs[0]
    run = line.add_run(words)
    run.font.size, run.font.color.rgb = Pt(8), _QUIET


def _set_language(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "id-ID")
        language.set(qn("w:eastAsia"), "id-ID")


def _own_headings(document: Document) -> None:
    for name, size in _HEADINGS.items():
        style = _paragraph_style(document, name)
        letter(style, size, bold=True)
        style.paragraph_format.space_before = Pt(size)
        style.paragraph_format.space_after = Pt(size / 2)
        style.paragraph_format.keep_with_next = True
        for rule in style.element.iter(qn("w:pBdr")):
            rule.getparent().remove(rule)


def _own_styles(document: Document) -> None:
    letter(_paragraph_style(document, "Normal"), 10.5)
    narrative = _new_style(document, NARRATIVE, 10.5)
    narrative.paragraph_format.space_after = Pt(6)
    _mark_left(narrative)
    note = _new_style(document, NOTE, 9, _QUIET)
    note.paragraph_format.space_after = Pt(6)
    _new_style(document, CELL, 8.5).paragraph_format.space_after = Pt(0)


def _paragraph_style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no paragraph style")
    return style


def _new_style(document: Document, name: str, size: float, colour: RGBColor = _INK) -> ParagraphStyle:
    document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style = _paragraph_style(document, name)
    style.base_style = document.styles["Normal"]
    letter(style, size, colour)
    return style


def _mark_left(style: ParagraphStyle) -> None:
    """A line at the left edge, so that what may be edited is seen on any screen and in print."""
    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "8"), ("color", "8A949E")):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )
