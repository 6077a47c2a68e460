"""What is not well about a service, in the words of the office, with what to do: for the page and for the terminal."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from shared.delivery.condition import Condition
from shared.delivery.records import Kind

PARTS: Final[Mapping[str, str]] = {
    "intake": "Tugas dan halaman",
    "analysis": "Pengukuran capaian",
    "documents": "Pembuatan dokumen",
    "notify": "Pengiriman e-mail",
}
"""What each service does, as people see it."""

STALLED_AFTER: Final = timedelta(minutes=5)
"""When waiting is no longer a matter of moments: events come through in milliseconds, a restart takes seconds."""

SILENT: Final = "layanan ini tidak menjawab"
_NEEDED = (Kind.WORKER, Kind.LOOP)


def complaints(condition: Condition, now: datetime) -> list[str]:
    """A sentence each: what is wrong and what to do; none when all is well. `now` is machine time."""
    part = PARTS[condition.service]
    found = []
    if any(since(condition, kind) is None for kind in _NEEDED):
        found.append(
            f"{part}: bagian ini sedang tidak bekerja. Biasanya menyala lagi sendiri dalam satu menit; bila tidak, "
            "minta petugas TI menyalakan ulang sistem."
        )
    found += _stalled(condition, now)
    if condition.dead:
        found.append(
            f"{part}: {condition.dead} pekerjaan gagal dan menunggu untuk diulangi. Isinya tersimpan; sebabnya ada di "
            "daftar pekerjaan yang gagal."
        )
    return found


def _stalled(condition: Condition, now: datetime) -> Iterator[str]:
    """What lies too long; what one part has told and another has not taken is the other's."""
    waits = [(PARTS[condition.service], condition.oldest)] if condition.oldest else []
    waits += [(PARTS[one.subscriber], one.oldest) for one in condition.outgoing]
    for part, oldest in waits:
        if now - oldest > STALLED_AFTER:
            yield (
                f"{part}: ada pekerjaan yang menunggu sejak {duration(now - oldest)} lalu. Bila terus bertambah, "
                "beri tahu petugas TI. Tidak ada yang hilang."
            )


def silent(service: str) -> str:
    """The sentence about a service that cannot be asked."""
    return (
        f"{PARTS[service]}: {SILENT}. Muat ulang sebentar lagi; bila tetap begitu, minta petugas TI menyalakan ulang "
        "sistem. Data yang sudah dikirim tetap tersimpan."
    )


def running_since(condition: Condition) -> datetime | None:
    """Since when all that the service needs has been running; None when something is missing."""
    begun = [since(condition, kind) for kind in _NEEDED]
    known = [one for one in begun if one is not None]
    return max(known) if len(known) == len(begun) else None


def since(condition: Condition, kind: Kind) -> datetime | None:
    """Since when at least one process of the kind has been running."""
    return min((one.started_at for one in condition.processes if one.kind == kind), default=None)


def duration(length: timedelta) -> str:
    """Rounded down, in the one unit that says most: "40 detik", "12 menit", "3 jam", "2 hari"."""
    seconds = max(int(length.total_seconds()), 0)
    for size, unit in ((86400, "hari"), (3600, "jam"), (60, "menit")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} detik"
