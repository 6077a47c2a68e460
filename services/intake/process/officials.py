"""Who signs: the head of the office, and who signs letters in the head's name."""

from dataclasses import replace

from services.intake.domain.errors import NoHolder
from services.intake.domain.sop import Sop, StepKind
from services.intake.letter_settings import letter_setting
from services.intake.process.case import Case
from services.intake.repository.offices import Post
from shared.events.parts import Official


def head_role(sop: Sop) -> str:
    """The role that signs the report; where the SOP has no signing step, the one its first step asks."""
    signing = (step.signer for step in sop.steps if step.kind is StepKind.TANDA_TANGAN)
    return next(signing, sop.step(sop.start[0]).responsible)


def head_of(case: Case) -> Post | None:
    """The post that signs the report, with its present holder."""
    return post_of_role(case, head_role(case.cycle.sop))


def post_of_role(case: Case, role: str) -> Post | None:
    """The first post of a role that somebody holds now."""
    return next((post for post in case.posts if role in post.roles), None)


def signing_role(case: Case, kind: str) -> str:
    """The role that signs a kind of letter: the office's own choice, else who corrects the report, else its head."""
    chosen = letter_setting(case.office.letters, kind).signer
    correcting = (step.responsible for step in case.cycle.sop.steps if step.kind is StepKind.KOREKSI)
    return chosen or next(correcting, head_role(case.cycle.sop))


def letter_signer(case: Case, kind: str) -> tuple[Post, Official]:
    """Whose signature a letter bears, and how it is printed: "a.n. Camat …, Sekretaris …" where it is not the head's.

    Raises NoHolder.
    """
    role = signing_role(case, kind)
    post = post_of_role(case, role)
    if post is None:
        raise NoHolder(role, None)
    head = head_of(case)
    if head is None or head.post_id == post.post_id:
        return post, post.official
    return post, replace(post.official, jabatan=f"a.n. {head.jabatan}, {post.official.jabatan}")
