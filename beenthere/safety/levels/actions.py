"""Set a level, keep the answers to the plain questions, be beside a talk, tick the emergency list."""

import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beenthere.conversations import queries as talks
from beenthere.conversations.models import Conversation
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotAllowed, NotHere, OutOfStep, Refused
from beenthere.matching import queries as matching
from beenthere.people import actions as people
from beenthere.people import queries as people_queries
from beenthere.people.models import Person
from beenthere.privacy import keys
from beenthere.safety import actions as paging
from beenthere.safety import events
from beenthere.safety import queries as pages
from beenthere.safety.levels import log, queries, quoting, rules
from beenthere.safety.models import Joining, LevelChange, SafetyCheck

logger = logging.getLogger(__name__)

REASON_LENGTH = 500


class LevelIsNotYours(NotAllowed):
    """Only an approved person lowers a level, and says why."""


class SomebodyElseDid(OutOfStep):
    """The level was changed by somebody else in the meantime."""


class CanNotTick(Refused):
    """A step of the emergency list can not be ticked like this."""


WORDS = {
    "unknown": _("This is no level. Please choose one of the list."),
    "not_you": _("Only the person on call or a coordinator can lower it. You can always raise it."),
    "no_reason": _("Please say in one line why it can be lowered."),
}
STEP_WORDS = {
    "unknown": _("This step is not on the list."),
    "not_shown": _("No other way to reach them was shown here."),
    "too_early": _("First somebody has to tick that contact was made."),
    "same_person": _("A second person confirms that contact was really made. Please ask a colleague."),
}


@transaction.atomic
def set_level(
    *,
    conversation: Conversation,
    level: int,
    role: str,
    by: Person | None,
    now: datetime,
    reason: str = "",
    expected: int | None = None,
) -> LevelChange | None:
    """Raise or lower the level of a talk; the same level changes nothing. A raised one calls a human in the same commit.

    ``expected`` is the level the page showed; when it has changed meanwhile, lowering is refused and raising goes on.

    :raises LevelIsNotYours: lowering by somebody who may not, or without a reason
    :raises SomebodyElseDid: lowering from a level that is not there any more
    :raises NotHere: somebody of the staff, and this is their own talk
    """
    before = queries.level_of(conversation, locked=True)
    if role in rules.LOWERING and by is not None:
        _refuse_a_party(conversation, by)
    if why := rules.why_not_change(before=before, after=level, role=role, reason=reason):
        raise LevelIsNotYours(WORDS[why])
    if expected is not None and expected != before and level < max(expected, before):
        raise SomebodyElseDid(_("Somebody else has just changed it. Please look once more."))
    if level == before:
        return None
    row = _write(conversation, level=level, before=before, role=role, by=by, now=now)
    if level < before:
        row.reason = keys.seal(subject="service", place=f"level:{row.pk}", words=reason[:REASON_LENGTH])
        row.save(update_fields=["reason"])
    return row


def _refuse_a_party(conversation: Conversation, person: Person) -> None:
    # Who talks is helped by somebody else, and a report of them is not theirs to look after.
    if person.pk in pages.sides(conversation):
        raise NotHere


def _write(
    conversation: Conversation, *, level: int, before: int, role: str, by: Person | None, now: datetime
) -> LevelChange:
    row = LevelChange.objects.create(
        conversation=conversation, level=level, before=before, role=role, by=by, at=now
    )
    log.write(what="level", now=now, conversation=conversation, level=level, before=before, role=role)
    if level > before and (role != rules.CARRIED or rules.calls_when_carried(level)):
        _call(conversation, rules.page_why(level), now)
    _keep_room(conversation, now)
    announce(events.LevelSet(conversation_id=conversation.pk, level=level, before=before))
    return row


def _call(conversation: Conversation, why: str, now: datetime) -> None:
    visit = matching.visit_of_conversation(conversation)
    paging.page_on_call(visit=visit, conversation=conversation, why=why, now=now)


