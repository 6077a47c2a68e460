"""Reads an SOP file: YAML to text with positions, keys and values by schema, then roles, references and flow.

The format is explained in docs/sop-format.md.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from services.intake.domain.sop import Sop
from services.intake.sop_format.building import build
from services.intake.sop_format.composing import Composed, compose
from services.intake.sop_format.flow import flow_findings
from services.intake.sop_format.problems import Finding, Place, Problem, SopFileInvalid
from services.intake.sop_format.references import reference_findings
from services.intake.sop_format.schema import SopSchema

__all__ = ["SHIPPED", "Problem", "SopFileInvalid", "read_sop", "read_sop_file", "shipped_sops"]

SHIPPED = Path(__file__).parent / "sops"


def read_sop(text: str, name: str) -> Sop:
    """The SOP that a YAML text says; `name` stands before each problem. Raises SopFileInvalid with every problem
    that could be found at once.
    """
    composed = compose(text, name)
    try:
        data = SopSchema().load(composed.tree)  # type: ignore[arg-type] # what is not a mapping is refused by load
    except ValidationError as error:
        raise SopFileInvalid(map(composed.problem, _flat(error.messages))) from error
    sop = build(data)
    _refuse(composed, reference_findings(sop))
    _refuse(composed, flow_findings(sop))
    return sop


def read_sop_file(path: Path) -> Sop:
    """The SOP in a file. Raises SopFileInvalid, and OSError when the file cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SopFileInvalid([Problem(path.name, line, "berkas harus disimpan sebagai UTF-8")]) from error
    return read_sop(text, path.name)


def shipped_sops(folder: Path = SHIPPED) -> Mapping[str, Sop]:
    """The SOPs that come with the product, by file name. Raises SopFileInvalid for the first unsound one."""
    return {path.name: read_sop_file(path) for path in sorted(folder.glob("*.yaml"))}


def _refuse(composed: Composed, findings: Iterator[Finding]) -> None:
    problems = [composed.problem(finding) for finding in findings]
    if problems:
        raise SopFileInvalid(problems)


def _flat(messages: Any, place: Place = ()) -> Iterator[Finding]:
    """Marshmallow's nested messages one by one. Its own "_schema", "key" and "value" levels are no places."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            about_role = place[:-1] == ("roles",) and key in {"key", "value"}
            yield from _flat(inner, place if about_role or key == "_schema" else (*place, key))
    else:
        for text in messages if isinstance(messages, list) else [messages]:
            yield Finding(place, text)
