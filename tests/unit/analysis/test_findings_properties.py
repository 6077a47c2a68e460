"""What holds for findings whatever the figures are."""

from copy import deepcopy
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from services.analysis.domain.findings import Code, EarlierYear, FigureRow, check_row, check_rows

FIGURES = st.decimals(min_value=-(10**12), max_value=10**12, places=3)
MAYBE = st.none() | FIGURES
YEARS = st.builds(EarlierYear, st.sampled_from(["", "2023", "2024"]), MAYBE, MAYBE)
ROWS = st.builds(
    FigureRow,
    row=st.integers(1, 999),
    satuan=st.sampled_from(["%", "persen", "orang", "Rp", ""]),
    target=MAYBE,
    realisasi=MAYBE,
    higher_is_better=st.none() | st.booleans(),
    earlier=st.lists(YEARS, max_size=5).map(tuple),
    evidence=st.none() | st.integers(0, 3),
    pagu=MAYBE,
    spent=MAYBE,
)
USUAL = st.decimals(min_value=20, max_value=10**9, places=2)
NEAR = st.decimals(min_value="0.9", max_value="1.1", places=3)
POWERS = st.sampled_from([Decimal(text) for text in ("10", "100", "1000", "0.1", "0.01", "0.001")])


@given(ROWS)
def test_a_finding_changes_nothing_and_is_found_again(row: FigureRow) -> None:
    before = deepcopy(row)
    found = check_row(row)
    assert row == before
    assert check_row(row) == found


@given(ROWS)
def test_a_code_is_found_once_in_a_row_and_its_sentence_is_whole(row: FigureRow) -> None:
    found = check_row(row)
    assert len({each.code for each in found}) == len(found)
    for each in found:
        assert each.cell.row == row.row
        assert each.sentence.endswith(".")
        assert "Anda salah" not in each.sentence


@given(st.lists(ROWS, max_size=6), st.randoms(use_true_random=False))
def test_no_row_looks_at_another(rows: list[FigureRow], random: st.DataObject) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis types its Random as data
    assert sorted(map(repr, check_rows(rows))) == sorted(map(repr, check_rows(shuffled)))


@given(USUAL, st.lists(NEAR, min_size=1, max_size=5), NEAR, NEAR)
def test_an_ordinary_year_is_never_a_slip_nor_an_outlier(
    usual: Decimal, earlier: list[Decimal], now: Decimal, aim: Decimal
) -> None:
    assert not _far(_row(usual, earlier, usual * now, usual * aim))


@given(USUAL, st.lists(NEAR, min_size=1, max_size=5), NEAR, POWERS)
def test_an_ordinary_figure_moved_by_a_power_of_ten_is_a_slip(
    usual: Decimal, earlier: list[Decimal], now: Decimal, power: Decimal
) -> None:
    assert _far(_row(usual, earlier, usual * now * power, usual)) == {Code.SCALE_SLIP}


@given(ROWS, st.sampled_from([Decimal(1000), Decimal(10**6)]))
def test_figures_told_in_another_unit_give_the_same_findings(row: FigureRow, times: Decimal) -> None:
    """Neither percent nor a handful of things has another unit."""
    rupiah = _in_unit(row, Decimal(1))
    if not rupiah.counts_few_things:
        assert _codes(_in_unit(row, times)) == _codes(rupiah)


@given(FIGURES, FIGURES)
def test_a_realisasi_above_pagu_is_always_named(pagu: Decimal, spent: Decimal) -> None:
    row = FigureRow(row=1, satuan="%", target=None, realisasi=Decimal(1), pagu=pagu, spent=spent)
    assert (Code.ABOVE_PAGU in {each.code for each in check_row(row)}) is (spent > pagu)


def _row(usual: Decimal, earlier: list[Decimal], realisasi: Decimal, target: Decimal) -> FigureRow:
    years = tuple(EarlierYear("", usual * each) for each in earlier)
    return FigureRow(row=1, satuan="orang", target=target, realisasi=realisasi, earlier=years)


def _far(row: FigureRow) -> set[Code]:
    return {each.code for each in check_row(row)} & {Code.SCALE_SLIP, Code.OUTLIER, Code.SWAPPED}


def _codes(row: FigureRow) -> list[Code]:
    return [each.code for each in check_row(row)]


def _in_unit(row: FigureRow, times: Decimal) -> FigureRow:
    """The row with its figures in a unit that is so many times smaller."""
    return replace(
        row,
        satuan="Rp",
        target=_times(row.target, times),
        realisasi=_times(row.realisasi, times),
        earlier=tuple(_year_in_unit(year, times) for year in row.earlier),
        pagu=_times(row.pagu, times),
        spent=_times(row.spent, times),
    )


def _year_in_unit(year: EarlierYear, times: Decimal) -> EarlierYear:
    return EarlierYear(year.year, _times(year.realisasi, times), _times(year.target, times))


def _times(value: Decimal | None, times: Decimal) -> Decimal | None:
    return None if value is None else value * times
