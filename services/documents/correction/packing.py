"""A DOCX whose bytes depend on its content alone."""

import io
import zipfile

_DATE = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


def repacked(package: bytes) -> bytes:
    """The same parts, sorted, with one date and no trace of the machine."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            new.writestr(entry, old.read(name), compresslevel=6)
    return packed.getvalue()
