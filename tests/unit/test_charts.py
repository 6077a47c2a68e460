import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from shared.charts import Bar, capaian_chart, describe
from shared.font_widths import text_width, wrap

SVG = "{http://www.w3.org/2000/svg}"
BARS = (
    Bar("Hasil Indeks Kepuasan Masyarakat", Decimal("104.96")),
    Bar("Persentase desa yang menyampaikan laporan tepat waktu", Decimal("87.50")),
    Bar("Penurunan <angka> & lainnya", Decimal("-37.60")),
    Bar("Opini", None),
)


def drawn(*values: str | None) -> ET.Element:
    return ET.fromstring(  # noqa: S314 - our own output
        capaian_chart("Capaian", [Bar("Indikator", None if value is None else Decimal(value)) for value in values])
    )


def bars(chart: ET.Element) -> list[tuple[Decimal, Decimal]]:
    rects = [rect for rect in chart.iter(f"{SVG}rect") if rect.get("height") == "16"]
    return [(Decimal(rect.attrib["x"]), Decimal(rect.attrib["width"])) for rect in rects]


def words(chart: ET.Element) -> list[str]:
    return [text.text or "" for text in chart.iter(f"{SVG}text")]


def cut_strokes(chart: ET.Element) -> int:
    return sum(
        line.get("stroke") == "#ffffff" and line.get("x1") != line.get("x2") for line in chart.iter(f"{SVG}line")
    )


def test_the_same_bars_give_the_same_text() -> None:
    assert capaian_chart("Capaian", BARS) == capaian_chart("Capaian", list(BARS))


def test_every_value_is_printed_as_everywhere_else() -> None:
    chart = capaian_chart("Capaian", BARS)
    assert all(f">{value}<" in chart for value in ("104,96%", "87,50%", "-37,60%", "tidak dapat diukur"))


def test_title_and_description_tell_the_chart_to_those_who_do_not_see_it() -> None:
    chart = ET.fromstring(capaian_chart("Capaian sasaran 1 & 2", BARS))  # noqa: S314 - our own output
    assert chart.findtext(f"{SVG}title") == "Capaian sasaran 1 & 2"
    assert chart.findtext(f"{SVG}desc") == describe(BARS)
    assert describe(BARS[2:]) == "Penurunan <angka> & lainnya: -37,60%; Opini: tidak dapat diukur"


def test_twice_the_capaian_is_twice_the_bar() -> None:
    (_, half), (_, whole) = bars(drawn("50.00", "100.00"))
    assert abs(whole - 2 * half) <= Decimal("0.1")


@pytest.mark.parametrize(
    ("value", "marks"), [("120.00", ["0%", "50%", "100%"]), ("120.01", ["0%", "50%", "100%", "150%"])]
)
def test_the_axis_is_as_long_as_its_bars_need(value: str, marks: list[str]) -> None:
    assert words(drawn(value))[: len(marks) + 1] == [*marks, "Indikator"]


def test_a_negative_bar_ends_where_a_positive_begins() -> None:
    (left, width), (right, _) = bars(drawn("-37.60", "20.00"))
    assert abs(left + width - right) <= Decimal("0.1")


@pytest.mark.parametrize(("value", "strokes"), [("150.00", 0), ("8726.67", 2), ("-50.00", 0), ("-104.66", 2)])
def test_a_bar_beyond_the_axis_is_cut_with_two_strokes_and_stays_inside(value: str, strokes: int) -> None:
    chart = drawn(value)
    assert cut_strokes(chart) == strokes
    ((left, width),) = bars(chart)
    assert left >= 240
    assert left + width <= 556


def test_what_cannot_be_measured_has_words_and_no_bar() -> None:
    chart = drawn(None)
    assert bars(chart) == []
    assert "tidak dapat diukur" in words(chart)


def test_zero_has_a_number_and_not_the_words_of_a_missing_one() -> None:
    assert "0,00%" in words(drawn("0.00"))
    assert "tidak dapat diukur" not in words(drawn("0.00"))


def test_a_number_without_end_is_set_smaller_and_not_cut() -> None:
    chart = drawn("-123456789012345678901234567890.12")
    number = next(text for text in chart.iter(f"{SVG}text") if text.text and text.text.startswith("-123.456"))
    assert Decimal(number.attrib["font-size"]) < 5


def test_a_chart_without_bars_is_still_a_picture() -> None:
    chart = drawn()
    assert bars(chart) == []
    assert "100%" in words(chart)


def test_no_float_and_no_exponent_is_in_the_places() -> None:
    numbers = re.findall(r'\s(?:x|y|width|height|x1|x2|y1|y2)="([^"]*)"', capaian_chart("Capaian", BARS))
    assert all(re.fullmatch(r"-?\d+(\.\d)?", number) for number in numbers)


def test_a_long_name_wraps_within_its_column_and_ends_in_dots_after_four_lines() -> None:
    lines = wrap("Persentase laporan yang disampaikan tepat waktu " * 6, 226, 12, 4)
    assert len(lines) == 4
    assert lines[-1].endswith("…")
    assert all(text_width(line, 12) <= 226 for line in lines)


def test_a_word_wider_than_its_column_breaks_and_loses_no_letter() -> None:
    lines = wrap("penyelenggaraan" * 5, 226, 12, 9)
    assert "".join(lines) == "penyelenggaraan" * 5
    assert all(text_width(line, 12) <= 226 for line in lines)
