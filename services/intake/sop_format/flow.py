"""Checks of an SOP's way from start to end, walked on paper: nothing loops, waits for ever or begins twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.intake.domain.sop import Sop, Step
from services.intake.sop_format.problems import Finding, Place, quoted

# Some SOPs have many decisions; beyond this many situations the walk stops and what was found is enough.
MOST_SITUATIONS = 5000


def flow_findings(sop: Sop) -> Iterator[Finding]:
    """Everything that is wrong with the order; expects an SOP whose step numbers are unique and exist."""
    found = [*_loops(sop), *_endless(sop), *_joins(sop)]
    if not found:
        found = [*_unreachable(sop), *_returns(sop), *_walk(sop)]
    yield from found


def _ways(step: Step, place: Place) -> Iterator[tuple[Place, tuple[int, ...]]]:
    """The ways forward out of a step, each with its place; one of them is taken."""
    if step.decision is None:
        yield (*place, "next"), step.next
        return
    for position, exit_ in enumerate(step.decision.exits):
        if not exit_.returns:
            yield (*place, "decision", "exits", position, "to"), exit_.to


def _loops(sop: Sop) -> Iterator[Finding]:
    order = {step.number: index for index, step in enumerate(sop.steps)}
    for index, step in enumerate(sop.steps):
        for place, targets in _ways(step, ("steps", index)):
            for target in targets:
                # Every loop has an edge that goes up in the file; that one is most likely meant as a return.
                if order[target] <= index and (target == step.number or step.number in sop.after(target)):
                    yield Finding(place, _loop_words(step, target))


def _loop_words(step: Step, target: int) -> str:
    advice = (
        "tambahkan returns: true pada pilihan ini"
        if step.decision
        else 'hanya pilihan pada "decision" dengan returns: true yang dapat mengembalikan'
    )
    return f"langkah {target} sudah dilalui sebelum langkah {step.number}, sehingga alur berputar; {advice}"


def _endless(sop: Sop) -> Iterator[Finding]:
    ways = [way for index, step in enumerate(sop.steps) for _, way in _ways(step, ("steps", index))]
    if all(ways):
        yield Finding(("steps",), 'tidak ada langkah yang mengakhiri alur; tulis "next: end" pada langkah terakhir')


def _joins(sop: Sop) -> Iterator[Finding]:
    before = _predecessors(sop)
    for index, step in enumerate(sop.steps):
        place = ("steps", index, "join")
        leading = quoted(before[step.number]) or "tidak ada"
        for number in step.join:
            if number not in before[step.number]:
                yield Finding(place, f"langkah {number} tidak menuju langkah ini; yang menuju ke sini: {leading}")
        left_out = [number for number in before[step.number] if number not in step.join]
        if step.join and left_out:
            text = f"langkah {quoted(left_out)} juga menuju langkah ini tetapi tidak disebut; tulis join: [{leading}]"
            yield Finding(place, text)


def _predecessors(sop: Sop) -> Mapping[int, tuple[int, ...]]:
    return {
        step.number: tuple(other.number for other in sop.steps if step.number in other.successors) for step in sop.steps
    }


def _unreachable(sop: Sop) -> Iterator[Finding]:
    reached = set(sop.start).union(*(sop.after(number) for number in sop.start))
    for index, step in enumerate(sop.steps):
        if step.number not in reached:
            text = "tidak ada langkah yang menuju langkah ini; sebutkan pada next atau to sebuah langkah, atau hapus"
            yield Finding(("steps", index), text)


def _returns(sop: Sop) -> Iterator[Finding]:
    for index, step in enumerate(sop.steps):
        earlier = [other.number for other in sop.steps if step.number in sop.after(other.number)]
        for position, exit_ in enumerate(step.decision.exits if step.decision else ()):
            wrong = [number for number in exit_.to if exit_.returns and number not in earlier]
            if wrong:
                text = (
                    f"langkah {quoted(wrong)} tidak mendahului langkah {step.number}, jadi tidak dapat menjadi tujuan "
                    f"pengembalian; langkah yang mendahului: {quoted(earlier) or 'tidak ada'}"
                )
                yield Finding(("steps", index, "decision", "exits", position, "to"), text)


@dataclass(frozen=True, slots=True)
class _Situation:
    """A moment of the walk: what has begun, what is open, and which arrows have come in at a join."""

    begun: frozenset[int]
    open: frozenset[int]
    arrived: frozenset[tuple[int, int]]


def _walk(sop: Sop) -> Iterator[Finding]:
    """Walk every choice of exits forward; yields each step that would begin twice or wait for ever, once."""
    start = frozenset(sop.start)
    todo = [_Situation(start, start, frozenset())]
    seen: set[_Situation] = set()
    twice: set[int] = set()
    stuck: dict[int, set[int]] = {}
    while todo and len(seen) < MOST_SITUATIONS:
        now = todo.pop()
        if now in seen:
            continue
        seen.add(now)
        if now.open:
            todo.extend(_steps_on(sop, now, twice))
        else:
            _note_stuck(sop, now, stuck)
    yield from _walk_findings(sop, twice, stuck)


def _steps_on(sop: Sop, now: _Situation, twice: set[int]) -> Iterator[_Situation]:
    """The situations after the lowest open step, one for each of its ways out."""
    number = min(now.open)
    for _, way in _ways(sop.step(number), ()):
        arrived = now.arrived | {(number, target) for target in way if sop.step(target).join}
        ready = {target for target in way if all((member, target) in arrived for member in sop.step(target).join)}
        twice |= ready & now.begun
        fresh = ready - now.begun
        yield _Situation(now.begun | fresh, now.open - {number} | fresh, arrived)


def _note_stuck(sop: Sop, now: _Situation, stuck: dict[int, set[int]]) -> None:
    for _, target in now.arrived:
        if target not in now.begun:
            missing = {member for member in sop.step(target).join if (member, target) not in now.arrived}
            stuck.setdefault(target, set()).update(missing)


def _walk_findings(sop: Sop, twice: set[int], stuck: dict[int, set[int]]) -> Iterator[Finding]:
    before = _predecessors(sop)
    for index, step in enumerate(sop.steps):
        if step.number in twice:
            leading = quoted(before[step.number])
            text = f"dapat dimulai dua kali, karena langkah sebelumnya berjalan bersamaan; tambahkan join: [{leading}]"
            yield Finding(("steps", index), text)
        if step.number in stuck:
            text = (
                f"dapat menunggu tanpa akhir: ada pilihan keputusan yang tidak melewati langkah "
                f"{quoted(sorted(stuck[step.number]))}; join hanya untuk langkah yang semuanya pasti berjalan"
            )
            yield Finding(("steps", index, "join"), text)
