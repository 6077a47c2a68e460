# ruff: noqa: E501 - a fault is one line of a table
"""Each way in which a file can be unsound, once: the line, what is wrong, what is allowed."""

import pytest

from tests.sop_texts import SOUND, changed, problems_of

# old, new, what is said
YAML_FAULTS = [
    ("subject: Laporan", "subject: Laporan: Kinerja", "baris 4: ada titik dua di tempat yang tidak boleh"),
    ("waktu: 3 hari", "waktu: -", 'baris 21: tanda "-" tidak boleh berdiri di sini'),
    ("    waktu: 3 hari", "\twaktu: 3 hari", "baris 21: baris diawali tabulator (Tab); gunakan spasi"),
    ("next: [2, 3]", "next: [2, 3", "baris 17: tanda kurung tidak ditutup"),
    ("subject: Laporan", 'subject: "Laporan', "baris 4: tanda kutip dibuka tetapi tidak ditutup"),
    ("subject: Laporan", "subject: @laporan", "baris 4: teks yang diawali tanda ini harus diberi tanda kutip"),
    ("subject: Laporan", "subject: *laporan", "baris 4: jangkar (&) dan alias (*) YAML tidak dipakai"),
    ("subject: Laporan", "subject: &a Laporan", "baris 4: jangkar (&) dan alias (*) YAML tidak dipakai"),
    ("subject: Laporan", "subject: !!python/name:os.system x", "baris 4: tag (!) YAML tidak dipakai"),
    (
        "subject: Laporan",
        "subject: Laporan\nsubject: Lain",
        'baris 5: kunci "subject" ditulis dua kali (sudah ada pada baris 4)',
    ),
    ("subject: Laporan", "subject: Lapo\x07ran", "baris 4: ada karakter yang tidak boleh"),
    ("subject: Laporan", "[a, b]: Laporan", "baris 4: kunci harus satu kata"),
    ("subject: Laporan", f"subject: {'[' * 40}", "baris 4: susunan terlalu dalam"),
    ("subject: Laporan", 'subject: "\\ud800"', "baris 4: subject: memuat karakter yang tidak terlihat"),
    ("subject: Laporan", "subject: >aneh", "baris 4: teks yang diawali > atau | harus diberi tanda kutip"),
    ("subject: Laporan", " subject: Laporan", "baris 4: ada titik dua di tempat yang tidak boleh"),
    ("subject: Laporan", "---\nsubject: Laporan", "baris 4: satu berkas hanya memuat satu SOP"),
]
KEY_FAULTS = [
    ("subject: Laporan\n", "", 'baris 1: kunci "subject" wajib diisi'),
    ("subject: Laporan", "subject:", 'kunci "subject" wajib diisi'),
    ("format: 1", "format: 2", 'baris 1: format: "2" tidak boleh; yang boleh: 1'),
    ("id: contoh", "id: Contoh SOP", 'baris 2: id: "Contoh SOP" tidak boleh; yang boleh: huruf kecil'),
    ("version: 1", "version: satu", 'baris 3: version: harus bilangan bulat mulai dari 1, bukan "satu"'),
    ("instansi: Kantor", "intansi: Kantor", 'baris 6: head intansi: kunci ini tidak dikenal; mungkin maksud Anda "instansi"'),
    ("activities: Mengisi", "aktivitas: Mengisi", 'baris 19: langkah 2: aktivitas: kunci ini tidak dikenal; mungkin maksud Anda "activities"; yang boleh di sini: number, kind'),
    ("    activities: Mengisi\n", "", 'baris 18: langkah 2: kunci "activities" wajib diisi'),
    ("activities: Mengisi", "activities: []", "baris 19: langkah 2: activities: harus memuat sedikitnya satu aktivitas"),
    ("activities: Mengisi", "activities: [Mengisi: data]", "baris 19: langkah 2: activities butir 1: harus teks"),
    ("- number: 2", "- number: 2a", 'baris 18: langkah 2a: number: harus bilangan bulat mulai dari 1, bukan "2a"'),
    ("waktu: 3 hari", "waktu: 3 minggu", 'baris 21: langkah 2: waktu: "3 minggu" tidak dikenal sebagai waktu; yang boleh: "10 menit"'),
    ("waktu: 3 hari", "waktu: 0 hari", 'baris 21: langkah 2: waktu: "0 hari" tidak dikenal'),
    ("waktu: 3 hari", "waktu: 1,5 jam", 'baris 21: langkah 2: waktu: "1,5 jam" tidak dikenal'),
    ("waktu: 3 hari", "kind: setuju", 'baris 21: langkah 2: kind: "setuju" tidak boleh; yang boleh: perintah, minta_data'),
    ("several: true", "several: mungkin", 'baris 11: peran "kasi": several: yang boleh: true atau false'),
    ("camat: Camat", "Camat: Camat", 'baris 9: peran "Camat": "Camat" tidak boleh; yang boleh: huruf kecil'),
    ("camat: Camat", "camat:", 'baris 9: peran "camat": nama peran belum diisi'),
    ("next: [2, 3]", "next: dua", 'baris 17: langkah 1: next: "dua" bukan nomor langkah; yang boleh: satu nomor langkah (4)'),
    ("next: [2, 3]", "next: [2, 2]", 'baris 17: langkah 1: next: "2, 2" menyebut satu langkah dua kali'),
    ("next: [2, 3]", "next: []", "baris 17: langkah 1: next: yang boleh: satu nomor langkah (4), daftar nomor ([4, 6]), atau end"),
    ("to: 5", "too: 5", "baris 34: langkah 4: decision exits butir 1 too: kunci ini tidak dikenal"),
    ("performer: kasi\n", "performer: kasi\n    performers: camat\n", 'langkah 2: performer: tulis salah satu: "performer" atau "performers"'),
    ("join: [2, 3]", "join: [2, 3]\n    next: 5", 'baris 31: langkah 4: next: langkah dengan "decision" tidak memakai "next"'),
    ("subject: Laporan", f"subject: {'a' * 41}", "baris 4: subject: terlalu panjang (41 huruf); paling panjang 40 huruf"),
    ("roles:", "roles: camat\nlain:", 'baris 8: roles: harus memuat "id_peran: nama peran"'),
    ("exits:", "exits: []\n      lain:", "baris 33: langkah 4: decision exits: memuat 0 butir; yang boleh: 1 sampai 50"),
    ("head:", "head: Kantor\nlain:", "baris 5: head: harus memuat kunci dan isi"),
]  # fmt: skip
REFERENCE_FAULTS = [
    ("performer: kasi\n", "performer: kasih\n", 'baris 20: langkah 2: performer: peran "kasih" tidak dikenal; mungkin maksud Anda "kasi"; peran yang ada: camat, kasubbag, kasi'),
    ("[kasubbag, camat]", "[kasubbag, bupati]", 'baris 29: langkah 4: performers butir 2: peran "bupati" tidak dikenal'),
    ("waktu: 3 hari", "assistants: staf", 'baris 21: langkah 2: assistants: peran "staf" tidak dikenal'),
    ("waktu: 3 hari", "waktu: 3 hari\n    overrun_also: sekda", 'baris 22: langkah 2: overrun_also: peran "sekda" tidak dikenal'),
    ("camat: Camat", "camat: Camat\n  staf: Staf", 'baris 10: peran "staf": tidak dipakai pada langkah mana pun'),
    ("- number: 3", "- number: 2", "baris 23: langkah 2: number: nomor 2 sudah dipakai langkah lain"),
    ("next: [2, 3]", "next: [2, 7]", "baris 17: langkah 1: next: langkah 7 tidak ada; langkah yang ada: 1, 2, 3, 4, 5"),
    ("steps:", "start: 8\nsteps:", "baris 12: start: langkah 8 tidak ada"),
    ("join: [2, 3]", "join: [2, 6]", "baris 30: langkah 4: join: langkah 6 tidak ada"),
    ("to: 5", "to: 55", "baris 34: langkah 4: decision exits butir 1 to: langkah 55 tidak ada"),
    ("    performer: kasi\n", "", "baris 18: langkah 2: belum ada pelaksana"),
    ("[kasubbag, camat]", "[camat, camat]", 'baris 29: langkah 4: performers: peran "camat" disebut 2 kali'),
    ("activities: Menghitung", "activities: Menghitung\n    notice_delay: 1 jam", 'baris 25: langkah 3: notice_delay: tidak berguna tanpa "waktu"'),
    ("activities: Menghitung", "activities: Menghitung\n    overrun_also: camat", 'baris 25: langkah 3: overrun_also: tidak berguna tanpa "waktu"'),
    ("activities: Menghitung", "activities: Menghitung\n    kind: persetujuan", 'baris 23: langkah 3: kind persetujuan harus memuat "decision"'),
    ("by: camat", "by: kasi", 'baris 32: langkah 4: decision by: "kasi" bukan pelaksana langkah ini; pelaksana langkah ini: kasubbag, camat'),
    ("      by: camat\n", "", 'baris 31: langkah 4: decision: langkah ini mempunyai beberapa pelaksana; isi "by"'),
    ("[kasubbag, camat]", "[{role: kasubbag, turn: 2}, camat]", 'baris 32: langkah 4: decision by: "camat" memutuskan, maka gilirannya (turn) harus yang terakhir: 2'),
    ("label: Tolak", "label: setujui", 'baris 35: langkah 4: decision exits butir 2 label: label "setujui" dipakai dua kali'),
    ("to: 2, returns", "to: end, returns", "baris 35: langkah 4: decision exits butir 2 to: pengembalian (returns: true) harus menuju langkah"),
    ("to: 5}", "to: 3, returns: true}", "baris 33: langkah 4: decision exits: semua pilihan mengembalikan"),
]  # fmt: skip
FLOW_FAULTS = [
    ("2, returns: true", "2", "baris 35: langkah 4: decision exits butir 2 to: langkah 2 sudah dilalui sebelum langkah 4, sehingga alur berputar; tambahkan returns: true"),
    ("    activities: Mengarsipkan", "    activities: Mengarsipkan\n    next: 1", 'baris 38: langkah 5: next: langkah 1 sudah dilalui sebelum langkah 5, sehingga alur berputar; hanya pilihan pada "decision"'),
    ("to: 2, returns", "to: 5, returns", "baris 35: langkah 4: decision exits butir 2 to: langkah 5 tidak mendahului langkah 4, jadi tidak dapat menjadi tujuan pengembalian; langkah yang mendahului: 1, 2, 3"),
    ("to: 2, returns", "to: 4, returns", "langkah 4 tidak mendahului langkah 4"),
    ("next: [2, 3]", "next: 2", "langkah 4: join"),
    ("join: [2, 3]", "join: [1, 2, 3]", "baris 30: langkah 4: join: langkah 1 tidak menuju langkah ini; yang menuju ke sini: 2, 3"),
    ("join: [2, 3]", "join: 2", "baris 30: langkah 4: join: langkah 3 juga menuju langkah ini tetapi tidak disebut; tulis join: [2, 3]"),
    ("    join: [2, 3]\n", "", "baris 27: langkah 4: dapat dimulai dua kali, karena langkah sebelumnya berjalan bersamaan; tambahkan join: [2, 3]"),
    ("to: 5}", "to: end}", "baris 36: langkah 5: tidak ada langkah yang menuju langkah ini"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), YAML_FAULTS + KEY_FAULTS + REFERENCE_FAULTS + FLOW_FAULTS)
