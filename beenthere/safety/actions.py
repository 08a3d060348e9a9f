"""Call a human, and keep calling until one says "I have it".

A page is a row in the caller's transaction; who is told is decided by ``rules.next_step`` from
that row and the time. Nothing is kept in memory: after a crash the next beat goes on.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import F

from beenthere.conversations.models import Conversation
from beenthere.kernel.bus import announce
from beenthere.matching.models import Visit
from beenthere.notices import actions as notices
from beenthere.notices import queries as ways
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.relief import actions as relief
from beenthere.relief import queries as after
from beenthere.relief.models import Worry
from beenthere.safety import events, rules
from beenthere.safety.models import Page, SafetyAnswer, Told

logger = logging.getLogger(__name__)


@transaction.atomic
def record_answer(*, visit: Visit, answer: str, now: datetime) -> Page | None:
    """Keep the answer to the direct question, and call a human unless it was "no" or none."""
    known = answer if answer in ("", *rules.ANSWERS) else "not_sure"
    SafetyAnswer.objects.create(visit=visit, answer=known, at=now)
    why = rules.why_page(known)
    return page_on_call(visit=visit, why=why, now=now) if why else None


@transaction.atomic
def page_on_call(
    *, why: str, now: datetime, visit: Visit | None = None, conversation: Conversation | None = None
) -> Page:
    """Call a human; the same call while nobody has answered is the same page."""
    page, is_new = Page.objects.get_or_create(
        about=_about(visit, conversation),
        why=rules.known_why(why),
        acknowledged_at=None,
        defaults={"visit": visit, "conversation": conversation, "opened_at": now},
    )
    if not is_new:
        Page.objects.filter(pk=page.pk).update(called=F("called") + 1)
    announce(events.PageOpened(page_id=page.pk))
    return page


def _about(visit: Visit | None, conversation: Conversation | None) -> str:
    if visit is not None:
        return f"visit:{visit.pk}"
    return f"conversation:{conversation.pk}" if conversation is not None else "service"


@transaction.atomic
def acknowledge(*, page: Page, person: Person, now: datetime) -> bool:
    """Take a page; the first who does has it. Return whether it was this person."""
    taken = Page.objects.filter(pk=page.pk, acknowledged_at=None).update(
        acknowledged_by=person, acknowledged_at=now
    )
    if taken:
        announce(events.PageAcknowledged(page_id=page.pk))
    page.refresh_from_db()
    return bool(taken)


def escalate(now: datetime) -> int:
    """Take every open page as far as it should be by now; return how many moved."""
    call_about_worries(now=now)
    return sum(_escalate_safely(page, now) for page in Page.objects.open())


def _escalate_safely(page: Page, now: datetime) -> bool:
    # One page that fails must not keep the others waiting; it is tried again at the next beat.
    try:
        return escalate_page(page=page, now=now)
    except Exception:
        logger.exception("page %s could not be escalated", page.pk)
        return False


@transaction.atomic
def escalate_page(*, page: Page, now: datetime) -> bool:
    """Tell those who should have been told of one page by now; return whether it moved."""
    on_call = {person.pk: person for person in people.on_call_people()}
    step = rules.next_step(
        opened_at=page.opened_at,
        acknowledged=page.acknowledged_at is not None,
        people=tuple(on_call),
        now=now,
    )
    if step.lines and page.lines_shown_at is None:
        _show_lines(page, now)
    if not on_call or not _may_move(page, step):
        return False
    told = [_tell_safely(page, on_call[pk], step=step, now=now) for pk in step.tell]
    if all(told):
        Page.objects.filter(pk=page.pk, mark__lt=step.mark).update(mark=step.mark)
    return any(told)


def _may_move(page: Page, step: rules.Step) -> bool:
    """Conditional on the row as it is now: somebody may have acknowledged it since it was read."""
    return Page.objects.filter(pk=page.pk, acknowledged_at=None, mark__lt=step.mark).exists()


def _show_lines(page: Page, now: datetime) -> None:
    if Page.objects.filter(pk=page.pk, lines_shown_at=None).update(lines_shown_at=now):
        announce(events.LinesShown(page_id=page.pk))


def _tell_safely(page: Page, person: Person, *, step: rules.Step, now: datetime) -> bool:
    # A broken channel of one person must not hide the page from the next; the mark stays behind,
    # so the missing one is tried again, and those who were told are not told twice.
    try:
        with transaction.atomic():
            _tell(page, person, step=step, now=now)
    except Exception:
        logger.exception("person %s could not be told of page %s", person.pk, page.pk)
        return False
    return True


def _tell(page: Page, person: Person, *, step: rules.Step, now: datetime) -> None:
    _row, is_new = Told.objects.get_or_create(
        page=page, person=person, round=step.round, defaults={"at": now}
    )
    if not is_new:
        return
    for channel in ways.channels_of(person):
        notices.queue_notice(
            to=person,
            channel=channel,
            kind="page_again" if step.round else "page",
            link="/on-call/",
            due_at=now,
            dedup_key=f"page:{page.key}:{step.round}:{person.pk}:{channel}",
            now=now,
        )


def call_about_worries(*, now: datetime) -> int:
    """Call a human about next-day answers that nobody has been called for; return how many."""
    return sum(_call_about(worry, now) for worry in after.worries())


@transaction.atomic
def _call_about(worry: Worry, now: datetime) -> bool:
    if not relief.hand_on(worry=worry, now=now):
        return False
    page_on_call(visit=worry.visit, why=worry.why, now=now)
    return True


def save_channel(*, person: Person, channel: str, address: str, now: datetime) -> None:
    """Remember how somebody on call is reached; an empty address forgets it.

    :raises AddressIsWrong: nobody can be reached there
    """
    if address:
        notices.save_address(person=person, channel=channel, address=address, now=now)
    else:
        notices.forget_address(person=person, channel=channel)


def try_channels(*, person: Person, now: datetime) -> int:
    """Send a test by every channel of somebody on call; return how many channels."""
    channels = [channel for channel in ways.channels_of(person) if channel != "in_app"]
    for channel in channels:
        notices.queue_notice(
            to=person,
            channel=channel,
            kind="channel_test",
            link="/on-call/",
            due_at=now,
            dedup_key=f"channel_test:{person.pk}:{channel}:{int(now.timestamp())}",
            now=now,
        )
    return len(channels)
