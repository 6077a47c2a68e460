"""What a backup and a restore refuse, and what the command leaves behind; on SQLite, whose files are quick."""

import gzip
import hashlib
import io
import stat
import tarfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import redis

from launcher.backup.command import main as backup
from launcher.backup.manifest import NAME, manifest_from_json
from launcher.backup.place import Place, place_of
from launcher.backup.problem import BackupProblem
from launcher.backup.restore import restore
from launcher.backup.take import stored_files, take
from launcher.ports import free_port
from launcher.system_map import SERVICES
from shared.files import FileStore
from tests.backup_builder import FILES, KEY, backup_of, filled, numbers_in, rows_of, told_to_and_fro
from tests.database_copies import Copies, Templates


@pytest.fixture
def on_sqlite(sqlite_templates: Templates, tmp_path: Path) -> Place:
    return filled(Copies(sqlite_templates, tmp_path), tmp_path / "data")


def test_a_backup_that_is_damaged_anywhere_is_refused_and_nothing_is_changed(on_sqlite: Place, tmp_path: Path) -> None:
    content = backup_of(on_sqlite, tmp_path)
    new = place_of(tmp_path / "new", {})
    step = len(content) // 20
    for at in range(step, len(content) - 8, step):
        flipped = content[:at] + bytes([content[at] ^ 0x41]) + content[at + 1 :]
        for damaged in (flipped, content[:at]):
            if says_the_same(damaged, content):  # a run of zeros may be packed in several ways
                continue
            with pytest.raises(BackupProblem, match=r"rusak|bukan cadangan"):
                restore(new, io.BytesIO(damaged))
    assert {entry.name for entry in new.data.iterdir()} == {"run"}


def says_the_same(one: bytes, other: bytes) -> bool:
    try:
        return gzip.decompress(one) == gzip.decompress(other)
    except (OSError, EOFError, zlib.error):
        return False


def test_files_and_key_come_back_into_an_empty_folder_and_nothing_is_lost_that_was_put_aside(
    on_sqlite: Place, tmp_path: Path
) -> None:
    new = place_of(tmp_path / "new", {})
    content = backup_of(on_sqlite, tmp_path)
    restore(new, io.BytesIO(content))
    files = FileStore(new.files)
    assert [files.get(hashlib.sha256(file).hexdigest()) for file in FILES] == list(FILES)
    assert new.secret_key is not None
    assert new.secret_key.read_text() == KEY
    assert stat.S_IMODE(new.secret_key.stat().st_mode) == 0o600
    with told_to_and_fro(new):
        pass
    restore(new, io.BytesIO(content), replace=True)
    (aside,) = (new.data / "db").glob("notify.sqlite.sebelum-*")
    assert rows_of(new.database_urls["notify"])["subject_revision"] == []
    assert len(numbers_in(f"sqlite:///{aside}")) == len(SERVICES) - 1


def test_a_redis_of_the_caller_s_is_emptied_and_one_that_is_down_stops_a_restore(
    on_sqlite: Place, tmp_path: Path, redis_url: str
) -> None:
    content = backup_of(on_sqlite, tmp_path)
    down = place_of(tmp_path / "new", {"KINERJA_REDIS_URL": f"redis://127.0.0.1:{free_port(set())}/0"})
    with pytest.raises(BackupProblem, match="Redis tidak dapat dikosongkan"):
        restore(down, io.BytesIO(content))
    assert {entry.name for entry in down.data.iterdir()} == {"run"}
    own = f"{redis_url.removesuffix('/0')}/1"
    with redis.Redis.from_url(own) as client:
        client.set("waits", "something the restored databases do not know")
        restore(place_of(tmp_path / "new", {"KINERJA_REDIS_URL": own}), io.BytesIO(content))
        assert client.keys() == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"heads": dict.fromkeys(SERVICES, ("x_9999",))}, "versi Kinerja yang lebih baru"),
        ({"database": "postgresql"}, "memakai sqlite"),
    ],
    ids=["newer tables", "another kind of database"],
)
def test_a_backup_that_does_not_fit_is_refused(
    on_sqlite: Place, tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    content = rewritten(backup_of(on_sqlite, tmp_path), change)
    with pytest.raises(BackupProblem, match=said):
        restore(place_of(tmp_path / "new", {}), io.BytesIO(content))


def test_a_backup_of_a_newer_format_is_refused() -> None:
    with pytest.raises(BackupProblem, match="format 1"):
        manifest_from_json(b'{"format": 2}')


def rewritten(content: bytes, change: dict[str, Any]) -> bytes:
    """The backup with another manifest, as another version would write it."""
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(content)) as old, tarfile.open(fileobj=out, mode="w:gz") as new:
        for entry in old:
            read = old.extractfile(entry)
            assert read is not None
            body = read.read()
            if entry.name == NAME:
                body = replace(manifest_from_json(body), **change).to_json()
                entry.size = len(body)
            new.addfile(entry, io.BytesIO(body))
    return out.getvalue()


def test_the_command_writes_one_file_for_its_owner_only_and_says_what_is_damaged(
    on_sqlite: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for service, url in on_sqlite.database_urls.items():
        monkeypatch.setenv(f"KINERJA_DATABASE_URL_{service.upper()}", url)
    damaged = next(stored_files(on_sqlite.files))
    damaged.chmod(0o600)
    damaged.write_bytes(b"lain")
    target = tmp_path / "kept" / "cadangan.tar.gz"
    target.parent.mkdir()
    command = ["--data", str(on_sqlite.data), str(target)]
    assert backup(command) == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(target.parent.iterdir()) == [target]
    said = capsys.readouterr().err
    assert f"files/{damaged.parent.name}/{damaged.name}" in said
    assert KEY not in said
    assert backup(command) == 1
    assert "sudah ada" in capsys.readouterr().err


def test_a_file_that_was_damaged_when_it_was_backed_up_takes_no_sound_one_s_place(
    on_sqlite: Place, tmp_path: Path
) -> None:
    file = next(stored_files(on_sqlite.files))
    sound = file.read_bytes()
    file.chmod(0o600)
    file.write_bytes(b"lain")
    content = backup_of(on_sqlite, tmp_path)
    file.write_bytes(sound)
    assert restore(on_sqlite, io.BytesIO(content), replace=True).manifest.damaged_files
    assert file.read_bytes() == sound


def test_the_manifest_names_no_secret_and_no_place(on_sqlite: Place, tmp_path: Path) -> None:
    text_of_it = take(on_sqlite, io.BytesIO(), tmp_path).to_json().decode()
    assert KEY not in text_of_it
    assert str(tmp_path) not in text_of_it
    assert "sqlite:///" not in text_of_it
