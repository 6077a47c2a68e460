"""A table as lines of cells, whatever file it came from."""

from dataclasses import dataclass


class TableUnreadable(Exception):
    """The file cannot be measured at all; the message says why and what to do, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a cell says. `refusal` is set where the program that wrote the file changed or lost what was typed."""

    text: str
    refusal: str = ""


NOTHING = Written("")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, by the number an editor or Excel shows for it."""

    number: int
    cells: tuple[Written, ...]

    def at(self, place: int) -> Written:
        """The cell of a column, counted from 0; programs leave out empty cells at the end."""
        return self.cells[place] if place < len(self.cells) else NOTHING

    @property
    def filled(self) -> tuple[str, ...]:
        """The texts that are not empty."""
        return tuple(cell.text or cell.refusal for cell in self.cells if cell.text or cell.refusal)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a CSV file (without a name) or of a worksheet."""

    name: str
    lines: tuple[Line, ...]
