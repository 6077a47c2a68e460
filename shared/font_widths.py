"""How wide a text is in Liberation Sans (and Arial, which has the same measures), to break lines without a font.

The widths are those of the font's hmtx table in thousandths of the letter size; bold is taken as a tenth wider, and
a character beyond ASCII as wide as a capital.
"""

from fractions import Fraction

_WIDTHS = {
    190: "'",
    222: "ijl",
    259: "|",
    277: " !,./:;I[\\]ft",
    333: "()-`r{}",
    354: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu",
    583: "+<=>~",
    610: "FTZ",
    666: "&ABEKPSVXY",
    722: "CDHNRUw",
    777: "GOQ",
    833: "Mm",
    889: "%",
    943: "W",
    1015: "@",
}
_OF_LETTER = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 722


def text_width(text: str, size: int, *, bold: bool = False) -> Fraction:
    """The width of one line in the unit of `size`."""
    width = Fraction(sum(_OF_LETTER.get(letter, _OTHER) for letter in text) * size, 1000)
    return width * Fraction(11, 10) if bold else width


def wrap(text: str, width: int, size: int, most_lines: int) -> list[str]:
    """The text in lines of at most `width`; a word that is too long breaks, and a text that is too long ends in "…"."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines += _pieces(word, width, size)
    if len(lines) <= most_lines:
        return lines
    return [*lines[: most_lines - 1], _shortened(lines[most_lines - 1], width, size)]


def _shortened(line: str, width: int, size: int) -> str:
    """As much of the line as leaves room for "…": whole words if there are several."""
    while line and text_width(f"{line}…", size) > width:
        line = line.rpartition(" ")[0] or line[:-1]
    return f"{line}…"


def _pieces(word: str, width: int, size: int) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
