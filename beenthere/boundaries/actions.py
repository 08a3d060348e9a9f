"""Saying yes to a role and taking it back, saying what else ties two people, and answering that."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.boundaries import access, events, queries, rules, texts
from beenthere.boundaries.models import Agreement, Disclosure, Terms, Wording
from beenthere.conversations import actions as conversations
from beenthere.conversations import queries as conversation_queries
from beenthere.conversations.models import Conversation
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotHere, OutOfStep, Refused, TooMuch
from beenthere.matching import actions as matching
from beenthere.matching import queries as matching_queries
from beenthere.matching.models import Offer, Visit
from beenthere.people.models import Person
from beenthere.people.vetting import actions as vetting
from beenthere.people.vetting import queries as gates
from beenthere.privacy import keys

DETAIL_LENGTH = 500
PARTICULAR_LENGTH = 80
SUPPORTER_SILENT = timedelta(minutes=2)
SEEKER_SILENT = timedelta(minutes=10)


class NotAgreed(Refused):
    """A box that has to be ticked is not; ``boxes`` names them."""

    def __init__(self, boxes: list[str]) -> None:
        super().__init__(_("Please tick each box that is needed. You can also stop here."))
        self.boxes = boxes


class WordsHaveChanged(OutOfStep):
    """The page showed words that are no longer in force."""


class TiesAreUnclear(Refused):
    """What was ticked about other ties says nothing, or two things at once."""


class NothingToAnswer(OutOfStep):
    """The supporter has not said yet how they are tied to this person."""


UNCLEAR = {
    "empty": _("Please say whether you know this person."),
    "unknown": _("Please choose from the list."),
    "clash": _("You can not both know someone and be a stranger. Please choose again."),
    "missing": _("Please say what your job is and where your licence is from. They will read it."),
}


@transaction.atomic
def agree(
    *,
    person: Person,
    side: str,
    version: str,
    answers: Mapping[str, bool],
    now: datetime,
    visit: Visit | None = None,
    conversation: Conversation | None = None,
) -> Agreement:
    """Store somebody's yes with its version and answers; a second click changes nothing.

    :raises NotAgreed: a box that has to be ticked is not
    :raises WordsHaveChanged: the version is not the one in force
    :raises NotHere: the visit or conversation is not theirs
    """
    _whose(person=person, side=side, visit=visit, conversation=conversation)
    text = queries.agreement(side)
    if version not in (text.version, text.stamp):
        raise WordsHaveChanged(_("These words have changed. Please read them once more."))
    if missing := rules.missing_boxes([box.slug for box in text.boxes if box.must], answers):
        raise NotAgreed(missing)
    given = {box.slug: answers.get(box.slug) is True for box in text.boxes}
    yes, is_new = Agreement.objects.get_or_create(
        person=person,
        side=side,
        wording=kept_words(texts.newest(side), now=now),
        visit=visit,
        conversation=conversation,
        withdrawn_at=None,
        defaults={"version": text.version, "answers": given, "filled": queries.placeholders(), "at": now},
    )
    if is_new:
        announce(events.Agreed(agreement_id=yes.pk))
    if talk := conversation or (visit.conversation if visit else None):
        open_when_ready(conversation=talk, now=now)
    return yes


@transaction.atomic
def sign(*, supporter: Person, version: str, answers: Mapping[str, bool], now: datetime) -> Agreement:
    """Let somebody sign the supporters' agreement as a whole, outside of any talk: a gate on their way in.

    :raises NotAgreed: a box that has to be ticked is not
    :raises WordsHaveChanged: the version is not the one in force
    :raises NotInTurn: a step before this one is still to come
    """
    text = queries.agreement("supporter")
    if version != text.stamp:
        raise WordsHaveChanged(_("These words have changed. Please read them once more."))
    if missing := rules.missing_boxes([box.slug for box in text.boxes if box.must], answers):
        raise NotAgreed(missing)
    vetting.confirm(supporter=supporter, gate="agreement", by=supporter, now=now)
    return Agreement.objects.create(
        person=supporter,
        side="supporter",
        wording=kept_words(texts.newest("supporter"), now=now),
        version=text.version,
        answers={box.slug: answers.get(box.slug) is True for box in text.boxes},
        filled=queries.placeholders(),
        at=now,
    )


def kept_words(text: texts.Text, *, now: datetime) -> Wording:
    """Keep the words of a text as they are now; the same words once."""
    row, _is_new = Wording.objects.get_or_create(
        kind=text.kind,
        version=text.version,
        digest=text.digest,
        defaults={
            "title": text.title,
            "points": list(text.points),
            "boxes": [{"slug": box.slug, "must": box.must, "words": box.words} for box in text.boxes],
            "lines": list(text.lines),
            "first_at": now,
        },
    )
    return row


@transaction.atomic
def withdraw(*, person: Person, side: str, conversation: Conversation, now: datetime) -> bool:
    """Take somebody's yes back, which ends the talk kindly; return whether there was one to take back.

    The seeker's evening is over with it; a seeker whose supporter withdraws goes first in line. When both do so
    at once, the seeker's own wish stands: nobody is looked for on behalf of somebody who took their yes back.

    :raises NotHere: not on this side of the conversation
    """
    access.require_side(conversation=conversation, person=person, side=side)
    rows = queries.agreements_of(person=person, side=side, conversation=conversation)
    living = [row.pk for row in rows if row.withdrawn_at is None]
    taken = Agreement.objects.filter(pk__in=living, withdrawn_at=None).update(withdrawn_at=now)
    for pk in living if taken else []:
        announce(events.Withdrawn(agreement_id=pk))
    if side == "supporter":
        conversations.end(conversation=conversation, side=side, why="switched", now=now)
        return bool(taken)
    conversations.end(conversation=conversation, side=side, why="withdrawn", now=now)
    visit = matching_queries.visit_of_conversation(conversation)
    if visit is not None and visit.conversation_id in (None, conversation.pk):
        matching.finish(visit=visit, why="withdrawn", now=now)
    return bool(taken)


def _whose(*, person: Person, side: str, visit: Visit | None, conversation: Conversation | None) -> None:
    if side not in ("seeker", "supporter"):
        raise NotHere
    if conversation is not None:
        access.require_side(conversation=conversation, person=person, side=side)
    if visit is not None and side == "seeker" and visit.person_id != person.pk:
        raise NotHere


@transaction.atomic
def disclose(
    *,
    supporter: Person,
    kinds: Sequence[str],
    now: datetime,
    detail: str = "",
    particulars: Mapping[str, str] | None = None,
    conversation: Conversation | None = None,
    offer: Offer | None = None,
) -> Disclosure:
    """Store what ties a supporter to this seeker; a tie that is never all right ends it kindly.

    :raises TiesAreUnclear: nothing, or a contradiction, was said, or a job or licence place is missing
    :raises TooMuch: the words are too long
    :raises NotHere: not this supporter's conversation or offer
    """
    _supporter_of(supporter=supporter, conversation=conversation, offer=offer)
    more = checked_particulars(kinds, particulars or {})
    if len(detail) > DETAIL_LENGTH:
        raise TooMuch(_("Please say it in fewer words."))
    row = Disclosure.objects.create(
        supporter=supporter, offer=offer, conversation=conversation, kinds=list(dict.fromkeys(kinds)), at=now
    )
    if detail:
        row.detail = seal_for(supporter, f"disclosure:{row.key}", detail)
    if more:
        row.particulars = seal_for(supporter, f"particulars:{row.key}", json.dumps(more, ensure_ascii=False))
    row.save(update_fields=["detail", "particulars"])
    announce(events.Disclosed(disclosure_id=row.pk))
    if rules.forbidden(kinds, texts.never()):
        _keep_apart(supporter=supporter, conversation=conversation, offer=offer, now=now)
    return row


def checked_particulars(kinds: Sequence[str], said: Mapping[str, str]) -> dict[str, str]:
    """Return what was asked about these ties and said.

    :raises TiesAreUnclear: the kinds say nothing, or something asked is missing
    :raises TooMuch: it is too long
    """
    if wrong := rules.why_not_disclose(kinds, known=texts.kinds()):
        raise TiesAreUnclear(UNCLEAR[wrong])
    # A forbidden tie ends the talk, so nothing more is asked.
    asked = [] if rules.forbidden(kinds, texts.never()) else queries.details_asked(tuple(kinds))
    if rules.missing_details(asked, said):
        raise TiesAreUnclear(UNCLEAR["missing"])
    more = {name: said[name].strip() for name in asked}
    if any(len(words) > PARTICULAR_LENGTH for words in more.values()):
        raise TooMuch(_("Please say it in fewer words."))
    return more


def _supporter_of(*, supporter: Person, conversation: Conversation | None, offer: Offer | None) -> None:
    if conversation is None and offer is None:
        raise NotHere
    if conversation is not None:
        access.require_side(conversation=conversation, person=supporter, side="supporter")
    if offer is not None and offer.supporter_id != supporter.pk:
        raise NotHere


def seal_for(person: Person, place: str, words: str) -> bytes:
    """Seal words under a person's own key."""
    subject = f"person:{person.key}"
    keys.make_key(subject=subject)
    return keys.seal(subject=subject, place=place, words=words)


