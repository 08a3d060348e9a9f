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
from beenthere.privacy import actions as privacy
from beenthere.relief import actions as relief
from beenthere.relief import queries as after
from beenthere.relief.models import Worry
from beenthere.safety import events, queries, rules
from beenthere.safety.levels import log
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
    *,
    why: str,
    now: datetime,
    visit: Visit | None = None,
    conversation: Conversation | None = None,
    hidden_from: Person | None = None,
) -> Page | None:
    """Call a human; the same call while nobody has answered is the same page.

    Between friends nobody is called without the friend's own yes; then there is no page.
    ``hidden_from`` is never told of it and finds it nowhere, whatever their duties are.
    """
    if not queries.may_page(visit=visit, conversation=conversation):
        return None
    # A talk is locked before the chain, and the chain before the page: see ``levels.log``.
    log.hold(conversation or (visit.conversation if visit else None))
    log.take_turn()
    page, is_new = Page.objects.get_or_create(
        about=_about(visit, conversation, hidden_from),
        why=rules.known_why(why),
        acknowledged_at=None,
        defaults={"visit": visit, "conversation": conversation, "hidden_from": hidden_from, "opened_at": now},
    )
    if not is_new:
        # The page follows the evening: whoever takes it must come to the talk going on now.
        newest = {} if conversation is None else {"conversation": conversation}
        Page.objects.filter(pk=page.pk).update(called=F("called") + 1, **newest)
    log.write(
        what=log.PAGED, now=now, conversation=conversation, page=page.key, why=page.why, again=not is_new
    )
    announce(events.PageOpened(page_id=page.pk))
    return page


@transaction.atomic
def let_call(*, visit: Visit, now: datetime) -> Page | None:
    """Take a friend's own yes to calling somebody of the service, and call; it is a yes to this one call."""
    purpose = queries.calling(visit)
    privacy.give_consent(person=visit.person, purpose=purpose, version="1", now=now)
    page = page_on_call(visit=visit, conversation=visit.conversation, why="button", now=now)
    privacy.withdraw_consent(person=visit.person, purpose=purpose, now=now)
    return page


def _about(visit: Visit | None, conversation: Conversation | None, hidden_from: Person | None) -> str:
    # Calls hidden from two people are two pages; one of them would be read by the other.
    if hidden_from is not None:
        return f"not-for:{hidden_from.pk}"
    if visit is not None:
        return f"visit:{visit.pk}"
    return f"conversation:{conversation.pk}" if conversation is not None else "service"


@transaction.atomic
def acknowledge(*, page: Page, person: Person, now: datetime) -> bool:
    """Take a page; the first who does has it. Return whether it was this person; nobody takes one about themselves."""
    if person.pk in queries.parties(page):
        return False
    log.take_turn()
    taken = Page.objects.filter(pk=page.pk, acknowledged_at=None).update(
        acknowledged_by=person, acknowledged_at=now
    )
    if taken:
        log.write(what=log.TAKEN, now=now, page=page.key, person=person.pk)
        announce(events.PageAcknowledged(page_id=page.pk))
    page.refresh_from_db()
    return bool(taken)


def escalate(now: datetime) -> int:
    """Take every open page as far as it should be by now; return how many moved."""
    moved = sum(_escalate_safely(page, now) for page in Page.objects.open())
    call_about_worries(now=now)
    return moved


def _escalate_safely(page: Page, now: datetime) -> bool:
    # One page that fails must not keep the others waiting; it is tried again at the next beat.
    try:
        return escalate_page(page=page, now=now)
    except Exception:
        logger.exception("page %s could not be escalated", page.pk)
        return False


def escalate_page(*, page: Page, now: datetime) -> bool:
    """Tell those who should have been told of one page by now; return whether it moved."""
    on_call = {person.pk: person for person in queries.answerers(page)}
    step = rules.next_step(
        opened_at=page.opened_at,
        acknowledged=page.acknowledged_at is not None,
        people=tuple(on_call),
        now=now,
        why=page.why,
    )
    if step.lines and page.lines_shown_at is None and page.why not in rules.WITHOUT_LINES:
        _show_lines(page, now)
    if not on_call or not _may_move(page, step):
        return False
    return _tell_all(page, on_call, step=step, now=now)


