"""What may be asked about agreements and disclosures."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext, ngettext

from beenthere.boundaries import texts
from beenthere.boundaries.models import Agreement, Disclosure
from beenthere.boundaries.rules import Readiness, may_open
from beenthere.boundaries.texts import Tie
from beenthere.conversations.models import Conversation
from beenthere.matching import queries as matching
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.privacy import keys


@dataclass(frozen=True)
class Box:
    """Something to tick."""

    slug: str
    must: bool
    words: str


@dataclass(frozen=True)
class AgreementText:
    """The words of one side, ready to be read; ``version`` is stored with the yes."""

    side: str
    version: str
    title: str
    points: tuple[str, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Frame:
    """The two lines that open every talk, and the full text one tap away."""

    version: str
    title: str
    lines: tuple[str, ...]
    points: tuple[str, ...]


@dataclass(frozen=True)
class Disclosed:
    """What the seeker reads about a supporter's other ties, and what they answered."""

    key: str
    kinds: tuple[str, ...]
    sentences: tuple[str, ...]
    detail: str
    at: datetime
    accepts: bool | None


def _values(*, local_number: str, **more: str) -> dict[str, str]:
    days = settings.TABLE.keep_days
    return {
        "local_number": local_number or gettext("your local emergency number"),
        "who_can_see": gettext("you and the person you talk with"),
        "how_long": ngettext("%(days)s day", "%(days)s days", days) % {"days": days},
        "contact": settings.TABLE.contact_email or gettext("the people who run this service"),
        "minimum_age": str(settings.TABLE.minimum_age),
        **more,
    }


def agreement(side: str, *, local_number: str = "", version: str = "") -> AgreementText:
    """Return the words of one side in force now, or an older version somebody agreed to."""
    text = texts.text(side, version) if version else texts.newest(side)
    values = _values(local_number=local_number)
    return AgreementText(
        side=side,
        version=text.version,
        title=gettext(text.title),
        points=tuple(texts.fill(gettext(point), values) for point in text.points),
        boxes=tuple(Box(box.slug, box.must, texts.fill(gettext(box.words), values)) for box in text.boxes),
    )


def frame(*, name: str, minutes: int | None = None, local_number: str = "") -> Frame:
    """Return how a talk opens: who I am, how long we have, what happens if you go quiet."""
    text = texts.newest("frame")
    values = _values(
        local_number=local_number, name=name, minutes=str(minutes or settings.TABLE.chat_minutes)
    )
    return Frame(
        version=text.version,
        title=gettext(text.title),
        lines=tuple(texts.fill(gettext(line), values) for line in text.lines),
        points=tuple(texts.fill(gettext(point), values) for point in text.points),
    )


def ties() -> list[Tie]:
    """Return the kinds of tie a supporter is asked about."""
    return [Tie(tie.slug, gettext(tie.ask), gettext(tie.say)) for tie in texts.ties()]


def disclosures(conversation: Conversation) -> list[Disclosed]:
    """Return what was disclosed to the seeker of a conversation, the latest last."""
    return [_disclosed(row) for row in _rows(conversation).select_related("supporter").order_by("at", "id")]


def _rows(conversation: Conversation) -> "QuerySet[Disclosure]":
    offer = matching.offer_of_conversation(conversation)
    mine = Q(conversation_id=conversation.pk)
    return Disclosure.objects.filter(mine | Q(offer_id=offer.pk) if offer else mine)


def latest_row(conversation: Conversation) -> Disclosure | None:
    """Return the disclosure that counts: the latest."""
    return _rows(conversation).order_by("-at", "-id").first()


def _disclosed(row: Disclosure) -> Disclosed:
    profile = people.profile_of(row.supporter)
    values = {
        "name": profile.display_name if profile else gettext("Your supporter"),
        "profession": (profile.profession if profile else "") or gettext("a health worker"),
    }
    said = {tie.slug: tie.say for tie in ties()}
    return Disclosed(
        key=row.key,
        kinds=tuple(row.kinds),
        sentences=tuple(texts.fill(said[kind], values) for kind in row.kinds if kind in said),
        detail=_detail(row),
        at=row.at,
        accepts=row.accepts,
    )


def _detail(row: Disclosure) -> str:
    if row.detail is None:
        return ""
    subject = f"person:{row.supporter.key}"
    return keys.unseal(subject=subject, place=f"disclosure:{row.key}", sealed=bytes(row.detail))


def has_agreed(*, person: Person | None, side: str, conversation: Conversation) -> bool:
    """Tell whether somebody said yes for this conversation, or for the visit it belongs to."""
    if person is None:
        return False
    visit = matching.visit_of_conversation(conversation)
    here = Q(conversation_id=conversation.pk)
    where = here | Q(visit_id=visit.pk) if visit else here
    return Agreement.objects.filter(where, person_id=person.pk, side=side).exists()


def readiness(conversation: Conversation) -> Readiness:
    """Return what has been said so far before the first word."""
    row = latest_row(conversation)
    return Readiness(
        seeker_agreed=has_agreed(person=conversation.seeker, side="seeker", conversation=conversation),
        supporter_agreed=has_agreed(
            person=conversation.supporter, side="supporter", conversation=conversation
        ),
        kinds=None if row is None else tuple(row.kinds),
        seeker_accepts=None if row is None else row.accepts,
    )


def why_not_open(conversation: Conversation) -> str | None:
    """Return what a conversation still waits for before its first word, or None."""
    return may_open(readiness(conversation))
