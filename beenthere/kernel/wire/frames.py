"""Parse what a browser sends: pure, and never an exception but ``BadFrame``."""

import json
from dataclasses import dataclass
from typing import Any

MOST_BYTES = 16 * 1024
_KINDS: dict[str, dict[str, type]] = {
    "resume": {"after": int},
    "say": {"key": str, "text": str},
    # "Send anyway", after a message was held.
    "insist": {"key": str, "text": str, "reason": str},
    "typing": {"on": bool},
    "thinking": {"on": bool},
    "keep": {"seq": int, "on": bool},
    "ping": {},
}


class BadFrame(Exception):
    """A frame can not be read; ``code`` says why, ``key`` names the message it meant, if any."""

    def __init__(self, code: str, key: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.key = key


@dataclass(frozen=True)
class Frame:
    """A well-formed frame: its kind and its fields, each of the promised type."""

    kind: str
    fields: dict[str, Any]


def parse(raw: str | bytes | None) -> Frame:
    """Return the frame.

    :raises BadFrame: too large, not JSON, unknown kind, unknown or missing or wrongly typed field
    """
    if raw is None or isinstance(raw, bytes):
        raise BadFrame("not_text")
    if len(raw.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise BadFrame("too_large")
    try:
        read = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadFrame("not_json") from None
    if not isinstance(read, dict):
        raise BadFrame("not_an_object")
    return _checked(read)


def _checked(read: dict[str, Any]) -> Frame:
    kind = read.pop("t", None)
    key = read.get("key") if isinstance(read.get("key"), str) else None
    wanted = _KINDS.get(kind) if isinstance(kind, str) else None
    if wanted is None:
        raise BadFrame("unknown_kind", key)
    if set(read) != set(wanted):
        raise BadFrame("unknown_or_missing_field", key)
    if any(type(read[name]) is not expected for name, expected in wanted.items()):
        raise BadFrame("wrong_type", key)
    if any(isinstance(value, int) and not 0 <= value < 2**31 for value in read.values()):
        raise BadFrame("out_of_range", key)
    if any(_has_lone_surrogate(value) for value in read.values()):
        raise BadFrame("not_unicode", key)
    return Frame(str(kind), read)


def _has_lone_surrogate(value: object) -> bool:
    # JSON may carry half a character, which no database stores.
    return isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value)


def write(kind: str, /, **fields: object) -> str:
    """Return a frame for the browser."""
    return json.dumps({"t": kind, **fields}, ensure_ascii=False, separators=(",", ":"))
