"""Signing, sending, verifying, the board and what hangs on it, in a browser: phone and desk, scripts or not."""

from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser

from services.intake.models import DispatchRecord, PaperRecord, SignatureRecord
from shared.files import FileStore
from shared.keys import receipt_code
from tests.browsing import DESK, PHONE, complaints, go_on_as, look, page_of
from tests.intake_office import IntakeOffice
from tests.signing_builder import paper_without_room
from tests.visitors import SECRET

pytestmark = pytest.mark.needs_chromium
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


def give_papers(office: IntakeOffice, folder: Path) -> None:
    """Put a real PDF behind every paper's key."""
    key = FileStore(folder / "files").put(paper_without_room())
    with office.database.write() as rows:
        for paper in rows.query(PaperRecord):
            paper.sha256 = key


def at_step(office: IntakeOffice, folder: Path, step: int) -> UUID:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, step)
    give_papers(office, folder)
    return cycle_id


@SIZES
def test_no_page_about_the_end_of_a_cycle_has_anything_to_complain_of(
    browser: Browser, whole_address: str, office: IntakeOffice, tmp_path: Path, size: dict[str, int]
) -> None:
    ended = office.open_cycle("2024")
    office.play_out(ended)
    signing = at_step(office, tmp_path, 7)
    sign = office.open_tasks(signing, 7)[0]
    with office.database.read() as rows:
        dispatch_id = rows.query(DispatchRecord).one().id
        code = rows.query(SignatureRecord).filter_by(kind="lkjip").one().code
    pages = {
        "board": (f"/siklus/{ended}", "kasubbag"),
        "times": (f"/siklus/{ended}/waktu", "kasubbag"),
        "mails": (f"/siklus/{ended}/surat", "kasubbag"),
        "stand-ins": ("/kelola/plt", "admin"),
        "signing": (f"/tugas/{sign.id}/tanda-tangan", "camat"),
        "verification": (f"/verifikasi/{code}", None),
        "receipt": (f"/terima/{receipt_code(SECRET, dispatch_id)}", None),
    }
    for name, (path, role) in pages.items():
        page = page_of(browser, size)
        if role:
            go_on_as(page, whole_address, office.person(role).person_id)
        page.goto(whole_address + path)
        look(page, name)
        assert complaints(page) == [], name
        page.context.close()
