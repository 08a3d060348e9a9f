"""Who may write into a plan, who may read it, and for how long it stays. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

STEPS = ("signs", "alone", "around", "tell", "services", "safer")
TEXT_LIMIT = 4000
WHOM_LIMIT = 80
PURPOSES = ("therapist", "friend", "family", "other")
DAYS = (1, 7, 30, 90)
LONGEST_SHARE = timedelta(days=max(DAYS))
MOST_SHARES = 10
# With a return code a plan waits for its owner this long, however short the words of talks are kept.
CODE_KEEPS = timedelta(days=365)
_PHONE = re.compile(r"(?<![\w.+-])\+?\(?\d[\d \u00a0()./-]{3,}\d(?![\w-])", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; ``dial`` is the number a phone dials when the stretch is one."""

    words: str
    dial: str = ""


def tidy(text: str) -> str:
    """Return a text as it is kept: one kind of line end, no NUL, nothing loose at its end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").rstrip()


def why_not_write(*, slug: str, text: str) -> str | None:
    """Return why a step can not be written: "unknown" or "long", or None."""
    if slug not in STEPS:
        return "unknown"
    if len(text) > TEXT_LIMIT:
        return "long"
    return None


def may_write(*, is_owner: bool, is_supporter: bool, talk_state: str) -> bool:
    """Tell whether somebody may write: the owner always, the supporter only while they talk."""
    return is_owner or (is_supporter and talk_state == "open")


def supporter_sees(
    *, made_at: datetime | None, talk_began_at: datetime, is_shown: bool, is_of_friends: bool = False
) -> bool:
    """Tell whether a supporter sees the plan: one begun in this talk, or an older one its owner brings in.

    A friend sees it only when it is shown: its owner may have begun it alone, on the same evening.
    """
    is_from_this_talk = made_at is None or made_at >= talk_began_at
    return is_shown or (is_from_this_talk and not is_of_friends)


def why_not_share(*, purpose: str, whom: str, until: datetime, now: datetime, living: int) -> str | None:
    """Return what is wrong with a wish to share: purpose, whom, past, far, many; or None."""
    if purpose not in PURPOSES:
        return "purpose"
    if not whom.strip() or len(whom) > WHOM_LIMIT:
        return "whom"
    if until <= now:
        return "past"
    if until > now + LONGEST_SHARE:
        return "far"
    return "many" if living >= MOST_SHARES else None


def is_open(*, until: datetime, revoked_at: datetime | None, has_consent: bool, now: datetime) -> bool:
    """Tell whether a link still opens: a yes that stands, not taken back, its time not over."""
    return has_consent and revoked_at is None and now < until


def kept_until(*, used_on: date, has_code: bool, keep_days: int) -> date:
    """Return the day a plan nobody used since is forgotten; with a way back it waits much longer."""
    days = timedelta(days=keep_days)
    return used_on + (max(days, CODE_KEEPS) if has_code else days)


def pieces(text: str) -> list[Piece]:
    """Return a text in stretches, the phone numbers in it ready to be dialled."""
    found, at = [], 0
    for match in _PHONE.finditer(text):
        number = match.group()
        if _DATE.fullmatch(number.strip()):
            continue
        found += [Piece(text[at : match.start()]), Piece(number, _dial(number))]
        at = match.end()
    return [piece for piece in [*found, Piece(text[at:])] if piece.words]


def _dial(number: str) -> str:
    # +44 (0)20: the zero is for those who call from inside the country.
    known = number.replace("(0)", "") if number.startswith("+") else number
    return "".join(sign for sign in known if sign in "+0123456789")
