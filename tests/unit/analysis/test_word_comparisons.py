from decimal import Decimal

from services.analysis.domain.policies import OFFICE_DEFAULT
from services.analysis.domain.ranked import ranked
from services.analysis.domain.targets import YesNo
from services.analysis.domain.word_comparisons import YearWords, compare_words
from services.analysis.domain.year_comparisons import Against
from tests.evaluation_words import OPINI, answer, level

YES, NO = YesNo(is_so=True, word="Ya"), YesNo(is_so=False, word="Tidak")


def test_a_predicate_is_held_against_five_years_renstra_and_standard_in_levels_of_its_scale() -> None:
    years = tuple(
        (str(year), level(word))
        for year, word in zip(range(2024, 2018, -1), ("BB", "B", "A", "CC", "C", "D"), strict=True)
    )
    words = YearWords(
        realisasi=level("BB"),
        earlier=years,
        renstra_target=level("A"),
        renstra_year="2029",
        national_standard=level("B"),
    )
    found = compare_words(words, OFFICE_DEFAULT)
    told = [(each.against, each.year, each.word, int(each.difference), each.is_better) for each in found]
    assert told == [
        (Against.TAHUN_SEBELUMNYA, "2024", "BB", 0, None),
        (Against.TAHUN_SEBELUMNYA, "2023", "B", 1, True),
        (Against.TAHUN_SEBELUMNYA, "2022", "A", -1, False),
        (Against.TAHUN_SEBELUMNYA, "2021", "CC", 2, True),
        (Against.TAHUN_SEBELUMNYA, "2020", "C", 3, True),
        (Against.RENSTRA, "2029", "A", -1, False),
        (Against.STANDAR_NASIONAL, "", "B", 1, True),
    ]
    assert [each.percent for each in found] == [*[None] * 5, Decimal("83.33"), Decimal("125.00")]


def test_yes_and_no_are_as_aimed_or_not_and_have_no_levels() -> None:
    words = YearWords(realisasi=answer("Ya"), earlier=(("2024", answer("Tidak")),), renstra_target=answer("Tidak"))
    last, renstra = compare_words(words, OFFICE_DEFAULT)
    assert (last.word, last.is_better, last.percent, last.has_levels) == ("Tidak", True, None, False)
    assert (renstra.percent, renstra.has_levels) == (Decimal("0.00"), False)


def test_what_is_on_another_scale_or_not_known_is_held_against_nothing() -> None:
    other = level("WTP", OPINI)
    words = YearWords(realisasi=level("BB"), earlier=(("2024", other), ("2023", None)), renstra_target=other)
    assert compare_words(words, OFFICE_DEFAULT) == ()
    assert compare_words(YearWords(realisasi=None, renstra_target=other), OFFICE_DEFAULT) == ()


def test_a_no_is_the_better_answer_where_the_target_says_no() -> None:
    one, other = ranked(NO, NO), ranked(YES, NO)
    assert one
    assert other
    assert one.place > other.place
    assert ranked(YES, Decimal(3)) is None
    assert ranked(Decimal(3), YES) is None
