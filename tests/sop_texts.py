"""A sound SOP file in text, to be spoiled or changed by a test at one place."""

from services.intake.domain.sop import Exit, Sop
from services.intake.sop_file import SopFileInvalid, read_sop

SOUND = """\
format: 1
id: contoh
version: 1
subject: Laporan
head:
  instansi: Kantor Contoh
  nama: Pembuatan Laporan
roles:
  camat: Camat
  kasubbag: {name: Kasubbag}
  kasi: {name: Kasi, several: true}
steps:
  - number: 1
    activities: Memerintahkan
    performer: camat
    waktu: 10 menit
    next: [2, 3]
  - number: 2
    activities: Mengisi
    performer: kasi
    waktu: 3 hari
    next: 4
  - number: 3
    activities: Menghitung
    performer: kasubbag
    next: 4
  - number: 4
    activities: Memutuskan
    performers: [kasubbag, camat]
    join: [2, 3]
    decision:
      by: camat
      exits:
        - {label: Setujui, to: 5}
        - {label: Tolak, to: 2, returns: true}
  - number: 5
    activities: Mengarsipkan
    performer: kasubbag
"""


def changed(old: str, new: str) -> str:
    """The sound file with one place changed; the place must be there once."""
    assert SOUND.count(old) == 1, f"{old!r} stands {SOUND.count(old)} times in the sound file"
    return SOUND.replace(old, new)


def read_changed(old: str, new: str) -> Sop:
    """The SOP of the sound file with one place changed."""
    return read_sop(changed(old, new), "sop.yaml")


def problems_of(text: str) -> list[str]:
    """What the reader says of an unsound text, line by line; it must say something."""
    try:
        read_sop(text, "sop.yaml")
    except SopFileInvalid as error:
        return [str(problem) for problem in error.problems]
    message = "the reader found nothing wrong"
    raise AssertionError(message)


def exits_of(sop: Sop, number: int) -> tuple[Exit, ...]:
    """The ways out of a step that decides."""
    decision = sop.step(number).decision
    assert decision is not None
    return decision.exits
