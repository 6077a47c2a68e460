"""Reads the days of Ramadan that Kinerja knows (ramadan.yaml)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Ramadan:
    """One Ramadan. `is_estimate` marks a calculation that the government has not decided on; `source` says which."""

    hijri: int
    first: date
    last: date
    is_estimate: bool
    source: str

    @property
    def name(self) -> str:
        """Ramadan 1448 H."""
        return f"Ramadan {self.hijri} H"


@cache
def ramadans() -> tuple[Ramadan, ...]:
    """All that are known, in order."""
    text = Path(__file__).with_name("ramadan.yaml").read_text(encoding="utf-8")
    return tuple(
        Ramadan(
            hijri=int(row["hijri"]),
            first=date.fromisoformat(row["first"]),
            last=date.fromisoformat(row["last"]),
            is_estimate=row["estimate"] == "ya",
            source=row["source"],
        )
        for row in yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes text, lists and mappings only
    )


def ramadans_of(year: int) -> tuple[Ramadan, ...]:
    """Those that begin in a year: usually one, two in 2030, none where the year is not known yet."""
    return tuple(each for each in ramadans() if each.first.year == year)
