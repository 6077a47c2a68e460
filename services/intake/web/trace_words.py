"""The question that the page of a capaian answers, and the source of its formula with its address."""

import re

from markupsafe import Markup, escape

from shared.events.parts import MeasuredIndicator
from shared.numbers import format_id

_ADDRESS = re.compile(r"https?://[^\s;]+")


def source_markup(text: str) -> Markup:
    """A source whose addresses can be followed; they are public documents."""
    parts: list[Markup] = []
    at = 0
    for found in _ADDRESS.finditer(text):
        link = Markup('<a class="govuk-link" href="{}" rel="noreferrer">dokumen sumber</a>')
        parts += [escape(text[at : found.start()]), link.format(found.group())]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def question(row: MeasuredIndicator) -> str:
    """What the page of a capaian answers."""
    return "Mengapa tidak dapat diukur?" if row.capaian is None else f"Mengapa {format_id(row.capaian)}?"
