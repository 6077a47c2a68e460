"""An SOP as a value: what the YAML file says, typed, with nothing of the file left in it.

The words follow the printed SOP AP form (PermenPANRB 35/2012): aktivitas, pelaksana, mutu baku
(kelengkapan, waktu, output), keterangan.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class StepKind(StrEnum):
    """What a step does beside being done; `umum` runs any step, the others add their page and effect."""

    PERINTAH = "perintah"
    MINTA_DATA = "minta_data"
    ISI_DATA = "isi_data"
    SUSUN = "susun"
    KOREKSI = "koreksi"
    PERSETUJUAN = "persetujuan"
    TANDA_TANGAN = "tanda_tangan"
    KIRIM = "kirim"
    UMUM = "umum"


class TimeUnit(StrEnum):
    """Units of standard time: minutes and hours are office time, days are working days."""

    MENIT = "menit"
    JAM = "jam"
    HARI = "hari"


@dataclass(frozen=True, slots=True)
class StandardTime:
    """A waktu baku such as "3 hari"; `amount` is at least 1."""

    amount: int
    unit: TimeUnit

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"


@dataclass(frozen=True, slots=True)
class Role:
    """A performer column. `several`: every holder of the role gets a task of their own (each Kasi and Lurah)."""

    id: str
    name: str
    several: bool = False


@dataclass(frozen=True, slots=True)
class Performer:
    """A role's part in a step. Lower `turn` first; equal turns work side by side. `act` words the button."""

    role: str
    turn: int = 1
    act: str | None = None


@dataclass(frozen=True, slots=True)
class Exit:
    """A labelled way out of a decision. `to` holds step numbers; empty means the cycle ends here."""

    label: str
    to: tuple[int, ...]
    returns: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The diamond of a flow chart: the role that decides and the ways out, in the order of the file."""

    by: str
    exits: tuple[Exit, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered activity.

    `next` are the steps that begin when this one is done (several: a fork; none: an end). `join` names the
    predecessors that must all be done before this step begins; empty means that any of them begins it.
    `notice_delay` puts off the mail about an overrun, not the due time itself. `overrun_also` is a role that
    is told once, with the names of those who are late.
    """

    number: int
    kind: StepKind
    activities: tuple[str, ...]
    title: str
    performers: tuple[Performer, ...]
    assistants: tuple[str, ...]
    waktu: StandardTime | None
    notice_delay: StandardTime | None
    overrun_also: str | None
    kelengkapan: tuple[str, ...]
    output: tuple[str, ...]
    keterangan: str | None
    next: tuple[int, ...]
    join: tuple[int, ...]
    decision: Decision | None

    @property
    def responsible(self) -> str:
        """The role that answers for the step: its first performer."""
        return self.performers[0].role

    @property
    def signer(self) -> str:
        """The role whose signature a signing step asks for: who decides in it, else its last performer."""
        return self.decision.by if self.decision else self.performers[-1].role

    @property
    def successors(self) -> tuple[int, ...]:
        """Every step that this one can lead on to, without the return edges."""
        if self.decision is None:
            return self.next
        return tuple(number for exit_ in self.decision.exits if not exit_.returns for number in exit_.to)


@dataclass(frozen=True, slots=True)
class Official:
    """A signer as printed in an SOP's head."""

    jabatan: str
    nama: str
    nip: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """The identity block of an SOP, as printed; notes of ours stand in `catatan`, never in the printed text."""

    pemerintah: str
    instansi: str
    alamat: str | None
    nomor: str
    tanggal_pembuatan: str | None
    tanggal_revisi: str | None
    tanggal_pengesahan: str | None
    disahkan_oleh: Official | None
    nama: str
    dasar_hukum: tuple[str, ...]
    kualifikasi_pelaksana: tuple[str, ...]
    keterkaitan: tuple[str, ...]
    peralatan: tuple[str, ...]
    peringatan: tuple[str, ...]
    pencatatan: tuple[str, ...]
    catatan: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sop:
    """One version of an SOP. `subject` is the short name in mails and titles, e.g. "LKjIP"."""

    id: str
    version: int
    subject: str
    head: Head
    roles: Mapping[str, Role]
    start: tuple[int, ...]
    steps: tuple[Step, ...]

    def step(self, number: int) -> Step:
        """The step with this number; KeyError when the SOP has none."""
        for step in self.steps:
            if step.number == number:
                return step
        raise KeyError(number)

    def after(self, number: int) -> frozenset[int]:
        """The numbers of the steps that come after `number` on the way forward, `number` itself left out."""
        return frozenset(self._walk(number)) - {number}

    def _walk(self, number: int) -> Iterator[int]:
        seen: set[int] = set()
        todo = list(self.step(number).successors)
        while todo:
            current = todo.pop()
            if current not in seen:
                seen.add(current)
                yield current
                todo.extend(self.step(current).successors)