def _keep_room(conversation: Conversation, now: datetime) -> None:
    """Somebody in a talk at A2 or above is offered no other one; a talk with a friend is no load in the line."""
    if conversation.is_of_friends:
        return
    if conversation.supporter is not None and rules.is_heavy(queries.level_of(conversation)):
        people.set_aside(supporter=conversation.supporter, why="heavy", now=now)


@transaction.atomic
def keep_answers(
    *,
    conversation: Conversation,
    answers: Mapping[str, str],
    by: Person | None,
    now: datetime,
    is_recheck: bool = False,
) -> SafetyCheck:
    """Keep the answers to the plain questions; what they call for raises the level at once and never lowers it.

    An answer nobody understands counts as "not sure": unknown is "ask a human".
    """
    known = {
        question: given if given in rules.ANSWERS else rules.NOT_SURE
        for question, given in answers.items()
        if question in rules.QUESTIONS
    }
    level = rules.level_of(known)
    before = queries.level_of(conversation, locked=True)
    row = SafetyCheck.objects.create(
        conversation=conversation, answers=known, level=level, by=by, is_recheck=is_recheck, at=now
    )
    log.write(what="asked", now=now, conversation=conversation, level=level, again=is_recheck)
    if level > before:
        set_level(conversation=conversation, level=level, role="supporter", by=by, now=now)
    elif level >= rules.GRAVE:
        # Said again is called again: whoever took the first page may not know that it goes on.
        _call(conversation, rules.page_why(before), now)
    return row


@transaction.atomic
def say_not_safe(*, conversation: Conversation, now: datetime) -> None:
    """Take a seeker's own word that they are not safe: each time it is noted, and each time a human is called."""
    before = queries.level_of(conversation, locked=True)
    log.write(what="not_safe", now=now, conversation=conversation, level=max(before, rules.GRAVE))
    if before < rules.GRAVE:
        set_level(conversation=conversation, level=rules.GRAVE, role="seeker", by=None, now=now)
    else:
        _call(conversation, rules.page_why(before), now)


@transaction.atomic
def join(*, conversation: Conversation, person: Person, mode: str, now: datetime) -> Joining:
    """Be near a talk, or take the lead; saying it twice changes nothing.

    :raises NotHere: this is their own talk
    """
    _refuse_a_party(conversation, person)
    log.hold(conversation)
    if mode == "lead":
        _step_back(conversation, but=person, now=now)
    row, is_new = Joining.objects.get_or_create(
        conversation=conversation,
        person=person,
        until=None,
        defaults={"mode": mode, "since": now, "heard_at": now},
    )
    is_changed = is_new or row.mode != mode
    row.mode, row.heard_at = mode, now
    row.save(update_fields=["mode", "heard_at"])
    if is_changed:
        log.write(what=mode, now=now, conversation=conversation, person=person.pk)
        announce(events.BesideChanged(conversation_id=conversation.pk))
    return row


@transaction.atomic
def note_kept_seats(*, conversation: Conversation, now: datetime) -> None:
    """Note who on call keeps reading a reported talk for an hour because they sat there at A3 or A4 when it ended."""
    log.hold(conversation)
    for row in queries.joinings(conversation):
        place = (conversation.pk, row.person_id)
        if row.until is None and place in queries.seats({place}, now=now):
            log.write(what="kept_seat", now=now, conversation=conversation, person=row.person_id)


def _step_back(conversation: Conversation, *, but: Person, now: datetime) -> None:
    """Put whoever led into the background: one leads, and the other sees it at once."""
    others = Joining.objects.filter(conversation=conversation, until=None, mode="lead").exclude(person=but)
    for row in list(others):
        Joining.objects.filter(pk=row.pk).update(mode="background")
        log.write(what="background", now=now, conversation=conversation, person=row.person_id)


def hear(places: Collection[tuple[int, int]], *, now: datetime) -> None:
    """Remember that these people, as (talk, person), were heard beside their talks just now."""
    for talk, person in sorted(places):
        Joining.objects.filter(conversation_id=talk, person_id=person, until=None).update(heard_at=now)


