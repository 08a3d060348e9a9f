"""Rate, close, agree to tomorrow's message, send it once, take its answer."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotHere, Refused
from beenthere.matching.models import Visit
from beenthere.notices import actions as notices
from beenthere.privacy import keys
from beenthere.relief import queries, rules
from beenthere.relief.events import TomorrowIsWorse
from beenthere.relief.models import Closing, FollowUp, FollowUpState, Rating, Worry

MOST_WORDS = 2000
SEND_AT_ONCE = 100


class NoSuchChannel(Refused):
    """Tomorrow's message can not travel that way."""


def rate(*, visit: Visit, moment: str, value: int | None, now: datetime) -> Rating:
    """Keep how somebody felt before, after or tomorrow; None is a skipped question.

    A question left open again never takes an answer back that was given.

    :raises RatingIsWrong: not a moment, or not 0 to 10
    """
    rules.check_rating(moment=moment, value=value)
    rating, is_new = Rating.objects.get_or_create(
        visit=visit, moment=moment, defaults={"value": value, "at": now}
    )
    if not is_new and value is not None:
        Rating.objects.filter(pk=rating.pk).update(value=value, at=now)
        rating.refresh_from_db()
    return rating


@transaction.atomic
def close_notes(*, visit: Visit, helped: Iterable[str], words: str, next_step: str, now: datetime) -> Closing:
    """Keep what helped and one next step; written again, the last words count."""
    closing, _is_new = Closing.objects.get_or_create(visit=visit, defaults={"at": now})
    closing.helped = sorted(set(helped))
    closing.words = _sealed(closing, "words", words)
    closing.next_step = _sealed(closing, "next_step", next_step)
    closing.at = now
    closing.save()
    return closing


def _sealed(closing: Closing, name: str, words: str) -> bytes | None:
    if not words.strip():
        return None
    subject = f"person:{closing.visit.person.key}"
    return keys.seal(subject=subject, place=queries.place(closing, name), words=words.strip()[:MOST_WORDS])


@transaction.atomic
def agree_follow_up(*, visit: Visit, channel: str, address: str, now: datetime) -> FollowUp:
    """Agree to one message tomorrow by "email", "push" or "code" (no message; asked on coming back).

    :raises NoSuchChannel: another channel
    :raises AddressIsWrong: nobody can be reached there
    """
    if channel not in rules.CHANNELS:
        raise NoSuchChannel(_("Please choose how the note should reach you."))
    if channel != "code" and address:
        notices.save_address(person=visit.person, channel=channel, address=address, now=now)
    due_at = rules.due_at(
        ended_at=visit.ended_at or now, hours=settings.TABLE.follow_up_hours, is_demo=settings.IS_DEMO
    )
    follow_up, is_new = FollowUp.objects.get_or_create(
        visit=visit, defaults={"channel": channel, "agreed_at": now, "due_at": due_at}
    )
    if not is_new:
        _agree_again(follow_up, channel=channel, due_at=due_at, now=now)
    return follow_up


def _agree_again(follow_up: FollowUp, *, channel: str, due_at: datetime, now: datetime) -> None:
    """A change of mind before anything was sent; afterwards one message was enough."""
    open_states = [FollowUpState.AGREED, FollowUpState.WITHDRAWN]
    FollowUp.objects.filter(pk=follow_up.pk, state__in=open_states, sent_at=None).update(
        state=FollowUpState.AGREED, channel=channel, due_at=due_at, agreed_at=now
    )
    follow_up.refresh_from_db()


@transaction.atomic
def withdraw_follow_up(*, visit: Visit, now: datetime) -> bool:
    """Take the yes to tomorrow's message back; return whether it was still to be sent."""
    agreed = FollowUp.objects.filter(visit=visit, state=FollowUpState.AGREED)
    is_in_time = bool(agreed.update(state=FollowUpState.WITHDRAWN))
    FollowUp.objects.filter(visit=visit, state=FollowUpState.SENT).update(state=FollowUpState.WITHDRAWN)
    notices.withdraw(dedup_key=_dedup_key(visit))
    return is_in_time


def send_due(*, now: datetime) -> int:
    """Hand on the messages that are due; return how many. Each is claimed, so none goes twice."""
    due = FollowUp.objects.filter(state=FollowUpState.AGREED, due_at__lte=now).order_by("due_at", "id")
    listed = due.select_related("visit__person")[:SEND_AT_ONCE]
    return sum(_send(follow_up, now=now) for follow_up in listed)


@transaction.atomic
def _send(follow_up: FollowUp, *, now: datetime) -> bool:
    # The claim, the token and the notice are one commit: a kill leaves all three or none.
    token = secrets.token_urlsafe(32)
    claimed = FollowUp.objects.filter(pk=follow_up.pk, state=FollowUpState.AGREED).update(
        state=FollowUpState.SENT, sent_at=now, token_hash=rules.hashed(token)
    )
    if not claimed:
        return False
    if follow_up.channel != "code":
        notices.queue_notice(
            to=follow_up.visit.person,
            channel=follow_up.channel,
            kind="follow_up",
            link=f"/tomorrow/{token}/",
            due_at=now,
            dedup_key=_dedup_key(follow_up.visit),
            now=now,
        )
    return True


def _dedup_key(visit: Visit) -> str:
    return f"follow_up:{visit.key}"


def answer_follow_up(
    *, token: str, value: int | None, now: datetime, is_safe: bool | None = None
) -> FollowUp:
    """Take the answer behind tomorrow's link; a second one replaces the number and pages nobody twice.

    :raises NotHere: unknown, withdrawn or too old; all look the same
    """
    follow_up = queries.follow_up_of(token=token, now=now)
    if follow_up is None:
        raise NotHere
    answer_tomorrow(visit=follow_up.visit, value=value, is_safe=is_safe, now=now)
    FollowUp.objects.filter(pk=follow_up.pk, state=FollowUpState.SENT).update(
        state=FollowUpState.ANSWERED, answered_at=now
    )
    follow_up.refresh_from_db()
    return follow_up


@transaction.atomic
def answer_tomorrow(*, visit: Visit, value: int | None, is_safe: bool | None, now: datetime) -> str:
    """Keep tomorrow's answer; when a human should see it, a row says so. Return why, or nothing."""
    rate(visit=visit, moment="tomorrow", value=value, now=now)
    given = queries.ratings(visit)
    why = rules.worry(before=given.get("before"), after=given.get("after"), tomorrow=value, is_safe=is_safe)
    if why:
        _worry(visit, why=why, now=now)
    return why


def _worry(visit: Visit, *, why: str, now: datetime) -> None:
    row, is_new = Worry.objects.get_or_create(visit=visit, defaults={"why": why, "at": now})
    if not is_new and why == "not_safe":
        # Said again after somebody was called is a new call.
        Worry.objects.filter(pk=row.pk).update(why=why, at=now, handed_on_at=None)
    announce(TomorrowIsWorse(visit_id=visit.pk))


def hand_on(*, worry: Worry, now: datetime) -> bool:
    """Note that a human is being called; the caller pages in the same transaction."""
    return bool(Worry.objects.filter(pk=worry.pk, handed_on_at=None).update(handed_on_at=now))
