"""The gate every uploaded .xlsx and .docx passes before anything else opens it."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from zipfile import ZipInfo

from shared.office_files import dde
from shared.office_files.elements import walk
from shared.office_files.encoding import check_no_dtd
from shared.office_files.members import inflate, list_members
from shared.office_files.parts import ContentTypes, Relations, check_part, is_xml
from shared.office_files.refusal import FileRefused, Reason, damaged

_CONTENT_TYPES = "[Content_Types].xml"
_PACKAGE_RELATIONS = "_rels/.rels"


class Kind(Enum):
    """What was asked for: the file's suffix and the content type of its main part."""

    XLSX = (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
    DOCX = (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")

    def __init__(self, suffix: str, main_type: str) -> None:
        self.suffix = suffix
        self.main_type = main_type


@dataclass(frozen=True, slots=True)
class Package:
    """A file that passed the gate. `main_part` is such as "xl/workbook.xml"; `names` are all its parts."""

    kind: Kind
    main_part: str
    _content: bytes = field(repr=False)
    _members: Mapping[str, ZipInfo] = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._members)

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part's bytes in pieces; FileRefused when there is no such part."""
        if name not in self._members:
            raise damaged()
        return inflate(self._content, self._members[name])

    def relations(self, part: str) -> Relations:
        """Where a part's relationship ids lead; empty when it has none."""
        folder, name = posixpath.split(part)
        relations = Relations(folder)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels in self._members:
            walk(self.chunks(rels), relations)
        return relations


def check_package(content: bytes, kind: Kind) -> Package:
    """Let the file through, or raise FileRefused with a reason and a sentence in Indonesian.

    Reads every member once, in pieces: memory stays within a few MiB however large the file claims or turns out to
    be. XML is looked at by a parser only after all of it is known to hold no DTD.
    """
    members = list_members(content)
    for name, info in members.items():
        _check_member(content, name, info)
    types = _content_types(content, members)
    for name in members:
        if name.lower().endswith(".rels"):
            walk(inflate(content, members[name]), Relations(posixpath.dirname(posixpath.dirname(name))))
    package = Package(kind, _main_part(content, members, types, kind), content, members)
    dde.check(package.chunks(name) for name in members if name.lower().endswith(".xml"))
    return package


def _check_member(content: bytes, name: str, info: ZipInfo) -> None:
    check_part(name)
    chunks = inflate(content, info)
    if is_xml(name):
        check_no_dtd(chunks)
    else:
        for _chunk in chunks:
            pass


def _content_types(content: bytes, members: Mapping[str, ZipInfo]) -> ContentTypes:
    types = ContentTypes()
    if _CONTENT_TYPES not in members or _PACKAGE_RELATIONS not in members:
        raise FileRefused(
            Reason.NOT_A_PACKAGE, "Berkas ini bukan berkas .xlsx atau .docx. Simpan sebagai .xlsx atau .docx dahulu."
        )
    walk(inflate(content, members[_CONTENT_TYPES]), types)
    return types


def _main_part(content: bytes, members: Mapping[str, ZipInfo], types: ContentTypes, kind: Kind) -> str:
    relations = Relations("")
    walk(inflate(content, members[_PACKAGE_RELATIONS]), relations)
    main_parts = relations.of_type("officeDocument")
    if len(main_parts) != 1 or main_parts[0] not in members or types.of(main_parts[0]) != kind.main_type:
        raise FileRefused(
            Reason.WRONG_KIND, f"Berkas ini bukan {kind.suffix}. Simpan sebagai {kind.suffix}, lalu unggah lagi."
        )
    return main_parts[0]
