"""Checks of an SOP that need more than one key: roles, step numbers, decisions, times."""

from collections import Counter
from collections.abc import Callable, Iterator

from services.intake.domain.sop import Decision, Sop, Step, StepKind
from services.intake.sop_format.problems import Finding, Place, nearest, quoted


def reference_findings(sop: Sop) -> Iterator[Finding]:
    """Everything that is wrong with names and numbers; while there is some, the flow cannot be looked at."""
    for check in (_numbers, _targets, _roles, _decided_by_several):
        yield from check(sop)
    for index, step in enumerate(sop.steps):
        for look in STEP_CHECKS:
            yield from look(step, ("steps", index))


def _numbers(sop: Sop) -> Iterator[Finding]:
    seen: set[int] = set()
    for index, step in enumerate(sop.steps):
        if step.number in seen:
            yield Finding(("steps", index, "number"), f"nomor {step.number} sudah dipakai langkah lain; ganti")
        seen.add(step.number)


def _targets(sop: Sop) -> Iterator[Finding]:
    known = {step.number for step in sop.steps}
    for place, numbers in _named_steps(sop):
        for number in numbers:
            if number not in known:
                yield Finding(place, f"langkah {number} tidak ada; langkah yang ada: {quoted(sorted(known))}")


def _named_steps(sop: Sop) -> Iterator[tuple[Place, tuple[int, ...]]]:
    yield ("start",), sop.start
    for index, step in enumerate(sop.steps):
        yield ("steps", index, "next"), step.next
        yield ("steps", index, "join"), step.join
        for position, exit_ in enumerate(step.decision.exits if step.decision else ()):
            yield ("steps", index, "decision", "exits", position, "to"), exit_.to


def _roles(sop: Sop) -> Iterator[Finding]:
    unknown = [*_unknown_roles(sop)]
    # A misspelled role leaves the right one unused; one message is enough for that.
    yield from unknown or _unused_roles(sop)


def _unknown_roles(sop: Sop) -> Iterator[Finding]:
    for index, step in enumerate(sop.steps):
        for place, role in _named_roles(step):
            if role not in sop.roles:
                text = f'peran "{role}" tidak dikenal{nearest(role, sop.roles)}; peran yang ada: {quoted(sop.roles)}'
                yield Finding(("steps", index, *place), text)


def _named_roles(step: Step) -> Iterator[tuple[Place, str]]:
    for position, performer in enumerate(step.performers):
        yield ("performers", position), performer.role
    for position, role in enumerate(step.assistants):
        yield ("assistants", position), role
    if step.overrun_also:
        yield ("overrun_also",), step.overrun_also


def _unused_roles(sop: Sop) -> Iterator[Finding]:
    used = {role for step in sop.steps for _, role in _named_roles(step)}
    for role in sop.roles:
        if role not in used:
            yield Finding(("roles", role), "tidak dipakai pada langkah mana pun; pakai pada satu langkah, atau hapus")


def _decided_by_several(sop: Sop) -> Iterator[Finding]:
    """Several holders may decide where each can only agree or send back; among two ways forward they could differ."""
    for index, step in enumerate(sop.steps):
        role = sop.roles.get(step.decision.by) if step.decision else None
        forward = [exit_ for exit_ in step.decision.exits if not exit_.returns] if step.decision else []
        if role and role.several and len(forward) > 1:
            text = f'peran "{role.id}" berpemegang banyak (several), jadi hanya boleh ada satu pilihan yang maju'
            yield Finding(("steps", index, "decision", "exits"), text)


def _has_performers(step: Step, place: Place) -> Iterator[Finding]:
    if not step.performers:
        yield Finding(place, 'belum ada pelaksana; isi "performer" (satu peran) atau "performers" (beberapa peran)')
    for role, times in Counter(performer.role for performer in step.performers).items():
        if times > 1:
            yield Finding((*place, "performers"), f'peran "{role}" disebut {times} kali; satu peran cukup sekali')


def _has_time_for_notice(step: Step, place: Place) -> Iterator[Finding]:
    for key, value in (("notice_delay", step.notice_delay), ("overrun_also", step.overrun_also)):
        if value is not None and step.waktu is None:
            yield Finding((*place, key), 'tidak berguna tanpa "waktu"; isi "waktu", atau hapus kunci ini')


def _decides(step: Step, place: Place) -> Iterator[Finding]:
    if step.decision is None:
        if step.kind is StepKind.PERSETUJUAN:
            yield Finding(place, 'kind persetujuan harus memuat "decision"; tanpa pilihan, pakai kind umum')
        return
    yield from _decider(step, step.decision, (*place, "decision"))
    yield from _exits(step.decision, (*place, "decision", "exits"))


def _decider(step: Step, decision: Decision, place: Place) -> Iterator[Finding]:
    performers = {performer.role: performer.turn for performer in step.performers}
    if not performers:
        return
    allowed = f"pelaksana langkah ini: {quoted(performers)}"
    if not decision.by:
        yield Finding(place, f'langkah ini mempunyai beberapa pelaksana; isi "by" dengan yang memutuskan; {allowed}')
    elif decision.by not in performers:
        yield Finding((*place, "by"), f'"{decision.by}" bukan pelaksana langkah ini; {allowed}')
    elif performers[decision.by] < max(performers.values()):
        text = f'"{decision.by}" memutuskan, maka gilirannya (turn) harus yang terakhir: {max(performers.values())}'
        yield Finding((*place, "by"), text)


def _exits(decision: Decision, place: Place) -> Iterator[Finding]:
    labels: set[str] = set()
    for position, exit_ in enumerate(decision.exits):
        if exit_.label.casefold() in labels:
            text = f'label "{exit_.label}" dipakai dua kali; beri setiap pilihan "label" yang berbeda'
            yield Finding((*place, position, "label"), text)
        labels.add(exit_.label.casefold())
        if exit_.returns and not exit_.to:
            text = 'pengembalian (returns: true) harus menuju langkah, bukan "end"; untuk mengakhiri, hapus returns'
            yield Finding((*place, position, "to"), text)
    if all(exit_.returns for exit_ in decision.exits):
        yield Finding(place, "semua pilihan mengembalikan; sedikitnya satu pilihan harus maju (tanpa returns: true)")


STEP_CHECKS: tuple[Callable[[Step, Place], Iterator[Finding]], ...] = (_has_performers, _has_time_for_notice, _decides)
