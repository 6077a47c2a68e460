"""From what is known to what a template prints, one module a paper."""

from services.documents.papers.disposisi import disposisi_model
from services.documents.papers.furniture import short_hash
from services.documents.papers.lkjip import lkjip_model

__all__ = ["disposisi_model", "lkjip_model", "short_hash"]
