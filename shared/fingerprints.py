"""Content hashes as people compare them by eye."""

_SHOWN = 12


def short_hash(content_hash: str) -> str:
    """The beginning of a content hash in groups of four: "3fa9 1c22 08be"."""
    head = content_hash[:_SHOWN]
    return " ".join(head[at : at + 4] for at in range(0, len(head), 4))