def _keep_apart(
    *, supporter: Person, conversation: Conversation | None, offer: Offer | None, now: datetime
) -> None:
    """The treating clinician of a person is never their peer; the seeker goes first to somebody else."""
    seeker = conversation.seeker if conversation else offer.visit.person if offer else None
    if seeker is not None:
        matching.separate(seeker=seeker, supporter=supporter, why=matching.DUAL_ROLE, now=now)
    if conversation is not None:
        conversations.end(conversation=conversation, side="supporter", why="switched", now=now)
        return
    if offer is not None:
        matching.decline(offer_key=offer.key, supporter=supporter, now=now)
        if offer.visit.conversation_id is None:
            matching.requeue_first(visit=offer.visit, now=now)


@transaction.atomic
def answer_disclosure(
    *, conversation: Conversation, seeker: Person, accepts: bool, now: datetime
) -> Conversation:
    """Take the seeker's choice: talk with this person, or "someone else, please".

    :raises NothingToAnswer: a yes before the supporter has said how they are tied
    :raises NotHere: not this seeker's conversation
    """
    access.require_side(conversation=conversation, person=seeker, side="seeker")
    row = queries.latest_row(conversation)
    if row is None and accepts:
        raise NothingToAnswer(_("Your supporter is still getting ready. Please wait a moment."))
    if row is not None:
        Disclosure.objects.filter(pk=row.pk, accepts=None).update(accepts=accepts, answered_at=now)
    if not accepts:
        conversations.end(conversation=conversation, side="seeker", why="declined", now=now)
    else:
        open_when_ready(conversation=conversation, now=now)
    conversation.refresh_from_db()
    return conversation


