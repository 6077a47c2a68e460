"""The predicate scales that come with the product, read from `scales/*.yaml`."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from services.analysis.domain.scales import Scale, ScaleInvalid, scale_from

SCALES = Path(__file__).parent / "scales"
DEFAULT_SCALE = "permendagri_54_2010"


def load_scales(folder: Path = SCALES) -> Mapping[str, Scale]:
    """Scales by id, which is also the file's name. Raises ScaleInvalid for the first unsound file."""
    return {scale.id: scale for scale in map(_load, sorted(folder.glob("*.yaml")))}


def _load(file: Path) -> Scale:
    # BaseLoader keeps every scalar as text: bounds become Decimal, never float.
    plain = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds only text
    if not isinstance(plain, dict) or plain.get("id") != file.stem:
        raise ScaleInvalid(f"{file.name}: its id must be {file.stem}")
    return scale_from(plain)
