"""What somebody asks for when nobody is here, and keeping the promise."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.kernel.refusals import Refused
from beenthere.matching import facts, rules
from beenthere.matching.actions.visits import NOTE_LENGTH, NoteIsTooLong, seal_for
from beenthere.matching.models import Visit, VisitState, Wish
from beenthere.notices import actions as notices

# A supporter who is free now is promised to as many people as there is room, for this long.
TELL_AGAIN_AFTER = timedelta(minutes=10)
KEPT_FOR = timedelta(hours=24)
KINDS = {"notice", "call_back", "note"}


class WishIsUnclear(Refused):
    """A wish lacks what it needs: a time, words, or a way to be told."""


@transaction.atomic
def make_wish(
    *,
    visit: Visit,
    kind: str,
    words: str,
    wanted_at: datetime | None,
    now: datetime,
    channel: str = "in_app",
) -> Wish:
    """Keep a wish: "notice", "call_back" (at ``wanted_at``) or "note" (``words``).

    The address of ``channel`` is given to notices by the page; here is only which one. A
    second wish of a kind replaces the first.

    :raises WishIsUnclear: something is missing
    :raises NoteIsTooLong: more than 4,000 characters
    """
    _check(kind=kind, words=words, wanted_at=wanted_at, now=now)
    wish, _is_new = Wish.objects.update_or_create(
        visit=visit,
        kind=kind,
        defaults={"wanted_at": wanted_at, "channel": channel, "made_at": now, "done_at": None},
    )
    wish.words = seal_for(person=visit.person, place=f"wish:{wish.key}", words=words) if words else None
    wish.save(update_fields=["words"])
    return wish


def _check(*, kind: str, words: str, wanted_at: datetime | None, now: datetime) -> None:
    if kind not in KINDS:
        raise WishIsUnclear(_("Please choose what you would like."))
    if kind == "call_back" and (wanted_at is None or wanted_at <= now):
        raise WishIsUnclear(_("Please choose a time that is still to come."))
    if kind == "note" and not words.strip():
        raise WishIsUnclear(_("Please write your note first."))
    if len(words) > NOTE_LENGTH:
        raise NoteIsTooLong(_("This is too long to keep. Please make it shorter; nothing is lost yet."))


def take_wish(*, key: str, now: datetime) -> bool:
    """Take what was left for the team; return whether it was still open.

    Who may is decided by the caller: a coordinator.
    """
    return bool(Wish.objects.filter(key=key, done_at=None).update(done_at=now))


def withdraw_wish(*, wish: Wish) -> None:
    """Forget a wish."""
    Wish.objects.filter(pk=wish.pk).delete()


def tell_wishers(*, now: datetime) -> int:
    """Tell people who asked for it that somebody is here, the first first, as many as there is room."""
    told_at_once = sum(_tell(wish, now=now) for wish in _wishes_about_to_be_met(now))
    wishes = _open_wishes(now)
    return told_at_once + (_tell_those_who_left(wishes, now=now) if wishes else 0)


def _wishes_about_to_be_met(now: datetime) -> list[Wish]:
    """Somebody who asked to be told may have closed the page while still in line, and is being met now."""
    meeting = Wish.objects.filter(
        done_at=None, kind="notice", visit__state__in=[VisitState.OFFERED, VisitState.MATCHED]
    )
    return list(meeting.select_related("visit__person"))


def _tell_those_who_left(wishes: list[Wish], *, now: datetime) -> int:
    supporters = [one for one in facts.supporter_facts(now=now) if one.running_chats < one.chat_limit]
    room = sum(one.chat_limit - one.running_chats for one in supporters) - _taken(now)
    told = 0
    for wish in wishes:
        if told >= room:
            break
        told += _fits(wish.visit, supporters) and _tell(wish, now=now)
    return told


def _open_wishes(now: datetime) -> list[Wish]:
    asked = Wish.objects.filter(done_at=None, made_at__gt=now - KEPT_FOR, visit__state=VisitState.UNSERVED)
    listed = (
        asked.exclude(kind="note")
        .select_related("visit__person", "visit__conversation")
        .order_by("made_at", "id")
    )
    return [wish for wish in listed if wish.wanted_at is None or wish.wanted_at <= now]


def _taken(now: datetime) -> int:
    """Those who wait already, and those who were told a moment ago, are ahead."""
    told = Wish.objects.filter(done_at__gt=now - TELL_AGAIN_AFTER).count()
    return Visit.objects.in_line().count() + told


def _fits(visit: Visit, supporters: list[rules.SupporterFacts]) -> bool:
    seeker = facts.line_facts(visits=[visit])[0]
    return any(rules.why_not_match(seeker, supporter) is None for supporter in supporters)


@transaction.atomic
def _tell(wish: Wish, *, now: datetime) -> bool:
    if not Wish.objects.filter(pk=wish.pk, done_at=None).update(done_at=now):
        return False
    notices.queue_notice(
        to=wish.visit.person,
        channel=wish.channel or "in_app",
        kind="someone_is_here",
        link="/start/",
        due_at=now,
        dedup_key=f"wish:{wish.key}:{wish.made_at.isoformat()}",
        now=now,
    )
    return True
