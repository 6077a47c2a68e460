"""What offices write in the cells of target and realisasi."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.analysis.domain.formulas import Direction
from services.analysis.domain.measurement import Method, measure
from services.analysis.domain.reasons import Reason
from services.analysis.domain.targets import Limit, Missing, Target, YesNo, Zone
from services.analysis.domain.written import read_number, read_realisasi, read_target
from services.analysis.scale_files import DEFAULT_SCALE, load_scales
from shared.choices.limits import Comparison
from shared.choices.ordinal_files import load_ordinals
from shared.choices.ordinals import Level, OrdinalInvalid, ordinal_from

ORDINALS = load_ordinals()
SCALE = load_scales()[DEFAULT_SCALE]
# What cells are made of, so that chance finds more than words: figures, signs, units, and anything else.
SCRAPS = ["1", "0", "25", ".", ",", "-", "–", "%", "Rp", " ", "≥", "<", "s.d.", "(", ")", "*", "WTP", "ya", "ton", ":"]
CELLS = st.lists(st.sampled_from(SCRAPS), max_size=8).map("".join) | st.text(max_size=60)


@pytest.mark.parametrize(
    ("text", "satuan", "figure"),
    [
        ("84,75", "Nilai", "84.75"),
        ("1.403.419.201", "Rp", "1403419201"),
        ("Rp 1.000", "Rp", "1000"),
        ("Rp1.234.567.890,00", "Rupiah", "1234567890.00"),
        ("Rp. 350.000.000,-", "Rp", "350000000"),
        ("Rp 1.500 juta", "Rp juta", "1500"),
        ("74,85 %", "%", "74.85"),
        ("74,85 persen", "%", "74.85"),
        ("70%", "Persen", "70"),
        ("-7,20 %", "%", "-7.20"),
        ("100 % (Hijau)", "%", "100"),
        ("81 (A)", "nilai (A)", "81"),
        ("9 kab/kota", "kab/kota", "9"),
        ("73 orang", "", "73"),
        ("992.770 *", "Ton", "992770"),
        ("90/ 100.000 KH", "per 100.000 KH", "90"),
        ("6/1000 KH", "per 1000 KH", "6"),
        ("1:400", "rasio 1:n", "400"),
        ("5 m2", "m2", "5"),
        ("12 dok.", "Dokumen", "12"),
        ("12 Dokumen", "dok", "12"),
        ("61 org", "orang", "61"),
        ("5 hari kerja", "hari", "5"),
        ("85,5*)", "%", "85.5"),
    ],
)
def test_a_number_is_read_in_the_forms_of_reports(text: str, satuan: str, figure: str) -> None:
    assert read_target(text, satuan, ORDINALS) == Decimal(figure)
    assert read_realisasi(text, satuan, ORDINALS) == Decimal(figure)
    assert read_number(f" {text}\n", satuan) == Decimal(figure)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("98.00", ("98.00", "9800")),
        ("69.02poin", ("69.02", "6902")),
        ("1403.419.201", ("1403419.201", "1403419201")),
        ("1,234.56", ("1234.56", "123456")),
        ("≥ 80.5", ("80.5", "805")),
        ("80.5-90", ("80.5", "805")),
    ],
)
def test_what_could_be_two_numbers_is_told_with_both(text: str, readings: tuple[str, ...]) -> None:
    found = read_target(text, "poin", ORDINALS)
    assert isinstance(found, Missing)
    assert (found.reason, found.readings) == (Reason.AMBIGUOUS, tuple(map(Decimal, readings)))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.EMPTY),
        ("  ", Reason.EMPTY),
        ("-", Reason.NOT_AVAILABLE),
        ("–", Reason.NOT_AVAILABLE),
        ("n/a", Reason.NOT_AVAILABLE),
        ("Data belum tersedia", Reason.NOT_AVAILABLE),
        ("Masih dalam proses", Reason.NOT_AVAILABLE),
        ("belum dihitung", Reason.NOT_AVAILABLE),
        ("NA", Reason.NOT_AVAILABLE),
        ("Belum  ada data", Reason.NOT_AVAILABLE),
        ("tidak berlaku", Reason.NOT_APPLICABLE),
        ("1% dr jumlah pddk Jabar", Reason.TEXT),
        ("< inflasi nasional", Reason.TEXT),
        ("1,5 miliar", Reason.TEXT),
        ("Rp 1,5 M", Reason.TEXT),
        ("nihil", Reason.TEXT),
        ("12 orang", Reason.TEXT),
        ("Rp -", Reason.NOT_AVAILABLE),
    ],
)
def test_what_is_no_figure_says_why_and_is_never_zero(text: str, reason: Reason) -> None:
    for found in (read_target(text, "%", ORDINALS), read_realisasi(text, "%", ORDINALS), read_number(text, "%")):
        assert isinstance(found, Missing)
        assert found.reason is reason


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("80-90", Zone(Decimal(80), Decimal(90))),
        ("0–5,99%", Zone(Decimal(0), Decimal("5.99"))),
        ("80 % s.d. 90 %", Zone(Decimal(80), Decimal(90))),
        ("80 s/d 90", Zone(Decimal(80), Decimal(90))),
        ("80 sampai dengan 90", Zone(Decimal(80), Decimal(90))),
        ("-5 - -3", Zone(Decimal(-5), Decimal(-3))),
        ("1.000-2.000", Zone(Decimal(1000), Decimal(2000))),
        ("≥ 80", Limit(Comparison.AT_LEAST, Decimal(80))),
        (">=80 %", Limit(Comparison.AT_LEAST, Decimal(80))),
        ("> 100", Limit(Comparison.MORE, Decimal(100))),
        ("Maksimal 5,5", Limit(Comparison.AT_MOST, Decimal("5.5"))),
        ("kurang dari 10", Limit(Comparison.LESS, Decimal(10))),
        ("WTP", Level("WTP", Decimal(4), "opini_bpk")),
        ("wajar tanpa  pengecualian", Level("WTP", Decimal(4), "opini_bpk")),
        ("BB", Level("BB", Decimal(5), "nilai_sakip")),
        ("Level 3", Level("III", Decimal(3), "level")),
        ("Mandiri", Level("Mandiri", Decimal(5), "status_desa")),
        ("Ya", YesNo(is_so=True, word="Ya")),
        ("belum tercapai", YesNo(is_so=False, word="belum tercapai")),
    ],
)
def test_a_target_may_be_a_range_a_limit_a_predicate_or_a_yes(text: str, target: Target) -> None:
    assert read_target(text, "%", ORDINALS) == target


def test_a_realisasi_is_no_range() -> None:
    assert read_realisasi("80-90", "%", ORDINALS) == Missing(Reason.TEXT, "80-90")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"source": ""}, "missing source"),
        ({"levels": [["A"]]}, "at least two levels"),
        ({"levels": [["A"], ["B", "a"]]}, "a word stands in it twice"),
        ({"levels": ["A", "B"]}, "list of lists"),
    ],
)
def test_an_unsound_ordinal_scale_is_refused_by_name(changed: dict[str, object], words: str) -> None:
    with pytest.raises(OrdinalInvalid, match=words):
        ordinal_from({"id": "uji", "name": "Uji", "source": "Contoh", "levels": [["A"], ["B"]], **changed})


@pytest.mark.parametrize(("text", "satuan"), [("2 km", "m"), ("2 meter", "milimeter"), ("12 kegiatan", "dokumen")])
def test_a_figure_in_another_satuan_is_not_taken(text: str, satuan: str) -> None:
    assert read_number(text, satuan) == Missing(Reason.TEXT, text)


@pytest.mark.parametrize(
    ("text", "word"),
    [("Opini WTP", "WTP"), ("WTP*", "WTP"), ("Wajar Tanpa Pengecualian (WTP)", "WTP"), ("BB (72,50)", "BB")],
)
def test_a_predicate_is_known_beside_its_name_and_its_score(text: str, word: str) -> None:
    found = read_realisasi(text, "predikat", ORDINALS)
    assert isinstance(found, Level)
    assert found.word == word


@given(CELLS, CELLS, CELLS, st.none() | st.sampled_from(Direction))
def test_whatever_is_written_is_read_and_measured_or_has_a_reason(
    target: str, realisasi: str, satuan: str, direction: Direction | None
) -> None:
    found = measure(
        read_target(target, satuan, ORDINALS), read_realisasi(realisasi, satuan, ORDINALS), Method(direction, SCALE)
    )
    assert (found.capaian is None) == (found.reason is not None)
    assert found.capaian is None or found.capaian.is_finite()
