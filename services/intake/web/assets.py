"""What browsers load beside the pages: styles, scripts, marks. Read once, kept in memory, sent compressed.

The address carries a hash over all of them, so a browser may keep each file for good; an address of an earlier
version still answers, with the present bytes. One hash for the whole folder lets a script import its neighbour.
"""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, request, url_for

FOLDER = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


class UnknownAsset(LookupError):
    """A template names a file that does not exist."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it travels: its bytes, the same compressed, and its media type."""

    plain: bytes
    compressed: bytes
    media_type: str


def install_assets(app: Flask, folder: Path = FOLDER) -> None:
    """Serve `folder` at /aset/VERSION/NAME and give templates `static_url(name)`, which raises UnknownAsset."""
    assets = _read(folder)
    version = _version_of(assets)

    def static_url(name: str) -> str:
        if name not in assets:
            raise UnknownAsset(name)
        return url_for("asset", asked=version, name=name)

    def asset(asked: str, name: str) -> Response:
        if name not in assets:
            abort(404)
        return _response(assets[name], is_current=asked == version)

    app.jinja_env.globals["static_url"] = static_url
    app.add_url_rule("/aset/<asked>/<path:name>", endpoint="asset", view_func=asset)


def _read(folder: Path) -> dict[str, Asset]:
    files = sorted(path for path in folder.rglob("*") if path.suffix in _TYPES)
    return {path.relative_to(folder).as_posix(): _asset(path.read_bytes(), _TYPES[path.suffix]) for path in files}


def _asset(plain: bytes, media_type: str) -> Asset:
    return Asset(plain, gzip.compress(plain, mtime=0), media_type)


def _version_of(assets: Mapping[str, Asset]) -> str:
    digest = hashlib.sha256()
    for name, asset in assets.items():
        digest.update(f"{name}\0{len(asset.plain)}\0".encode())
        digest.update(asset.plain)
    return digest.hexdigest()[:12]


def _response(asset: Asset, *, is_current: bool) -> Response:
    is_compressed = request.accept_encodings["gzip"] > 0
    response = Response(asset.compressed if is_compressed else asset.plain, content_type=asset.media_type)
    if is_compressed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_current else "no-cache"
    return response
