import traceback
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from services.documents.signing.authority import Authority, CertificateUnusable
from services.documents.signing.certificates import (
    PassphraseTooShort,
    PassphraseWrong,
    make_certificate,
    open_certificate,
)
from services.documents.signing.pkcs12 import Pkcs12Signer
from tests.signing_builder import PASSPHRASE, authority, certificate, order, report

CREATED = datetime(2026, 1, 5, tzinfo=UTC)


def a_certificate(passphrase: str = PASSPHRASE, name: str = "Sari (contoh)") -> bytes:
    return make_certificate(
        authority(), name=name, jabatan="Camat", office="Kecamatan", passphrase=passphrase, created=CREATED
    )


def said_of(certificate_: x509.Certificate, kind: x509.ObjectIdentifier) -> str | bytes:
    return certificate_.subject.get_attributes_for_oid(kind)[0].value


def test_the_passphrase_opens_a_certificate_that_names_its_person_and_post() -> None:
    opened = open_certificate(certificate(), PASSPHRASE)
    assert said_of(opened.certificate, NameOID.COMMON_NAME) == "Bima Santosa, S.Sos. (contoh)"
    assert said_of(opened.certificate, NameOID.TITLE) == "Camat Mentebah"


def test_a_certificate_says_in_its_own_name_that_nobody_certified_it() -> None:
    opened = open_certificate(certificate(), PASSPHRASE)
    for each in (opened.certificate, *opened.issuers):
        assert said_of(each, NameOID.ORGANIZATIONAL_UNIT_NAME) == "Tidak tersertifikasi, lokal, bukan BSrE"


def test_a_certificate_is_issued_by_the_authority_and_may_issue_none_itself() -> None:
    opened = open_certificate(certificate(), PASSPHRASE)
    opened.certificate.verify_directly_issued_by(x509.load_der_x509_certificate(authority().certificate))
    assert not opened.certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_another_passphrase_does_not_open_it() -> None:
    with pytest.raises(PassphraseWrong):
        open_certificate(certificate(), PASSPHRASE + " ")


def test_a_passphrase_opens_it_however_the_keyboard_composed_its_letters() -> None:
    made = a_certificate(passphrase="caf\u00e9-caf\u00e9")
    assert open_certificate(made, "cafe\u0301-cafe\u0301").holds_at(CREATED)


@pytest.mark.parametrize("content", [b"", b"garbage", b"\x30\x80\x00", b"%PDF-1.7"])
def test_bytes_that_are_no_certificate_are_unusable(content: bytes) -> None:
    with pytest.raises(CertificateUnusable):
        open_certificate(content, PASSPHRASE)


def test_a_certificate_with_a_damaged_byte_is_refused() -> None:
    damaged = bytearray(certificate())
    damaged[len(damaged) // 2] ^= 1
    with pytest.raises((PassphraseWrong, CertificateUnusable)):
        open_certificate(bytes(damaged), PASSPHRASE)


def test_a_short_passphrase_is_not_taken() -> None:
    with pytest.raises(PassphraseTooShort):
        a_certificate(passphrase="pendek7")


def test_a_name_longer_than_a_certificate_holds_is_cut_and_not_refused() -> None:
    opened = open_certificate(a_certificate(name="N" * 200), PASSPHRASE)
    assert said_of(opened.certificate, NameOID.COMMON_NAME) == "N" * 64


def test_a_certificate_holds_for_three_years() -> None:
    opened = open_certificate(certificate(), PASSPHRASE)
    days = (-2, 0, 1095, 1096)
    assert [opened.holds_at(CREATED + timedelta(days=day)) for day in days] == [False, True, True, False]


def test_an_authority_is_the_same_after_it_was_stored() -> None:
    assert Authority(bytes(authority().content)).certificate == authority().certificate
    with pytest.raises(CertificateUnusable):
        _ = Authority(b"garbage").certificate


def test_nothing_is_signed_with_a_certificate_that_ran_out() -> None:
    with pytest.raises(CertificateUnusable):
        Pkcs12Signer(certificate(), PASSPHRASE).sign(report(), order(signed_at=datetime(2031, 1, 1, tzinfo=UTC)))


def test_no_secret_shows_in_what_is_printed_or_logged() -> None:
    wrong = PASSPHRASE[::-1]
    signer = Pkcs12Signer(certificate(), wrong)
    with pytest.raises(PassphraseWrong) as refused:
        signer.sign(report(), order())
    shown = "".join(traceback.format_exception(refused.value)) + repr(refused.value)
    shown += repr(signer) + repr(authority()) + repr(open_certificate(certificate(), PASSPHRASE)) + repr(order())
    assert [secret for secret in (wrong, PASSPHRASE, "PRIVATE", "RSAPrivateKey") if secret in shown] == []


def test_a_refusal_drags_along_no_other_error() -> None:
    with pytest.raises(PassphraseWrong) as refused:
        open_certificate(certificate(), "salah-salah")
    assert refused.value.__suppress_context__
    assert refused.value.__cause__ is None
