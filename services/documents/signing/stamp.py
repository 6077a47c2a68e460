"""The visible stamp of an electronic signature: a small PDF of its own, with the fonts of all papers.

pyHanko's own text stamps showed wide, clipped letters in poppler, and a font that is not embedded breaks PDF/A.
"""

from services.documents.papers.pictures import qr_model
from services.documents.rendering import render
from services.documents.signing.signer import SigningOrder
from shared.dates import format_moment

NOT_CERTIFIED = ("TIDAK TERSERTIFIKASI", "tanda tangan elektronik lokal, bukan sertifikat BSrE")
DEMO_BANNER = "CONTOH – BUKAN DOKUMEN RESMI"


def stamp_pdf(order: SigningOrder, width: float, height: float) -> bytes:
    """One page of `width` times `height` points. Raises RenderFailed."""
    qr = qr_model(order.verification_url)
    model = {
        "title": stamp_words(order),
        "width": width,
        "height": height,
        "qr": qr["svg"] if qr else "",
        "banner": DEMO_BANNER if order.is_demo else "",
        "signer": _signer(order),
        "signed_on": _signed_on(order),
        "not_certified": list(NOT_CERTIFIED),
    }
    return render("stamp.typ", model, order.signed_at)


def stamp_words(order: SigningOrder) -> str:
    """What the stamp says, as one sentence for people who do not see it."""
    banner = f"{DEMO_BANNER}. " if order.is_demo else ""
    signed = f"Ditandatangani secara elektronik oleh: {', '.join(_signer(order))}. {_signed_on(order)}. "
    return banner + signed + " – ".join(NOT_CERTIFIED)


def _signer(order: SigningOrder) -> list[str]:
    return [each for each in (order.jabatan, order.name, order.pangkat) if each]


def _signed_on(order: SigningOrder) -> str:
    return format_moment(order.signed_at, order.time_zone)
