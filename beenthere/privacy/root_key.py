"""The root key that wraps every other key: from the environment or from a file apart from the data."""

import base64
import binascii
import os
import stat
from functools import cache
from pathlib import Path

from django.conf import settings

KEY_BYTES = 32


class RootKeyIsWrong(SystemExit):
    """There is no usable root key; the sentence says what to do."""


class RootKeyIsMissing(RootKeyIsWrong):
    """There is no root key yet."""


def root_key_path() -> Path:
    """Return where the root key file is expected."""
    configured: Path | None = settings.TABLE.root_key_path
    return (configured or Path("~/.config/beenthere/root.key")).expanduser()


def read_root_key(*, encoded: str, path: Path, data_dir: Path) -> bytes:
    """Return the root key.

    :raises RootKeyIsWrong: missing, in the data folder, readable by others, or not 32 bytes
    """
    if not encoded:
        encoded = _file_text(path, data_dir)
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise RootKeyIsWrong("The root key must be 32 bytes in base64. `beenthere new-root-key` makes one.")
    return key


def _file_text(path: Path, data_dir: Path) -> str:
    if path.resolve().is_relative_to(data_dir.resolve()):
        raise RootKeyIsWrong(
            f"The root key {path} lies in the data folder, so a backup of the data would open it. Move it elsewhere."
        )
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        raise RootKeyIsMissing(
            f"There is no root key at {path}. `beenthere new-root-key` makes one."
        ) from None
    if mode & 0o077:
        raise RootKeyIsWrong(f"Others can read the root key {path}. Run `chmod 600 {path}`.")
    return path.read_text(encoding="ascii", errors="replace").strip()


def make_root_key_file(*, path: Path) -> bool:
    """Make a root key file with mode 0600 unless there is one; return whether it was made."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(os.urandom(KEY_BYTES)) + b"\n")
    return True


@cache
def root_key() -> bytes:
    """Return this process's root key, read once."""
    return read_root_key(encoded=settings.TABLE.root_key, path=root_key_path(), data_dir=settings.DATA_DIR)