def test_a_fault_is_named_with_its_line_and_what_is_allowed(old: str, new: str, said: str) -> None:
    problems = problems_of(changed(old, new))
    assert any(said in problem for problem in problems), problems
    assert all(problem.startswith("sop.yaml baris ") for problem in problems)


def test_all_faults_of_the_keys_are_named_at_once_in_the_order_of_the_lines() -> None:
    text = changed("version: 1", "version: x").replace("waktu: 3 hari", "waktu: sebentar").replace("to: 5", "to: x")
    lines = [problem.split(":")[0] for problem in problems_of(text)]
    assert lines == ["sop.yaml baris 3", "sop.yaml baris 21", "sop.yaml baris 34"]


def test_a_join_cannot_wait_for_a_way_that_a_decision_does_not_take() -> None:
    text = changed(
        "- {label: Setujui, to: 5}",
        "- {label: Setujui, to: [5, 6]}\n        - {label: Setujui sebagian, to: 6}",
    )
    text = text.replace("activities: Mengarsipkan", "activities: Mengarsipkan\n    next: 7")
    text += "  - {number: 6, activities: Mencatat, performer: kasubbag, next: 7}\n"
    text += "  - {number: 7, activities: Menutup, performer: kasubbag, join: [5, 6]}\n"
    (problem,) = problems_of(text)
    assert problem.startswith("sop.yaml baris 42: langkah 7: join: dapat menunggu tanpa akhir")
    assert "tidak melewati langkah 5;" in problem


def test_an_sop_that_never_ends_is_refused() -> None:
    text = changed("activities: Mengarsipkan", "activities: Mengarsipkan\n    next: 1")
    assert any("tidak ada langkah yang mengakhiri alur" in problem for problem in problems_of(text))


def test_several_holders_cannot_choose_between_two_ways_forward() -> None:
    text = changed("- {label: Setujui, to: 5}", "- {label: Setujui, to: 5}\n        - {label: Tutup, to: end}")
    text = text.replace("[kasubbag, camat]", "[kasubbag, kasi]").replace("by: camat", "by: kasi")
    (problem,) = problems_of(text)
    assert problem.startswith('sop.yaml baris 33: langkah 4: decision exits: peran "kasi" berpemegang banyak')


@pytest.mark.parametrize("text", ["", "# hanya komentar\n", "SOP\n", "- a\n"])
def test_a_file_without_keys_is_refused(text: str) -> None:
    assert problems_of(text)


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    assert "terlalu besar" in problems_of(SOUND + "#" * 300_000)[0]
