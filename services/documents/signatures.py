"""Signing a paper and what is written down of it: once for each content or letter, whatever is asked again."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.documents.models import AuthorityRecord, CertificateRecord, SignatureRecord
from services.documents.signing.authority import Authority, make_authority
from services.documents.signing.certificates import make_certificate
from services.documents.signing.pkcs12 import Pkcs12Signer
from services.documents.signing.signer import SigningOrder
from shared.clock import Clock
from shared.database import Database
from shared.delivery.work import Work
from shared.events.documents import PaperSigned
from shared.events.parts import Official, Paper
from shared.files import FileStore
from shared.keys import verification_code
from shared.settings import Settings

ELECTRONIC, INK = "elektronik", "basah"
_REASON = {"lkjip": "Menandatangani LKjIP", "surat_pengantar": "Menandatangani surat pengantar"}


class CertificateMissing(Exception):
    """The person has no certificate here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Who signs which paper: `owner` is the content hash of the report or the letter's id; `signed_at` office time."""

    cycle_id: UUID
    task_id: UUID
    kind: str
    owner: str
    content_hash: str
    paper_sha256: str
    paper_name: str
    signer: Official
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectronicSigning(Signing):
    """The same with whose certificate it needs and what its visible mark says."""

    person_id: UUID
    place: str
    time_zone: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signs with local certificates. Nothing is ever signed inside a transaction."""

    database: Database
    clock: Clock
    files: FileStore
    public_url: str
    secret_key: str = field(repr=False)

    @classmethod
    def of(cls, database: Database, clock: Clock, settings: Settings) -> "Signatures":
        """As these settings have it."""
        return cls(database, clock, FileStore(settings.files), settings.public_url, settings.secret_key)

    def sign(self, asked: ElectronicSigning, passphrase: str) -> None:
        """Sign a paper and tell that it is signed; a paper that was signed before is left as it is.

        Raises CertificateMissing, PassphraseWrong, CertificateUnusable, SigningFailed, FileMissing.
        """
        with self.database.read() as session:
            if _known(session, asked.kind, asked.owner):
                return
            certificate = session.get(CertificateRecord, asked.person_id)
        if certificate is None:
            raise CertificateMissing
        signer = Pkcs12Signer(certificate.content, passphrase)
        signed = self.files.put(signer.sign(self.files.get(asked.paper_sha256), self._order(asked)))
        self.keep(asked, signed, ELECTRONIC)

    def keep(self, asked: Signing, sha256: str, method: str) -> None:
        """Write down a signature and tell of it, once."""
        with self.database.write() as session:
            self.keep_in(Work(session, self.clock), asked, sha256, method)

    def keep_in(self, work: Work, asked: Signing, sha256: str, method: str) -> None:
        """The same in a transaction that is open already."""
        if _known(work.session, asked.kind, asked.owner):
            return
        code = verification_code(self.secret_key, asked.kind, asked.owner)
        work.session.add(
            SignatureRecord(
                code=code,
                cycle_id=asked.cycle_id,
                task_id=asked.task_id,
                kind=asked.kind,
                owner=asked.owner,
                content_hash=asked.content_hash,
                method=method,
                signer_name=asked.signer.name,
                signer_jabatan=asked.signer.jabatan,
                source_sha256=asked.paper_sha256,
                signed_sha256=sha256,
                signed_at=asked.signed_at,
            )
        )
        work.session.flush()
        work.publish(
            PaperSigned(
                cycle_id=asked.cycle_id,
                task_id=asked.task_id,
                kind=asked.kind,
                owner=asked.owner,
                content_hash=asked.content_hash,
                method=method,
                signer=asked.signer,
                signed_at=asked.signed_at,
                code=code,
                paper=Paper(
                    kind=f"{asked.kind}_signed",
                    name=asked.paper_name,
                    sha256=sha256,
                    content_hash=asked.content_hash,
                ),
            )
        )

    def make_certificate(self, person_id: UUID, official: Official, office: str, passphrase: str) -> None:
        """Give a person a local certificate; an earlier one is replaced. Raises PassphraseTooShort."""
        now = self.clock.now()
        with self.database.read() as session:
            authority = _authority(session)
        content = authority.content if authority else make_authority(office, now).content
        p12 = make_certificate(
            Authority(content),
            name=official.name,
            jabatan=official.jabatan,
            office=office,
            passphrase=passphrase,
            created=now,
        )
        with self.database.write() as session:
            kept = _authority(session)
            if kept is None:
                kept = AuthorityRecord(id=1, content=content, made_at=now)
                session.add(kept)
                session.flush()
            session.merge(
                CertificateRecord(
                    person_id=person_id,
                    authority_id=kept.id,
                    name=official.name,
                    jabatan=official.jabatan,
                    content=p12,
                    made_at=now,
                )
            )

    def has_certificate(self, person_id: UUID) -> bool:
        """Whether a person can sign here."""
        with self.database.read() as session:
            return session.get(CertificateRecord, person_id) is not None

    def authority(self) -> bytes | None:
        """The certificate our signatures are checked against (DER); None before the first was made."""
        with self.database.read() as session:
            row = _authority(session)
        return Authority(row.content).certificate if row else None

    def _order(self, asked: ElectronicSigning) -> SigningOrder:
        code = verification_code(self.secret_key, asked.kind, asked.owner)
        return SigningOrder(
            jabatan=asked.signer.jabatan,
            name=asked.signer.name,
            pangkat=asked.signer.pangkat,
            place=asked.place,
            signed_at=asked.signed_at,
            time_zone=ZoneInfo(asked.time_zone),
            reason=_REASON.get(asked.kind, "Menandatangani dokumen"),
            verification_url=f"{self.public_url}/verifikasi/{code}",
            content_hash=asked.content_hash,
            is_demo=asked.is_demo,
        )


def _known(session: Session, kind: str, owner: str) -> bool:
    same = select(SignatureRecord.code).where(SignatureRecord.kind == kind, SignatureRecord.owner == owner)
    return session.scalar(same) is not None


def _authority(session: Session) -> AuthorityRecord | None:
    return session.get(AuthorityRecord, 1)
