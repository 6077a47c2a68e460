"""The places for narrative in an LKjIP, in the paper's order.

The chapters and the analyses of every sasaran are those of PermenPANRB 53/2014, anak lampiran II/1; kata pengantar
and ikhtisar are what kecamatan usually add. A block's id is stable from year to year as long as its sasaran's text is.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

_KEY_LENGTH = 8


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where a narrative block stands. Without text the paper names it as a gap if it is `required`."""

    id: str
    title: str
    section: str
    required: bool = True


_FRONT = (
    BlockPlace("kata_pengantar", "Kata pengantar", "Kata Pengantar"),
    BlockPlace("ikhtisar", "Ikhtisar eksekutif", "Ikhtisar Eksekutif", required=False),
    BlockPlace("gambaran_umum", "Gambaran umum dan organisasi", "BAB I"),
    BlockPlace("aspek_strategis", "Aspek strategis", "BAB I"),
    BlockPlace("isu_strategis", "Permasalahan utama (isu strategis)", "BAB I"),
    BlockPlace("ringkasan_pk", "Ringkasan Perjanjian Kinerja", "BAB II", required=False),
)
_BACK = (
    BlockPlace("realisasi_anggaran", "Penjelasan realisasi anggaran", "BAB III"),
    BlockPlace("kesimpulan", "Kesimpulan", "BAB IV"),
    BlockPlace("langkah_perbaikan", "Langkah perbaikan", "BAB IV"),
)
STATIC_BLOCKS = (*_FRONT, *_BACK)


def sasaran_key(sasaran: str) -> str:
    """What names a sasaran in a block's id: the first 8 hex digits of the sha256 of its text."""
    return hashlib.sha256(sasaran.encode()).hexdigest()[:_KEY_LENGTH]


def comparison_blocks(sasaran: str) -> tuple[BlockPlace, ...]:
    """Analyses 2 to 4 of a sasaran. They are measured rather than written; a text may stand in their place."""
    key = sasaran_key(sasaran)
    return (
        BlockPlace(f"tahun_lalu:{key}", "Perbandingan dengan tahun-tahun sebelumnya", "BAB III"),
        BlockPlace(f"renstra:{key}", "Perbandingan dengan target jangka menengah (Renstra)", "BAB III"),
        BlockPlace(f"standar_nasional:{key}", "Perbandingan dengan standar nasional", "BAB III"),
    )


def sasaran_blocks(sasaran: str) -> tuple[BlockPlace, ...]:
    """Analyses 5 to 7 of a sasaran, which people write."""
    key = sasaran_key(sasaran)
    return (
        BlockPlace(
            f"penyebab:{key}", "Penyebab keberhasilan atau kegagalan dan alternatif solusi yang dilakukan", "BAB III"
        ),
        BlockPlace(f"efisiensi:{key}", "Efisiensi penggunaan sumber daya", "BAB III"),
        BlockPlace(f"program:{key}", "Program dan kegiatan yang menunjang pencapaian", "BAB III"),
    )


def analysis_of(place: BlockPlace) -> str:
    """The analysis that a sasaran's block belongs to: what stands before the colon of its id."""
    return place.id.partition(":")[0]


def analysis_title(analysis: str) -> str:
    """The title of one of the seven analyses; the first, target, has no block."""
    titles = {analysis_of(place): place.title for place in (*comparison_blocks(""), *sasaran_blocks(""))}
    return titles.get(analysis, "Target dan realisasi tahun ini")


def written_blocks(sasaran: Iterable[str]) -> tuple[BlockPlace, ...]:
    """Every block that people write, in the paper's order; a sasaran named twice counts once."""
    of_sasaran = [place for each in dict.fromkeys(sasaran) for place in sasaran_blocks(each)]
    return (*_FRONT, *of_sasaran, *_BACK)
