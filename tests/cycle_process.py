"""What the model of the cycle needs of a process that is checked against it. Nothing of the process is named here."""

from typing import Protocol

Answer = tuple[str, object]
"""What another service reported: a paper by its name and the content it was made of (None where it has none), the
number of the collection that was measured, or in which run of the signing step it was signed. ("", None): nothing."""

Seen = tuple[int, bool, set[tuple[str, str]], dict[str, int]]
"""The step at work (0 after the end), whether its paper is awaited, who is asked in which post, and which revision of
each unit's figures was collected last."""


class Process(Protocol):
    """A cycle in some office that people act in; each act answers whether it was accepted."""

    def part(self, post: str) -> bool:
        """Whoever holds a post does their part of the step at work, the way on."""

    def send_back(self, post: str, step: int, to: int) -> bool:
        """Whoever holds a post decides in a step to send the work back to another one."""

    def send_figures(self, unit: str) -> bool:
        """A unit sends its figures: as asked, once more as asked again, or late."""

    def take_back(self, unit: str) -> bool:
        """A unit takes back what it has sent."""

    def close(self) -> bool:
        """The collection is closed with the units that have sent."""

    def return_data(self, unit: str) -> bool:
        """A unit's data are sent back to it while the report is drafted."""

    def decide_late(self, unit: str, *, take: bool) -> bool:
        """The newest undecided late data of a unit are taken in or left out."""

    def amend(self) -> bool:
        """A perbaikan begins."""

    def stand_in(self, post: str, person: str) -> bool:
        """A person stands in for a post by decree; the post's own person ends that."""

    def deliver(self, which: int, *, again: bool) -> Answer:
        """One of the answers under way arrives; `again`: one that arrived before comes once more."""

    def seen(self) -> Seen:
        """Where the cycle stands."""
