"""What a rehearsal reports is described for those who read it by machine."""

import json
from pathlib import Path

from services.analysis.domain.reasons import Reason

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "rehearsal.schema.json"


def test_the_schema_names_every_reason_for_which_there_is_no_capaian() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    row = schema["properties"]["measurements"]["items"]
    assert set(row["properties"]["reason"]["enum"]) == {None, *Reason}
