"""Whose work waits: what one part has told and another has not taken is the other's."""

from dataclasses import replace
from datetime import timedelta

from shared.clock import machine_now
from shared.delivery.complaints import complaints
from shared.delivery.condition import Condition, Outgoing, Running, waiting_at

NOW = machine_now()
LONG = NOW - timedelta(minutes=12)


def a_condition(service: str) -> Condition:
    processes = tuple(
        Running(name=f"host:{kind}", kind=kind, started_at=LONG, seen_at=NOW) for kind in ("worker", "loop")
    )
    return Condition(
        service=service, processes=processes, outgoing=(), received=0, parked=0, oldest=None, dead=0, own=()
    )


def test_what_is_not_taken_is_counted_and_told_of_who_should_take_it() -> None:
    told = replace(a_condition("intake"), outgoing=(Outgoing(subscriber="analysis", count=3, oldest=LONG),))
    kept = replace(a_condition("analysis"), received=1, parked=1, oldest=NOW)
    assert waiting_at("analysis", [told, kept]) == (5, LONG)
    assert waiting_at("intake", [told, kept]) == (0, None)
    (sentence,) = complaints(told, NOW)
    assert sentence.startswith("Pengukuran capaian: ada pekerjaan yang menunggu sejak 12 menit lalu.")
    assert complaints(kept, NOW) == []
