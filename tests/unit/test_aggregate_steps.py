"""How sasaran, units and the instansi are explained, also where there is little to explain."""

from dataclasses import replace
from decimal import Decimal

from shared.aggregate_steps import aggregate_steps, left_out_sentence, members_sentence, method_sentence
from shared.aggregates import left_out_texts
from shared.events.evaluated import CountedMember, LeftOutMember, MeasuredAggregate
from shared.events.traces import ScaleClassUsed, ScaleUsed

ONE = CountedMember(
    name="Indeks (Seksi A)", capaian=Decimal("104.9557522123893805309734513"), unit="Seksi A", code="IK-01"
)
WORSE = CountedMember(name="Aduan (Seksi A)", capaian=Decimal(-50), unit="Seksi A", code="IK-02")
SCALE = ScaleUsed(
    id="contoh",
    name="Skala contoh",
    source="Dokumen",
    classes=(
        ScaleClassUsed(predikat="Tinggi", bound=Decimal(76), is_inclusive=True),
        ScaleClassUsed(predikat="Rendah", bound=None, is_inclusive=False),
    ),
)
MEAN = MeasuredAggregate(
    kind="instansi",
    name="",
    averaging="rata_rata",
    capaian=Decimal("27.47"),
    exact=Decimal("27.47787610619469026548672565"),
    predikat="Rendah",
    counted=(ONE.name, WORSE.name),
    left_out=(LeftOutMember(name="Arsip (Seksi A)", reason="Target belum ditetapkan.", unit="Seksi A", code="IK-03"),),
    members=(ONE, WORSE),
    way="semua_indikator",
    rounding="dipotong",
    scale=SCALE,
)


def test_a_mean_is_written_out_with_rounding_and_scale() -> None:
    assert aggregate_steps(MEAN) == (
        "(104,955752… + (-50)) ÷ 2 = 27,477876…",
        "Dipotong pada 2 desimal: 27,47",
        "Predikat: 27,47 < 76, Rendah",
    )
    assert members_sentence(MEAN) == "Yang dihitung: Indeks (Seksi A) 104,955752…; Aduan (Seksi A) -50."
    assert left_out_sentence(MEAN) == "Tidak dihitung: Arsip (Seksi A): Target belum ditetapkan."


def test_weights_stand_beside_what_they_weigh_and_the_office_s_way_is_named() -> None:
    weighted = tuple(
        replace(each, weight=Decimal(weight)) for each, weight in zip(MEAN.members, ("2.50", "0"), strict=True)
    )
    found = replace(MEAN, averaging="berbobot", way="rata_rata_sasaran", members=weighted)
    assert aggregate_steps(found)[0].startswith("(104,955752… × 2,5 + (-50) × 0) ÷ 2,5 = ")
    assert "Indeks (Seksi A) 104,955752… × 2,5;" in members_sentence(found)
    assert "jumlah bobot" in method_sentence(found)
    assert (
        len({method_sentence(replace(each, way=way)) for each in (MEAN, found) for way in (MEAN.way, found.way, "")})
        == 6
    )


def test_what_was_told_before_members_were_has_no_calculation() -> None:
    old = replace(MEAN, members=(), way="", scale=None)
    assert (aggregate_steps(old), members_sentence(old)) == ((), "")
    assert aggregate_steps(replace(MEAN, capaian=None, exact=None, predikat=None)) == ()


def test_namesakes_that_do_not_count_are_told_apart_by_their_code() -> None:
    one = MEAN.left_out[0]
    both = replace(MEAN, left_out=(one, replace(one, code="IK-04")))
    assert left_out_texts([both, both]) == [
        "Arsip (Seksi A), IK-03: Target belum ditetapkan.",
        "Arsip (Seksi A), IK-04: Target belum ditetapkan.",
    ]
