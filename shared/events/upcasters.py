"""How an older version of an event becomes the next one: (wire name, version) → function over its data.

A version that was ever sent is never taken away: messages in a queue, rows in an outbox or an inbox and notices that
wait for the mail server were written by the deploy before.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from shared.tracking import tracking_code


def submission_received_2(data: dict[str, Any]) -> dict[str, Any]:
    """Version 2 names the kode lacak, and says with `standing` what `is_late` left open: data that were asked again."""
    task = data.get("task") or {}
    asked_again = task.get("purpose") == "revise_data"
    standing = "susulan" if data.get("is_late") else "perbaikan" if asked_again else "pengumpulan"
    code = tracking_code(UUID(data["cycle_id"]), UUID(data["unit_id"]), data["number"])
    kept = {name: value for name, value in data.items() if name != "is_late"}
    return {**kept, "standing": standing, "tracking_code": code}


UPCASTERS: Final[Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]]] = {
    ("intake.submission_received", 1): submission_received_2,
}