@transaction.atomic
def _tell_all(page: Page, on_call: dict[int, Person], *, step: rules.Step, now: datetime) -> bool:
    """Tell everybody a step names, and link who was; return whether anybody knows of it."""
    log.take_turn()
    news = {pk: _tell_safely(page, on_call[pk], step=step, now=now) for pk in step.tell}
    if told := [pk for pk, one in news.items() if one]:
        log.write(what=log.TOLD, now=now, page=page.key, round=step.round, mark=step.mark, people=told)
    if None not in news.values():
        Page.objects.filter(pk=page.pk, mark__lt=step.mark).update(mark=step.mark)
    return any(one is not None for one in news.values())


def _may_move(page: Page, step: rules.Step) -> bool:
    """Conditional on the row as it is now: somebody may have acknowledged it since it was read."""
    return Page.objects.filter(pk=page.pk, acknowledged_at=None, mark__lt=step.mark).exists()


# In a commit of its own: a page changed twice in one would wait for its talk while holding the chain.
@transaction.atomic
def _show_lines(page: Page, now: datetime) -> None:
    log.take_turn()
    if Page.objects.filter(pk=page.pk, lines_shown_at=None).update(lines_shown_at=now):
        log.write(what=log.LINES, now=now, page=page.key)
        announce(events.LinesShown(page_id=page.pk))


def _tell_safely(page: Page, person: Person, *, step: rules.Step, now: datetime) -> bool | None:
    """Tell one person; return whether they did not know yet, or None when they could not be told."""
    # A broken channel of one person must not hide the page from the next; the mark stays behind,
    # so the missing one is tried again, and those who were told are not told twice.
    try:
        with transaction.atomic():
            return _tell(page, person, step=step, now=now)
    except Exception:
        logger.exception("person %s could not be told of page %s", person.pk, page.pk)
        return None


def _tell(page: Page, person: Person, *, step: rules.Step, now: datetime) -> bool:
    _row, is_new = Told.objects.get_or_create(
        page=page, person=person, round=step.round, defaults={"at": now}
    )
    if is_new:
        _send(page, person, step=step, now=now)
    return is_new


def _send(page: Page, person: Person, *, step: rules.Step, now: datetime) -> None:
    for channel in ways.channels_of(person):
        notices.queue_notice(
            to=person,
            channel=channel,
            kind="page_again" if step.round else "page",
            link="/on-call/" if people.is_on_call(person) else f"/on-call/page/{page.key}/",
            due_at=now,
            dedup_key=f"page:{page.key}:{step.round}:{person.pk}:{channel}",
            now=now,
        )


def call_about_worries(*, now: datetime) -> int:
    """Call a human about next-day answers that nobody has been called for; return how many."""
    return sum(_call_about_safely(worry, now) for worry in after.worries())


def _call_about_safely(worry: Worry, now: datetime) -> bool:
    # As with pages: the row that fails is tried again, and the others are called about now.
    try:
        return _call_about(worry, now)
    except Exception:
        logger.exception("nobody could be called about worry %s", worry.pk)
        return False


@transaction.atomic
def _call_about(worry: Worry, now: datetime) -> bool:
    if not relief.hand_on(worry=worry, now=now):
        return False
    page_on_call(visit=worry.visit, why=worry.why, now=now)
    return True


def save_channel(*, person: Person, channel: str, address: str, now: datetime) -> None:
    """Remember how somebody is reached; an empty address forgets it.

    :raises AddressIsWrong: nobody can be reached there
    """
    if address:
        notices.save_address(person=person, channel=channel, address=address, now=now)
    else:
        notices.forget_address(person=person, channel=channel)


def try_channels(*, person: Person, now: datetime, link: str = "/on-call/") -> int:
    """Send a test by every channel of somebody; return how many channels."""
    channels = [channel for channel in ways.channels_of(person) if channel != "in_app"]
    for channel in channels:
        notices.queue_notice(
            to=person,
            channel=channel,
            kind="channel_test",
            link=link,
            due_at=now,
            dedup_key=f"channel_test:{person.pk}:{channel}:{int(now.timestamp())}",
            now=now,
        )
    return len(channels)
