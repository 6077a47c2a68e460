"""What we copied from others is what VERSIONS.toml says, with its licence, and free of what may not be shipped."""

import hashlib
import tomllib
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[2] / "services" / "intake" / "web" / "static" / "vendor"
ASSETS: list[dict[str, str]] = tomllib.loads((VENDOR / "VERSIONS.toml").read_text(encoding="utf-8"))["asset"]
NOT_SHIPPED = {"VERSIONS.toml", "BUILD.md", "govuk-frontend.scss"}


@pytest.mark.parametrize("asset", ASSETS, ids=lambda asset: asset["file"])
def test_a_vendored_file_has_the_bytes_that_were_noted(asset: dict[str, str]) -> None:
    assert hashlib.sha256((VENDOR / asset["file"]).read_bytes()).hexdigest() == asset["sha256"]


@pytest.mark.parametrize("asset", ASSETS, ids=lambda asset: asset["file"])
def test_a_vendored_file_says_where_it_is_from_and_under_which_licence(asset: dict[str, str]) -> None:
    assert asset["version"] in asset["source_package"]
    assert asset["licence"] in {"MIT", "0BSD"}
    assert "Permission" in (VENDOR / asset["licence_file"]).read_text(encoding="utf-8")


def test_no_file_lies_in_the_folder_unnoted() -> None:
    noted = {asset["file"] for asset in ASSETS} | {asset["licence_file"] for asset in ASSETS}
    assert {path.name for path in VENDOR.iterdir()} == noted | NOT_SHIPPED


@pytest.mark.parametrize("asset", ASSETS, ids=lambda asset: asset["file"])
@pytest.mark.parametrize("forbidden", ["gds transport", "gdstransport", "crown", "@font-face"])
def test_no_font_and_no_crown_of_another_government_is_shipped(asset: dict[str, str], forbidden: str) -> None:
    assert forbidden not in (VENDOR / asset["file"]).read_text(encoding="utf-8").lower()
