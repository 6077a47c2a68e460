"""The measured figures of an LKjIP as rows, counts and charts, grouped by sasaran."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from services.documents.domain.lkjip import Figure
from services.documents.papers.furniture import DASH, printed
from shared.charts import Bar, capaian_chart, describe

_FORMULA_NOTES = {
    "turun": "makin rendah makin baik: (2 × target − realisasi) ÷ target × 100",
    "turun_rasio": "makin rendah makin baik: target ÷ realisasi × 100",
}
# More bars than these would be higher than a page.
_BARS_OF_A_CHART = 12


def by_sasaran(figures: Iterable[Figure]) -> list[tuple[str, list[Figure]]]:
    """The figures of every sasaran, in the order of their first appearance."""
    # A sasaran may be served by several units, whose rows need not stand together.
    rows = list(figures)
    order = {sasaran: at for at, sasaran in enumerate(dict.fromkeys(figure.sasaran for figure in rows))}
    ordered = sorted(rows, key=lambda figure: order[figure.sasaran])
    return [(sasaran, list(group)) for sasaran, group in groupby(ordered, lambda figure: figure.sasaran)]


def row(number: int, figure: Figure) -> dict[str, Any]:
    """One indicator as a table prints it. `reason` is empty where it is measured."""
    mark = "*" if figure.provisional and figure.realisasi is not None else ""
    return {
        "number": str(number),
        "indikator": figure.indikator,
        "unit": figure.unit,
        "formula": _FORMULA_NOTES.get(figure.direction, ""),
        "satuan": figure.satuan or DASH,
        "target": printed(figure.target, figure.target_text.strip() or DASH),
        "target_is_number": figure.target is not None,
        "realisasi": printed(figure.realisasi, figure.realisasi_text or DASH) + mark,
        "realisasi_is_words": figure.realisasi is None and bool(figure.realisasi_text),
        "capaian": printed(figure.capaian, ""),
        "predikat": figure.predikat or "",
        "reason": "" if figure.capaian is not None else figure.reason_text or "Alasan tidak dicatat.",
        "explanation": figure.explanation.strip(),
    }


def summary(figures: Sequence[Figure]) -> str:
    """How many indicators there are, and how many of them are measured."""
    if not figures:
        return "Laporan ini belum memuat indikator."
    measured = sum(figure.capaian is not None for figure in figures)
    left = len(figures) - measured
    words = f"Laporan ini memuat {len(figures)} indikator; {measured} di antaranya dapat diukur"
    return f"{words} dan {left} tidak dapat diukur." if left else f"{words}."


def predikat_counts(figures: Iterable[Figure]) -> list[list[str]]:
    """Every predikat with its number of indicators, the one of the highest capaian first."""
    best = sorted(
        ((figure.capaian, figure.predikat) for figure in figures if figure.capaian is not None and figure.predikat),
        key=lambda measured: measured[0],
        reverse=True,
    )
    names = [predikat for _, predikat in best]
    return [[name, str(names.count(name))] for name in dict.fromkeys(names)]


def finding(figures: Sequence[Figure], year: str) -> str:
    """One sasaran's measurement in a sentence or two."""
    counts = ", ".join(f"{number} berpredikat {name}" for name, number in predikat_counts(figures))
    left = sum(figure.capaian is None for figure in figures)
    told = f"Sasaran ini diukur dengan {len(figures)} indikator pada {year}"
    told += f": {counts}." if counts else "."
    return f"{told} {left} indikator tidak dapat diukur." if left else told


def charts(number: int, figures: Sequence[Figure]) -> list[dict[str, str]]:
    """The charts of one sasaran, a page's worth of bars each; none where nothing is measured."""
    if all(figure.capaian is None for figure in figures):
        return []
    parts = list(_parts([Bar(f"{at}. {each.indikator}", each.capaian) for at, each in enumerate(figures, start=1)]))
    return [_chart(_chart_title(number, at, len(parts)), bars) for at, bars in enumerate(parts, start=1)]


def _parts(bars: Sequence[Bar]) -> Iterable[Sequence[Bar]]:
    return (bars[at : at + _BARS_OF_A_CHART] for at in range(0, len(bars), _BARS_OF_A_CHART))


def _chart_title(number: int, part: int, parts: int) -> str:
    title = f"Capaian indikator sasaran {number} dalam persen"
    return title if parts == 1 else f"{title} (bagian {part} dari {parts})"


def _chart(title: str, bars: Sequence[Bar]) -> dict[str, str]:
    return {"title": title, "svg": capaian_chart(title, bars), "alt": f"{title}. {describe(bars)}"}
