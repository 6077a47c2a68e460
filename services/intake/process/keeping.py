"""A move is kept: saved, written down and told, in the unit of work it was made in."""

from services.intake.domain.moves import Outcome
from services.intake.process.case import Case
from services.intake.process.history import Actor
from services.intake.process.telling import tell


def keep(case: Case, outcome: Outcome, actor: Actor, reason: str = "") -> None:
    """Save the moved cycle, and write down and tell what happened."""
    case.save(outcome.cycle)
    tell(case, outcome, actor, reason)
