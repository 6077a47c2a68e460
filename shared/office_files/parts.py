"""What the parts of an OOXML package may be, and where they may lead (ECMA-376 part 2, sections 10 and 9.3)."""

import posixpath
import re
from collections.abc import Mapping

from shared.office_files.elements import StartsOnly
from shared.office_files.refusal import FileRefused, Reason, damaged

_XML = frozenset({"xml", "rels", "vml"})
_PICTURES_AND_FONTS = frozenset(
    {"png", "jpg", "jpeg", "jfif", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svg", "odttf", "fntdata"}
)
# Excel for Windows keeps the printer's settings in nearly every file that was once printed; nobody reads them here.
_PRINTER_SETTINGS = re.compile(r"xl/printersettings/printersettings[0-9]+\.bin")

_FORBIDDEN_PATHS = (
    (re.compile(r"vba|macrosheet|dialogsheet|(^|/)customui"), Reason.MACRO),
    (re.compile(r"(^|/)(embeddings|activex|oleobject|ctrlprops|afchunk|webextensions|model)"), Reason.EMBEDDED),
    (re.compile(r"(^|/)(externallinks|connections\.xml|querytables)"), Reason.EXTERNAL_LINK),
)
_FORBIDDEN_TYPES = (
    (re.compile(r"macro|vba|dialogsheet"), Reason.MACRO),
    (re.compile(r"oleobject|activex|control"), Reason.EMBEDDED),
    (re.compile(r"externallink|connections\+|querytable"), Reason.EXTERNAL_LINK),
)
_FORBIDDEN_RELATIONS = (
    (re.compile(r"vba|macro|dialogsheet"), Reason.MACRO),
    (re.compile(r"oleobject|^package$|control|activex|afchunk|subdocument|webextension"), Reason.EMBEDDED),
    (re.compile(r"externallink|connections|querytable"), Reason.EXTERNAL_LINK),
)
_SENTENCES = {
    Reason.MACRO: "Berkas ini memuat makro ({!r}). Simpan tanpa makro (.xlsx atau .docx), lalu unggah lagi.",
    Reason.EMBEDDED: "Berkas ini memuat objek tertanam ({!r}), misalnya lembar Excel di dalam dokumen atau tombol."
    " Ganti dengan gambar atau hapus, lalu unggah lagi.",
    Reason.EXTERNAL_LINK: "Berkas ini terhubung ke berkas atau alamat lain ({!r}), misalnya buku kerja, gambar, atau"
    " templat. Salin isinya ke berkas baru tanpa tautan itu, lalu unggah lagi.",
}
_LONGEST_FOUND = 60
_PLAIN_LINKS = ("http://", "https://", "mailto:")


def is_xml(name: str) -> bool:
    """Whether a part is XML by its suffix; svg is, too, for a picture must not bring an entity along."""
    return _suffix(name) in _XML | {"svg"}


def check_part(name: str) -> None:
    """Raises FileRefused for macros, embedded objects, links to other files, and parts that we do not know."""
    _refuse_listed(name.lower(), _FORBIDDEN_PATHS)
    if _suffix(name) not in _XML | _PICTURES_AND_FONTS and not _PRINTER_SETTINGS.fullmatch(name.lower()):
        raise FileRefused(
            Reason.UNKNOWN_PART,
            f"Berkas ini memuat bagian yang tidak kami kenal ({name[:60]!r}). Salin isinya ke berkas baru.",
        )


class ContentTypes(StartsOnly):
    """The content types of a package's parts; FileRefused for one that may carry code."""

    def __init__(self) -> None:
        self._by_suffix: dict[str, str] = {}
        self._by_name: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        content_type = attributes.get("ContentType", "")
        _refuse_listed(content_type.lower(), _FORBIDDEN_TYPES)
        if name == "Default":
            self._by_suffix[attributes.get("Extension", "").lower()] = content_type
        elif name == "Override":
            self._by_name[attributes.get("PartName", "").lstrip("/").lower()] = content_type

    def of(self, name: str) -> str:
        """A part's content type, "" when none is given."""
        return self._by_name.get(name.lower()) or self._by_suffix.get(_suffix(name), "")


class Relations(StartsOnly):
    """The relationships of one source part; FileRefused for one that leads out of the file, save a plain hyperlink."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._targets: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = attributes.get("Target", "")
        _refuse_listed(kind.lower(), _FORBIDDEN_RELATIONS)
        if attributes.get("TargetMode", "Internal") == "Internal":
            self._targets[attributes.get("Id", "")] = (kind, self._resolved(target))
        elif kind != "hyperlink" or not target.lower().startswith(_PLAIN_LINKS):
            raise _refusal(Reason.EXTERNAL_LINK, target)

    def target(self, relation_id: str) -> str:
        """The part an id leads to; FileRefused when the file has no such id."""
        if relation_id not in self._targets:
            raise damaged()
        return self._targets[relation_id][1]

    def of_type(self, kind: str) -> list[str]:
        """The parts reached by relationships of a type, named by its last word, such as "styles"."""
        return [target for found, target in self._targets.values() if found == kind]

    def _resolved(self, target: str) -> str:
        # A hyperlink inside the file, "#Sheet2!A1", leads to no part.
        path = posixpath.normpath(posixpath.join("/", self._folder, target.partition("#")[0] or "."))
        return path.lstrip("/")


def _refuse_listed(text: str, patterns: tuple[tuple[re.Pattern[str], Reason], ...]) -> None:
    for pattern, reason in patterns:
        if pattern.search(text):
            raise _refusal(reason, text)


def _refusal(reason: Reason, found: str) -> FileRefused:
    return FileRefused(reason, _SENTENCES[reason].format(found[-_LONGEST_FOUND:]))


def _suffix(name: str) -> str:
    return posixpath.basename(name).rpartition(".")[2].lower()
