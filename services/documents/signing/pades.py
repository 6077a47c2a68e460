"""PAdES B-B with pyHanko. Imported when something is signed, not before: pyHanko costs a worker 16 MiB and 0.3 s."""

import io
from datetime import datetime
from typing import Any

from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1,
    translate_pyca_cryptography_key_to_asn1,
)
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import registry

from services.documents.signing.certificates import OpenedCertificate
from services.documents.signing.field_tag import tag_field
from services.documents.signing.signer import SigningFailed, SigningOrder
from services.documents.signing.stamp import stamp_pdf, stamp_words
from services.documents.signing.stamp_place import StampBox, stamp_box_in

FIELD = "TandaTangan"


class XmpKeepingWriter(IncrementalPdfFileWriter):
    """Leaves the paper's metadata as they are.

    pyHanko writes them anew on every update and loses the PDF/A extension schemas (its issue 755). The method is
    private, so the version is pinned and test_signing_keeps_the_paper.py watches it.
    """

    def _update_meta(self) -> None:
        pass


class StampPage(PdfContent):
    """The only page of a small PDF, as pyHanko's ImportedPdfPage, but from memory."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        super().__init__()

    def render(self) -> bytes:
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Stamp"] = drawn
        x1, y1, x2, y2 = drawn.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(x1 - x2), height=abs(y1 - y2))
        return b"/Stamp Do"


class _OfficeTimeSigner(PdfSigner):
    """Signs at the office's time, not at the machine's."""

    def __init__(self, *arguments: Any, signed_at: datetime, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._signed_at = signed_at

    def init_signing_session(self, *arguments: Any, **named: Any) -> PdfSigningSession:
        session = super().init_signing_session(*arguments, **named)
        session.system_time = self._signed_at
        return session


def sign_visibly(pdf: bytes, opened: OpenedCertificate, order: SigningOrder) -> bytes:
    """The paper with one signature and its stamp, `pdf` its beginning byte for byte.

    typst ends a file without a line end, and PDF/A (ISO 19005-2, 6.1.9) wants one before the first object we add.
    Raises SigningFailed where the paper is signed already, RenderFailed where the stamp can't be made, pyHanko's
    PdfError where the paper can't be read.
    """
    writer = XmpKeepingWriter(io.BytesIO(pdf if pdf.endswith(b"\n") else pdf + b"\n"))
    if writer.prev.embedded_signatures:
        raise SigningFailed("this paper carries a signature already")
    place = stamp_box_in(writer.prev)
    _add_field(writer, place, stamp_words(order))
    signed = _pdf_signer(opened, order, stamp_pdf(order, place.width, place.height)).sign_pdf(
        writer, existing_fields_only=True
    )
    return bytes(signed.getbuffer())


def _add_field(writer: IncrementalPdfFileWriter, place: StampBox, words: str) -> None:
    box: Any = (place.x1, place.y1, place.x2, place.y2)  # pyHanko asks for whole points and takes fractions as well
    append_signature_field(
        writer, SigFieldSpec(sig_field_name=FIELD, on_page=place.page, box=box, readable_field_name=words)
    )
    _, _, field = next(enumerate_sig_fields(writer, filled_status=False, with_name=FIELD))
    tag_field(writer, field, place, words)


def _pdf_signer(opened: OpenedCertificate, order: SigningOrder, stamp: bytes) -> PdfSigner:
    return _OfficeTimeSigner(
        PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            location=order.place,
            reason=f"{order.reason} [{order.content_hash}]",
            contact_info=order.verification_url,
            name=order.name,
        ),
        _simple_signer(opened),
        stamp_style=_stamp_style(stamp),
        signed_at=order.signed_at.astimezone(order.time_zone),
    )


def _stamp_style(stamp: bytes) -> StaticStampStyle:
    middle = AxisAlignment.ALIGN_MID
    whole = SimpleBoxLayoutRule(x_align=middle, y_align=middle, margins=Margins(0, 0, 0, 0))
    return StaticStampStyle(
        background=StampPage(stamp), background_layout=whole, background_opacity=1.0, border_width=0
    )


def _simple_signer(opened: OpenedCertificate) -> SimpleSigner:
    chain: Any = registry.SimpleCertificateStore
    issuers = chain.from_certs([translate_pyca_cryptography_cert_to_asn1(each) for each in opened.issuers])
    return SimpleSigner(
        signing_cert=translate_pyca_cryptography_cert_to_asn1(opened.certificate),
        signing_key=translate_pyca_cryptography_key_to_asn1(opened.key),
        cert_registry=issuers,
    )
