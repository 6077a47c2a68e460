"""The number register: one sequence per office and year. A number is given to a letter once and never again."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.documents.models import LetterNumberRecord
from shared.clock import machine_now
from shared.events.intake import LetterNumbered

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def number_of(session: Session, event: LetterNumbered) -> str:
    """The letter's number: the typed one, or the next of the office's year. Asking again gives the same number."""
    if event.letterhead.number is not None:
        return event.letterhead.number
    drawn = session.get(LetterNumberRecord, event.letterhead.letter_id)
    return drawn.number if drawn else _draw(session, event)


def _draw(session: Session, event: LetterNumbered) -> str:
    year = event.letterhead.dated_on.year
    mine = (LetterNumberRecord.office_id == event.office.office_id, LetterNumberRecord.year == year)
    # Two at once would draw the same sequence: the unique constraint refuses the second, whose attempt is repeated.
    sequence = (session.scalar(select(func.max(LetterNumberRecord.sequence)).where(*mine)) or 0) + 1
    number = event.scheme.format_map(
        {
            "klasifikasi": event.klasifikasi,
            "urut": str(sequence),
            "bulan": _ROMAN[event.letterhead.dated_on.month - 1],
            "tahun": str(year),
        }
    )
    session.add(
        LetterNumberRecord(
            letter_id=event.letterhead.letter_id,
            office_id=event.office.office_id,
            year=year,
            sequence=sequence,
            number=number,
            drawn_at=machine_now(),
        )
    )
    return number
