"""Where the stamp goes: the room that templates/signature.typ leaves, or the foot of the last page.

The room is an empty picture with a known alternative text. In a tagged PDF such a picture is a structure element
with its page and its box, which no wrapped line or longer text above it makes wrong (ISO 32000-1, 14.8.5.4.3).
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from services.documents.signing.signer import SigningFailed

STAMP_ROOM_ALT = "Ruang tanda tangan"
_CM = 72 / 2.54
_FALLBACK_SIZE = (7.4 * _CM, 2.8 * _CM)
# The margins of kinerja.typ: the stamp stands above the foot of the page.
_FALLBACK_CORNER = (2.2 * _CM, 2.5 * _CM)
# A report of 60 pages has some 10,000 elements; a tree that goes on for longer is not one of ours.
_MOST_ELEMENTS = 200_000


@dataclass(frozen=True, slots=True)
class StampBox:
    """A box on a page, in points from its lower left corner; `page` counts from 0.

    `room` is the structure element that marks it (pyHanko's, whose types are partial: Any), None where the paper has
    none and the last page's foot is taken.
    """

    page: int
    x1: float
    y1: float
    x2: float
    y2: float
    room: Any = None

    @property
    def width(self) -> float:
        return self.x2 - self.x1

    @property
    def height(self) -> float:
        return self.y2 - self.y1


def stamp_box(pdf: bytes) -> StampBox:
    """The place of the stamp in a paper. Raises SigningFailed where the bytes are no PDF that can be read."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        return stamp_box_in(PdfFileReader(io.BytesIO(pdf)))
    except (PdfError, ValueError, KeyError) as problem:
        raise SigningFailed(f"not a readable PDF: {type(problem).__name__}") from problem


def stamp_box_in(reader: Any) -> StampBox:
    """The same for a paper that is being read already, by a PdfFileReader."""
    pages = _pages(reader)
    for element in _elements(reader):
        if element.get("/S") == "/Figure" and element.get("/Alt") == STAMP_ROOM_ALT and "/Pg" in element:
            box = _layout_box(element)
            page = element.raw_get("/Pg").reference
            if box and page in pages:
                return StampBox(pages.index(page), *box, room=element)
    return _foot_of_last_page(pages)


def _pages(reader: Any) -> list[Any]:
    count = int(reader.root["/Pages"]["/Count"])
    return [reader.find_page_for_modification(number)[0].reference for number in range(count)]


def _elements(reader: Any) -> Iterator[Any]:
    """The structure elements in reading order."""
    from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject

    waiting: list[Any] = [reader.root.get("/StructTreeRoot")]
    for _ in range(_MOST_ELEMENTS):
        if not waiting:
            return
        element = _resolved(waiting.pop())
        if isinstance(element, ArrayObject):
            waiting.extend(reversed(list(element)))
        elif isinstance(element, DictionaryObject):
            yield element
            waiting.append(element.get("/K"))


def _resolved(value: Any) -> Any:
    return None if value is None else value.get_object()


def _layout_box(element: Any) -> tuple[float, float, float, float] | None:
    from pyhanko.pdf_utils.generic import ArrayObject

    attributes: Any = _resolved(element.get("/A"))
    for each in attributes if isinstance(attributes, ArrayObject) else (attributes,):
        layout = _resolved(each)
        if layout is not None and layout.get("/O") == "/Layout" and "/BBox" in layout:
            x1, y1, x2, y2 = (float(edge) for edge in layout["/BBox"])
            return x1, y1, x2, y2
    return None


def _foot_of_last_page(pages: list[Any]) -> StampBox:
    page = pages[-1].get_object()
    while "/MediaBox" not in page:
        page = page["/Parent"]
    left, bottom, right, _ = (float(edge) for edge in page["/MediaBox"])
    (width, height), (beside, below) = _FALLBACK_SIZE, _FALLBACK_CORNER
    right, bottom = max(right - beside, left + width), bottom + below
    return StampBox(len(pages) - 1, right - width, bottom, right, bottom + height)