def open_when_ready(*, conversation: Conversation, now: datetime) -> bool:
    """Open a conversation once both agreed and the seeker chose this person; return whether it did.

    Minutes lie between a supporter's yes and the first word. Who may not meet anybody any more opens none: the seeker
    goes first to somebody else.
    """
    if queries.why_not_open(conversation) is not None:
        return False
    conversation.refresh_from_db()
    if conversation.state != "agreeing":
        return False
    if not _may_begin(conversation, now=now):
        conversations.end(conversation=conversation, side="supporter", why="handed_over", now=now)
        return False
    if conversations.open_conversation(conversation=conversation, now=now):
        _keep_terms(conversation, now=now)
    conversation.refresh_from_db()
    return True


def _may_begin(conversation: Conversation, *, now: datetime) -> bool:
    supporter = conversation.supporter
    return supporter is not None and gates.may_begin(person=supporter, now=now)


def _keep_terms(conversation: Conversation, *, now: datetime) -> None:
    """Remember which words a talk was opened under."""
    sides = {
        side: queries.yes_in_force(person=getattr(conversation, side), side=side, conversation=conversation)
        for side in ("seeker", "supporter")
    }
    frame = kept_words(texts.newest("frame"), now=now)
    Terms.objects.get_or_create(conversation=conversation, defaults={"frame": frame, "at": now, **sides})


def let_go_of_the_silent(*, now: datetime) -> int:
    """End talks that never began because one side went away; return how many.

    A seeker whose supporter never came goes first in line; one who never answered has left.
    """
    agreeing = [talk for talk in conversation_queries.running() if talk.state == "agreeing"]
    return sum(_let_go(talk, now=now) for talk in agreeing)


def _let_go(talk: Conversation, *, now: datetime) -> bool:
    readiness = queries.readiness(talk)
    waits_for = rules.waits_for(rules.may_open(readiness))
    if waits_for == "supporter" and talk.made_at <= now - SUPPORTER_SILENT:
        return conversations.end(conversation=talk, side="supporter", why="vanished", now=now)
    if waits_for == "seeker" and talk.made_at <= now - SEEKER_SILENT:
        return conversations.end(conversation=talk, side="seeker", why="left", now=now)
    if waits_for == "nobody":
        return open_when_ready(conversation=talk, now=now)
    return False
