"""How the services of a running system are, asked at their internal APIs."""

import http.client
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from launcher.environment import settings_of
from launcher.keys import keys_of
from launcher.options import Options
from launcher.run_file import RunRecord

if TYPE_CHECKING:
    from shared.delivery.condition import Condition

_LIMIT_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class ServiceState:
    """One service. `waiting`: told to it or stored by it and not yet done; None where it does not answer.

    `oldest`: how long the oldest of that has waited. `wrong`: a sentence for each thing that is not well.
    """

    service: str
    wrong: tuple[str, ...]
    waiting: int | None = None
    oldest: str | None = None
    dead: int | None = None
    own: Mapping[str, int] = field(default_factory=dict)


def states_of(data: Path, record: RunRecord, now: datetime) -> list[ServiceState]:
    """Ask every service whose loop the record names."""
    services = [row.name.removesuffix("-loop") for row in record.rows if row.kind == "loop"]
    settings = settings_of(Options(data=data), record.ports, keys_of(data))
    known = {service: _condition_of(service, settings) for service in services}
    return [_state(service, known, now) for service in services]


def _condition_of(service: str, settings: Mapping[str, str]) -> "Condition | None":
    """What a service tells of itself; None when it does not answer."""
    # Loaded at the first question: the launcher itself never needs them.
    from shared.delivery.condition import Condition
    from shared.events.wire import schema_of

    try:
        condition: Condition = schema_of(Condition).load(_asked(service, settings))
    except (OSError, http.client.HTTPException, ValueError):
        return None
    return condition


def _state(service: str, known: "Mapping[str, Condition | None]", now: datetime) -> ServiceState:
    from shared.delivery.complaints import complaints, duration, silent
    from shared.delivery.condition import waiting_at

    condition = known[service]
    if condition is None:
        return ServiceState(service=service, wrong=(silent(service),))
    count, since = waiting_at(service, [one for one in known.values() if one])
    return ServiceState(
        service=service,
        waiting=count,
        oldest=duration(now - since) if since else None,
        dead=condition.dead,
        own={f"{one.name}.{one.of}": one.value for one in condition.own},
        wrong=tuple(complaints(condition, now)),
    )


def _asked(service: str, settings: Mapping[str, str]) -> Any:
    from shared.settings import read_settings
    from shared.tokens import issue

    known = read_settings(settings)
    address = urlsplit(known.api_urls[service])
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=_LIMIT_SECONDS)
    try:
        connection.request("GET", "/condition", headers={"Authorization": f"Bearer {issue(known.secret_key, service)}"})
        answer = connection.getresponse()
        if answer.status != http.client.OK:
            raise OSError(f"{service} answers {answer.status}")
        return json.loads(answer.read())
    finally:
        connection.close()


def as_table(states: Iterable[ServiceState]) -> str:
    """A line per service, then what is not well."""
    known = list(states)
    lines = [f"{'layanan':<18} {'menunggu':>8} {'tertua':>10} {'gagal':>8}  lain"]
    lines += [
        f"{one.service:<18} {_or_dash(one.waiting):>8} {one.oldest or '-':>10} {_or_dash(one.dead):>8}  {_own(one)}"
        for one in known
    ]
    lines += [f"! {sentence}" for one in known for sentence in one.wrong]
    lines += ["  Daftarnya: ./kinerja dead-letters list"] if any(one.dead for one in known) else []
    return "\n".join(lines)


_WORDS = {
    "kinerja_tasks.open": "tugas terbuka",
    "kinerja_tasks.overdue": "tugas terlambat",
    "kinerja_mails.due": "e-mail menunggu",
    "kinerja_mails.failed": "e-mail tidak sampai",
}


def _own(state: ServiceState) -> str:
    return ", ".join(f"{words} {state.own[name]}" for name, words in _WORDS.items() if name in state.own)


def _or_dash(number: int | None) -> str:
    return "-" if number is None else str(number)


def as_json(states: Iterable[ServiceState]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [asdict(one) for one in states]
