"""The installation's own authority: it issues the local certificates. BSrE does not stand behind it, and it says so."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from services.documents.signing.certificate_parts import certificate_builder, key_usage, subject_name

_VALID_DAYS = 3650


class CertificateUnusable(Exception):
    """The bytes are no certificate with its private key, or it is not valid at the time of signing."""


@dataclass(frozen=True, slots=True)
class Authority:
    """The issuer of this installation's certificates. `content` (PEM: key and certificate) is kept by the caller."""

    content: bytes = field(repr=False)

    @property
    def certificate(self) -> bytes:
        """The certificate alone (DER): what a signature is checked against. Raises CertificateUnusable."""
        return self.opened()[1].public_bytes(serialization.Encoding.DER)

    def opened(self) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
        """Its key and certificate. Raises CertificateUnusable."""
        try:
            key = serialization.load_pem_private_key(self.content, password=None)
            certificate = x509.load_pem_x509_certificate(self.content)
        except ValueError:
            raise CertificateUnusable("not the key and certificate of an authority") from None
        if not isinstance(key, rsa.RSAPrivateKey):
            raise CertificateUnusable("an authority has an RSA key")
        return key, certificate


def make_authority(name: str, created: datetime) -> Authority:
    """A new authority that is valid for ten years from `created` (aware); `name` is the installation's office."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    subject = subject_name(f"Otoritas lokal {name}", ())
    certificate = (
        certificate_builder(subject, subject, key.public_key(), created, created + timedelta(days=_VALID_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(key_usage(certificates=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Authority(private + certificate.public_bytes(serialization.Encoding.PEM))
