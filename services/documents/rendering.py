"""From a model to a PDF, by typst in a child process of its own.

typst keeps what it compiled: in one process these small papers grow it from 26 to 166 MiB in ten renderings and to
219 MiB in forty. A child takes 62 MiB for 0.05 to 0.3 s, gives them back, and can be stopped when a paper
never ends.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from services.documents.characters import printable

_ROOT = Path(__file__).parents[2]
TIME_LIMIT_S = 60


class RenderFailed(Exception):
    """A paper could not be made; the message names the template and what typst said."""


def render(template: str, model: Mapping[str, Any], created: datetime, *, time_limit_s: int = TIME_LIMIT_S) -> bytes:
    """A tagged PDF/A-2a and PDF/UA-1 of a template of this service, such as "lkjip.typ".

    `created` (aware) is the document's date, so that the same model gives the same bytes. Characters that the
    shipped font does not have are printed as □, because PDF/A refuses a paper with a hole in it. Raises RenderFailed.
    """
    if created.tzinfo is None:
        raise ValueError("created must be an aware datetime")
    order = {
        "template": template,
        "model": printable(model),
        "timestamp": int(created.timestamp()),
        "time_limit_s": time_limit_s,
    }
    try:
        child = subprocess.run(
            [sys.executable, "-m", "services.documents.render_once"],
            input=json.dumps(order).encode(),
            capture_output=True,
            cwd=_ROOT,
            timeout=time_limit_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RenderFailed(f"{template}: not done after {time_limit_s} s") from None
    if child.returncode:
        raise RenderFailed(f"{template}: {child.stderr.decode(errors='replace').strip()[-1000:] or child.returncode}")
    return child.stdout
