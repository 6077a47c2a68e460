"""What an uploaded correction copy says, compared with what was issued."""

from dataclasses import dataclass

from shared.events.parts import NumberChange, Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """The changes of a correction copy.

    `proposals` are changed blocks in the order of the copy. `number_changes` are changed cells of the tables: they
    are answered with "ubah di data" and never taken over. `unplaced` is text that stands in no block (remarks and
    footnotes included). `problems` are sentences about the copy as a whole.
    """

    proposals: tuple[Proposal, ...]
    number_changes: tuple[NumberChange, ...]
    unplaced: tuple[str, ...]
    problems: tuple[str, ...]