@transaction.atomic
def hand_back(*, conversation: Conversation, person: Person, now: datetime) -> bool:
    """Leave the talk to its supporter again."""
    log.hold(conversation)
    left = Joining.objects.filter(conversation=conversation, person=person, until=None).update(until=now)
    if left:
        log.write(what="handed_back", now=now, conversation=conversation, person=person.pk)
        announce(events.BesideChanged(conversation_id=conversation.pk))
    return bool(left)


def hand_back_what_is_over(*, now: datetime) -> int:
    """Hand back every talk that ended so long ago that its words are closed anyway; return how many."""
    over = Joining.objects.filter(until=None, conversation__ended_at__lte=now - rules.LOOKS_BACK)
    rows = list(over.select_related("conversation", "person"))
    return sum(_safely(hand_back, conversation=row.conversation, person=row.person, now=now) for row in rows)


def note_opened(*, conversation: Conversation, person: Person, now: datetime) -> None:
    """Note that somebody on call opens the words of a talk."""
    log.write(what="opened", now=now, conversation=conversation, person=person.pk)


def quote(*, conversation: Conversation, person: Person, now: datetime) -> quoting.Quoted:
    """Return the words that a reader marked, read now and stored nowhere; who is shown some is noted first."""
    if not queries.words_in_reach(conversation, now=now):
        return quoting.CLOSED
    found = quoting.quoted(conversation)
    if found.quotes:
        log.write(what="quoted", now=now, conversation=conversation, person=person.pk, many=len(found.quotes))
    return found


@transaction.atomic
def tick(*, conversation: Conversation, step: str, person: Person, now: datetime) -> None:
    """Tick a step of the emergency list; that contact was really made is confirmed by a second person.

    :raises CanNotTick: unknown, too early, or the same person
    :raises NotHere: this is their own talk
    """
    _refuse_a_party(conversation, person)
    done = {row.what: row.facts.get("person") for row in log.steps(conversation)}
    why = rules.why_not_step(
        step, by=person.pk, contact_by=done.get("contact_made"), saw_way="way_shown" in done
    )
    if why:
        raise CanNotTick(STEP_WORDS[why])
    hear({(conversation.pk, person.pk)}, now=now)
    if step not in done:
        log.write(what=step, now=now, conversation=conversation, person=person.pk)


@transaction.atomic
def carry_over(*, conversation: Conversation, now: datetime) -> LevelChange | None:
    """Give a new talk the level the one before it had that evening, so that nothing known is lost with a supporter.

    Whoever on call is beside the old talk comes along. From A3 on a human is called again all the same: their open page
    was that of the old talk.
    """
    seats = queries.seats_before(conversation)
    for row in seats:
        log.hold(row.conversation)
    level, before = queries.level_before(conversation), queries.level_of(conversation, locked=True)
    if level <= before or queries.is_carried(conversation):
        return None
    for row in seats:
        _carry_seat(row, conversation, now)
    return _write(conversation, level=level, before=before, role=rules.CARRIED, by=None, now=now)


def _carry_seat(row: Joining, conversation: Conversation, now: datetime) -> None:
    if row.person_id in pages.sides(conversation):
        return
    hand_back(conversation=row.conversation, person=row.person, now=now)
    join(conversation=conversation, person=row.person, mode=row.mode, now=now)
    # To be carried is not to be heard.
    Joining.objects.filter(conversation=conversation, person=row.person, until=None).update(
        heard_at=row.heard_at
    )


def look_for_new_talks(*, now: datetime) -> int:
    """Carry levels over to every running talk whose event was lost; return how many."""
    return sum(_safely(carry_over, conversation=talk, now=now) for talk in talks.running() if talk.opened_at)


@transaction.atomic
def lost(*, conversation: Conversation, about: str, now: datetime) -> bool:
    """Call a human, once, when a side of a talk at A3 or A4 is gone, or the talk has ended; return whether one was called."""
    calls = rules.calls_when_lost(
        queries.level_of(conversation, locked=True),
        about=about,
        ended_by=conversation.ended_by,
        on_call_leads=queries.on_call_leads(conversation, now=now),
    )
    if not calls or queries.was_called(conversation, about=about):
        return False
    if about == rules.END and conversation.ended_why == "vanished" and _is_known_alone(conversation):
        return False
    log.write(what="dropped", now=now, conversation=conversation, about=about)
    _call(conversation, "dropped", now)
    return True


