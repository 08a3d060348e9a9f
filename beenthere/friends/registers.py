"""What this room keeps about people, and how it is shown, ended and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from beenthere.boundaries import actions_between as boundaries
from beenthere.friends import actions, queries, queries_after, rules
from beenthere.friends.models import (
    Afterwards,
    FriendEvening,
    HostAnswer,
    Invitation,
    Letter,
    NotSafeNote,
    Pair,
    PhoneLink,
    Side,
)
from beenthere.people.models import Person
from beenthere.privacy import keys
from beenthere.privacy.registry import erases, exports, retains

LONGEST_KEPT = timedelta(days=365)
# No session lives longer.
PHONES_KEPT = timedelta(days=1)


@erases
def erase_pairs(person: Person, now: datetime) -> None:
    """End a person's pairs kindly, destroy the keys of their evenings, and delete what they wrote.

    The plan of an evening is about both, so it goes with either. What the other wrote for themselves stays theirs.
    """
    for pair in Pair.objects.filter(Q(host=person) | Q(friend=person)).select_related("host", "friend"):
        side = Side.HOST if pair.host_id == person.pk else Side.FRIEND
        actions.end_pair(pair=pair, side=side, why="erased", now=now)
        boundaries.forget(about=queries.about(pair))
        _forget_words(pair)
    NotSafeNote.objects.filter(Q(evening__pair__host=person) | Q(evening__pair__friend=person)).delete()
    for table in (Letter, Afterwards):
        table.objects.filter(writer=person).delete()
    HostAnswer.objects.filter(host=person).delete()
    Invitation.objects.filter(inviter=person).delete()
    PhoneLink.objects.filter(person=person).delete()
    Pair.objects.filter(Q(host=person, friend=None) | Q(friend=person, host=None)).delete()


def _forget_words(pair: Pair) -> None:
    keys.destroy_key(subject=queries.pair_subject(pair))
    for evening in FriendEvening.objects.filter(pair=pair):
        forget_plan(evening)


def forget_plan(evening: FriendEvening) -> None:
    """Destroy the key of an evening's plan; that there was an evening stays."""
    keys.destroy_key(subject=queries.subject_of(evening))
    FriendEvening.objects.filter(pk=evening.pk).update(plan=None, cards=[])


@exports
def export_evenings(person: Person) -> dict[str, Any]:
    """Return a person's evenings with a friend, with their own words and what was shared with them."""
    pairs = Pair.objects.filter(Q(host=person) | Q(friend=person)).select_related("host", "friend")
    told = [_pair(pair, person) for pair in pairs.order_by("made_at", "id")]
    links = Invitation.objects.filter(inviter=person).order_by("made_at", "id")
    return {
        "friends": told,
        "invitations": [
            {"made_at": row.made_at.isoformat(), "until": row.until.isoformat(), "used": bool(row.used_at)}
            for row in links
        ],
        "other_phones": [
            {"came_at": row.used_at.isoformat(), "by_words": row.by_words}
            for row in PhoneLink.objects.filter(person=person).order_by("used_at", "id")
            if row.used_at
        ],
    }


def _pair(pair: Pair, person: Person) -> dict[str, Any]:
    side = Side.HOST if pair.host_id == person.pk else Side.FRIEND
    other = Side.FRIEND if side == Side.HOST else Side.HOST
    evenings = sorted(queries.evenings_of(pair), key=lambda one: one.planned_for)
    return {
        "side": side.value,
        # Before the two words were the same, the other may be a stranger with a forwarded link.
        "with": queries.name_of(pair, other) if pair.confirmed_at else "",
        "since": pair.made_at.isoformat(),
        "ended_at": pair.ended_at.isoformat() if pair.ended_at else None,
        "i_blocked": queries.has_blocked(pair, side),
        "evenings": [_evening(evening, side, person) for evening in evenings],
    }


def _evening(evening: FriendEvening, side: Side, person: Person) -> dict[str, Any]:
    found: dict[str, Any] = {
        "mode": evening.mode,
        "state": evening.state,
        "planned_for": evening.planned_for.isoformat(),
        "began_at": evening.started_at.isoformat() if evening.started_at else None,
        "called_off_at": evening.called_off_at.isoformat() if evening.called_off_at else None,
        "over_at": evening.over_at.isoformat() if evening.over_at else None,
        "looked_back": [
            {"from": one.side, "about": one.name, "text": one.text, "shared": one.is_shared}
            for one in queries_after.looked_back(evening, side=side)
        ],
    }
    if side == Side.FRIEND or evening.pair.ended_at is None:
        found["told_to_look"] = [_told(note) for note in queries.not_safe_notes(evening)]
    letter = queries_after.letter(evening, side=side)
    if letter is not None:
        found["line_the_next_day"] = letter.text
    if side == Side.HOST:
        plan = queries.plan_text(evening)
        found["plan"] = {name: getattr(plan, name) for name in rules.PLAN} | {"cards": list(plan.cards)}
        own = queries_after.own_answers(evening=evening, host=person)
        found["for_myself"] = (
            {"how": own.how, "stayed_a_friend": own.stayed, "consult": own.consult} if own else {}
        )
    return found


def _told(note: NotSafeNote) -> dict[str, str | None]:
    looked = note.looked_at.isoformat() if note.looked_at else None
    return {"at": note.at.isoformat(), "looked_at": looked}


@retains
def forget_old_words(now: datetime) -> None:
    """Destroy plans and what was written afterwards when the evening is longer over than the service keeps words.

    A host's own answers stay a year, like a role journal; a line the next day stays while its yes stands, a year at most.
    """
    old = Q(evening__over_at__lte=now - timedelta(days=settings.TABLE.keep_days))
    Afterwards.objects.filter(old).delete()
    NotSafeNote.objects.filter(old).delete()
    for evening in FriendEvening.objects.filter(
        over_at__lte=now - timedelta(days=settings.TABLE.keep_days), plan__isnull=False
    ):
        forget_plan(evening)
    very_old = now - LONGEST_KEPT
    HostAnswer.objects.filter(at__lte=very_old).delete()
    Letter.objects.filter(at__lte=very_old).delete()
    PhoneLink.objects.filter(made_at__lte=now - PHONES_KEPT).delete()
    Invitation.objects.filter(until__lte=now - timedelta(days=settings.TABLE.keep_days)).delete()
