"""Pictures that a model carries as bytes or SVG."""

import io
from typing import Any

import segno

_SIGNATURES = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))


def logo_model(logo: bytes | None) -> dict[str, Any] | None:
    """The picture's bytes and its format; None without a picture or with one typst may not print."""
    if logo is None:
        return None
    for signature, name in _SIGNATURES:
        if logo.startswith(signature):
            return {"bytes": list(logo), "format": name}
    return {"bytes": list(logo), "format": "svg"} if b"<svg" in logo[:1000] else None


def qr_model(url: str | None) -> dict[str, str] | None:
    """The QR code of an address as SVG, beside the address in letters."""
    if not url:
        return None
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False, nl=False)
    return {"svg": drawn.getvalue().decode(), "url": url}
