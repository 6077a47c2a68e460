import json
from pathlib import Path
from typing import Any

import pytest

from services.analysis.measure_command.__main__ import main
from tests.measured_tables import Measure


@pytest.fixture
def measure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Measure:
    """The rows of a file by `--json`, and nothing but JSON on standard output."""

    def rows(content: str | bytes, *options: str, name: str = "tabel.csv") -> list[dict[str, Any]]:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        assert main([str(file), "--json", *options]) == 0
        told: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
        return told

    return rows
