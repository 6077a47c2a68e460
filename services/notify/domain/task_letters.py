"""Mails about a task: it is your turn, it is past its standard time, it came back.

Order of the body: what is asked and why now, figures and papers, until when, the link, what happens next, whom to ask,
and that opening the link decides nothing. Never more than one act in a mail.
"""

from collections.abc import Iterable

from services.notify.domain.letter import Block, Facts, Letter, Link, Listing, Paragraph, Quote, lines_of, one_line
from services.notify.domain.wording import TaskWords
from shared.events.parts import Person, TaskInfo

DECIDES_NOTHING = (
    "Membuka tautan ini belum memutuskan apa pun. Sebelum tugas diselesaikan, Anda diminta masuk atau memasukkan kode. "
    "Tautan ini hanya untuk Anda; mohon tidak diteruskan."
)


def opened(task: TaskInfo, recipient: Person, link: str) -> Letter:
    """It is the recipient's turn."""
    words = TaskWords(task)
    lead = f"Mohon Anda {words.doing} ({words.place}), karena {_why_now(task)}."
    return _letter(words, recipient, words.turn_subject(), (Paragraph(lead), *_task_blocks(words, recipient, link)))


def returned(task: TaskInfo, recipient: Person, by: Person, reason: str, link: str) -> Letter:
    """A later step sent the work back to the recipient, with a reason in that person's own words."""
    words = TaskWords(task)
    lead = (
        f"{_post_and_name(by)}, mengembalikan pekerjaan ini untuk diperbaiki. "
        f"Mohon Anda {words.doing} sekali lagi ({words.place})."
    )
    blocks: list[Block] = [Paragraph(lead)]
    if said := lines_of(reason):
        blocks.append(Quote("Alasan pengembalian:", said))
    return _letter(
        words, recipient, words.returned_subject(by), (*blocks, *_task_blocks(words, recipient, link, again=True))
    )


def reminder(task: TaskInfo, recipient: Person, by: Person, link: str) -> Letter:
    """Somebody who manages the cycle asks once more."""
    words = TaskWords(task)
    lead = (
        f"{_post_and_name(by)}, mengingatkan Anda untuk {words.doing} ({words.place}). Tugas ini masih menunggu Anda."
    )
    blocks = (Paragraph(lead), *_facts(_until(words)), _open_task(link), *_closing(task, recipient))
    return _letter(words, recipient, words.reminder_subject(), blocks)


def reassigned(task: TaskInfo, recipient: Person, former: Person, decree: str, link: str) -> Letter:
    """An open task has passed to the recipient, who stands in for somebody or takes a post up again."""
    words = TaskWords(task)
    basis = f" berdasarkan {one_line(decree)}" if decree.strip() else ""
    lead = (
        f"Tugas {words.doing} ({words.place}) beralih kepada Anda sebagai {one_line(recipient.jabatan)}{basis}. "
        f"Sebelumnya tugas ini dipegang {one_line(former.name)}."
    )
    return _letter(words, recipient, words.turn_subject(), (Paragraph(lead), *_task_blocks(words, recipient, link)))


def overran(task: TaskInfo, recipient: Person, link: str) -> Letter:
    """The recipient's open task has used up its standard time."""
    words = TaskWords(task)
    lead = (
        f"Tugas Anda {words.doing} ({words.place}) telah melewati waktu baku{_standard(task)} dan masih menunggu Anda. "
        "Mohon diselesaikan."
    )
    rows = (("Batas waktu", words.long_deadline),) if words.long_deadline else ()
    return _letter(
        words,
        recipient,
        words.overran_subject(),
        (Paragraph(lead), *_papers(task), *_facts(rows), _open_task(link), *_closing(task, recipient)),
    )


