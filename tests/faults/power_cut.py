"""A disk that keeps only what was synced: a VFS for apsw that can be cut off at any moment."""

from collections import defaultdict
from pathlib import Path

import apsw


class Disk:
    """What would be on the platter after a power cut: bytes reach it only by a sync."""

    def __init__(self) -> None:
        self.synced: dict[str, bytearray] = defaultdict(bytearray)
        self.waiting: dict[str, list[tuple[str, int, bytes]]] = defaultdict(list)
        self.is_cut = False

    def write(self, name: str, data: bytes, offset: int) -> None:
        self.waiting[name].append(("write", offset, bytes(data)))

    def truncate(self, name: str, size: int) -> None:
        self.waiting[name].append(("truncate", size, b""))

    def delete(self, name: str) -> None:
        if not self.is_cut:
            self.synced.pop(name, None)
            self.waiting.pop(name, None)

    def sync(self, name: str) -> None:
        if self.is_cut:
            return
        platter = self.synced[name]
        for kind, at, data in self.waiting.pop(name, []):
            if kind == "truncate":
                del platter[at:]
                continue
            platter.extend(b"\0" * max(0, at + len(data) - len(platter)))
            platter[at : at + len(data)] = data

    def after_the_cut(self, folder: Path) -> Path:
        """Write what survived into a folder; return the database."""
        for name, platter in self.synced.items():
            (folder / Path(name).name).write_bytes(platter)
        return folder / "talk.sqlite3"


class CutOff(apsw.VFS):
    """Passes everything on to the real files and notes on ``disk`` what was synced."""

    def __init__(self, name: str, disk: Disk) -> None:
        self.disk = disk
        super().__init__(name, "")

    def xDelete(self, name, syncdir):
        super().xDelete(name, syncdir)
        self.disk.delete(name)

    def xOpen(self, name, flags):
        return _File(name, flags, self.disk)


class _File(apsw.VFSFile):
    def __init__(self, name, flags, disk: Disk) -> None:
        self.path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        self.disk = disk
        super().__init__("", name, flags)

    def xWrite(self, data, offset):
        self.disk.write(self.path, data, offset)
        super().xWrite(data, offset)

    def xTruncate(self, size):
        self.disk.truncate(self.path, size)
        super().xTruncate(size)

    def xSync(self, flags):
        super().xSync(flags)
        self.disk.sync(self.path)
