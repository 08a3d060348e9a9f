"""Agree on the next contact, leave another way to be reached and take it back, show it on call, decide on a welfare check."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.conversations import queries as talks
from beenthere.conversations.models import Conversation
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotAllowed, NotHere, Refused
from beenthere.matching import queries as line
from beenthere.matching.models import RUNNING, Visit
from beenthere.people.models import Person, new_key
from beenthere.privacy import keys
from beenthere.readers.contact import has_contact
from beenthere.safety import events
from beenthere.safety import queries as pages
from beenthere.safety.levels import actions as levels
from beenthere.safety.levels import log
from beenthere.safety.models import NextContact, OtherWay, WelfareCheck
from beenthere.safety.reaching import queries, rules


class CanNotKeep(Refused):
    """The words can not be kept as another way to be reached."""


class NotOffered(NotAllowed):
    """Nobody is asked for another way in this talk."""


class CanNotAgree(Refused):
    """A next contact needs a when and a how, or that none is wanted; and no way to reach anybody outside."""


class CanNotDecide(Refused):
    """A decision on a welfare check needs a yes or a no, and a reason."""


WAY_WORDS = {
    "empty": _("Please write how somebody could reach you, or leave it."),
    "long": _("Please keep it short. One number, address or name is enough."),
}
NEXT_WORDS = {
    "empty": _("The next contact needs a when and a how. Or note that they want none."),
    "both": _("Please choose one: a next contact, or none."),
    "unknown": _("Please choose how from the list."),
    "long": _("Please keep it short, like: tomorrow at nine."),
    "contact": _("Please leave out numbers, addresses and links. Say only when."),
}
DECISION_WORDS = {
    "unknown": _("Please choose yes or no."),
    "no_reason": _("Please say in one line why."),
}


@transaction.atomic
def leave_way(*, conversation: Conversation, words: str, now: datetime) -> OtherWay:
    """Keep another way to reach a seeker, sealed; a newer one takes the place of the older.

    :raises NotOffered: below A2, in a talk that is not open, or between friends
    :raises CanNotKeep: no words, or too many
    """
    visit = line.visit_of_conversation(conversation)
    if visit is None or not queries.may_offer(conversation):
        raise NotOffered(_("This is not asked for in this talk."))
    if why := rules.why_not_keep(words):
        raise CanNotKeep(WAY_WORDS[why])
    log.hold(conversation)
    forget_way(visit)
    key = new_key()
    sealed = keys.seal(subject=queries.subject_of(key), place="way", words=words.strip())
    row = OtherWay.objects.create(key=key, visit=visit, words=sealed, given_at=now)
    log.write(what="way_left", now=now, conversation=conversation)
    announce(events.ReachingChanged(conversation_id=conversation.pk))
    return row


@transaction.atomic
def take_way_back(*, conversation: Conversation, now: datetime) -> bool:
    """Forget the other way at once; return whether there was one."""
    visit = line.visit_of_conversation(conversation)
    if visit is None or not OtherWay.objects.filter(visit=visit).exists():
        return False
    log.hold(conversation)
    log.write(what="way_taken_back", now=now, conversation=conversation)
    forget_way(visit)
    announce(events.ReachingChanged(conversation_id=conversation.pk))
    return True


def forget_way(visit: Visit) -> None:
    """Destroy the key of an evening's other way, and delete its row."""
    for row in OtherWay.objects.filter(visit=visit):
        keys.destroy_key(subject=queries.subject_of(row.key))
        row.delete()


def forget_old_ways(*, now: datetime) -> int:
    """Forget the other way of every evening that ended a day ago; return how many."""
    old = OtherWay.objects.filter(visit__ended_at__lte=now - rules.KEPT_FOR).exclude(visit__state__in=RUNNING)
    visits = [row.visit for row in old.select_related("visit")]
    for visit in visits:
        forget_way(visit)
    return len(visits)


@transaction.atomic
def note_next_contact(
    *, conversation: Conversation, when: str, how: str, is_none: bool, by: Person | None, now: datetime
) -> NextContact:
    """Note the next contact of a talk, or that none is wanted; the seeker answers it on their page.

    :raises CanNotAgree: no when or no how, or a way to reach somebody outside
    """
    has_contact_in_it = not is_none and has_contact(when)
    if why := rules.why_not_agree(when=when, how=how, is_none=is_none, has_contact=has_contact_in_it):
        raise CanNotAgree(NEXT_WORDS[why])
    log.hold(conversation)
    row = NextContact(conversation=conversation, is_none=is_none, how="" if is_none else how, by=by, at=now)
    if not is_none:
        subject = talks.subject_of(conversation.key)
        row.when = keys.seal(subject=subject, place=queries.place_of_next(row), words=when.strip())
    row.save()
    log.write(what="next_contact", now=now, conversation=conversation, none=is_none)
    announce(events.ReachingChanged(conversation_id=conversation.pk))
    return row


@transaction.atomic
def answer_next_contact(*, conversation: Conversation, agrees: bool, now: datetime) -> None:
    """Take a seeker's yes or no to the next contact; the newest answer counts.

    :raises NotHere: nothing was noted
    """
    log.hold(conversation)
    row = queries.newest_contact(conversation)
    if row is None:
        raise NotHere
    if row.agrees == agrees:
        return
    NextContact.objects.filter(pk=row.pk).update(agrees=agrees, answered_at=now)
    log.write(what="next_answer", now=now, conversation=conversation, agrees=agrees)
    announce(events.ReachingChanged(conversation_id=conversation.pk))


@transaction.atomic
def show_way(*, conversation: Conversation, person: Person, now: datetime) -> str:
    """Return the other way to somebody on call, once the showing is noted; empty when none was left.

    :raises NotHere: the seeker can be reached at our pages, or this is the asker's own talk
    """
    if person.pk in pages.sides(conversation) or not queries.is_out_of_reach(conversation, now=now):
        raise NotHere
    words = queries.way_of(conversation)
    if words:
        log.hold(conversation)
        log.write(what=queries.SHOWN, now=now, conversation=conversation, person=person.pk)
    return words


@transaction.atomic
def decide_on_welfare_check(
    *, conversation: Conversation, decided: str, because: str, person: Person, now: datetime
) -> WelfareCheck:
    """Note whether others go and look after a seeker, and why; the log holds the digest of the sealed reason.

    :raises CanNotDecide: neither yes nor no, or no reason
    :raises NotHere: this is the decider's own talk
    """
    if person.pk in pages.sides(conversation):
        raise NotHere
    if why := rules.why_not_decide(decided, because=because):
        raise CanNotDecide(DECISION_WORDS[why])
    log.hold(conversation)
    row = WelfareCheck.objects.create(
        conversation=conversation, decided=decided, because=b"", by=person, at=now
    )
    words = because.strip()[: rules.LONGEST_REASON]
    row.because = keys.seal(subject="service", place=queries.place_of(row), words=words)
    row.save(update_fields=["because"])
    digest = hashlib.sha256(row.because).hexdigest()
    log.write(
        what=log.DECIDED, now=now, conversation=conversation, person=person.pk, decided=decided, reason=digest
    )
    levels.hear({(conversation.pk, person.pk)}, now=now)
    return row
