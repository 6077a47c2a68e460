"""What it means that a paper is signed: its signature and the signed paper are kept, and the task that asked ends."""

from uuid import UUID, uuid4

from services.intake.domain import moves
from services.intake.domain.cycle import Cycle, Run, Task, TaskState
from services.intake.letter_settings import SURAT_PENGANTAR
from services.intake.models import LetterRecord, PaperRecord, SignatureRecord
from services.intake.process.case import Case
from services.intake.process.history import Actor, write_line
from services.intake.process.keeping import keep
from services.intake.process.letters import SIGNED
from services.intake.process.task_info import holder_of
from shared.delivery.work import Work
from shared.events.documents import PaperSigned

_ELECTRONIC = "elektronik"


def paper_signed(work: Work, event: PaperSigned) -> None:
    """A paper carries its signature: keep it, and end the task that asked for it."""
    case = Case.locked(work, event.cycle_id)
    if work.session.get(SignatureRecord, event.code) is not None:
        return
    _keep(case, event)
    run, task = case.cycle.find(event.task_id)
    holder = holder_of(case, task)
    actor = Actor(holder.person_id, holder.name, holder.jabatan, "web" if event.method == _ELECTRONIC else "kertas")
    text = f"{event.paper.name}: tanda tangan {event.method}."
    write_line(work, event.cycle_id, actor, "paper_signed", text, run=run, content_hash=event.content_hash)
    if event.kind == SURAT_PENGANTAR:
        work.session.get_one(LetterRecord, UUID(event.owner)).state = SIGNED
    if task.state is not TaskState.OPEN or case.cycle.content_hash != event.content_hash:
        return  # it was sent back or signed another way meanwhile; the paper stays what it is
    done = moves.Completion(
        task_id=task.id,
        person_id=holder.person_id,
        exit=forward_exit(case.cycle, run, task),
        seen_hash=event.content_hash,
    )
    keep(case, moves.complete(case.cycle, done, case.setting()), actor)


def forward_exit(cycle: Cycle, run: Run, task: Task) -> int | None:
    """The first way out that does not lead back; None where nothing is decided."""
    return next((at for at, exit_ in enumerate(cycle.exits_for(run, task)) if not exit_.returns), None)


def _keep(case: Case, event: PaperSigned) -> None:
    session = case.work.session
    session.add(
        SignatureRecord(
            code=event.code,
            cycle_id=event.cycle_id,
            kind=event.kind,
            owner=event.owner,
            content_hash=event.content_hash,
            amendment=case.cycle.amendment,
            method=event.method,
            signer_name=event.signer.name,
            signer_jabatan=event.signer.jabatan,
            signed_at=event.signed_at,
            paper_name=event.paper.name,
            sha256=event.paper.sha256,
        )
    )
    session.add(
        PaperRecord(
            id=uuid4(),
            cycle_id=event.cycle_id,
            kind=event.paper.kind,
            owner=event.owner,
            name=event.paper.name,
            sha256=event.paper.sha256,
            content_hash=event.content_hash,
            arrived_at=case.work.now(),
            media_type=event.paper.media_type,
            amendment=case.cycle.amendment,
        )
    )
    session.flush()
