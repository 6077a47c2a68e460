"""The SOPs that come with the product or stand in the docs, held against the reader and the JSON Schema."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from services.intake.domain.sop import Exit, Performer, StandardTime, Step, StepKind, TimeUnit
from services.intake.sop_file import SHIPPED, SopFileInvalid, read_sop, read_sop_file, shipped_sops
from services.intake.sop_format.composing import compose
from services.intake.sop_format.schema import SopSchema, StepSchema
from tests.sop_texts import SOUND, changed, exits_of

ROOT = Path(__file__).parents[3]
FORMAT = (ROOT / "docs/sop-format.md").read_text(encoding="utf-8")
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs/sop.schema.json").read_text(encoding="utf-8"))
FILES = sorted([*SHIPPED.glob("*.yaml"), *(ROOT / "tests/data/sops").glob("*.yaml")])
EXAMPLES = re.findall(r"^```yaml\n(format: 1\n.*?)^```", FORMAT, re.DOTALL | re.MULTILINE)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


class EditorLoader(yaml.SafeLoader):
    """Types plain scalars as the YAML 1.2 core schema of editors does: numbers and true/false, but no dates."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(("timestamp", "sexagesimal"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def mentebah(number: int) -> Step:
    return shipped_sops()["mentebah-067-01-2022.v1.yaml"].step(number)


def test_the_files_and_examples_are_there() -> None:
    assert len(FILES) >= 4
    assert len(EXAMPLES) >= 2


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_of_the_product_is_sound_and_named_after_its_id(file: Path) -> None:
    assert file.name.startswith(read_sop_file(file).id)


@pytest.mark.parametrize("text", EXAMPLES)
def test_a_complete_example_of_the_docs_is_sound(text: str) -> None:
    read_sop(text, "sop-format.md")


@pytest.mark.parametrize("text", [file.read_text(encoding="utf-8") for file in FILES] + EXAMPLES + [SOUND])
def test_the_json_schema_accepts_what_the_reader_accepts(text: str) -> None:
    VALIDATOR.validate(compose(text, "sop.yaml").tree)
    VALIDATOR.validate(yaml.load(text, Loader=EditorLoader))  # noqa: S506 - a SafeLoader with fewer types


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("subject: Laporan\n", ""),
        ("instansi: Kantor", "intansi: Kantor"),
        ("waktu: 3 hari", "waktu: 3 minggu"),
        ("performer: kasi\n", "performers: kasi\n    performer: camat\n"),
        ("join: [2, 3]", "join: [2, 3]\n    next: 5"),
        ("to: 5", "to: selesai"),
        ("camat: Camat", "Camat: Camat"),
        ("activities: Menghitung", "activities: Menghitung\n    kind: persetujuan"),
    ],
)
def test_the_json_schema_refuses_what_the_reader_refuses(old: str, new: str) -> None:
    text = changed(old, new)
    with pytest.raises(SopFileInvalid):
        read_sop(text, "sop.yaml")
    assert not VALIDATOR.is_valid(compose(text, "sop.yaml").tree)


def test_the_json_schema_and_the_docs_name_every_key_of_the_reader() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]) == set(SopSchema().fields)
    assert set(SCHEMA["$defs"]["step"]["properties"]) == set(StepSchema().fields)
    for key in [*SopSchema().fields, *SopSchema().fields["head"].schema.fields, *StepSchema().fields, *StepKind]:  # type: ignore[attr-defined] # a Nested
        assert f"`{key}`" in FORMAT, key


def test_mentebah_has_its_eight_steps_times_and_kinds() -> None:
    steps = shipped_sops()["mentebah-067-01-2022.v1.yaml"].steps
    assert [str(step.waktu) for step in steps] == [
        "10 menit", "1 hari", "3 hari", "2 hari", "1 hari", "1 jam", "5 menit", "1 jam",
    ]  # fmt: skip
    assert [step.kind for step in steps] == list(StepKind)[:8]
    assert [step.responsible for step in steps] == [
        "camat", "kasubbag", "kasi_lurah", "kasubbag", "sekcam", "sekcam", "camat", "kasubbag",
    ]  # fmt: skip


def test_mentebah_keeps_its_printed_words() -> None:
    sop = shipped_sops()["mentebah-067-01-2022.v1.yaml"]
    assert sop.head.dasar_hukum[1].endswith("No. 53 Tahun 2010")
    assert "53 Tahun 2014" in sop.head.catatan[0]
    assert sop.step(4).activities[2] == "Membuat draft dokumen Kecamatan MENTEBAH"
    assert sop.step(8).output == ("Surat pengantar", "Dokumen LKjIP")


def test_mentebah_lets_the_sekcam_submit_and_the_camat_decide() -> None:
    step = mentebah(6)
    assert step.performers == (Performer("sekcam", 1, "Sampaikan kepada Camat"), Performer("camat", 2))
    assert step.decision is not None
    assert step.decision.exits[:2] == (Exit("Setujui", (7,)), Exit("Kembalikan ke Sekcam", (5,), returns=True))


def test_mentebah_puts_off_only_the_notices_of_its_two_short_steps() -> None:
    delayed = {number: mentebah(number).notice_delay for number in range(1, 9) if mentebah(number).notice_delay}
    assert delayed == {1: StandardTime(1, TimeUnit.JAM), 7: StandardTime(1, TimeUnit.JAM)}
    assert mentebah(3).overrun_also == "kasubbag"


def test_the_sister_sops_have_their_forks_joins_and_blank_times() -> None:
    sop = read_sop_file(ROOT / "tests/data/sops/inspektorat-jabar-3.6.2013.yaml")
    assert (sop.step(1).next, sop.step(2).next) == ((2, 6), (3, 4))
    assert (sop.step(5).join, sop.step(6).join) == ((3, 4), (1, 5))
    assert (sop.step(7).waktu, sop.step(7).output, sop.step(7).next) == (None, (), ())


def test_the_sister_sops_have_two_actors_and_a_way_back() -> None:
    sop = read_sop_file(ROOT / "tests/data/sops/dishub-jabar-2016.yaml")
    assert sop.step(6).performers == (Performer("sekretaris"), Performer("arsiparis"))
    assert exits_of(sop, 5) == (Exit("Ya", (6,)), Exit("Tidak", (4,), returns=True))
