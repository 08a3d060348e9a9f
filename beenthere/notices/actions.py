"""Queue, withdraw and send notices."""

import json
import logging
from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from beenthere.kernel.refusals import Refused
from beenthere.notices import queries, rules, senders
from beenthere.notices.models import Address, Channel, Letter, Notice, State
from beenthere.people.models import Person
from beenthere.privacy import keys
from beenthere.privacy import queries as privacy

logger = logging.getLogger(__name__)
LETTER = "letter"


class AddressIsWrong(Refused):
    """Nobody can be reached there."""


@transaction.atomic
def save_address(*, person: Person, channel: str, address: str, now: datetime) -> None:
    """Remember, sealed, where somebody is reached by a channel.

    :raises AddressIsWrong: it can not work
    """
    _check(channel, address)
    keys.make_key(subject=f"person:{person.key}")
    row, _is_new = Address.objects.get_or_create(
        person=person, channel=Channel(channel), defaults={"sealed": b"", "made_at": now}
    )
    row.sealed = keys.seal(subject=f"person:{person.key}", place=f"address:{row.key}", words=address)
    row.is_broken = False
    row.save(update_fields=["sealed", "is_broken"])


def _check(channel: str, address: str) -> None:
    if channel == Channel.EMAIL:
        try:
            validate_email(address)
        except ValidationError:
            raise AddressIsWrong(_("This is not an e-mail address.")) from None
    elif channel == Channel.APPRISE and not senders.is_apprise_url(address):
        raise AddressIsWrong(_("This is not an address that Apprise knows."))


def forget_address(*, person: Person, channel: str) -> None:
    """Forget where somebody is reached by a channel."""
    Address.objects.filter(person=person, channel=channel).delete()


def queue_notice(
    *, to: Person, channel: str, kind: str, link: str, due_at: datetime, dedup_key: str, now: datetime
) -> Notice:
    """Queue a notice; the same dedup key twice is one notice.

    :raises ValueError: there are no words for this kind
    """
    if not queries.is_kind(kind):
        raise ValueError(f"no words for a notice of kind {kind!r}")
    return Notice.objects.get_or_create(
        dedup_key=dedup_key,
        defaults={
            "to": to,
            "channel": Channel(channel),
            "kind": kind,
            "sealed_link": keys.seal(subject=f"person:{to.key}", place=f"notice:{dedup_key}", words=link),
            "due_at": due_at,
            "made_at": now,
        },
    )[0]


def queue_letter(
    *, by: Person, letter: Letter, subject: str, consent: str, dedup_key: str, now: datetime
) -> Notice:
    """Queue a mail to somebody outside; it goes out only while the yes to ``consent`` and the key stand.

    :raises AddressIsWrong: it is not an e-mail address
    """
    _check(Channel.EMAIL, letter.address)
    words = json.dumps(asdict(letter), ensure_ascii=False)
    return Notice.objects.get_or_create(
        dedup_key=dedup_key,
        defaults={
            "to": by,
            "channel": Channel.EMAIL,
            "kind": LETTER,
            "sealed_link": b"",
            "letter": keys.seal(subject=subject, place=f"letter:{dedup_key}", words=words),
            "letter_subject": subject,
            "consent": consent,
            "due_at": now,
            "made_at": now,
        },
    )[0]


def withdraw(*, dedup_key: str) -> bool:
    """Withdraw a notice that has not gone out; return whether that was in time."""
    waiting = Notice.objects.filter(dedup_key=dedup_key, state=State.DUE)
    return bool(waiting.update(state=State.WITHDRAWN))


def mark_read(*, person: Person, now: datetime) -> None:
    """Remember that somebody has seen their in-app notices."""
    Notice.objects.filter(to=person, channel=Channel.IN_APP, read_at=None).update(read_at=now)


def is_any_due(*, now: datetime, lane: str = "") -> bool:
    """Tell whether something is due in a lane or in any, or claimed by a sender that died."""
    old_claim = Q(state=State.CLAIMED, claimed_at__lte=now - rules.CLAIM_LASTS)
    waiting = Notice.objects.filter(old_claim | Q(state=State.DUE, due_at__lte=now))
    return (_in_lane(waiting, lane) if lane else waiting).exists()


def send_due(*, now: datetime) -> int:
    """Send what is due, calls for a human first; return how many went out."""
    return sum(send_lane(lane=lane, now=now) for lane in rules.LANES)


def send_lane(*, lane: str, now: datetime) -> int:
    """Send what is due in one lane; return how many went out. Claims that a dead sender left are taken up."""
    _take_up_old_claims(now)
    due = Notice.objects.filter(state=State.DUE, due_at__lte=now).select_related("to").order_by("due_at")
    return sum(_claim_and_send(notice, now) for notice in _in_lane(due, lane)[:50])


def _in_lane(notices: QuerySet[Notice], lane: str) -> QuerySet[Notice]:
    """Return those of a lane, as ``rules.lane_of`` says."""
    calls = Q(kind__in=rules.CALLS)
    by_mail = Q(channel=Channel.EMAIL)
    return notices.filter(
        {"calls": calls & ~by_mail, "calls_by_mail": calls & by_mail, "others": ~calls}[lane]
    )


def _take_up_old_claims(now: datetime) -> None:
    old = Notice.objects.filter(state=State.CLAIMED, claimed_at__lte=now - rules.CLAIM_LASTS)
    old.update(state=State.DUE, claimed_at=None)


def _claim_and_send(notice: Notice, now: datetime) -> bool:
    claimed = Notice.objects.filter(pk=notice.pk, state=State.DUE).update(
        state=State.CLAIMED, claimed_at=now, attempts=notice.attempts + 1
    )
    if not claimed:
        return False
    try:
        _send(notice)
    except senders.CanNotSend as error:
        _failed(notice, why=error.why, now=now, is_final=error.is_final)
        return False
    except Exception as error:
        # One notice that can not be sent must not hold up those behind it.
        _failed(notice, why=type(error).__name__, now=now, is_final=False)
        return False
    Notice.objects.filter(pk=notice.pk).update(state=State.SENT, sent_at=now)
    return True


def _send(notice: Notice) -> None:
    if notice.channel == Channel.IN_APP:
        return
    if notice.letter is not None:
        _send_letter(notice)
        return
    address = queries.address_of(person=notice.to, channel=notice.channel)
    if address is None:
        raise senders.CanNotSend("no_address", is_final=True)
    words = queries.words(notice.kind)
    senders.send(
        channel=notice.channel,
        address=address,
        title=words.title,
        body=words.body,
        link=f"{settings.TABLE.public_url}{notice.link}",
    )


def _send_letter(notice: Notice) -> None:
    """Asked again in the last moment: a yes may have been taken back while the mail waited."""
    if not privacy.has_consented(person=notice.to, purpose=notice.consent):
        raise senders.CanNotSend("no_consent", is_final=True)
    try:
        letter = notice.letter_words
    except keys.KeyIsGone:
        raise senders.CanNotSend("taken_back", is_final=True) from None
    senders.send_letter(address=letter.address, title=letter.title, body=letter.body)


def _failed(notice: Notice, *, why: str, now: datetime, is_final: bool) -> None:
    again = None if is_final else rules.next_try_at(attempts=notice.attempts + 1, now=now)
    state = State.DUE if again else State.FAILED
    Notice.objects.filter(pk=notice.pk).update(state=state, due_at=again or notice.due_at, why_failed=why)
    if is_final and why == "gone":
        Address.objects.filter(person=notice.to, channel=notice.channel).update(is_broken=True)
    logger.warning("a notice by %s could not be sent: %s", notice.channel, why)
