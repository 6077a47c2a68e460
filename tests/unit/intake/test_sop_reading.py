import pytest

from services.intake.domain.sop import Exit, Performer, Role, StandardTime, StepKind, TimeUnit
from services.intake.sop_file import read_sop
from tests.sop_texts import SOUND, changed, exits_of, read_changed


def test_what_is_left_out_takes_its_default() -> None:
    sop = read_sop(SOUND, "sop.yaml")
    first = sop.steps[0]
    assert sop.start == (1,)
    assert (sop.head.nomor, sop.head.alamat, sop.head.dasar_hukum) == ("", None, ())
    assert (first.kind, first.title) == (StepKind.UMUM, "Memerintahkan")
    assert (first.kelengkapan, first.keterangan) == ((), None)
    assert first.performers == (Performer("camat", turn=1, act=None),)
    assert sop.roles["camat"] == Role("camat", "Camat", several=False)


def test_a_step_leads_to_the_one_that_follows_in_the_file_and_the_last_one_ends() -> None:
    sop = read_changed("- number: 5", "- number: 5\n    activities: Mencatat\n    performer: kasubbag\n  - number: 9")
    assert (sop.step(5).next, sop.step(9).next) == ((9,), ())


def test_end_ends_before_the_end_of_the_file() -> None:
    sop = read_changed("- {label: Tolak, to: 2, returns: true}", "- {label: Tolak, to: End}")
    assert exits_of(sop, 4)[1] == Exit("Tolak", (), returns=False)


def test_unlabelled_exits_are_named_by_their_direction() -> None:
    sop = read_changed(
        "- {label: Setujui, to: 5}\n        - {label: Tolak, to: 2, returns: true}",
        "- {to: 5}\n        - {to: [2, 3], returns: true}",
    )
    assert exits_of(sop, 4) == (Exit("Lanjutkan", (5,)), Exit("Kembalikan", (2, 3), returns=True))


def test_the_only_performer_decides_when_nobody_is_named() -> None:
    step = read_changed(
        "performers: [kasubbag, camat]\n    join: [2, 3]\n    decision:\n      by: camat",
        "performer: camat\n    join: [2, 3]\n    decision:",
    ).step(4)
    assert step.decision is not None
    assert step.decision.by == "camat"


def test_performers_may_take_turns_and_name_their_button() -> None:
    sop = read_changed("[kasubbag, camat]", "[{role: kasubbag, act: Sampaikan}, {role: camat, turn: 2}]")
    assert sop.step(4).performers == (Performer("kasubbag", 1, "Sampaikan"), Performer("camat", 2))


def test_a_single_one_needs_no_list() -> None:
    sop = read_changed(
        "    exits:\n        - {label: Setujui, to: 5}\n        - {label: Tolak, to: 2, returns: true}",
        "    exits: {label: Setujui, to: 5}",
    )
    assert exits_of(sop, 4) == (Exit("Setujui", (5,)),)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10 menit", StandardTime(10, TimeUnit.MENIT)),
        ("1 Jam", StandardTime(1, TimeUnit.JAM)),
        ("3 Hari Kerja", StandardTime(3, TimeUnit.HARI)),
        ("3hari", StandardTime(3, TimeUnit.HARI)),
        ("1 (satu) hari", StandardTime(1, TimeUnit.HARI)),
        ("1 jam 30 menit", StandardTime(90, TimeUnit.MENIT)),
        ('"-"', None),
        ("", None),
    ],
)
def test_times_are_read_as_they_are_printed(written: str, meant: StandardTime | None) -> None:
    assert read_changed("waktu: 3 hari", f"waktu: {written}").step(2).waktu == meant


@pytest.mark.parametrize("written", ["no", "1:30", "2022-02-10", "067/01", "1e3", "0x10", "Ya", "1_000", "=", "010"])
def test_yaml_types_no_text(written: str) -> None:
    assert read_changed("nama: Pembuatan Laporan", f"nama: {written}").head.nama == written


def test_labels_that_yaml_would_type_stay_words() -> None:
    sop = read_changed("label: Setujui", "label: yes")
    assert exits_of(sop, 4)[0].label == "yes"


def test_an_empty_key_counts_as_left_out() -> None:
    sop = read_changed("nama: Pembuatan Laporan", "nama: Pembuatan Laporan\n  alamat:\n  dasar_hukum: ~")
    assert (sop.head.alamat, sop.head.dasar_hukum) == (None, ())


def test_a_printed_dash_is_no_entry() -> None:
    assert read_changed("waktu: 10 menit", 'kelengkapan: "-"\n    keterangan: "-"').step(1).keterangan is None


def test_lines_of_windows_and_a_byte_order_mark_do_no_harm() -> None:
    assert read_sop("\ufeff" + SOUND.replace("\n", "\r\n"), "sop.yaml") == read_sop(SOUND, "sop.yaml")


def test_alternatives_of_a_decision_may_meet_without_a_join() -> None:
    sop = read_changed(
        "- {label: Tolak, to: 2, returns: true}",
        "- {label: Lengkapi, to: 6}\n  - {number: 6, activities: Melengkapi, performer: kasubbag, next: 5}",
    )
    assert sop.step(5).join == ()


def test_an_early_step_and_a_late_one_may_join() -> None:
    text = changed("next: [2, 3]", "next: [2, 3, 5]")
    sop = read_sop(text.replace("activities: Mengarsipkan", "activities: Mengarsipkan\n    join: [1, 4]"), "sop.yaml")
    assert sop.step(5).join == (1, 4)
