"""Checks of an SOP's way from start to end, walked on paper: nothing loops, waits for ever or begins twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.intake.domain.sop import Sop, Step
from services.intake.sop_format.problems import Finding, Place, quoted

# Some SOPs have many decisions; beyond this many situations the walk stops and what was found is enough.
MOST_SITUATIONS = 2000


@dataclass(frozen=True, slots=True)
class _Chart:
    """The SOP as a chart: its steps by number, and what comes (directly) before and (in the end) after each."""

    sop: Sop
    steps: Mapping[int, Step]
    before: Mapping[int, tuple[int, ...]]
    after: Mapping[int, frozenset[int]]


def flow_findings(sop: Sop) -> Iterator[Finding]:
    """Everything that is wrong with the order; expects an SOP whose step numbers are unique and exist."""
    chart = _drawn(sop)
    found = [*_loops(chart), *_endless(sop), *_joins(chart)]
    if not found:
        found = [*_unreachable(chart), *_returns(chart), *_walk(chart)]
    yield from found


def _drawn(sop: Sop) -> _Chart:
    steps = {step.number: step for step in sop.steps}
    before = {number: tuple(other for other in steps if number in steps[other].successors) for number in steps}
    return _Chart(sop, steps, before, {number: _reached(steps, number) for number in steps})


def _reached(steps: Mapping[int, Step], number: int) -> frozenset[int]:
    """The steps after this one on the way forward; itself only when the way goes round."""
    seen: set[int] = set()
    todo = list(steps[number].successors)
    while todo:
        current = todo.pop()
        if current not in seen:
            seen.add(current)
            todo.extend(steps[current].successors)
    return frozenset(seen)


def _ways(step: Step, place: Place) -> Iterator[tuple[Place, tuple[int, ...]]]:
    """The ways forward out of a step, each with its place; one of them is taken."""
    if step.decision is None:
        yield (*place, "next"), step.next
        return
    for position, exit_ in enumerate(step.decision.exits):
        if not exit_.returns:
            yield (*place, "decision", "exits", position, "to"), exit_.to


def _loops(chart: _Chart) -> Iterator[Finding]:
    order = {number: index for index, number in enumerate(chart.steps)}
    for index, step in enumerate(chart.sop.steps):
        for place, targets in _ways(step, ("steps", index)):
            for target in targets:
                # Every loop has an edge that goes up in the file; that one is most likely meant as a return.
                if order[target] <= index and (target == step.number or step.number in chart.after[target]):
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


def _joins(chart: _Chart) -> Iterator[Finding]:
    for index, step in enumerate(chart.sop.steps):
        place = ("steps", index, "join")
        before = chart.before[step.number]
        leading = quoted(before) or "tidak ada"
        for number in step.join:
            if number not in before:
                yield Finding(place, f"langkah {number} tidak menuju langkah ini; yang menuju ke sini: {leading}")
        left_out = [number for number in before if number not in step.join]
        if step.join and left_out:
            text = f"langkah {quoted(left_out)} juga menuju langkah ini tetapi tidak disebut; tulis join: [{leading}]"
            yield Finding(place, text)


def _unreachable(chart: _Chart) -> Iterator[Finding]:
    start = chart.sop.start
    reached = set(start).union(*(chart.after[number] for number in start))
    for index, step in enumerate(chart.sop.steps):
        if step.number not in reached:
            text = "tidak ada langkah yang menuju langkah ini; sebutkan pada next atau to sebuah langkah, atau hapus"
            yield Finding(("steps", index), text)


def _returns(chart: _Chart) -> Iterator[Finding]:
    for index, step in enumerate(chart.sop.steps):
        earlier = [number for number, after in chart.after.items() if step.number in after]
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


def _walk(chart: _Chart) -> Iterator[Finding]:
    """Walk every choice of exits forward; yields each step that would begin twice or wait for ever, once."""
    start = frozenset(chart.sop.start)
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
            todo.extend(_steps_on(chart, now, twice))
        else:
            _note_stuck(chart, now, stuck)
    yield from _walk_findings(chart, twice, stuck)


def _steps_on(chart: _Chart, now: _Situation, twice: set[int]) -> Iterator[_Situation]:
    """The situations after the lowest open step, one for each of its ways out."""
    number = min(now.open)
    for _, way in _ways(chart.steps[number], ()):
        arrived = now.arrived | {(number, target) for target in way if chart.steps[target].join}
        ready = {target for target in way if all((member, target) in arrived for member in chart.steps[target].join)}
        twice |= ready & now.begun
        fresh = ready - now.begun
        yield _Situation(now.begun | fresh, now.open - {number} | fresh, arrived)


def _note_stuck(chart: _Chart, now: _Situation, stuck: dict[int, set[int]]) -> None:
    for _, target in now.arrived:
        if target not in now.begun:
            missing = {member for member in chart.steps[target].join if (member, target) not in now.arrived}
            stuck.setdefault(target, set()).update(missing)


def _walk_findings(chart: _Chart, twice: set[int], stuck: dict[int, set[int]]) -> Iterator[Finding]:
    for index, step in enumerate(chart.sop.steps):
        if step.number in twice:
            leading = quoted(chart.before[step.number])
            text = (
                "dapat dimulai dua kali, karena langkah sebelumnya berjalan bersamaan; "
                f"tambahkan join: [{leading}], atau perbaiki next langkah-langkah itu"
            )
            yield Finding(("steps", index), text)
        if step.number in stuck:
            text = (
                f"dapat menunggu tanpa akhir: ada pilihan keputusan yang tidak melewati langkah "
                f"{quoted(sorted(stuck[step.number]))}; join hanya untuk langkah yang semuanya pasti berjalan"
            )
            yield Finding(("steps", index, "join"), text)
