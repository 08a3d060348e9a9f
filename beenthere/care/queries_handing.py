"""What may be asked about hand-overs: the wish while it is put together, what was frozen, and how it fared."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from beenthere.care import access, letters, rules
from beenthere.care.letters import Frozen
from beenthere.care.models import HandOver, Opening
from beenthere.care.queries import contact, subject_of, unsealed
from beenthere.care.rules import Wish
from beenthere.notices import queries as notices
from beenthere.people.models import Person
from beenthere.privacy import keys
from beenthere.privacy import queries as privacy


@dataclass(frozen=True)
class Given:
    """A hand-over as its seeker sees it."""

    key: str
    state: str
    to_name: str
    to_role: str
    purpose: str
    way: str
    consented_at: datetime | None
    until: datetime | None
    revoked_at: datetime | None
    openings: tuple[datetime, ...]
    mail: str
    mail_at: datetime | None
    has_code: bool
    is_shut: bool
    shut_at: datetime | None
    link: str = ""


def wish_of(hand_over: HandOver) -> Wish:
    """Return what a seeker has chosen so far."""
    place = f"wish:{hand_over.key}"
    said: dict[str, object] = dict(unsealed(owner=hand_over.owner, place=place, sealed=hand_over.wish))
    pieces = said.pop("pieces", ())
    return Wish(pieces=tuple(pieces), **said)  # type: ignore[arg-type]


def frozen(hand_over: HandOver) -> Frozen:
    """Return what was frozen at the yes.

    :raises KeyIsGone: taken back, or its time is over
    """
    place = f"body:{hand_over.key}"
    sealed = hand_over.body or b""
    return letters.from_json(keys.unseal(subject=subject_of(hand_over), place=place, sealed=sealed))


def article_of(hand_over: HandOver) -> str:
    """Return the page that was frozen at the yes, empty when it was taken back meanwhile."""
    try:
        return frozen(hand_over).article if hand_over.body else ""
    except keys.KeyIsGone:
        return ""


def living_count(owner: Person, *, now: datetime) -> int:
    """Return how many of a seeker's hand-overs are open."""
    open_now = HandOver.objects.filter(owner=owner, consented_at__isnull=False, revoked_at=None)
    return open_now.filter(until__gt=now).count()


def given_of(owner: Person, *, now: datetime) -> list[Given]:
    """Return a seeker's hand-overs, the newest first; drafts among them."""
    rows = HandOver.objects.filter(owner=owner).select_related("owner", "contact").order_by("-made_at", "-id")
    return [given(row, now=now) for row in rows]


def given(row: HandOver, *, now: datetime) -> Given:
    """Return a hand-over as its seeker sees it."""
    state = rules.state_of(consented_at=row.consented_at, until=row.until, revoked_at=row.revoked_at, now=now)
    about = _about(row)
    mail, mail_at = notices.state_of(dedup_key=mail_key(row)) if row.way == "email" else ("", None)
    return Given(
        key=row.key,
        state=state,
        to_name=about.get("name", ""),
        to_role=about.get("role", ""),
        purpose=about.get("purpose", ""),
        way=row.way,
        consented_at=row.consented_at,
        until=row.until,
        revoked_at=row.revoked_at,
        openings=tuple(Opening.objects.filter(hand_over=row).order_by("at").values_list("at", flat=True)),
        mail=mail,
        mail_at=mail_at,
        has_code=bool(row.code_hash),
        is_shut=rules.is_shut(tries=row.tries, last_try_at=row.last_try_at, now=now),
        shut_at=row.shut_at,
        link=link_of(token) if state == "open" and (token := token_of(row)) else "",
    )


def _about(row: HandOver) -> dict[str, str]:
    if row.consented_at is not None:
        return unsealed(owner=row.owner, place=f"about:{row.key}", sealed=row.about)
    if row.contact is None:
        return {}
    named = contact(row.contact, row.owner)
    return {"name": named.name, "role": named.role_label}


def token_of(row: HandOver) -> str:
    """Return the link's secret for its seeker, or nothing once it was destroyed."""
    if row.token is None:
        return ""
    try:
        return keys.unseal(subject=subject_of(row), place=f"token:{row.key}", sealed=row.token)
    except keys.KeyIsGone:
        return ""


def link_of(token: str) -> str:
    """Return the whole link by which a recipient comes in."""
    return f"{settings.TABLE.public_url}/care/letter/{token}/"


def mail_key(row: HandOver) -> str:
    """Return by what the mail of a hand-over is known in the outbox."""
    return f"hand-over:{row.key}"


def has_consent(row: HandOver) -> bool:
    """Tell whether the yes to a hand-over stands."""
    return privacy.has_consented(person=row.owner, purpose=access.purpose_of(row))
