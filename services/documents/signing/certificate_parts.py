"""What certificates of the authority and of persons share: their name, their dates, what they may be used for."""

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

NOT_CERTIFIED = "Tidak tersertifikasi, lokal, bukan BSrE"
# An office's clock may stand a little before the one that made the certificate.
_BACKDATED = timedelta(days=1)
# RFC 5280, appendix A: ub-common-name; cryptography refuses more.
_LONGEST_COMMON_NAME = 64


def subject_name(name: str, more: tuple[tuple[x509.ObjectIdentifier, str], ...]) -> x509.Name:
    """A distinguished name that says in itself that the certificate is a local one."""
    common_name = (NameOID.COMMON_NAME, name[:_LONGEST_COMMON_NAME])
    parts = (common_name, *more, (NameOID.ORGANIZATIONAL_UNIT_NAME, NOT_CERTIFIED))
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts if value])


def certificate_builder(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey, created: datetime, expires: datetime
) -> x509.CertificateBuilder:
    """What certificates of the authority and of persons share."""
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(created - _BACKDATED)
        .not_valid_after(expires)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def key_usage(*, certificates: bool) -> x509.KeyUsage:
    """Either signing certificates, or signing papers so that it can't be denied (RFC 5280, 4.2.1.3)."""
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=not certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )
