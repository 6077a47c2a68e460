"""Why there is no capaian. A reason is told instead of a number, never beside one."""

from enum import StrEnum


class Reason(StrEnum):
    """Why an indicator cannot be measured."""

    EMPTY = "empty"
    TEXT = "text"
    AMBIGUOUS = "ambiguous"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    ZERO_TARGET = "zero_target"
    NEGATIVE_TARGET = "negative_target"
    ZERO_REALISASI = "zero_realisasi"
    NEGATIVE_REALISASI = "negative_realisasi"
    ZERO_DENOMINATOR = "zero_denominator"
    INVALID_RANGE = "invalid_range"
    OTHER_SCALE = "other_scale"
    NO_DIRECTION = "no_direction"
    DATE = "date"
    CELL_ERROR = "cell_error"
    COLUMNS = "columns"

    @property
    def sentence(self) -> str:
        """The reason as the office reads it, where the target is what is wrong."""
        return _SENTENCES[self]

    @property
    def sentence_of_realisasi(self) -> str:
        """The same where the target is sound and the realisasi is not."""
        return _OF_REALISASI.get(self, _SENTENCES[self])


OF_TWO_KINDS = "Target dan realisasi tidak sejenis: yang satu angka, yang lain predikat atau ya/tidak."

_SENTENCES = {
    Reason.EMPTY: "Target belum ditetapkan.",
    Reason.TEXT: "Target berupa teks, bukan angka.",
    Reason.AMBIGUOUS: "Target dapat dibaca sebagai lebih dari satu angka.",
    Reason.NOT_AVAILABLE: "Target belum tersedia.",
    Reason.NOT_APPLICABLE: "Indikator tidak berlaku pada periode ini.",
    Reason.ZERO_TARGET: "Target bernilai nol, sehingga capaian tidak dapat dihitung.",
    Reason.NEGATIVE_TARGET: "Target bernilai negatif, sehingga perbandingannya tidak bermakna.",
    Reason.ZERO_REALISASI: "Realisasi bernilai nol, sehingga tidak dapat menjadi pembagi.",
    Reason.NEGATIVE_REALISASI: "Realisasi bernilai negatif, sehingga tidak dapat diukur dengan rumus ini.",
    Reason.ZERO_DENOMINATOR: "Penyebut bernilai nol, sehingga realisasi tidak dapat dihitung.",
    Reason.INVALID_RANGE: "Batas bawah target lebih besar daripada batas atasnya.",
    Reason.OTHER_SCALE: "Predikat target dan realisasi tidak berasal dari skala yang sama.",
    Reason.DATE: "Sel berisi tanggal, bukan angka. Tulis sebagai teks, misalnya 5–6.",
    Reason.CELL_ERROR: "Sel berisi rumus yang gagal atau belum dihitung.",
    Reason.COLUMNS: "Banyaknya kolom pada baris ini tidak sama dengan judul kolom.",
    Reason.NO_DIRECTION: "Arah indikator belum ditetapkan (naik, turun, atau turun_rasio).",
}

_OF_REALISASI = {
    Reason.NOT_AVAILABLE: "Data realisasi belum tersedia.",
    Reason.EMPTY: "Realisasi belum diisi.",
    Reason.TEXT: "Realisasi berupa teks, bukan angka.",
    Reason.AMBIGUOUS: "Realisasi dapat dibaca sebagai lebih dari satu angka.",
}


class Absence(StrEnum):
    """What a unit states in place of a realisasi, as the submission carries it."""

    BELUM_ADA = "belum_ada"
    TIDAK_BERLAKU = "tidak_berlaku"

    @property
    def reason(self) -> Reason:
        """Why there is no capaian then."""
        return Reason.NOT_APPLICABLE if self is Absence.TIDAK_BERLAKU else Reason.NOT_AVAILABLE
