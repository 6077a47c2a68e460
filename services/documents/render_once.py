"""One rendering and out: reads an order (JSON) from stdin, writes the PDF to stdout, typst's complaint to stderr.

Run as `python -m services.documents.render_once` by rendering.py.
"""

import json
import signal
import sys
from pathlib import Path

import typst

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "templates"


def main() -> int:
    """Render the order on stdin; the exit code is 0, or 1 with the reason on stderr."""
    order = json.load(sys.stdin.buffer)
    if hasattr(signal, "alarm"):  # not on Windows; a child whose parent was killed must not run on for ever
        signal.alarm(order["time_limit_s"])
    try:
        pdf = typst.compile(
            str(_TEMPLATES / order["template"]),
            root=str(_TEMPLATES),
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_HERE / "fonts")]
            ),
            format="pdf",
            sys_inputs={"model": json.dumps(order["model"])},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=order["timestamp"],
        )
    except (RuntimeError, ValueError, OSError) as problem:
        sys.stderr.write(str(problem))
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
