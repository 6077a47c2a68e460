"""A person's certificate from the installation's own authority: a PKCS#12 that only their passphrase opens."""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from services.documents.signing.authority import Authority, CertificateUnusable
from services.documents.signing.certificate_parts import certificate_builder, key_usage, subject_name

MIN_PASSPHRASE = 8
_VALID_DAYS = 1095
# Each guess at a stolen file costs as much as opening it: about 0.1 s.
_KDF_ROUNDS = 200_000


class PassphraseTooShort(Exception):
    """A passphrase needs at least MIN_PASSPHRASE characters."""


class PassphraseWrong(Exception):
    """The passphrase does not open this certificate."""


@dataclass(frozen=True, slots=True)
class OpenedCertificate:
    """A person's certificate with the key that only the passphrase gives; for the moment of signing only."""

    key: rsa.RSAPrivateKey = field(repr=False)
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...]

    def holds_at(self, moment: datetime) -> bool:
        return self.certificate.not_valid_before_utc <= moment <= self.certificate.not_valid_after_utc


def make_certificate(
    authority: Authority, *, name: str, jabatan: str, office: str, passphrase: str, created: datetime
) -> bytes:
    """A PKCS#12 of a new RSA-2048 key, valid for three years from `created` (aware).

    Raises PassphraseTooShort, CertificateUnusable (of the authority).
    """
    if len(passphrase) < MIN_PASSPHRASE:
        raise PassphraseTooShort(f"at least {MIN_PASSPHRASE} characters")
    issuer_key, issuer = authority.opened()
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = subject_name(name, ((NameOID.TITLE, jabatan), (NameOID.ORGANIZATION_NAME, office)))
    expires = min(created + timedelta(days=_VALID_DAYS), issuer.not_valid_after_utc)
    certificate = (
        certificate_builder(subject, issuer.subject, key.public_key(), created, expires)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage(certificates=False), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"kinerja", key, certificate, [issuer], _encryption(passphrase))


def open_certificate(p12: bytes, passphrase: str) -> OpenedCertificate:
    """The key and certificate of a PKCS#12. Raises PassphraseWrong, CertificateUnusable."""
    if not _looks_like_pkcs12(p12):
        raise CertificateUnusable("not a PKCS#12")
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(p12, _typed(passphrase))
    except ValueError:
        # Which of the two it is cannot be known: a damaged file fails the same check as a wrong passphrase.
        raise PassphraseWrong("the passphrase does not open this certificate") from None
    if not isinstance(key, rsa.RSAPrivateKey) or certificate is None:
        raise CertificateUnusable("no RSA key with its certificate inside")
    return OpenedCertificate(key, certificate, tuple(others))


def _typed(passphrase: str) -> bytes:
    """The same bytes however a keyboard composed the letters."""
    return unicodedata.normalize("NFC", passphrase).encode()


def _looks_like_pkcs12(content: bytes) -> bool:
    from asn1crypto.pkcs12 import Pfx  # type: ignore[import-untyped] # it ships no types

    try:
        return bool(Pfx.load(content, strict=True)["version"].native == "v3")
    except (ValueError, TypeError, KeyError):
        return False


def _encryption(passphrase: str) -> serialization.KeySerializationEncryption:
    return (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_KDF_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(_typed(passphrase))
    )
