"""`./kinerja sop check FILE...`: says whether a file is a sound SOP, and how Kinerja understands it."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from services.intake.domain.sop import Exit, Sop, Step
from services.intake.sop_file import SopFileInvalid, read_sop_file

USAGE = "Pemakaian: ./kinerja sop check BERKAS.yaml [BERKAS.yaml ...]"
SOUND, UNSOUND, UNREADABLE = 0, 1, 2


def main(argv: Sequence[str]) -> int:
    """Check each file. Returns 0 when all are sound, 1 when one is not, 2 when one cannot be read or none is named."""
    if argv[:1] == ["check"]:
        argv = argv[1:]
    if not argv or set(argv) & {"-h", "--help"}:
        sys.stderr.write(f"{USAGE}\n")
        return SOUND if argv else UNREADABLE
    return max(_check(Path(name)) for name in argv)


def _check(path: Path) -> int:
    try:
        sop = read_sop_file(path)
    except SopFileInvalid as error:
        sys.stderr.write(f"{error}\n{path.name}: {len(error.problems)} hal perlu diperbaiki.\n")
        return UNSOUND
    except OSError as error:
        sys.stderr.write(f"{path} tidak dapat dibaca: {error.strerror}\n")
        return UNREADABLE
    sys.stdout.write("\n".join([f"{path.name}: sah.", *described(sop)]) + "\n")
    return SOUND


def described(sop: Sop) -> Iterator[str]:
    """The SOP in lines, step by step: who, how long, where to."""
    yield f"{sop.head.nama} ({sop.head.instansi}), {sop.id} versi {sop.version}, perihal {sop.subject}"
    yield f"Mulai pada langkah {_numbers(sop.start)}"
    for step in sop.steps:
        yield f"{step.number}. {step.title} [{step.kind}]"
        yield f"   pelaksana: {_performers(sop, step)}; waktu: {step.waktu or 'tidak disebut'}"
        if step.join:
            yield f"   dimulai setelah langkah {_numbers(step.join)} semuanya selesai"
        yield from (f"   {way}" for way in _ways(step))


def _performers(sop: Sop, step: Step) -> str:
    ordered = sorted({performer.turn for performer in step.performers})
    turns = (
        " bersama ".join(_role(sop, performer.role) for performer in step.performers if performer.turn == turn)
        for turn in ordered
    )
    return ", kemudian ".join(turns)


def _role(sop: Sop, role: str) -> str:
    return f"{role} (setiap pemegang)" if sop.roles[role].several else role


def _ways(step: Step) -> Iterator[str]:
    if step.decision is None:
        yield f"lalu: {_ending(step.next)}"
        return
    for exit_ in step.decision.exits:
        yield f'{step.decision.by} memilih "{exit_.label}": {_exit(exit_)}'


def _exit(exit_: Exit) -> str:
    return f"kembali ke langkah {_numbers(exit_.to)}" if exit_.returns else _ending(exit_.to)


def _ending(numbers: tuple[int, ...]) -> str:
    return f"langkah {_numbers(numbers)}" if numbers else "selesai"


def _numbers(numbers: tuple[int, ...]) -> str:
    return " dan ".join(map(str, numbers))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
