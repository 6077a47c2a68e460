from decimal import Decimal

import pytest

from services.analysis.domain.last_value import LastValue, read_last_value


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
