"""One photo made a page and out: the PDF is written to stdout.

Run as `python -m services.documents.signing.photo_once` by wet.py.
"""

import sys
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import typst

from services.documents.signing.child import take_order

_TEMPLATE = Path(__file__).parents[1] / "templates" / "scan.typ"


def main() -> int:
    """The exit code is 0; a photo that typst can't read ends in a traceback and another code."""
    order, photo = take_order()
    with TemporaryDirectory() as folder:
        (Path(folder) / "scan").write_bytes(photo)
        copyfile(_TEMPLATE, Path(folder) / _TEMPLATE.name)
        pdf = typst.compile(
            str(Path(folder) / _TEMPLATE.name),
            root=folder,
            format="pdf",
            sys_inputs={"format": order["format"], "wide": order["wide"]},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=order["timestamp"],
        )
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
