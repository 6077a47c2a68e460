"""What can be answered where a target is no number: one list for the form, the XLSX and the measurement."""

import pytest

from services.analysis.domain.targets import YesNo
from services.analysis.domain.written import read_realisasi, read_target
from shared.choices.asked import choices_of
from shared.choices.ordinal_files import load_ordinals
from shared.choices.ordinals import Level

ORDINALS = load_ordinals()


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("WTP", ("WTP", "WDP", "TW", "TMP")),
        ("Opini  wajar tanpa pengecualian*", ("WTP", "WDP", "TW", "TMP")),
        ("BB (72,50)", ("AA", "A", "BB", "B", "CC", "C", "D")),
        ("Level 3", ("V", "IV", "III", "II", "I")),
        ("Ya", ("Ya", "Tidak")),
        ("tidak", ("Ya", "Tidak")),
        ("Ada", ("Ada", "Tidak ada")),
        ("Sudah", ("Sudah", "Belum")),
        ("TERCAPAI", ("Tercapai", "Tidak tercapai")),
        ("Tepat  waktu", ("Tepat waktu", "Tidak tepat waktu")),
    ],
)
def test_a_target_in_words_has_the_answers_of_its_kind(target: str, words: tuple[str, ...]) -> None:
    choices = choices_of(target, ORDINALS)
    assert choices is not None
    assert choices.words == words
    for word in words:
        assert choices.meant(f" {word.upper()} ") == word
        asked, answered = read_target(target, "", ORDINALS), read_realisasi(word, "", ORDINALS)
        assert isinstance(asked, Level | YesNo)
        assert type(answered) is type(asked)
    assert choices.meant("72,5") is None


@pytest.mark.parametrize("target", ["", "84,75", "≥ 80", "80–90", "1% dari jumlah penduduk", "-"])
def test_any_other_target_asks_for_a_number(target: str) -> None:
    assert choices_of(target, ORDINALS) is None


def test_a_word_of_another_scale_is_no_answer() -> None:
    choices = choices_of("WTP", ORDINALS)
    assert choices is not None
    assert choices.meant("Wajar dengan pengecualian") == "WDP"
    assert (choices.meant("A"), choices.meant("ya"), choices.meant("")) == (None, None, None)
