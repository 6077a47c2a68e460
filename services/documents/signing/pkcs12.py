"""Signing with a person's local PKCS#12."""

from dataclasses import dataclass, field

from services.documents.signing.authority import CertificateUnusable
from services.documents.signing.certificates import open_certificate
from services.documents.signing.signer import SigningFailed, SigningOrder


@dataclass(frozen=True, slots=True)
class Pkcs12Signer:
    """A Signer for one person and one request; the passphrase lives as long as it does and shows in no repr."""

    p12: bytes = field(repr=False)
    passphrase: str = field(repr=False)

    def sign(self, pdf: bytes, order: SigningOrder) -> bytes:
        """The paper as PAdES B-B with a visible stamp; `pdf` is its beginning.

        Raises PassphraseWrong, CertificateUnusable, RenderFailed, and SigningFailed where the paper is no readable
        PDF or is signed already.
        """
        opened = open_certificate(self.p12, self.passphrase)
        if not opened.holds_at(order.signed_at):
            raise CertificateUnusable("the certificate is not valid at the time of signing")
        from pyhanko.pdf_utils.misc import PdfError

        from services.documents.signing.pades import sign_visibly

        try:
            return sign_visibly(pdf, opened, order)
        except (PdfError, ValueError, KeyError) as problem:
            raise SigningFailed(f"not a paper that can be signed: {type(problem).__name__}") from problem
