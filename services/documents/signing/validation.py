"""What pyHanko finds in a PDF's first signature. Runs in the child process of check_once.py only."""

import hashlib
import io
import re
from datetime import UTC, datetime

from asn1crypto import cms, x509  # type: ignore[import-untyped] # it ships no types
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from services.documents.signing.checking import SignatureCheck

_END_OF_FILE = b"%%EOF"
_LONGEST_CLAIM = 500


def validated(pdf: bytes, authority_certificate: bytes) -> SignatureCheck:
    """Raises what pyHanko and asn1crypto raise on bytes that make no sense to them."""
    signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    if not signatures:
        return SignatureCheck()
    first = signatures[0]
    signed_at = _aware(first.self_reported_timestamp)
    # No later change is allowed, so that pyHanko's slow judgement of later changes is not asked for.
    status = validate_pdf_signature(first, _context(authority_certificate, signed_at), skip_diff=True)
    subject = first.signer_cert.subject.native
    return SignatureCheck(
        is_signed=True,
        is_intact=status.intact and status.valid and _hides_nothing(pdf, first),
        covers_whole_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE and _ends_the_file(pdf, first),
        is_ours=bool(authority_certificate) and status.trusted,
        signatures=len(signatures),
        signer=_text(subject.get("common_name")),
        jabatan=_text(subject.get("title")),
        signed_at=signed_at,
        reason=_text(first.sig_object.get("/Reason")),
        original_sha256=_original_sha256(pdf, first),
    )


def _context(authority_certificate: bytes, moment: datetime | None) -> ValidationContext:
    roots = [x509.Certificate.load(authority_certificate)] if authority_certificate else []
    return ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False, revocation_mode="soft-fail")


def _hides_nothing(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the gap in the signed range holds the signature alone, filled up with zeros.

    pyHanko 0.38 compares lengths only. A second signature dictionary whose value is long and compressed makes them
    fit a gap that holds other pages (signature wrapping: Mladenov and others, CCS 2019), and was taken as whole.
    """
    start, first_length, second_start, _ = (int(number) for number in signature.byte_range)
    gap = pdf[first_length:second_start]
    content = signature.pkcs7_content
    filling = content[len(cms.ContentInfo.load(content).dump()) :]
    is_alone = re.fullmatch(rb"<[0-9A-Fa-f]+>", gap) is not None and bytes.fromhex(gap[1:-1].decode()) == content
    return start == 0 and is_alone and not filling.strip(b"\0")


def _ends_the_file(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    _, _, second_start, second_length = (int(number) for number in signature.byte_range)
    return second_start + second_length == len(pdf)


def _original_sha256(pdf: bytes, signature: EmbeddedPdfSignature) -> str | None:
    at = pdf.rfind(_END_OF_FILE, 0, int(signature.byte_range[1]))
    return None if at < 0 else hashlib.sha256(pdf[: at + len(_END_OF_FILE)]).hexdigest()


def _aware(claimed: datetime | None) -> datetime | None:
    """A PDF date may leave its zone out; then it is taken as UTC."""
    return claimed.replace(tzinfo=UTC) if claimed is not None and claimed.tzinfo is None else claimed


def _text(claim: object) -> str | None:
    return None if claim is None else str(claim)[:_LONGEST_CLAIM]