def seeker_dropped(*, conversation: Conversation, now: datetime) -> bool:
    """Call a human when a seeker drops out of a talk at A3 or A4; return whether one was called."""
    return lost(conversation=conversation, about=rules.SEEKER, now=now)


def _is_known_alone(conversation: Conversation) -> bool:
    """Tell whether somebody was called when the supporter vanished with whom this talk was given up later."""
    return queries.was_called(conversation, about="supporter")


def look_for_dropped(*, now: datetime) -> int:
    """Call about every loss in a grave talk that nobody was called for yet, running or just over; return how many."""
    over = [(talk, rules.END) for talk in queries.grave_and_over(since=now - rules.LOOKS_BACK)]
    found = [*queries.grave_and_lost(), *over]
    return sum(_safely(lost, conversation=talk, about=about, now=now) for talk, about in found)


@transaction.atomic
def left_alone(*, conversation: Conversation, now: datetime) -> bool:
    """Call a human again about a grave talk that nobody sits beside though one had it, and once about a lead who fell silent."""
    if queries.level_of(conversation, locked=True) < rules.GRAVE:
        return False
    silent = queries.silent_leads(conversation, now=now)
    if not silent and not queries.is_left_alone(conversation, now=now):
        return False
    for person in silent:
        log.write(what="silent", now=now, conversation=conversation, person=person)
    _call(conversation, "left_alone", now)
    return True


def look_for_left_alone(*, now: datetime) -> int:
    """Call again about every running grave talk that was left alone; return how many."""
    return sum(_safely(left_alone, conversation=talk, now=now) for talk in queries.grave_and_running())


def call_before_erasing(*, seeker: Person, now: datetime) -> int:
    """Call a human about somebody who erases everything while a grave talk runs or has just ended; return how many calls."""
    theirs = talks.of(person=seeker, side="seeker")
    recent = theirs.filter(Q(ended_at=None) | Q(ended_at__gte=now - rules.LOOKS_BACK))
    # Each talk is held before the first link is written: who holds the chain waits for no talk.
    grave = [talk for talk in recent if rules.calls_when_dropped(queries.level_of(talk, locked=True))]
    for talk in grave:
        log.write(what="dropped", now=now, conversation=talk, about=rules.END)
        _call(talk, "dropped", now)
    return len(grave)


def _safely(step: Callable[..., object], **named: Any) -> bool:
    # One talk that fails must not keep the others waiting; it is tried again at the next beat.
    try:
        return bool(step(**named))
    except Exception:
        logger.exception("%s failed for talk %s", step.__name__, named["conversation"].pk)
        return False


@transaction.atomic
def talk_is_over(*, conversation: Conversation, now: datetime) -> None:
    """Let a supporter rest after a grave talk, and let them be offered talks again after the others."""
    if conversation.supporter is None or conversation.is_of_friends:
        return
    until = rules.rests_until(ended_at=now, highest=queries.highest(conversation))
    if until is not None:
        people.rest(supporter=conversation.supporter, until=until, now=now)
    elif not queries.is_in_a_heavy_talk(conversation.supporter):
        people.back_from_aside(supporter=conversation.supporter, now=now)


def let_supporters_back(*, now: datetime) -> int:
    """Let supporters be offered talks again whose heavy talk is over and whose event was lost; return how many."""
    free = [one for one in people_queries.set_aside_for_a_heavy_talk() if not queries.is_in_a_heavy_talk(one)]
    return sum(_let_back(supporter, now) for supporter in free)


def _let_back(supporter: Person, now: datetime) -> bool:
    last = talks.of(person=supporter, side="supporter").filter(ended_at__isnull=False).first()
    return last is not None and _safely(talk_is_over, conversation=last, now=last.ended_at or now)
