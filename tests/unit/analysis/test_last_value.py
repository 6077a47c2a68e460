from decimal import Decimal

import pytest

from services.analysis.domain.last_value import LastValue, read_last_value
from services.analysis.domain.targets import YesNo
from shared.choices.ordinal_files import load_ordinals
from shared.choices.ordinals import level_of

ORDINALS = load_ordinals()


@pytest.mark.parametrize(
    ("text", "figure", "year"),
    [
        ("83,20", "83.20", ""),
        ("83,20 (2024)", "83.20", "2024"),
        ("1.234 orang (tahun 2024)", "1234", "2024"),
        ("Rp 1.000 (th. 2023)", "1000", "2023"),
        ("-2,5", "-2.5", ""),
    ],
)
def test_a_written_figure_is_read_with_its_year(text: str, figure: str, year: str) -> None:
    assert read_last_value(text, "orang") == LastValue(Decimal(figure), year)


@pytest.mark.parametrize("text", ["", "-", "n/a", "WTP", "87.5", "83,20 (sementara)", "(2024)", "83,20 (2024) 84"])
def test_a_doubtful_figure_is_none(text: str) -> None:
    assert read_last_value(text, "%") is None


@pytest.mark.parametrize(
    ("text", "year"), [("BB", ""), ("Predikat bb (2024)", "2024"), ("BB (72,50) (th. 2023)", "2023")]
)
def test_a_predicate_is_read_where_scales_are_known(text: str, year: str) -> None:
    assert read_last_value(text, "predikat", ORDINALS) == LastValue(None, year, level_of("BB", ORDINALS))


def test_a_yes_is_read_and_other_words_stay_unknown() -> None:
    assert read_last_value("Belum (2024)", "", ORDINALS) == LastValue(None, "2024", YesNo(is_so=False, word="Belum"))
    for text in ("> 125", "Bagus sekali", "80–90", "-", ""):
        assert read_last_value(text, "", ORDINALS) is None
