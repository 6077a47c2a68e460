"""What goes over the wire: headers that programs read and people cannot break."""

import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from typing import Any
from uuid import UUID

import pytest

from services.notify.composing import Composer
from services.notify.domain.kinds import NoticeKind
from services.notify.leases import Leased
from services.notify.message import AddressUnusable, Writer
from shared.events.parts import Person
from tests import notices

WRITTEN_AT = datetime(2026, 2, 2, 3, 15, tzinfo=UTC)
NOTICE = UUID("0b8e0a7c-3d1f-4b8e-8f75-6f1f5f0f3e11")
COMPOSER = Composer("https://kinerja.example", "rahasia-untuk-uji-yang-cukup-panjang-sekali")


def raw(recipient: Person = notices.SEKCAM, mail_from: str = "kinerja@kantor.example", **changes: Any) -> bytes:
    event = notices.opened(**changes)
    leased = Leased(
        notice_id=NOTICE,
        lease=NOTICE,
        conversation=1,
        message_id=f"<{NOTICE}@{mail_from.partition('@')[2]}>",
        kind=NoticeKind.TASK_OPENED,
        event=event,
        event_id=None,
        trace=None,
        recipient=recipient,
        cycle_id=event.task.cycle_id,
        task_id=event.task.task_id,
        step=event.task.step,
        run=event.task.run,
        role=event.task.role,
    )
    return Writer(mail_from, is_demo=False).mail(leased, COMPOSER.letter(event, recipient), WRITTEN_AT)


def parsed(*arguments: Any, **options: Any) -> EmailMessage:
    return BytesParser(EmailMessage, policy=email.policy.default).parsebytes(raw(*arguments, **options))


def test_a_mail_says_who_sends_it_to_whom_and_what_it_is_about() -> None:
    mail = parsed()
    assert str(mail["From"]) == "Kecamatan Mentebah <kinerja@kantor.example>"
    assert mail["To"].addresses[0].addr_spec == "sekcam@mentebah.example"
    assert mail["Message-ID"] == f"<{NOTICE}@kantor.example>"
    assert mail["References"] == f"<{notices.CYCLE_ID}@kantor.example>"
    assert mail["Date"].datetime == WRITTEN_AT
    marks = {name: mail[f"X-Kinerja-{name}"] for name in ("Kind", "Cycle", "Task", "Step", "Run", "Role")}
    task = notices.a_task()
    assert marks == {
        "Kind": "task_opened",
        "Cycle": str(task.cycle_id),
        "Task": str(task.task_id),
        "Step": "5",
        "Run": "1",
        "Role": "sekcam",
    }


def test_a_mail_asks_absence_machines_not_to_answer() -> None:
    mail = parsed()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"


def test_text_comes_first_and_html_says_the_same() -> None:
    mail = parsed()
    assert mail.get_content_type() == "multipart/alternative"
    first, second = mail.iter_parts()
    assert (first.get_content_type(), second.get_content_type()) == ("text/plain", "text/html")
    for part in (first, second):
        assert "Selasa, 3 Februari 2026 pukul 16.00 WIB" in part.get_content()
        assert "https://kinerja.example/buka/" in part.get_content()


@pytest.mark.parametrize(
    "name",
    [
        "Drs. H. Ambrosius Sangat Panjang Sekali Namanya bin Abdullah, S.Sos., M.Si., M.A.P. (contoh)",
        'Maria "Ria" Sanggau, S.E. (contoh)',
        "Budi \\ Sanggau (contoh)",
        "José Ñandú, S.Sos. – Pelaksana Tugas Kepala Kelurahan Mentebah Hulu yang Panjang (contoh)",
    ],
)
def test_a_name_with_commas_quotes_or_accents_stays_one_recipient(name: str) -> None:
    header = BytesParser().parsebytes(raw(replace(notices.SEKCAM, name=name)))["To"]
    # The newer parser of the library leaves blanks between two encoded words of one name; RFC 2047 drops them.
    ((phrase, address),) = getaddresses([header])
    assert str(make_header(decode_header(phrase))) == name
    assert address == "sekcam@mentebah.example"


@pytest.mark.parametrize("evil", ["Budi\r\nBcc: semua@x.example", "Budi\nX-Kinerja-Kind: dispatch", "Budi\r\n\r\nIsi"])
def test_a_line_break_in_a_name_title_or_role_begins_no_header(evil: str) -> None:
    office = replace(notices.OFFICE, name=evil)
    mail = parsed(replace(notices.SEKCAM, name=evil), step_title=evil, role=evil, office=office, subject=evil)
    assert mail["Bcc"] is None
    assert mail.get_all("X-Kinerja-Kind") == ["task_opened"]
    assert len(mail["To"].addresses) == len(mail["From"].addresses) == 1


def test_a_thread_id_with_a_long_domain_stays_readable() -> None:
    domain = "surat-dinas.kecamatan-mentebah.kapuashulukab.go.id"
    wire = raw(mail_from=f"kinerja@{domain}")
    assert f"References: <{notices.CYCLE_ID}@{domain}>\r\n".encode() in wire
    assert f"Message-ID: <{NOTICE}@{domain}>\r\n".encode() in wire


def test_every_line_is_seven_bit_and_within_what_servers_take() -> None:
    lines = raw(step_title="mengoreksi “draf” – " + "sangat panjang " * 20).split(b"\r\n")
    assert all(line.isascii() and len(line) <= 998 for line in lines)


@pytest.mark.parametrize(
    "address",
    ["", "sekcam", "sekcam@", "@x.example", "a@b.example\r\nBcc: c@d.example", "a b@c.example", "é@x.example"],
)
def test_an_address_no_server_could_understand_is_refused(address: str) -> None:
    with pytest.raises(AddressUnusable):
        raw(replace(notices.SEKCAM, email=address))
