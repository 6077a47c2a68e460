"""How older versions of events become the present ones."""

from typing import Any
from uuid import UUID

import pytest

from shared.events.upcasters import UPCASTERS
from shared.tracking import read_tracking_code, tracking_code

CYCLE, UNIT = UUID("11111111-1111-4111-8111-111111111111"), UUID("22222222-2222-4222-8222-222222222222")


@pytest.mark.parametrize(
    ("is_late", "purpose", "standing"),
    [
        (False, "step", "pengumpulan"),
        (True, "step", "susulan"),
        (False, "revise_data", "perbaikan"),
        (None, None, "pengumpulan"),
    ],
)
def test_a_submission_of_version_1_says_how_it_came(is_late: object, purpose: object, standing: str) -> None:
    old: dict[str, Any] = {"cycle_id": str(CYCLE), "unit_id": str(UNIT), "number": 2, "values": []}
    old |= {} if is_late is None else {"is_late": is_late}
    old["task"] = {"purpose": purpose} if purpose else None
    new = UPCASTERS["intake.submission_received", 1](old)
    assert new["standing"] == standing
    assert new["tracking_code"] == tracking_code(CYCLE, UNIT, 2)
    assert "is_late" not in new


def test_a_code_is_the_same_wherever_it_is_made_and_another_for_each_revision() -> None:
    assert tracking_code(CYCLE, UNIT, 1) == tracking_code(CYCLE, UNIT, 1)
    assert len({tracking_code(CYCLE, UNIT, number) for number in range(1, 50)}) == 49


@pytest.mark.parametrize("typed", ["7k3m-q2xa", " 7K3M Q2XA ", "7k3mq2xa"])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_tracking_code(typed) == "7K3M-Q2XA"


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert read_tracking_code("OIL1-7K3M") == "0111-7K3M"
