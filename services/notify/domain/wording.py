"""The turns of phrase that mails about tasks share. Subjects can be read on a locked phone.

Nobody is blamed: a task "melewati waktu baku", and that word stays in the body and the subject; "terlambat" in none.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from services.notify.domain.letter import one_line, shortened
from shared.dates import format_deadline, format_long_deadline
from shared.events.parts import Person, TaskInfo

SUBJECT_LENGTH = 90
_LEAST_TITLE = 24
_LONGEST_JABATAN = 40
_VERB_BEGINNINGS = ("me", "ber")
_WORK = {
    "perintah": "perintah penyusunan",
    "minta_data": "penyampaian format data",
    "isi_data": "pengisian data",
    "susun": "penyusunan draf",
    "koreksi": "koreksi draf",
    "persetujuan": "persetujuan",
    "tanda_tangan": "penandatanganan",
    "kirim": "pengiriman",
}
_RETURNED_THING = {"isi_data": "data", "susun": "draf", "koreksi": "draf", "persetujuan": "dokumen"}


@dataclass(frozen=True, slots=True)
class TaskWords:
    """A task's facts in words."""

    task: TaskInfo

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return ZoneInfo(self.task.office.time_zone)

    @property
    def name(self) -> str:
        """LKjIP 2025."""
        return one_line(f"{self.task.subject} {self.task.period}")

    @property
    def place(self) -> str:
        """The step among all: "langkah 5 dari 8 LKjIP 2025"."""
        return f"langkah {self.task.step} dari {self.task.steps_total} {self.name}"

    @property
    def doing(self) -> str:
        """What is to be done: "mengoreksi draf LKjIP"; a title that is no verb phrase is quoted."""
        title = _lower_first(one_line(self.task.step_title))
        return title if title.startswith(_VERB_BEGINNINGS) else f"mengerjakan “{one_line(self.task.step_title)}”"

    @property
    def deadline(self) -> str | None:
        """Sel 3 Feb pukul 16.00 WIB."""
        return format_deadline(self.task.due_at, self.zone) if self.task.due_at else None

    @property
    def long_deadline(self) -> str | None:
        """Selasa, 3 Februari 2026 pukul 16.00 WIB."""
        return format_long_deadline(self.task.due_at, self.zone) if self.task.due_at else None

    def turn_subject(self) -> str:
        """LKjIP 2025: giliran Anda mengoreksi draf, paling lambat Sel 3 Feb pukul 16.00 WIB."""
        until = f", paling lambat {self.deadline}" if self.deadline else ""
        title = self._short_title()
        turn = "giliran Anda" if title.startswith(_VERB_BEGINNINGS) else "giliran Anda:"
        return _fitted(f"{self.name}: {turn} ", title, until)

    def reminder_subject(self) -> str:
        """LKjIP 2025: pengingat, giliran Anda mengisi data, paling lambat Sel 3 Feb pukul 16.00 WIB."""
        until = f", paling lambat {self.deadline}" if self.deadline else ""
        return _fitted(f"{self.name}: pengingat, giliran Anda ", self._short_title(), until)

    def overran_subject(self) -> str:
        """LKjIP 2025: koreksi draf melewati waktu baku (batas: Sel 3 Feb pukul 16.00 WIB)."""
        until = f" (batas: {self.deadline})" if self.deadline else ""
        return _fitted(f"{self.name}: ", self._work(), f" melewati waktu baku{until}")

    def returned_subject(self, by: Person) -> str:
        """LKjIP 2025: draf dikembalikan oleh Sekcam, mohon diperbaiki."""
        kind = "isi_data" if self.task.purpose == "revise_data" else self.task.kind
        thing = _RETURNED_THING.get(kind, f"langkah {self.task.step}")
        who = shortened(one_line(by.jabatan), _LONGEST_JABATAN)
        return f"{self.name}: {thing} dikembalikan oleh {who}, mohon diperbaiki"

    def _short_title(self) -> str:
        # The subject begins with the report's name: "mengoreksi draf LKjIP" would say it twice.
        title = _lower_first(one_line(self.task.step_title))
        short = title.removesuffix(f" {one_line(self.task.subject)}")
        return short if " " in short else title

    def _work(self) -> str:
        if self.task.purpose != "step":
            return self._short_title()
        return _WORK.get(self.task.kind, f"langkah {self.task.step} ({self._short_title()})")


def _fitted(before: str, title: str, after: str) -> str:
    room = max(SUBJECT_LENGTH - len(before) - len(after), _LEAST_TITLE)
    return f"{before}{shortened(title, room)}{after}"


def _lower_first(text: str) -> str:
    # "Mengoreksi" becomes "mengoreksi"; "LKjIP" and other abbreviations stay.
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
