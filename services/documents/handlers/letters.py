"""The Surat Pengantar (SOP step 8): its number, typed or drawn from the register, and its paper."""

from dataclasses import dataclass, field

from services.documents.handlers.notes import logo_of, note
from services.documents.numbering import number_of
from services.documents.papers.letters import surat_pengantar_model
from services.documents.rendering import render
from shared.database import Database
from shared.delivery.work import Work
from shared.events.documents import LetterGenerated
from shared.events.intake import LetterNumbered
from shared.events.parts import Paper
from shared.files import FileStore
from shared.keys import verification_code

KIND = "surat_pengantar"


@dataclass(frozen=True, slots=True)
class Letters:
    """Makes letters. A number is drawn in a transaction of its own before the paper: drawing is repeatable."""

    files: FileStore
    database: Database
    public_url: str
    secret_key: str = field(repr=False)

    def prepare(self, event: LetterNumbered) -> tuple[str, str]:
        """Draw the number if none was typed, and render the paper; returns the number and the paper's key."""
        with self.database.write() as session:
            number = number_of(session, event)
        code = verification_code(self.secret_key, KIND, str(event.letterhead.letter_id))
        url = f"{self.public_url}/verifikasi/{code}"
        model = surat_pengantar_model(event, number, logo_of(event.office, self.files), url)
        return number, self.files.put(render("surat_pengantar.typ", model, event.revised_at))

    def record(self, work: Work, event: LetterNumbered, made: tuple[str, str]) -> None:
        """Note the paper and tell that it exists, with its number."""
        number, sha256 = made
        note(work, event, event.cycle_id, KIND, sha256)
        paper = Paper(kind=KIND, name=f"Surat Pengantar {event.subject_name} {event.period}.pdf", sha256=sha256)
        work.publish(
            LetterGenerated(
                cycle_id=event.cycle_id,
                letter_id=event.letterhead.letter_id,
                letter_revision=event.letter_revision,
                number=number,
                paper=paper,
            )
        )
