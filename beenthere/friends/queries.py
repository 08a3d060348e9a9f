"""What may be asked about pairs and evenings. Words are unsealed here and nowhere else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import get_language

from beenthere.boundaries import queries_between as between
from beenthere.conversations.models import Conversation
from beenthere.friends import rules
from beenthere.friends.models import (
    EveningState,
    FriendEvening,
    Invitation,
    Mode,
    NotSafeNote,
    Pair,
    PhoneLink,
    Side,
)
from beenthere.kernel.refusals import NotHere
from beenthere.matching.models import Visit
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.privacy import keys
from beenthere.supervision import queries as supervision

__all__ = ["EveningState", "Mode", "Side"]
BLOCKED = {Side.HOST: "host_blocked_at", Side.FRIEND: "friend_blocked_at"}


@dataclass(frozen=True)
class PlanText:
    """The plan of an evening in the host's words; what nobody wrote is empty."""

    intention: str = ""
    place: str = ""
    not_tonight: str = ""
    look_after: str = ""
    cards: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was planned; that is fine too."""
        return not (self.cards or any(getattr(self, name) for name in rules.PLAN))


def subject_of(evening: FriendEvening) -> str:
    """Return whose key seals the words of an evening."""
    return f"evening:{evening.key}"


def pair_subject(pair: Pair) -> str:
    """Return whose key seals what two friends are called."""
    return f"pair:{pair.key}"


def afterwards_place(evening: FriendEvening, side: str, name: str) -> str:
    """Return what binds words written afterwards to their place."""
    return f"afterwards:{evening.key}:{side}:{name}"


def letter_purpose(evening: FriendEvening) -> str:
    """Return the purpose of the yes to keeping a friend's line."""
    return f"friend-letter:{evening.key}"


def numbers_purpose(pair_key: str) -> str:
    """Return the purpose of the yes to showing the friend's numbers over time."""
    return f"friend-numbers:{pair_key}"


def about(pair: Pair) -> str:
    """Return what the agreements and ties of these two are filed under."""
    return f"pair:{pair.key}"


def person_of(pair: Pair, side: str) -> Person:
    """Return who is on a side of a pair.

    :raises NotHere: they have erased everything
    """
    person = pair.host if side == Side.HOST else pair.friend
    if person is None:
        raise NotHere
    return person


def facts(pair: Pair) -> rules.PairFacts:
    """Return what has been said so far between two friends."""
    told = between.latest_row(about(pair))
    return rules.PairFacts(
        is_confirmed=pair.confirmed_at is not None,
        is_ended=pair.ended_at is not None,
        host_agreed=_has_agreed(pair, Side.HOST),
        friend_agreed=_has_agreed(pair, Side.FRIEND),
        ties_said=told is not None,
        ties_accepted=told.accepts if told else None,
    )


def _has_agreed(pair: Pair, side: Side) -> bool:
    person = pair.host if side == Side.HOST else pair.friend
    return between.yes_in_force(person=person, side=side, about=about(pair)) is not None


def name_of(pair: Pair, side: str) -> str:
    """Return what one side is called; empty when they did not say, or it was erased."""
    sealed = pair.host_name if side == Side.HOST else pair.friend_name
    return _unsealed(pair_subject(pair), f"name:{side}", sealed)


def inviter_name(row: Invitation) -> str:
    """Return what the inviter is called in an invitation."""
    return _unsealed(f"person:{row.inviter.key}", f"invitation:{row.key}:name", row.name)


def token_of(row: Invitation) -> str:
    """Return the link's secret, for its inviter alone."""
    return _unsealed(f"person:{row.inviter.key}", f"invitation:{row.key}:token", row.token)


def _unsealed(subject: str, place: str, sealed: bytes | memoryview) -> str:
    try:
        return keys.unseal(subject=subject, place=place, sealed=sealed)
    except keys.KeyIsGone:
        return ""


def plan_text(evening: FriendEvening) -> PlanText:
    """Return the plan of an evening; one that was forgotten is empty."""
    said: Mapping[str, str] = {}
    if evening.plan is not None:
        said = json.loads(_unsealed(subject_of(evening), f"plan:{evening.key}", evening.plan) or "{}")
    return PlanText(**{name: said.get(name, "") for name in rules.PLAN}, cards=tuple(evening.cards))


def living_invitations(inviter: Person, *, now: datetime) -> list[Invitation]:
    """Return the links of somebody that still open, the newest first."""
    rows = Invitation.objects.filter(inviter=inviter, used_at=None, revoked_at=None, until__gt=now)
    return list(rows.select_related("inviter").order_by("-made_at", "-id"))


def pair_of_invitation(row: Invitation) -> Pair | None:
    """Return the pair that began with a link."""
    return Pair.objects.filter(invitation=row).first()


def pairs_of(person: Person, *, side: str) -> list[Pair]:
    """Return the living pairs of somebody on one side, the newest first."""
    rows = Pair.objects.filter(**{side: person}, ended_at=None).select_related("host", "friend")
    return list(rows.order_by("-made_at", "-id"))


def ended_pairs_of(person: Person, *, side: str) -> list[Pair]:
    """Return the pairs of somebody that are over, the newest first, so that each still leads to its page; a stranger's is none."""
    rows = Pair.objects.filter(**{side: person}, ended_at__isnull=False).exclude(ended_why="stranger")
    return list(rows.select_related("host", "friend").order_by("-ended_at", "-id"))


