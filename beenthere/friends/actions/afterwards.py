"""Looking back: what happened, what fitted, the host's three questions, and a line the next day."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.friends import events, queries, queries_after, rules
from beenthere.friends.actions.evenings import NotReady
from beenthere.friends.models import Afterwards, EveningState, FriendEvening, HostAnswer, Letter, Side
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotHere, Refused
from beenthere.notices import actions as notices
from beenthere.notices import queries as ways
from beenthere.people.models import Person
from beenthere.privacy import actions as privacy
from beenthere.privacy import keys
from beenthere.relief import actions as relief


class LetterIsUnclear(Refused):
    """A line to a friend without a word, or without the yes to keeping it."""


@dataclass(frozen=True)
class Goodbye:
    """What a friend said after an evening; all of it may be left open."""

    after: int | None = None
    helped: tuple[str, ...] = field(default=())
    words: str = ""
    channel: str = ""
    address: str = ""


def _require_over(evening: FriendEvening) -> None:
    if evening.state != EveningState.OVER:
        raise NotReady(_("This evening is not over yet."))


@transaction.atomic
def say_goodbye(*, evening: FriendEvening, side: str, said: Goodbye, now: datetime) -> None:
    """Keep how the friend leaves, what helped, and whether to ask tomorrow; said again, the last words and wish count.

    :raises NotHere: the host's side
    :raises NotReady: the evening goes on
    :raises AddressIsWrong: tomorrow's message can not reach them there
    """
    if side != Side.FRIEND or evening.visit is None:
        raise NotHere
    _require_over(evening)
    relief.rate(visit=evening.visit, moment="after", value=said.after, now=now)
    if said.helped or said.words or queries_after.notes(evening):
        relief.close_notes(visit=evening.visit, helped=said.helped, words=said.words, next_step="", now=now)
    if said.channel:
        relief.agree_follow_up(visit=evening.visit, channel=said.channel, address=said.address, now=now)
    else:
        relief.withdraw_follow_up(visit=evening.visit, now=now)


@transaction.atomic
def answer_tomorrow(
    *, evening: FriendEvening, side: str, value: int | None, is_safe: bool | None, now: datetime
) -> None:
    """Keep the friend's number of the next day, given on their own page; somebody is called only by their own yes.

    :raises NotHere: the host's side
    :raises NotReady: it was not agreed to, or is not the next day yet
    """
    if side != Side.FRIEND or evening.visit is None:
        raise NotHere
    if not queries_after.asks_tomorrow(evening, now=now):
        raise NotReady(_("We have nothing to ask right now."))
    relief.answer_tomorrow(visit=evening.visit, value=value, is_safe=is_safe, now=now)


@transaction.atomic
def look_back(
    *, evening: FriendEvening, side: str, words: Mapping[str, str], shares: Iterable[str], now: datetime
) -> None:
    """Keep what one side wrote about how it went; the other side reads only what was shared. Empty words are deleted.

    :raises NotReady: the evening goes on, or it is to be shared and the pair has ended
    """
    _require_over(evening)
    writer = queries.person_of(evening.pair, side)
    shared = set(shares)
    if shared and evening.pair.ended_at is not None:
        raise NotReady(
            _("You two are no pair here any more, so we can not pass it on. You can keep it for yourself.")
        )
    for name in rules.LOOKING_BACK:
        said = rules.tidy(words.get(name, ""), most=rules.LOOK_LIMIT)
        place: dict[str, Any] = {"evening": evening, "side": side, "name": name}
        if not said:
            Afterwards.objects.filter(**place).delete()
            continue
        body = keys.seal(
            subject=f"person:{writer.key}", place=queries.afterwards_place(evening, side, name), words=said
        )
        Afterwards.objects.update_or_create(
            **place, defaults={"writer": writer, "body": body, "is_shared": name in shared, "at": now}
        )


@transaction.atomic
def answer_for_oneself(
    *, evening: FriendEvening, side: str, answers: Mapping[str, str], now: datetime
) -> None:
    """Keep the host's three answers for the host alone; with no answer, nothing is kept.

    :raises NotHere: the friend's side
    :raises NotReady: the evening goes on
    """
    if side != Side.HOST:
        raise NotHere
    _require_over(evening)
    host = queries.person_of(evening.pair, Side.HOST)
    said = rules.own_answers(answers)
    if not said:
        HostAnswer.objects.filter(evening=evening).delete()
        return
    sealed = keys.seal(
        subject=f"person:{host.key}",
        place=f"host-answer:{evening.key}",
        words=json.dumps(said, ensure_ascii=False),
    )
    HostAnswer.objects.update_or_create(
        evening=evening, defaults={"host": host, "answers": sealed, "at": now}
    )


@transaction.atomic
def write_letter(*, evening: FriendEvening, side: str, words: str, may_keep: bool, now: datetime) -> Letter:
    """Keep a friend's own words to their friend, as long as their yes to that stands; written again, the last words count.

    :raises NotHere: the host's side
    :raises NotReady: the evening goes on, or the pair has ended
    :raises LetterIsUnclear: no word, or no yes: then nothing is kept
    """
    if side != Side.FRIEND:
        raise NotHere
    _require_over(evening)
    if evening.pair.ended_at is not None:
        raise NotReady(_("You two are no pair here any more, so we can not pass it on."))
    said = rules.tidy(words, most=rules.LETTER_LIMIT)
    if not said:
        raise LetterIsUnclear(_("Write one line, or leave it. Both are fine."))
    if not may_keep:
        raise LetterIsUnclear(
            _("Please tick that we may keep your words for your friend. Nothing is kept yet.")
        )
    writer = queries.person_of(evening.pair, Side.FRIEND)
    privacy.give_consent(person=writer, purpose=queries.letter_purpose(evening), version="1", now=now)
    Letter.objects.filter(evening=evening).delete()
    row = Letter(evening=evening, writer=writer, at=now)
    row.body = keys.seal(subject=f"person:{writer.key}", place=f"letter:{row.key}", words=said)
    row.save()
    _tell_the_host(evening, now=now)
    announce(events.LetterWritten(letter_id=row.pk))
    return row


def _tell_the_host(evening: FriendEvening, *, now: datetime) -> None:
    host = evening.pair.host
    for channel in ways.channels_of(host) if host else []:
        notices.queue_notice(
            to=queries.person_of(evening.pair, Side.HOST),
            channel=channel,
            kind="friend_wrote",
            link=f"/friends/evening/{evening.key}/",
            due_at=now,
            dedup_key=f"letter:{evening.key}:{channel}",
            now=now,
        )


@transaction.atomic
def take_letter_back(*, evening: FriendEvening, side: str, now: datetime) -> bool:
    """Take the yes back: the words are deleted at once; return whether there were any.

    :raises NotHere: the host's side
    """
    if side != Side.FRIEND:
        raise NotHere
    writer = queries.person_of(evening.pair, Side.FRIEND)
    privacy.withdraw_consent(person=writer, purpose=queries.letter_purpose(evening), now=now)
    return bool(Letter.objects.filter(evening=evening).delete()[0])


def letter_was_read(*, evening: FriendEvening, now: datetime) -> None:
    """Note that the host has seen the words; the friend sees that."""
    Letter.objects.filter(evening=evening, read_at=None).update(read_at=now)


def share_numbers(*, friend: Person, pair_key: str, is_shared: bool, now: datetime) -> None:
    """Let the host see the friend's numbers over time, or no longer."""
    purpose = queries.numbers_purpose(pair_key)
    if is_shared:
        privacy.give_consent(person=friend, purpose=purpose, version="1", now=now)
    else:
        privacy.withdraw_consent(person=friend, purpose=purpose, now=now)
