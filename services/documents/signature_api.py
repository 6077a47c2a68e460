"""Signing over the internal API. The passphrase is in the body only: in no log, row, answer or error text."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Flask, abort, jsonify, request
from flask.typing import ResponseReturnValue
from marshmallow import EXCLUDE, Schema, ValidationError, fields
from sqlalchemy.exc import IntegrityError

from services.documents.rendering import RenderFailed
from services.documents.signatures import CertificateMissing, ElectronicSigning, Signatures
from services.documents.signing.authority import CertificateUnusable
from services.documents.signing.certificates import MIN_PASSPHRASE, PassphraseTooShort, PassphraseWrong
from services.documents.signing.checking import check_signature
from services.documents.signing.signer import SigningFailed
from shared.events.parts import Official
from shared.events.wire import schema_of
from shared.files import FileMissing

_REFUSALS: dict[type[Exception], str] = {
    CertificateMissing: "Anda belum memiliki sertifikat. Buat dahulu pada halaman ini.",
    PassphraseWrong: "Kata sandi sertifikat tidak cocok. Dokumen belum ditandatangani.",
    CertificateUnusable: "Sertifikat Anda tidak dapat dipakai lagi. Buat sertifikat baru.",
    SigningFailed: "Dokumen ini tidak dapat ditandatangani secara elektronik. Gunakan tanda tangan basah.",
    RenderFailed: "Dokumen ini tidak dapat ditandatangani secara elektronik. Gunakan tanda tangan basah.",
    FileMissing: "Dokumennya tidak ditemukan. Hubungi admin Kinerja.",
    PassphraseTooShort: f"Kata sandi sertifikat paling sedikit {MIN_PASSPHRASE} huruf.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owner:
    person_id: UUID
    name: str
    jabatan: str
    office: str
    created: datetime


class _Secret(Schema):
    class Meta:
        """The rest of the body is read elsewhere."""

        unknown = EXCLUDE

    passphrase = fields.String(required=True)


def install(app: Flask, signatures: Signatures) -> None:
    """Add the addresses to an app."""
    _install_signing(app, signatures)
    _install_certificates(app, signatures)

    @app.post("/checks")
    def check() -> ResponseReturnValue:
        content = request.get_data()
        found = check_signature(content, signatures.authority())
        # What was added after a signature leaves it intact: only both together say that nothing was changed.
        is_whole = found.is_intact and found.covers_whole_file
        answer = {"is_signed": found.is_signed, "is_whole": is_whole, "is_ours": found.is_ours}
        return jsonify({"sha256": hashlib.sha256(content).hexdigest(), **answer})


def _install_signing(app: Flask, signatures: Signatures) -> None:
    @app.post("/signatures")
    def sign() -> ResponseReturnValue:
        asked, passphrase = _read(ElectronicSigning)
        try:
            signatures.sign(asked, passphrase)
        except IntegrityError:
            pass  # asked twice at the same moment: the other one has signed it
        except tuple(_REFUSALS) as refused:
            return _refused(refused)
        return jsonify({"signed": True})


def _install_certificates(app: Flask, signatures: Signatures) -> None:
    @app.post("/certificates")
    def make_certificate() -> ResponseReturnValue:
        owner, passphrase = _read(_Owner)
        official = Official(jabatan=owner.jabatan, name=owner.name)
        try:
            signatures.make_certificate(owner.person_id, official, owner.office, passphrase)
        except PassphraseTooShort as refused:
            return _refused(refused)
        return jsonify({"made": True})

    @app.get("/certificates")
    def find_certificate() -> ResponseReturnValue:
        person_id = request.args.get("person_id", type=UUID)
        if person_id is None:
            abort(400, "person_id is the id of a person")
        return jsonify({"found": signatures.has_certificate(person_id)})


def _read(shape: type[Any]) -> tuple[Any, str]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        abort(400, "the body is a JSON object")
    try:
        return schema_of(shape).load(body), _Secret().load(body)["passphrase"]
    except ValidationError as error:
        abort(400, f"not understood: {', '.join(sorted(map(str, error.messages_dict)))}")


def _refused(refused: Exception) -> ResponseReturnValue:
    return jsonify({"refused": _REFUSALS[type(refused)]}), 422
