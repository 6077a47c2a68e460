"""Two texts side by side, with what was taken out and what was put in marked word by word."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from markupsafe import Markup

_WORDS = re.compile(r"\s+|\w+(?:[.,]\w+)*|[^\w\s]")
_LINES = re.compile(r"\n+|[^\n]+")
_MOST_WORDS = 4000
_TAKEN = Markup(
    '<del><span class="govuk-visually-hidden">[dihapus: </span>{}<span class="govuk-visually-hidden">]</span></del>'
)
_PUT = Markup(
    '<ins><span class="govuk-visually-hidden">[ditambah: </span>{}<span class="govuk-visually-hidden">]</span></ins>'
)


def word_diff(old: str, new: str) -> tuple[Markup, Markup]:
    """The old text with what is gone marked, and the new text with what has come. Very long texts go by lines."""
    pattern = _WORDS if len(old) + len(new) < _MOST_WORDS * 6 else _LINES
    before, after = pattern.findall(old), pattern.findall(new)
    left, right = Markup(), Markup()
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        same = kind == "equal"
        left += _marked(before[a:b], None if same else _TAKEN)
        right += _marked(after[c:d], None if same else _PUT)
    return left, right


def _marked(pieces: Sequence[str], mark: Markup | None) -> Markup:
    text = "".join(pieces)
    return mark.format(text) if mark is not None and text else Markup("{}").format(text)
