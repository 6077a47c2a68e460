"""A part's XML as a stream of elements, by expat; names without their namespace, so that strict OOXML reads alike."""

from collections.abc import Iterator, Mapping
from typing import Protocol
from xml.parsers import expat

from shared.office_files.refusal import FileRefused, Reason, damaged

_MAX_DEPTH = 200
_LONGEST_TOKEN = 1024 * 1024


class Listener(Protocol):
    """Who is told of the elements."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def text(self, text: str) -> None: ...

    def end(self, name: str) -> None: ...


class StartsOnly:
    """A listener's base that needs neither text nor ends."""

    def text(self, text: str) -> None:
        """Text is of no interest."""

    def end(self, name: str) -> None:
        """The same for an end."""


class _Depth:
    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._depth = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise damaged()
        self._listener.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        self._depth -= 1
        self._listener.end(_local(name))


def walk(chunks: Iterator[bytes], listener: Listener) -> None:
    """Tell the listener every element of a part in order. Raises FileRefused where the XML is not well-formed."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = _Depth(listener)
    parser.StartElementHandler = depth.start
    parser.EndElementHandler = depth.end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _refuse_dtd
    try:
        fed = 0
        for chunk in chunks:
            fed += len(chunk)
            parser.Parse(chunk, False)  # noqa: FBT003 - expat's own signature
            # expat before 2.6 reads an unfinished tag again with every piece (CVE-2023-52425).
            if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
                raise damaged()
        parser.Parse(b"", True)  # noqa: FBT003 - the same
    except (expat.ExpatError, ValueError):  # ValueError: an encoding that Python does not know
        raise damaged() from None


def _refuse_dtd(*_declaration: object) -> None:
    raise FileRefused(Reason.DTD, "Berkas ini memuat deklarasi DTD. Salin isinya ke berkas baru, lalu unggah lagi.")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
