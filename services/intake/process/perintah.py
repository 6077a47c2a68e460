"""SOP step 1: the head orders the report with a Disposisi."""

from uuid import UUID

from services.intake.domain.cycle import Cycle, Run
from services.intake.domain.rights import Act, Person
from services.intake.domain.sop import Sop, StepKind
from services.intake.models import DispositionRecord
from services.intake.process.case import Case
from services.intake.process.task_info import holder_of
from services.intake.repository.offices import Post, event_office
from shared.events.intake import CycleOrdered

SIFAT = ("Biasa", "Segera", "Sangat Segera", "Rahasia")
USUAL_INSTRUCTIONS = (
    "Siapkan dan tindak lanjuti sesuai SOP",
    "Kumpulkan data dari semua unit",
    "Periksa kelengkapan dan kebenaran data",
    "Koordinasikan dengan pihak terkait",
    "Laporkan hasilnya kepada saya",
)
TICKED = USUAL_INSTRUCTIONS[:2] + USUAL_INSTRUCTIONS[-1:]
"""The instructions a new Disposisi has ticked."""


def keep_disposition(case: Case, person: Person, task_id: UUID, chosen: DispositionRecord) -> None:
    """Keep what the head chose; the Disposisi is made of it when the task is finished. Raises NotAllowed."""
    case.require(person, Act.FINISH_TASK, task_id)
    case.work.session.merge(chosen)
    case.work.session.flush()


def order(case: Case, run: Run) -> None:
    """The order goes to whoever is chosen, or to the usual posts."""
    ordered = run.tasks[0]
    chosen = case.work.session.get(DispositionRecord, ordered.id)
    forwarded, copies = usual_addressees(case.cycle.sop, case.posts, ordered.role)
    if chosen:
        forwarded, copies = _posts(case, chosen.forwarded_to), _posts(case, chosen.copies_to)
    instruction = (chosen.words if chosen else ordered.note).strip()
    case.work.publish(
        CycleOrdered(
            cycle_id=case.cycle.id,
            run_id=run.id,
            office=event_office(case.office),
            sop_number=case.cycle.sop.head.nomor,
            sop_name=case.cycle.sop.head.nama,
            subject_name=case.cycle.sop.subject,
            period=case.cycle.period,
            ordered_by=holder_of(case, ordered),
            forwarded_to=tuple(post.holder for post in forwarded),
            copies_to=tuple(post.holder for post in copies),
            sifat=chosen.sifat if chosen else SIFAT[0],
            instructions=tuple(chosen.instructions) if chosen else TICKED,
            instruction=instruction or usual_words(case.cycle),
            ordered_at=case.work.now(),
            is_demo=case.office.is_demo,
        )
    )


def usual_words(cycle: Cycle) -> str:
    """What a Disposisi says when its author adds nothing."""
    return f"Susun {cycle.sop.subject} Tahun {cycle.period} sesuai SOP {cycle.sop.head.nomor}."


def usual_addressees(sop: Sop, posts: list[Post], orderer: str) -> tuple[tuple[Post, ...], tuple[Post, ...]]:
    """Forwarded to who will correct the report (Sekcam), a copy to who manages the data (Kasubbag)."""
    correcting = _of_kinds(sop, posts, {StepKind.KOREKSI}, orderer)
    managing = _of_kinds(sop, posts, {StepKind.MINTA_DATA, StepKind.SUSUN}, orderer)
    forwarded = correcting[:1] or managing[:1] or tuple(posts[:1])
    taken = {post.post_id for post in forwarded}
    return forwarded, tuple(post for post in managing if post.post_id not in taken)


def _of_kinds(sop: Sop, posts: list[Post], kinds: set[StepKind], orderer: str) -> tuple[Post, ...]:
    roles = dict.fromkeys(step.responsible for step in sop.steps if step.kind in kinds)
    found = (next((post for post in posts if role in post.roles), None) for role in roles if role != orderer)
    return tuple(post for post in found if post)


def _posts(case: Case, ids: list[str]) -> tuple[Post, ...]:
    return tuple(post for post in case.posts if str(post.post_id) in ids)
