"""Certificates, orders and papers to sign, each made once for a whole test run."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.documents.domain.lkjip import NarrativeBlock, Signer
from services.documents.papers import disposisi_model, lkjip_model
from services.documents.rendering import render
from services.documents.signing.authority import Authority, make_authority
from services.documents.signing.certificates import make_certificate
from services.documents.signing.pkcs12 import Pkcs12Signer
from services.documents.signing.signer import SigningOrder
from shared.lkjip_blocks import written_blocks
from tests.paper_builder import CREATED, disposisi, figure, lkjip
from tests.system_parts import STRICT

PASSPHRASE = "kunci-rahasia-Dayak-7"
SIGNED_AT = datetime(2026, 2, 3, 3, 15, tzinfo=UTC)
_CERTIFIED_AT = datetime(2026, 1, 5, tzinfo=UTC)


def order(**changed: Any) -> SigningOrder:
    """Signing an example report as its Camat."""
    usual = SigningOrder(
        jabatan="Camat Mentebah",
        name="Bima Santosa, S.Sos. (contoh)",
        pangkat="Pembina Tingkat I",
        place="Mentebah",
        signed_at=SIGNED_AT,
        time_zone=ZoneInfo("Asia/Pontianak"),
        reason="Menandatangani LKjIP",
        verification_url="https://kinerja.example/verifikasi/7F3K-9QWE",
        content_hash="3fa9c21b" * 8,
        is_demo=True,
    )
    return replace(usual, **changed)


@cache
def authority() -> Authority:
    """The authority that issued `certificate`."""
    return make_authority("Kecamatan Mentebah", _CERTIFIED_AT)


@cache
def certificate() -> bytes:
    """A Camat's PKCS#12, opened by PASSPHRASE."""
    return make_certificate(
        authority(),
        name="Bima Santosa, S.Sos. (contoh)",
        jabatan="Camat Mentebah",
        office="Kecamatan Mentebah",
        passphrase=PASSPHRASE,
        created=_CERTIFIED_AT,
    )


@cache
def report() -> bytes:
    """An LKjIP with room for a signature, as it is rendered."""
    row = figure()
    return render(
        "lkjip.typ",
        lkjip_model(
            lkjip(
                row,
                blocks=tuple(
                    NarrativeBlock(id=place.id, title=place.title, text="Teks.")
                    for place in written_blocks([row.sasaran])
                ),
                signer=Signer(jabatan="Camat Mentebah", name="Bima Santosa, S.Sos. (contoh)", pangkat="Pembina"),
                place="Mentebah",
            )
        ),
        CREATED,
    )


@cache
def paper_without_room() -> bytes:
    """A paper of one page that leaves no room for a stamp."""
    return render("disposisi.typ", disposisi_model(disposisi()), CREATED)


@cache
def signed(**changed: Any) -> bytes:
    """The report, signed."""
    return Pkcs12Signer(certificate(), PASSPHRASE).sign(report(), order(**changed))


def poppler(program: str) -> str:
    """One of poppler's programs; the test is skipped without it, or fails where all must run."""
    if found := shutil.which(program):
        return found
    missing = f"{program} tidak ditemukan. Pasang paket poppler-utils (sudo apt install poppler-utils)."
    if STRICT:
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing)


def file_in(folder: Path, content: bytes) -> Path:
    """The bytes as a file, for programs that read files only."""
    path = folder / "paper.pdf"
    path.write_bytes(content)
    return path
