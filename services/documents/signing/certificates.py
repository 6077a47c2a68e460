"""The installation's own authority and the certificates it issues: a PKCS#12 that only its person's passphrase opens.

BSrE does not stand behind them, and their names say so.
"""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from services.documents.signing.certificate_parts import certificate_builder, key_usage, subject_name

MIN_PASSPHRASE = 8
_AUTHORITY_DAYS = 3650
_CERTIFICATE_DAYS = 1095
# Each guess at a stolen file costs as much as opening it: about 0.1 s.
_KDF_ROUNDS = 200_000


class PassphraseTooShort(Exception):
    """A passphrase needs at least MIN_PASSPHRASE characters."""


class PassphraseWrong(Exception):
    """The passphrase does not open this certificate."""


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


@dataclass(frozen=True, slots=True)
class OpenedCertificate:
    """A person's certificate with the key that only the passphrase gives; for the moment of signing only."""

    key: rsa.RSAPrivateKey = field(repr=False)
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...]

    def holds_at(self, moment: datetime) -> bool:
        return self.certificate.not_valid_before_utc <= moment <= self.certificate.not_valid_after_utc


def make_authority(name: str, created: datetime) -> Authority:
    """A new authority that is valid for ten years from `created` (aware); `name` is the installation's office."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    subject = subject_name(f"Otoritas lokal {name}", ())
    certificate = (
        certificate_builder(subject, subject, key.public_key(), created, created + timedelta(days=_AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(key_usage(certificates=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Authority(private + certificate.public_bytes(serialization.Encoding.PEM))


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
    expires = min(created + timedelta(days=_CERTIFICATE_DAYS), issuer.not_valid_after_utc)
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
