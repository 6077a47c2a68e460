"""The ordinal scales that come with the product, read from `levels/*.yaml`."""

from pathlib import Path

import yaml

from shared.choices.ordinals import Ordinal, OrdinalInvalid, ordinal_from

ORDINALS = Path(__file__).parent / "levels"


def load_ordinals(folder: Path = ORDINALS) -> tuple[Ordinal, ...]:
    """All of them, no word on two scales. Raises OrdinalInvalid for the first unsound file."""
    ordinals = tuple(map(_load, sorted(folder.glob("*.yaml"))))
    words = [word.casefold() for ordinal in ordinals for level in ordinal.levels for word in level]
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise OrdinalInvalid(f"on two scales: {', '.join(twice)}")
    return ordinals


def _load(file: Path) -> Ordinal:
    # BaseLoader keeps every scalar as text: "I" and "TW" are words, and nothing becomes a float.
    plain = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds only text
    if not isinstance(plain, dict) or plain.get("id") != file.stem:
        raise OrdinalInvalid(f"{file.name}: its id must be {file.stem}")
    return ordinal_from(plain)
