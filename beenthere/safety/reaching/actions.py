"""Leave another way to be reached, take it back, show it to somebody on call, decide on a welfare check."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.conversations.models import Conversation
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotAllowed, NotHere, Refused
from beenthere.matching import queries as line
from beenthere.matching.models import RUNNING, Visit
from beenthere.people.models import Person, new_key
from beenthere.privacy import keys
from beenthere.safety import events
from beenthere.safety import queries as pages
from beenthere.safety.levels import actions as levels
from beenthere.safety.levels import log
from beenthere.safety.models import OtherWay, WelfareCheck
from beenthere.safety.reaching import queries, rules


class CanNotKeep(Refused):
    """The words can not be kept as another way to be reached."""


class NotOffered(NotAllowed):
    """Nobody is asked for another way in this talk."""


class CanNotDecide(Refused):
    """A decision on a welfare check needs a yes or a no, and a reason."""


WAY_WORDS = {
    "empty": _("Please write how somebody could reach you, or leave it."),
    "long": _("Please keep it short. One number, address or name is enough."),
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
