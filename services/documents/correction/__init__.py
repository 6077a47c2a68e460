"""The DOCX in which an LKjIP is corrected outside the application: written, and read back as proposals."""

from services.documents.correction.reading import read_copy
from services.documents.correction.writing import write_copy

__all__ = ["read_copy", "write_copy"]
