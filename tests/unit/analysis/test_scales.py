from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.analysis.domain.scales import ScaleInvalid, scale_from
from services.analysis.scale_files import DEFAULT_SCALE, load_scales

SCALES = load_scales()


def plain(*classes: dict[str, str], **changed: Any) -> dict[str, Any]:
    return {"id": "uji", "name": "Skala uji", "source": "Contoh", "classes": list(classes), **changed}


@pytest.mark.parametrize(
    ("capaian", "predikat"),
    [
        ("8726.67", "Sangat Tinggi"),
        ("100", "Sangat Tinggi"),
        ("91.00", "Sangat Tinggi"),
        ("90.99", "Tinggi"),
        ("76", "Tinggi"),
        ("75.99", "Sedang"),
        ("66", "Sedang"),
        ("65.99", "Rendah"),
        ("51", "Rendah"),
        ("50.99", "Sangat Rendah"),
        ("0", "Sangat Rendah"),
        ("-37.60", "Sangat Rendah"),
    ],
)
def test_permendagri_54_2010_gives_the_class_of_its_lower_bound(capaian: str, predikat: str) -> None:
    assert SCALES[DEFAULT_SCALE].predikat(Decimal(capaian)) == predikat


def test_a_bound_that_is_printed_as_above_leaves_its_own_value_to_the_next_class() -> None:
    assert SCALES["jabar_2016"].predikat(Decimal("100.00")) == "Baik"
    assert SCALES["jabar_2016"].predikat(Decimal("100.01")) == "Sangat Baik"
    assert SCALES["maluku_tengah_2021"].predikat(Decimal("85.00")) == "Sangat Baik"


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
@given(one=st.decimals(-1000, 10000, places=2), two=st.decimals(-1000, 10000, places=2))
def test_a_higher_capaian_never_has_a_lower_class(scale: Any, one: Decimal, two: Decimal) -> None:
    order = [each.predikat for each in scale.classes]
    low, high = sorted((one, two))
    assert order.index(scale.predikat(high)) <= order.index(scale.predikat(low))


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (plain({"predikat": "A", "from": "50"}, {"predikat": "B", "from": "10"}), "gap below B"),
        (plain({"predikat": "A", "from": "50"}, {"predikat": "B", "from": "60"}, {"predikat": "C"}), "B overlaps A"),
        (plain({"predikat": "A", "from": "50"}, {"predikat": "B", "above": "50"}, {"predikat": "C"}), "B overlaps A"),
        (plain({"predikat": "A"}, {"predikat": "B"}), "A has no bound"),
        (plain({"predikat": "A", "from": "50"}, {"predikat": "A"}), "same predikat"),
        (plain({"predikat": "A"}), "at least two"),
        (plain({"predikat": "A", "from": "lima"}, {"predikat": "B"}), "'lima' is not a number"),
        (plain({"predikat": "A", "from": "NaN"}, {"predikat": "B"}), "finite"),
        (plain({"predikat": "A", "from": "5", "above": "5"}, {"predikat": "B"}), "from (>=) or above (>)"),
        (plain({"predikat": "A", "form": "5"}, {"predikat": "B"}), "A has no bound"),
        (plain({"predikat": "A", "from": "5"}, {"predikat": "B"}, source=""), "missing source"),
        (plain(classes=["A", "B"]), "list of predikat"),
    ],
)
def test_a_scale_with_a_hole_an_overlap_or_a_slip_is_refused_by_name(broken: dict[str, Any], words: str) -> None:
    with pytest.raises(ScaleInvalid) as refused:
        scale_from(broken)
    assert words in str(refused.value)


def test_a_scale_file_has_the_name_of_its_scale(tmp_path: Path) -> None:
    (tmp_path / "lain.yaml").write_text("id: uji\n", encoding="utf-8")
    with pytest.raises(ScaleInvalid, match=r"lain\.yaml: its id must be lain"):
        load_scales(tmp_path)
