"""From what is known to what a template prints, one module a paper."""

from services.documents.papers.disposisi import disposisi_model
from services.documents.papers.lkjip import lkjip_model
from shared.fingerprints import short_hash

__all__ = ["disposisi_model", "lkjip_model", "short_hash"]