def evening_of(conversation: Conversation) -> FriendEvening | None:
    """Return the evening a talk between friends belongs to."""
    rows = FriendEvening.objects.select_related("pair__host", "pair__friend", "visit", "conversation")
    return rows.filter(conversation_id=conversation.pk).first()


def evening_of_visit(visit: Visit) -> FriendEvening | None:
    """Return the evening whose numbers a visit carries."""
    return FriendEvening.objects.select_related("pair").filter(visit_id=visit.pk).first()


def after_path(conversation: Conversation, side: str) -> str:
    """Return where a talk between friends goes on when it is over."""
    return _path(conversation, side, "after/")


def talk_path(conversation: Conversation, side: str) -> str:
    """Return where a talk between friends is."""
    return _path(conversation, side, "talk/")


def _path(conversation: Conversation, side: str, rest: str) -> str:
    evening = evening_of(conversation)
    start = "friends" if side in ("supporter", Side.HOST) else "friend"
    return f"/{start}/evening/{evening.key}/{rest}" if evening else f"/{start}/"


def evenings_of(pair: Pair) -> list[FriendEvening]:
    """Return the evenings of a pair, the newest first."""
    rows = FriendEvening.objects.filter(pair=pair).select_related("visit", "conversation", "pair")
    return list(rows.order_by("-planned_for", "-id"))


def living_evening(pair: Pair) -> FriendEvening | None:
    """Return the evening of a pair that is planned or runs, if there is one."""
    rows = FriendEvening.objects.filter(pair=pair).exclude(state=EveningState.OVER)
    return rows.select_related("visit__person", "conversation", "pair__host", "pair__friend").first()


def called_off_last(pair: Pair) -> FriendEvening | None:
    """Return the evening planned last when it was called off, for both to read until another one is planned."""
    last = FriendEvening.objects.filter(pair=pair).order_by("-made_at", "-id").first()
    return last if last is not None and last.called_off_at is not None else None


def not_safe_note(evening: FriendEvening) -> NotSafeNote | None:
    """Return the last time the host was told to look because their friend may not be safe."""
    return next(iter(not_safe_notes(evening)), None)


def not_safe_notes(evening: FriendEvening) -> list[NotSafeNote]:
    """Return each time the host was told to look, the newest first."""
    return list(NotSafeNote.objects.filter(evening=evening).order_by("-at", "-id"))


def is_a_friend(person: Person) -> bool:
    """Tell whether somebody came in by a friend's link, also when that is over."""
    return Pair.objects.filter(friend=person).exists()


def open_phone_link(friend: Person, *, now: datetime) -> PhoneLink | None:
    """Return the link to another phone that still opens."""
    return PhoneLink.objects.filter(person=friend, used_at=None, until__gt=now).first()


def new_phones(friend: Person, *, phone: str) -> list[PhoneLink]:
    """Return the phones that came in and of which nobody said "that was me"; the newest first, never the one that asks."""
    rows = PhoneLink.objects.filter(person=friend, used_at__isnull=False, seen_at=None)
    return list(rows.exclude(key=phone).order_by("-used_at", "-id"))


def has_blocked(pair: Pair, side: str) -> bool:
    """Tell whether this side stopped and blocked; the other side's block is nobody's to ask for."""
    return getattr(pair, BLOCKED[Side(side)]) is not None


def other_living_pairs(pair: Pair) -> list[Pair]:
    """Return what else lives between the two of a pair."""
    if pair.host is None or pair.friend is None:
        return []
    rows = Pair.objects.filter(host=pair.host, friend=pair.friend, ended_at=None).exclude(pk=pair.pk)
    return list(rows.select_related("host", "friend"))


def are_blocked(*, host: Person, friend: Person) -> bool:
    """Tell whether either of two people ever blocked the other: no link brings them together again."""
    rows = Pair.objects.filter(host=host, friend=friend)
    return rows.exclude(host_blocked_at=None, friend_blocked_at=None).exists()


def can_be_told(pair: Pair) -> bool:
    """Tell whether somebody other than the host would read a report."""
    return any(person.pk != pair.host_id for person in people.coordinators())


def told_at(pair: Pair) -> datetime | None:
    """Return when the friend told the people who run the service, for the friend alone; None when they did not."""
    if pair.friend is None or pair.host is None:
        return None
    return supervision.friend_reported_at(reporter=pair.friend, host=pair.host)


def usual_language(pair: Pair) -> str:
    """Return what two friends talk in, as they said last; before that, the language of the pages."""
    said = [one.visit.language for one in evenings_of(pair) if one.visit is not None]
    page = (get_language() or "").split("-")[0]
    known = {language.slug for language in people.languages()}
    return said[0] if said else page if page in known else "en"


def chats_of(pair: Pair) -> list[FriendEvening]:
    """Return the evenings of a pair that had a chat, the newest first."""
    return [one for one in evenings_of(pair) if one.conversation_id is not None]


def chat_of(pair: Pair, key: str) -> Conversation | None:
    """Return the chat of one evening of a pair; None when no evening was chosen.

    :raises NotHere: no such evening of these two, or it had no chat
    """
    if not key:
        return None
    found = next((one for one in chats_of(pair) if one.key == key), None)
    if found is None:
        raise NotHere
    return found.conversation