def step_overran(task: TaskInfo, recipient: Person, late: tuple[str, ...], board: str) -> Letter:
    """Told to the role the SOP names: a step of several is past its standard time, and who is still awaited."""
    words = TaskWords(task)
    lead = (
        f"Langkah {task.step} dari {task.steps_total} {words.name}, {words.doing}, telah melewati waktu "
        f"baku{_standard(task)}. Mohon Anda memantau pihak yang masih ditunggu."
    )
    awaited = tuple(one_line(name) for name in late)
    rows = (("Batas waktu", words.long_deadline),) if words.long_deadline else ()
    blocks = (
        Paragraph(lead),
        *_listing(f"Masih ditunggu ({len(awaited)}):", awaited),
        *_facts(rows),
        Link("Lihat kemajuannya:", "Lihat kemajuan", board),
        Paragraph("Setiap pihak yang masih ditunggu sudah menerima e-mail tersendiri. Langkah ini tetap berjalan."),
        *_contact(task, recipient),
        Paragraph("Membuka tautan ini tidak memutuskan apa pun."),
    )
    return _letter(words, recipient, words.overran_subject(), blocks)


def _letter(words: TaskWords, recipient: Person, subject: str, blocks: Iterable[Block]) -> Letter:
    office = words.task.office
    return Letter(
        subject=subject,
        jabatan=one_line(recipient.jabatan),
        name=one_line(recipient.name),
        office=one_line(office.name),
        sent_for=one_line(f"{office.name}, {office.pemerintah}"),
        blocks=tuple(blocks),
    )


def _task_blocks(words: TaskWords, recipient: Person, link: str, *, again: bool = False) -> Iterable[Block]:
    task = words.task
    summary = tuple(one_line(line) for line in task.summary)
    yield from _listing("Angka utama:" if not again else "Angka utama saat ini:", summary)
    yield from _papers(task)
    yield from _listing("Terlampir pada e-mail ini:", tuple(one_line(paper.name) for paper in task.attachments))
    yield from _facts(_until(words))
    yield _open_task(link)
    yield from _closing(task, recipient)


def _why_now(task: TaskInfo) -> str:
    if task.purpose == "sign_letter":
        return "surat pengantar sudah disiapkan dan diberi nomor"
    if task.run > 1:
        return f"langkah ini dijalankan lagi (putaran ke-{task.run})"
    if task.step == 1:
        return f"penyusunan {one_line(task.subject)} {one_line(task.period)} dimulai"
    return "langkah sebelumnya sudah selesai"


def _standard(task: TaskInfo) -> str:
    return f" {one_line(task.waktu)}" if task.waktu else ""


def _until(words: TaskWords) -> tuple[tuple[str, str], ...]:
    task = words.task
    rows = [("Paling lambat", words.long_deadline or "SOP tidak menetapkan batas waktu untuk langkah ini")]
    if words.long_deadline and task.working_time:
        rows.append(("Waktu yang tersedia", one_line(task.working_time)))
    if task.waktu:
        rows.append(("Waktu baku menurut SOP", one_line(task.waktu)))
    return tuple(rows)


def _facts(rows: tuple[tuple[str, str], ...]) -> Iterable[Block]:
    return (Facts(rows),) if rows else ()


def _papers(task: TaskInfo) -> Iterable[Block]:
    return _listing("Dokumen yang dapat Anda baca:", tuple(one_line(paper.name) for paper in task.papers))


def _listing(title: str, lines: tuple[str, ...]) -> Iterable[Block]:
    return (Listing(title, lines),) if lines else ()


def _open_task(link: str) -> Link:
    return Link("Buka tugas Anda:", "Buka tugas", link)


def _closing(task: TaskInfo, recipient: Person) -> Iterable[Block]:
    if task.next_role:
        yield Paragraph(f"Setelah ini giliran {one_line(task.next_role)}, yang akan menerima e-mail.")
    else:
        yield Paragraph("Setelah selesai, tugas ini tercatat dalam riwayat dan tidak ada lagi yang diminta dari Anda.")
    yield from _contact(task, recipient)
    yield Paragraph(DECIDES_NOTHING)


def _contact(task: TaskInfo, recipient: Person) -> Iterable[Block]:
    person = task.contact
    if person is None or person.person_id == recipient.person_id:
        return ()
    return (Paragraph(f"Ada pertanyaan? Hubungi {_post_and_name(person)}, e-mail {one_line(person.email)}."),)


def _post_and_name(person: Person) -> str:
    return f"{one_line(person.jabatan)}, {one_line(person.name)}"
