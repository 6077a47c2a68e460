"""Charts as SVG, for pages (inline) and papers alike: plain text out, no library, the same input the same bytes.

Places are exact fractions rounded to a tenth, so that no float is ever printed. Everything is a presentation
attribute and nothing has an id: a page's content security policy and a second chart on it change nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from xml.sax.saxutils import escape

from shared.font_widths import text_width, wrap
from shared.numbers import format_id, round_half_up

UNMEASURED = "tidak dapat diukur"

_WIDTH = 640
_NAMES = 226
_PLOT_LEFT, _PLOT_RIGHT = 240, 556
_VALUES = 76
_TOP, _FOOT = 30, 30
_SIZE, _LINE, _BAR, _BETWEEN, _MOST_LINES = 12, 14, 16, 12, 4
_TARGET = Decimal(100)
_SHORT_AXIS, _LONG_AXIS, _BELOW_ZERO = 120, 150, -50

_INK, _QUIET, _GRID, _REACHED, _SHORT = "#1d2733", "#4d5965", "#c9d0d6", "#245785", "#bfd3e6"


@dataclass(frozen=True, slots=True)
class Bar:
    """One indicator: its name and capaian in percent, None where it cannot be measured."""

    name: str
    value: Decimal | None


def describe(bars: Sequence[Bar]) -> str:
    """The chart in a sentence, for those who do not see it."""
    return "; ".join(f"{bar.name}: {_printed(bar.value)}" for bar in bars)


def capaian_chart(title: str, bars: Sequence[Bar]) -> str:
    """A horizontal bar chart of capaian as an `<svg>` element, 640 wide and as high as its names need.

    The axis ends at 120 or 150 %; a longer bar is cut with two strokes, and its number stands beside it as always.
    A negative value runs to the left of zero. Names take four lines at most and end in "…" then.
    """
    axis = _Axis.of([bar.value for bar in bars if bar.value is not None])
    parts: list[str] = []
    y = _TOP
    for bar in bars:
        names = wrap(bar.name, _NAMES, _SIZE, _MOST_LINES)
        height = max(_BAR, len(names) * _LINE)
        parts += [*_name(names, y, height), *_bar(axis, bar.value, y + (height - _BAR) // 2)]
        y += height + _BETWEEN
    height = y + _FOOT
    frame = [*_grid(axis, y - _BETWEEN // 2), *parts, *_target_line(axis, y - _BETWEEN // 2), *_legend(y + 14)]
    return "\n".join([*_opening(title, bars, height), *frame, "</svg>"])


@dataclass(frozen=True, slots=True)
class _Axis:
    least: int
    most: int

    @classmethod
    def of(cls, values: Sequence[Decimal]) -> "_Axis":
        most = _SHORT_AXIS if all(value <= _SHORT_AXIS for value in values) else _LONG_AXIS
        return cls(_BELOW_ZERO if any(value < 0 for value in values) else 0, most)

    def x(self, value: Decimal | int) -> Fraction:
        inside = min(max(Fraction(value), Fraction(self.least)), Fraction(self.most))
        return _PLOT_LEFT + (inside - self.least) * (_PLOT_RIGHT - _PLOT_LEFT) / (self.most - self.least)

    def cuts(self, value: Decimal) -> bool:
        return not self.least <= value <= self.most

    @property
    def ticks(self) -> range:
        return range(self.least, self.most + 1, 50)


def _opening(title: str, bars: Sequence[Bar], height: int) -> list[str]:
    size = f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    look = f'font-family="Liberation Sans, Arial, sans-serif" font-size="{_SIZE}" fill="{_INK}"'
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {look}>',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(describe(bars))}</desc>",
    ]


def _grid(axis: _Axis, bottom: int) -> list[str]:
    lines = [_line(axis.x(tick), _TOP - 8, axis.x(tick), bottom, _GRID) for tick in axis.ticks]
    zero = _line(axis.x(0), _TOP - 8, axis.x(0), bottom, _QUIET)
    return [*lines, zero, *(_tick(axis, tick) for tick in axis.ticks)]


def _tick(axis: _Axis, tick: int) -> str:
    weight = ' font-weight="bold"' if tick == _TARGET else ""
    place = f'x="{_n(axis.x(tick))}" y="{_TOP - 14}" font-size="10" text-anchor="middle"'
    return f"<text {place}{weight}>{format_id(Decimal(tick))}%</text>"


def _target_line(axis: _Axis, bottom: int) -> list[str]:
    x = axis.x(_TARGET)
    return [
        _line(x, _TOP - 8, x, bottom, "#ffffff", width="3"),
        _line(x, _TOP - 8, x, bottom, _INK, width="1.4", dashes="5 3"),
    ]


def _name(lines: Sequence[str], y: int, height: int) -> list[str]:
    first = y + (height - len(lines) * _LINE) // 2 + 11
    return [
        f'<text x="{_NAMES}" y="{first + at * _LINE}" text-anchor="end">{escape(line)}</text>'
        for at, line in enumerate(lines)
    ]


def _bar(axis: _Axis, value: Decimal | None, y: int) -> list[str]:
    if value is None:
        return _unmeasured(axis.x(0) + 6, y)
    start, end = sorted((axis.x(0), axis.x(value)))
    fill = _REACHED if value >= _TARGET else _SHORT
    shape = f'x="{_n(start)}" y="{y}" width="{_n(end - start)}" height="{_BAR}"'
    drawn = [f'<rect {shape} fill="{fill}" stroke="{_REACHED}" stroke-width="0.8"/>']
    if axis.cuts(value):
        drawn += _cut(axis.x(value) + (14 if value < 0 else -20), y)
    return [*drawn, _number(value, y)]


def _unmeasured(x: Fraction, y: int) -> list[str]:
    # The white ground keeps the grid from running through the words.
    ground = f'x="{_n(x - 2)}" y="{y + 1}" width="{_n(text_width(UNMEASURED, 11) + 4)}" height="14" fill="#ffffff"'
    place = f'x="{_n(x)}" y="{y + 12}" font-size="11" font-style="italic" fill="{_QUIET}"'
    return [f"<rect {ground}/>", f"<text {place}>{UNMEASURED}</text>"]


def _cut(x: Fraction, y: int) -> list[str]:
    """Two white strokes across the end of a bar that goes on beyond the axis."""
    low, high = y + _BAR + 3, y - 3
    return [_line(x + shift, low, x + shift + 6, high, "#ffffff", width="3") for shift in (0, 7)]


def _number(value: Decimal, y: int) -> str:
    text = _printed(value)
    wide = text_width(text, _SIZE, bold=True)
    size = Fraction(_SIZE) if wide <= _VALUES else Fraction(_SIZE * _VALUES) / wide
    place = f'x="{_WIDTH - 2}" y="{y + 12}" font-size="{_n(size)}" font-weight="bold" text-anchor="end"'
    return f"<text {place}>{text}</text>"


def _legend(y: int) -> list[str]:
    drawn, x = [], _PLOT_LEFT
    for fill, words in ((_REACHED, "100% atau lebih"), (_SHORT, "di bawah 100%")):
        drawn.append(
            f'<rect x="{x}" y="{y - 9}" width="10" height="10" fill="{fill}" stroke="{_REACHED}" stroke-width="0.8"/>'
        )
        drawn.append(f'<text x="{x + 15}" y="{y}" font-size="10" fill="{_QUIET}">{words}</text>')
        x += 118
    return drawn


def _line(
    x1: Fraction, y1: int, x2: Fraction, y2: int, colour: str, *, width: str = "1", dashes: str | None = None
) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    place = f'x1="{_n(x1)}" y1="{y1}" x2="{_n(x2)}" y2="{y2}"'
    return f'<line {place} stroke="{colour}" stroke-width="{width}"{dashed}/>'


def _printed(value: Decimal | None) -> str:
    return UNMEASURED if value is None else f"{format_id(value)}%"


def _n(value: Fraction) -> str:
    return str(round_half_up(value, 1))
