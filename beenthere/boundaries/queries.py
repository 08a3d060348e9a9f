"""What may be asked about agreements and disclosures."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext, ngettext

from beenthere.boundaries import texts
from beenthere.boundaries.models import Agreement, Disclosure, Wording
from beenthere.boundaries.rules import Readiness, Yes, counts, may_open
from beenthere.boundaries.texts import Text, Tie
from beenthere.conversations.models import Conversation
from beenthere.kernel.refusals import NotHere
from beenthere.matching import queries as matching
from beenthere.matching.models import Visit
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.people.vetting.words import tells_words_in_force
from beenthere.privacy import keys


@dataclass(frozen=True)
class Box:
    """Something to tick."""

    slug: str
    must: bool
    words: str


@dataclass(frozen=True)
class AgreementText:
    """The words of one side, ready to be read; ``version`` is stored with the yes.

    ``stamp`` stands in the form: it also tells apart two texts of the same number.
    """

    side: str
    version: str
    title: str
    points: tuple[str, ...]
    boxes: tuple[Box, ...]
    digest: str = ""

    @property
    def stamp(self) -> str:
        """Return version and digest, for the form."""
        return f"{self.version}.{self.digest[:8]}"


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
    answered_at: datetime | None = None
    changes: tuple[str, ...] = ()


def placeholders(*, local_number: str = "") -> dict[str, str]:
    """Return what stands in the placeholders of the agreement today."""
    return _values(local_number=local_number)


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
    """Return the words of one side in force now, or an older version that can still be read.

    :raises NotHere: there is no such version
    """
    text = words_of(side, version) if version else texts.newest(side)
    return in_words(text, _values(local_number=local_number))


@tells_words_in_force
def words_in_force() -> str:
    """Return the number of the words a supporter signs on the way in."""
    return agreement("supporter").stamp


def words_of(kind: str, version: str) -> Text:
    """Return a version from its file, or as somebody agreed to it when the file is gone.

    :raises NotHere: nobody has ever seen it here
    """
    if kind in texts.KINDS_OF_TEXT and version.isascii() and version.isdigit():
        if found := texts.text(kind, version):
            return found
        if kept := Wording.objects.filter(kind=kind, version=version).order_by("-first_at", "-id").first():
            return wording_text(kept)
    raise NotHere


def wording_text(row: Wording) -> Text:
    """Return kept words as a text."""
    return Text(
        kind=row.kind,
        version=row.version,
        title=row.title,
        points=tuple(row.points),
        boxes=tuple(texts.Box(**box) for box in row.boxes),
        lines=tuple(row.lines),
    )


def in_words(text: Text, values: dict[str, str]) -> AgreementText:
    """Return a text as it is read, its placeholders filled."""
    return AgreementText(
        side=text.kind,
        version=text.version,
        title=gettext(text.title),
        points=tuple(texts.fill(gettext(point), values) for point in text.points),
        boxes=tuple(Box(box.slug, box.must, texts.fill(gettext(box.words), values)) for box in text.boxes),
        digest=text.digest,
    )


def frame(
    *,
    name: str,
    minutes: int | None = None,
    local_number: str = "",
    text: Text | None = None,
    kind: str = "frame",
) -> Frame:
    """Return how a talk opens: who I am, how long we have, what happens if you go quiet."""
    text = text or texts.newest(kind)
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
    return [
        Tie(tie.slug, gettext(tie.ask), gettext(tie.say), tie.forbids, tie.asks_detail, _said(tie.changes))
        for tie in texts.ties()
    ]


def _said(words: str) -> str:
    # gettext("") is the header of the catalogue.
    return gettext(words) if words else ""


def details_asked(kinds: "list[str] | tuple[str, ...]") -> list[str]:
    """Return what else has to be said about these ties."""
    return list(dict.fromkeys(one for tie in texts.ties() if tie.slug in kinds for one in tie.asks_detail))


def disclosures(conversation: Conversation) -> list[Disclosed]:
    """Return what was disclosed to the seeker of a conversation, the latest last."""
    return [disclosed(row) for row in _rows(conversation).select_related("supporter").order_by("at", "id")]


def _rows(conversation: Conversation) -> "QuerySet[Disclosure]":
    offer = matching.offer_of_conversation(conversation)
    mine = Q(conversation_id=conversation.pk)
    return Disclosure.objects.filter(mine | Q(offer_id=offer.pk) if offer else mine)


def latest_row(conversation: Conversation) -> Disclosure | None:
    """Return the disclosure that counts: the supporter's latest."""
    return _rows(conversation).select_related("supporter").order_by("-at", "-id").first()


