"""Who may be told what, for how long, and when a code opens a hand-over. Pure."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

ROLES = ("therapist", "doctor", "worker", "other")
SHORT = 120
LONG = 1000
OWN_LIMIT = 3000
SENTENCE_LIMIT = 500
SENTENCES = ("happened", "was", "want")
PURPOSES = ("next-hour", "informed", "question", "other")
WAYS = ("email", "link")
DAYS = (1, 7, 30)
MOST_CONTACTS = 10
MOST_LINES = 60
MOST_LIVING = 10
MOST_DRAFTS = 10
# How long a page stays open after a right code, and how long a link is shut after five wrong ones.
GRANT = timedelta(minutes=30)
SHUT = timedelta(hours=1)
MOST_TRIES = 5
# Without look-alikes: no 0 O 1 I L U V. Eight of these are 38 random bits behind five tries an hour.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTWXYZ"
CODE_LENGTH = 8
PIECE = re.compile(
    r"(own|plan|sentences:[\w-]{1,32}|(?:numbers|answers):[\w-]{1,32}|line:[\w-]{1,32}:\d{1,6})"
)


@dataclass(frozen=True)
class Wish:
    """What a seeker wants to hand over: to whom, what for, how, until when, and which pieces."""

    pieces: tuple[str, ...] = ()
    own: str = ""
    theirs: bool = False
    purpose: str = "next-hour"
    first_line: str = ""
    signed: str = ""
    days: int = 7
    way: str = "link"

    def has(self, piece: str) -> bool:
        """Tell whether a piece was chosen."""
        return piece in self.pieces


@dataclass(frozen=True)
class Spoken:
    """One line of a talk as the choice sees it: where it stands and whose words it is."""

    place: str
    is_own: bool


def tidy(text: str) -> str:
    """Return words as they are kept: one kind of line end, no NUL, nothing loose around them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


def one_line(text: str) -> str:
    """Return words on one line, so that nothing typed can become a second line of a mail's head."""
    return " ".join("".join(c if c.isprintable() else " " for c in tidy(text)).split())


def known_pieces(chosen: Collection[str]) -> tuple[str, ...]:
    """Return the pieces that can be meant, each once, in the order they were chosen."""
    return tuple(dict.fromkeys(one for one in chosen if PIECE.fullmatch(one)))


def lines_that_go(lines: Collection[Spoken], *, wish: Wish) -> list[str]:
    """Return the lines of a talk that go out: chosen ones, the other person's only with a tick of its own."""
    return [line.place for line in lines if wish.has(f"line:{line.place}") and (line.is_own or wish.theirs)]


def why_not_contact(*, role: str, name: str, email: str, phone: str) -> str | None:
    """Return what is missing about somebody to name: role, name, reach; or None."""
    if role not in ROLES:
        return "role"
    if not name:
        return "name"
    return None if email or phone else "reach"


def may_be_told(*, until: date | None, today: date) -> bool:
    """Tell whether a seeker's word that somebody may be told things still stands."""
    return until is None or today <= until


def why_not_hand_over(
    *, wish: Wish, parts: int, has_address: bool, may_tell: bool, living: int
) -> str | None:
    """Return why a hand-over can not go out: empty, purpose, days, way, address, over, many; or None."""
    if parts == 0:
        return "empty"
    if wish.purpose not in PURPOSES:
        return "purpose"
    if wish.days not in DAYS:
        return "days"
    if wish.way not in WAYS:
        return "way"
    if wish.way == "email" and not has_address:
        return "address"
    if not may_tell:
        return "over"
    return "many" if living >= MOST_LIVING else None


def state_of(
    *, consented_at: datetime | None, until: datetime | None, revoked_at: datetime | None, now: datetime
) -> str:
    """Return where a hand-over stands: draft, open, taken-back or over."""
    if consented_at is None or until is None:
        return "draft"
    if revoked_at is not None:
        return "taken-back"
    return "open" if now < until else "over"


def is_open(*, state: str, has_consent: bool) -> bool:
    """Tell whether a link still leads anywhere."""
    return state == "open" and has_consent


def typed_code(text: str) -> str:
    """Return a code as it was made, however it was typed."""
    plain = unicodedata.normalize("NFKC", text[:100]).upper()
    return "".join(sign for sign in plain if sign.isalnum())


def shown_code(code: str) -> str:
    """Return a code in two groups, so that it can be read out."""
    return f"{code[:4]} {code[4:]}"


def is_shut(*, tries: int, last_try_at: datetime | None, now: datetime) -> bool:
    """Tell whether too many wrong codes were tried lately."""
    return tries >= MOST_TRIES and last_try_at is not None and now < last_try_at + SHUT


def kinds_after_suggesting(kinds: Collection[str]) -> list[str]:
    """Return a supporter's ties once they named somebody to a seeker: no longer only a stranger."""
    return [*(kind for kind in kinds if kind not in ("stranger", "referred")), "referred"]
