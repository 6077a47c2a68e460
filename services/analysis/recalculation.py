"""Why a cycle was measured again. A measurement is never changed: what is new is a revision, and it says why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from shared.events.parts import MeasuredIndicator
from shared.numbers import format_id
from shared.triwulan import triwulan_name

_Rows = Mapping[tuple[str, str], MeasuredIndicator]


def changes_between(before: Sequence[MeasuredIndicator], after: Sequence[MeasuredIndicator]) -> tuple[str, ...]:
    """The figures that changed, in a sentence each; that none did is said, too."""
    old, new = _by_key(before), _by_key(after)
    changes = (*_gone(old, new), *_come(old, new), *_changed(old, new))
    return changes or ("Tidak ada angka yang berubah.",)


def _by_key(rows: Iterable[MeasuredIndicator]) -> _Rows:
    return {(row.unit, row.code): row for row in rows}


def _gone(old: _Rows, new: _Rows) -> Iterator[str]:
    yield from (f"{_name(row)}: tidak lagi diukur." for key, row in old.items() if key not in new)


def _come(old: _Rows, new: _Rows) -> Iterator[str]:
    yield from (f"{_name(row)}: baru diukur." for key, row in new.items() if key not in old)


def _changed(old: _Rows, new: _Rows) -> Iterator[str]:
    for key, row in new.items():
        before = old.get(key)
        if before is None:
            continue
        pairs = {
            "target": (_told(before.target, before.target_text), _told(row.target, row.target_text)),
            "realisasi": (
                _told(before.realisasi, before.realisasi_text),
                _told(row.realisasi, row.realisasi_text),
            ),
            "capaian": (_told(before.capaian), _told(row.capaian)),
            "predikat": (before.predikat or "tidak ada", row.predikat or "tidak ada"),
            "realisasi anggaran": (_spent(before), _spent(row)),
            **_of_triwulan(before, row),
        }
        changes = [f"{what} {one} menjadi {two}" for what, (one, two) in pairs.items() if one != two]
        if changes:
            yield f"{_name(row)}: {', '.join(changes)}."


def _of_triwulan(before: MeasuredIndicator, row: MeasuredIndicator) -> dict[str, tuple[str, str]]:
    """What each triwulan had and has, where both measurements know it."""
    old = {each.number: each for each in before.triwulan}
    both = ((old[each.number], each) for each in row.triwulan if each.number in old)
    return {
        f"{part} {triwulan_name(new.number)}": (_told(getattr(was, part)), _told(getattr(new, part)))
        for was, new in both
        for part in ("target", "realisasi", "capaian")
    }


def _spent(row: MeasuredIndicator) -> str:
    return _told(row.budget.spent) if row.budget else "tidak ada"


def _name(row: MeasuredIndicator) -> str:
    return f"{row.code} ({row.unit})"


def _told(value: Decimal | None, text: str = "") -> str:
    return format_id(value) if value is not None else text.strip() or "tidak ada"
