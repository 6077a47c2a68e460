"""Why an uploaded Office file is not taken, in words for the person who sent it."""

from enum import StrEnum


class Reason(StrEnum):
    """What kind of refusal it is: for logs and tests; people read the sentence."""

    TOO_LARGE = "terlalu_besar"
    NOT_A_PACKAGE = "bukan_berkas_office"
    ENCRYPTED_OR_OLD = "sandi_atau_format_lama"
    DAMAGED = "rusak"
    WRONG_KIND = "jenis_lain"
    TOO_MANY_PARTS = "terlalu_banyak_bagian"
    BOMB = "memuai"
    BAD_NAME = "nama_bagian"
    UNKNOWN_PART = "bagian_tidak_dikenal"
    DTD = "dtd"
    MACRO = "makro"
    EMBEDDED = "objek_tertanam"
    EXTERNAL_LINK = "tautan_luar"
    DDE = "dde"
    TOO_MANY_CELLS = "terlalu_banyak_sel"
    UNREADABLE = "tidak_terbaca"
    NOT_OUR_FORM = "bukan_formulir"
    WRONG_SEAL = "segel_tidak_cocok"
    LOCKED_CELL = "sel_terkunci"
    WRONG_ROWS = "baris_tidak_cocok"
    OTHER_ADDRESSEE = "penerima_lain"


class FileRefused(Exception):
    """The file is not taken. `reason_code` is one of Reason; `sentence` says what was found and what to do."""

    def __init__(self, reason_code: Reason, sentence: str) -> None:
        super().__init__(reason_code, sentence)
        self.reason_code = reason_code
        self.sentence = sentence


def damaged() -> FileRefused:
    """The usual end of a file that was cut off or altered on its way."""
    return FileRefused(
        Reason.DAMAGED, "Berkas ini rusak atau tidak utuh. Buka di aplikasi asalnya, simpan ulang, lalu unggah lagi."
    )
