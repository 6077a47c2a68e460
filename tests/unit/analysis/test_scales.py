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


@pytest.mark.parametrize(
    ("scale", "words"),
    [
        ("permendagri_54_2010", "Sangat Rendah, Rendah, Sedang, Tinggi, Tinggi, Sangat Tinggi, Sangat Tinggi"),
        ("sampang_2019", "Sangat Kurang, Kurang, Cukup, Baik, Baik, Sangat Baik, Sangat Baik"),
        ("jabar_2016", "Kurang, Cukup, Cukup, Cukup, Baik, Baik, Sangat Baik"),
        ("dkp_jabar_2016", "Kurang, Sedang, Sedang, Sedang, Baik, Baik, Sangat Baik"),
        ("dishub_jabar_2016", "Kurang, Cukup, Cukup, Baik, Baik, Baik, Sangat Baik"),
        ("inspektorat_jabar_2016", "Kurang, Kurang, Cukup, Cukup, Baik, Baik, Baik Sekali"),
        ("bplhd_jabar_2016", "Kurang, Kurang, Cukup, Cukup, Baik, Baik, Sangat Baik"),
        ("rsj_jabar_2016", "Kurang, Cukup, Baik, Baik, Sangat Baik, Sangat Baik, Sangat Baik"),
        ("bkpd_jabar_2016", "Kurang, Cukup, Cukup, Cukup, Baik, Baik, Sangat Baik"),
        ("disnak_jabar_2016", "Kurang, Sedang, Sedang, Sedang, Baik, Baik, Sangat Baik"),
        ("maluku_tengah_2021", "Agak Kurang, Cukup Baik, Baik, Sangat Baik, Memuaskan, Memuaskan, Memuaskan"),
        ("permenpanrb_12_2015", "C, CC, B, BB, A, AA, AA"),
        ("banjarnegara", "Merah, Merah, Merah, Kuning, Kuning, Hijau, Hijau"),
        ("pringsewu", "Kritis, Kritis, Perlu Perhatian, Perlu Perhatian, Mendekati, Tercapai, Melampaui"),
    ],
)
def test_each_scale_has_its_own_words(scale: str, words: str) -> None:
    capaian = ("49.5", "55.5", "67", "79.5", "90", "100", "106")
    assert ", ".join(SCALES[scale].predikat(Decimal(each)) for each in capaian) == words


def test_there_are_at_least_ten_scales_and_each_names_a_public_source() -> None:
    assert len(SCALES) >= 10
    assert all(scale.id == DEFAULT_SCALE or "https://" in scale.source for scale in SCALES.values())


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
