"""How an office measures is chosen on a page, and a cycle keeps the way it was begun with."""

from decimal import Decimal

from services.intake.models import CycleIndicatorRecord
from shared.events.intake import DataCollected
from tests.visitors import Doors, Visitor

CHOSEN = {
    "scale": "pringsewu",
    "cap": "120",
    "rounding": "dipotong",
    "places": "1",
    "zero_target": "tercapai_atau_nol",
    "zero_realisasi": "seratus",
    "negative": "nol",
    "limit": "pada_batas",
}
PAGE = "/kelola/pengukuran"


def admin_of(doors: Doors) -> Visitor:
    visitor = doors.visitor().go_on_as(doors.office.person("admin"))
    visitor.get(PAGE)
    return visitor


def test_a_cycle_is_measured_the_way_its_office_had_chosen_when_it_began(doors: Doors) -> None:
    admin = admin_of(doors)
    assert admin.post(PAGE, CHOSEN).status_code == 303
    shown = admin.get(f"{PAGE}?disimpan=ya").text
    assert "Perubahan sudah disimpan" in shown
    assert 'value="pringsewu" checked' in shown
    cycle_id = doors.office.open_cycle()
    assert admin.post(PAGE, CHOSEN | {"scale": "jabar_2016", "cap": "tanpa"}).status_code == 303
    with doors.database.write() as rows:
        first = rows.query(CycleIndicatorRecord).filter_by(cycle_id=cycle_id, row=1).one()
        first.policies = {"cap": "tanpa"}
        code = first.code
    doors.office.play_to(cycle_id, 4)
    method = doors.office.events(DataCollected)[-1].method
    assert method is not None
    assert (method.scale, method.policy.cap, method.policy.places) == ("pringsewu", Decimal(120), 1)
    assert [(own.code, own.policy.cap, own.policy.rounding) for own in method.own] == [(code, None, "dipotong")]


def test_a_choice_that_is_none_is_refused_at_its_field(doors: Doors) -> None:
    answer = admin_of(doors).post(PAGE, CHOSEN | {"scale": "buatan", "cap": "90"})
    assert answer.status_code == 422
    assert answer.text.count("Pilih salah satu dari daftar.") >= 2
