"""A value that sentences rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Fact:
    """A number or a text; `ids` name the figures behind it, `printed` is how people read it."""

    value: Decimal | str
    ids: tuple[str, ...]
    printed: str


Facts = Mapping[str, Fact]
