"""The cell formats of the form: what is to be filled in is yellow, what is closed is grey."""

from dataclasses import dataclass
from typing import Any

_EDGE = {"border": 1, "border_color": "#8a8a8a", "valign": "top"}
# Excel set to English reads "87,5" as 875 in a cell of numbers; in a cell of text, "@", it stays what was typed.
_TEXT = 49


@dataclass(frozen=True, slots=True)
class Styles:
    """xlsxwriter's format objects."""

    title: Any
    note: Any
    header: Any
    locked: Any
    input: Any
    number_input: Any
    closed: Any


def styles(book: Any) -> Styles:
    """The formats, made once per workbook."""
    wrapped = {**_EDGE, "text_wrap": True}
    filled_in = {**wrapped, "locked": False, "bg_color": "#fff7cc", "num_format": _TEXT}
    return Styles(
        title=book.add_format({"bold": True, "font_size": 14}),
        note=book.add_format({"text_wrap": True, "valign": "top"}),
        header=book.add_format({**wrapped, "bold": True, "bg_color": "#dde7f0", "valign": "vcenter"}),
        locked=book.add_format(wrapped),
        input=book.add_format(filled_in),
        number_input=book.add_format({**filled_in, "align": "right"}),
        closed=book.add_format({**wrapped, "bg_color": "#d0d0d0"}),
    )