def standing_lines(conversation: Conversation) -> list[str]:
    """Return what the ties between these two change on the screen: a line for each, for both to see."""
    row = latest_row(conversation)
    return list(disclosed(row).changes) if row else []


def earlier_ties(conversation: Conversation) -> list[str]:
    """Return the kinds a supporter said about the same seeker in an earlier talk, the latest ones."""
    earlier = Disclosure.objects.filter(
        supporter_id=conversation.supporter_id,
        conversation__seeker_id=conversation.seeker_id,
        conversation__seeker__isnull=False,
    ).exclude(conversation_id=conversation.pk)
    row = earlier.order_by("-at", "-id").first()
    return list(row.kinds) if row else []


def disclosed(row: Disclosure, *, name: str = "") -> Disclosed:
    """Return what was said about ties as the other one reads it; ``name`` is what they are called, when it is known."""
    profile = people.profile_of(row.supporter)
    more = particulars(row)
    values = {
        "name": name or (profile.display_name if profile else gettext("Your supporter")),
        "profession": more.get("profession")
        or (profile.profession if profile else "")
        or gettext("a health worker"),
        "licence_place": more.get("licence_place") or gettext("not said"),
    }
    listed = {tie.slug: tie for tie in ties()}
    known = [listed[kind] for kind in row.kinds if kind in listed]
    return Disclosed(
        key=row.key,
        kinds=tuple(row.kinds),
        sentences=tuple(texts.fill(tie.say, values) for tie in known),
        detail=_detail(row),
        at=row.at,
        accepts=row.accepts,
        answered_at=row.answered_at,
        changes=tuple(texts.fill(tie.changes, values) for tie in known if tie.changes),
    )


def _detail(row: Disclosure) -> str:
    if row.detail is None:
        return ""
    subject = f"person:{row.supporter.key}"
    return keys.unseal(subject=subject, place=f"disclosure:{row.key}", sealed=bytes(row.detail))


def particulars(row: Disclosure) -> Mapping[str, str]:
    """Return what a supporter said besides a tie: profession and licence place."""
    if row.particulars is None:
        return {}
    subject = f"person:{row.supporter.key}"
    words = keys.unseal(subject=subject, place=f"particulars:{row.key}", sealed=bytes(row.particulars))
    said: dict[str, str] = json.loads(words)
    return said


def agreements_of(*, person: Person, side: str, conversation: Conversation) -> list[Agreement]:
    """Return somebody's yeses for this conversation or for the visit it belongs to, the latest first."""
    visit = matching.visit_of_conversation(conversation)
    here = Q(conversation_id=conversation.pk)
    where = here | Q(visit_id=visit.pk) if visit else here
    rows = Agreement.objects.filter(where, person_id=person.pk, side=side).select_related("wording")
    return list(rows.order_by("-at", "-id"))


def yes_in_force(*, person: Person | None, side: str, conversation: Conversation) -> Agreement | None:
    """Return somebody's yes to the words in force now, not taken back."""
    if person is None:
        return None
    text = texts.newest(side)
    rows = agreements_of(person=person, side=side, conversation=conversation)
    return next((row for row in rows if counts(as_yes(row), version=text.version, digest=text.digest)), None)


def agreed_to_visit(visit: Visit) -> bool:
    """Tell whether somebody said yes to any words for this evening, and did not take it back."""
    return Agreement.objects.filter(visit_id=visit.pk, side="seeker", withdrawn_at=None).exists()


def as_yes(row: Agreement) -> Yes:
    """Return a stored yes as the rules know it."""
    return Yes(
        version=row.version,
        digest=row.wording.digest if row.wording else "",
        is_withdrawn=row.withdrawn_at is not None,
    )


def has_agreed(*, person: Person | None, side: str, conversation: Conversation) -> bool:
    """Tell whether somebody said yes to the words in force, for this conversation or its visit."""
    return yes_in_force(person=person, side=side, conversation=conversation) is not None


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
        never=texts.never(),
    )


def why_not_open(conversation: Conversation) -> str | None:
    """Return what a conversation still waits for before its first word, or None."""
    return may_open(readiness(conversation))
