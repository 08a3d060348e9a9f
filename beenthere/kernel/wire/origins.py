"""Which pages may open a socket: pure."""

from collections.abc import Collection
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


def parts_of(origin: str) -> tuple[str, str, int] | None:
    """Return (scheme, host, port) of an origin, or None when it is not one."""
    try:
        read = urlsplit(origin)
        port = read.port or _PORTS.get(read.scheme)
    except ValueError:
        return None
    if read.scheme not in _PORTS or not read.hostname or port is None:
        return None
    if read.path not in ("", "/") or read.query or read.fragment or read.username:
        return None
    return read.scheme, read.hostname, port


def is_ours(origin: str | None, allowed: Collection[str]) -> bool:
    """Tell whether a handshake comes from one of our own pages; scheme and port count."""
    if not origin:
        return False
    found = parts_of(origin)
    return found is not None and found in {parts_of(ours) for ours in allowed}
