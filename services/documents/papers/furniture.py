"""What the models of all papers share. Templates get text only, so that no figure is formatted twice."""

from decimal import Decimal
from typing import Any

from shared.numbers import format_id

DASH = "–"


def furniture(office: str, pemerintah: str, title: str, *, demo: bool) -> dict[str, Any]:
    """What `kinerja.typ` needs of every model, `footer` apart."""
    return {"office": office, "pemerintah": pemerintah, "title": title, "demo": demo}


def printed(value: Decimal | None, otherwise: str = DASH) -> str:
    """A figure as people read it everywhere, or what stands in its place."""
    return otherwise if value is None else format_id(value)
