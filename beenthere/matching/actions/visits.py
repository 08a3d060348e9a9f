"""Coming into the line, staying in it, leaving it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from beenthere.conversations import actions as conversations
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import OutOfStep, Refused, TooMuch
from beenthere.matching import events, queries
from beenthere.matching.models import IN_LINE, Answer, Offer, Visit, VisitState
from beenthere.people import actions as people_actions
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.privacy import keys

NOTE_LENGTH = 4000
QUIET_BEFORE_ASKING = timedelta(minutes=5)
QUIET_BEFORE_LEAVING = timedelta(minutes=10)
LONGEST_KEEP = timedelta(minutes=60)


class UnknownChoice(Refused):
    """A topic, need or language that is not on the list."""


class NotInLine(OutOfStep):
    """The visit does not wait any more."""


class NoteIsTooLong(TooMuch):
    """A note has a limit, so that the page can tell before it is lost."""


def check_in(
    *,
    person: Person,
    topics: Sequence[str],
    need: str,
    language: str,
    is_unsafe: bool,
    now: datetime,
    avoided_topics: Sequence[str] = (),
    is_demo: bool = False,
    wants_demo: bool | None = None,
) -> Visit:
    """Put somebody in the line; a second tab or a second click gets the same visit.

    ``wants_demo`` left open means: in demo mode, where everybody is a newcomer trying it out.

    :raises UnknownChoice: something is not on the list
    """
    check_choices(topics=[*topics, *avoided_topics], need=need, language=language)
    if running := queries.running_visit_of(person):
        return _again(running, is_unsafe=is_unsafe, now=now)
    try:
        with transaction.atomic():
            visit = Visit.objects.create(
                person=person,
                topics=list(dict.fromkeys(topics)),
                avoided_topics=list(dict.fromkeys(avoided_topics)),
                need=need,
                language=language,
                is_unsafe=is_unsafe,
                is_demo=is_demo and settings.IS_DEMO,
                wants_demo=settings.IS_DEMO and (wants_demo if wants_demo is not None else not is_demo),
                entered_at=now,
                last_here_at=now,
            )
            announce(events.VisitEntered(visit_id=visit.pk))
    except IntegrityError:
        # Two tabs at the same moment: the first one's place is everybody's place.
        return check_in_again(person=person, is_unsafe=is_unsafe, now=now)
    return visit


def check_in_again(*, person: Person, is_unsafe: bool, now: datetime) -> Visit:
    """Return the visit another tab made a moment ago.

    :raises NotInLine: that one has ended meanwhile
    """
    running = queries.running_visit_of(person)
    if running is None:
        raise NotInLine(_("Please check in once more."))
    return _again(running, is_unsafe=is_unsafe, now=now)


def _again(visit: Visit, *, is_unsafe: bool, now: datetime) -> Visit:
    # Saying "I am not safe" counts whenever it is said; leaving it out takes nothing back.
    fields: dict[str, object] = {"last_here_at": now, "asked_still_there_at": None, "kept_until": None}
    if is_unsafe:
        fields["is_unsafe"] = True
    Visit.objects.filter(pk=visit.pk).update(**fields)
    visit.refresh_from_db()
    return visit


@transaction.atomic
def note_unsafe(*, visit: Visit) -> None:
    """Remember that somebody is not safe, whoever said so and whenever; a bar never stands against it."""
    Visit.objects.filter(pk=visit.pk).update(is_unsafe=True)
    people_actions.lift_bar(seeker=visit.person)


def check_choices(*, topics: Sequence[str], need: str, language: str) -> None:
    """Accept topics, a need and a language that exist.

    :raises UnknownChoice: something is not on the list
    """
    known = people.known()
    if set(topics) - set(known.topics):
        raise UnknownChoice(_("Please choose topics from the list."))
    if need and need not in known.needs:
        raise UnknownChoice(_("Please choose from the list what would help."))
    if language not in known.languages:
        raise UnknownChoice(_("Please choose a language from the list."))


def still_here(*, visit: Visit, now: datetime) -> Visit:
    """Remember that somebody waits at their page; also how they come back to a kept place.

    :raises NotInLine: the visit does not wait any more
    """
    here = {"last_here_at": now, "asked_still_there_at": None, "kept_until": None}
    return _change_in_line(visit, **here)


def keep_place(*, visit: Visit, minutes: int, now: datetime) -> Visit:
    """Let somebody close the page and keep their place; nobody is offered to them meanwhile.

    :raises NotInLine: the visit does not wait any more
    """
    until = now + min(timedelta(minutes=max(minutes, 1)), LONGEST_KEEP)
    kept = _change_in_line(visit, kept_until=until, last_here_at=now, asked_still_there_at=None)
    _withdraw_offer(kept, now=now)
    kept.refresh_from_db()
    return kept


def _change_in_line(visit: Visit, **fields: object) -> Visit:
    changed = Visit.objects.filter(pk=visit.pk, state__in=IN_LINE).update(**fields)
    visit.refresh_from_db()
    if not changed:
        raise NotInLine(_("You are no longer in the line."))
    return visit


def _withdraw_offer(visit: Visit, *, now: datetime) -> None:
    withdrawn = Offer.objects.filter(visit_id=visit.pk, answer=Answer.PENDING).update(
        answer=Answer.WITHDRAWN, answered_at=now
    )
    if withdrawn:
        Visit.objects.filter(pk=visit.pk, state=VisitState.OFFERED).update(state=VisitState.WAITING)


@transaction.atomic
def leave_line(*, visit: Visit, now: datetime, why: str = "left") -> Visit:
    """Take a visit out of the line; one that is not in it stays as it is."""
    met = queries.has_talked(visit)
    left = Visit.objects.filter(pk=visit.pk, state__in=IN_LINE).update(
        state=VisitState.SERVED if met else VisitState.UNSERVED, ended_at=now, ended_why=why
    )
    Offer.objects.filter(visit_id=visit.pk, answer=Answer.PENDING).update(
        answer=Answer.WITHDRAWN, answered_at=now
    )
    visit.refresh_from_db()
    if left:
        announce(events.VisitFinished(visit_id=visit.pk) if met else events.VisitUnserved(visit_id=visit.pk))
        if visit.conversation is not None:
            # They waited beside a talk whose supporter had vanished; it ends with the waiting.
            conversations.end(conversation=visit.conversation, side="seeker", why="left", now=now)
    return visit


def ask_still_there(*, now: datetime) -> int:
    """Ask those who have been quiet for a while, and let go of those quiet for long; return how many left."""
    Visit.objects.in_line().filter(
        asked_still_there_at=None, last_here_at__lte=now - QUIET_BEFORE_ASKING, kept_until=None
    ).update(asked_still_there_at=now)
    gone_quiet = Visit.objects.in_line().filter(asked_still_there_at__lte=now - QUIET_BEFORE_LEAVING)
    out_of_time = Visit.objects.in_line().filter(kept_until__lte=now - QUIET_BEFORE_LEAVING)
    leaving = [*gone_quiet.select_related("conversation"), *out_of_time.select_related("conversation")]
    for visit in leaving:
        leave_line(visit=visit, now=now, why="quiet")
    return len(leaving)


def write_note(*, visit: Visit, words: str, now: datetime) -> Visit:
    """Keep what somebody writes while waiting, sealed; nobody else reads it until they share it.

    :raises NoteIsTooLong: more than 4,000 characters
    """
    if len(words) > NOTE_LENGTH:
        raise NoteIsTooLong(_("This is too long to keep. Please make it shorter; nothing is lost yet."))
    visit.waiting_note = (
        seal_for(person=visit.person, place=f"visit-note:{visit.key}", words=words) if words else None
    )
    # Changed words are new words: they are shared again only when the seeker says so again.
    visit.note_is_shared = False
    visit.save(update_fields=["waiting_note", "note_is_shared"])
    return visit


def share_note(*, visit: Visit, now: datetime) -> Visit:
    """Hand the note to the supporter, because the seeker said so."""
    Visit.objects.filter(pk=visit.pk, waiting_note__isnull=False).update(note_is_shared=True)
    visit.refresh_from_db()
    return visit


def seal_for(*, person: Person, place: str, words: str) -> bytes:
    """Seal words under a person's own key, made when they first write something."""
    subject = f"person:{person.key}"
    keys.make_key(subject=subject)
    return keys.seal(subject=subject, place=place, words=words)
