"""What two friends agree once for all their evenings: both sides' yes, the ties, and how a talk between them opens.

``about`` names the pair for a room above, such as "pair:…".
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.boundaries import actions, events, queries, queries_between, rules, texts
from beenthere.boundaries.models import Agreement, Disclosure, Named, Terms
from beenthere.conversations import actions as conversations
from beenthere.conversations.models import Conversation
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotHere, TooMuch
from beenthere.matching import actions as matching
from beenthere.people.models import Person

SIDES = ("friend", "host")
MOST_NAME, MOST_NAMED = 200, 10


@transaction.atomic
def agree(
    *, person: Person, side: str, about: str, version: str, answers: Mapping[str, bool], now: datetime
) -> Agreement:
    """Store one friend's yes to the words in force; a second click changes nothing.

    :raises NotAgreed: a box that has to be ticked is not
    :raises WordsHaveChanged: the version is not the one in force
    :raises NotHere: no such side
    """
    if side not in SIDES:
        raise NotHere
    text = queries.agreement(side)
    if version not in (text.version, text.stamp):
        raise actions.WordsHaveChanged(_("These words have changed. Please read them once more."))
    if missing := rules.missing_boxes([box.slug for box in text.boxes if box.must], answers):
        raise actions.NotAgreed(missing)
    yes, is_new = Agreement.objects.get_or_create(
        person=person,
        side=side,
        wording=actions.kept_words(texts.newest(side), now=now),
        about=about,
        withdrawn_at=None,
        defaults={
            "version": text.version,
            "answers": {box.slug: answers.get(box.slug) is True for box in text.boxes},
            "filled": queries.placeholders(),
            "at": now,
        },
    )
    if is_new:
        announce(events.Agreed(agreement_id=yes.pk))
    return yes


@transaction.atomic
def disclose(
    *,
    host: Person,
    friend: Person,
    about: str,
    kinds: Sequence[str],
    now: datetime,
    detail: str = "",
    particulars: Mapping[str, str] | None = None,
) -> str | None:
    """Store what else ties the host to the friend; return the tie that is never all right, if one was named.

    The latest answer counts, and the friend answers it anew.

    :raises TiesAreUnclear: a contradiction, or a job or licence place is missing
    :raises TooMuch: the words are too long
    """
    more = actions.checked_particulars(kinds, particulars or {})
    if len(detail) > actions.DETAIL_LENGTH:
        raise TooMuch(_("Please say it in fewer words."))
    row = Disclosure(supporter=host, about=about, kinds=list(dict.fromkeys(kinds)), at=now)
    if detail:
        row.detail = actions.seal_for(host, f"disclosure:{row.key}", detail)
    if more:
        words = json.dumps(more, ensure_ascii=False)
        row.particulars = actions.seal_for(host, f"particulars:{row.key}", words)
    row.save()
    announce(events.Disclosed(disclosure_id=row.pk))
    never = rules.forbidden(kinds, texts.never())
    if never:
        # Neither here nor on the line: whoever treats somebody is never their peer.
        matching.separate(seeker=friend, supporter=host, why=matching.DUAL_ROLE, now=now)
    return never


@transaction.atomic
def name_somebody(*, host: Person, friend: Person, about: str, name: str, reach: str, now: datetime) -> Named:
    """Name somebody to a friend, to turn to; the tie "I named somebody to you" is said with it, and answered like any tie.

    The same one named again is one.

    :raises TiesAreUnclear: there is no name
    :raises TooMuch: the words are too long, or ten are named already
    """
    name, reach = " ".join(name.split()), " ".join(reach.split())
    if not name:
        raise actions.TiesAreUnclear(_("Please write who it is."))
    known = queries_between.named_between(about)
    if again := next((one for one in known if (one.name, one.reach) == (name, reach)), None):
        return Named.objects.get(key=again.key)
    if len(name) > MOST_NAME or len(reach) > MOST_NAME or len(known) >= MOST_NAMED:
        raise TooMuch(_("Please use fewer words, or fewer names. One or two are easier to turn to."))
    row = Named(about=about, by=host, to=friend, at=now)
    words = json.dumps({"name": name, "reach": reach}, ensure_ascii=False)
    row.sealed = actions.seal_for(host, queries_between.named_place(row), words)
    row.save()
    _say_that_somebody_was_named(host=host, friend=friend, about=about, now=now)
    return row


def _say_that_somebody_was_named(*, host: Person, friend: Person, about: str, now: datetime) -> None:
    standing = queries_between.latest_row(about)
    if standing is None or "referred" in standing.kinds:
        return
    disclose(
        host=host,
        friend=friend,
        about=about,
        kinds=[*standing.kinds, "referred"],
        detail=queries.disclosed(standing, name="").detail,
        particulars=queries.particulars(standing),
        now=now,
    )


def put_away(*, friend: Person, key: str, now: datetime) -> None:
    """Take somebody a friend named off one's own list; the friend who named them learns nothing of it.

    :raises NotHere: nobody of that key was named to this person
    """
    if not Named.objects.filter(key=key, to=friend).update(put_away_at=now):
        raise NotHere


def answer(*, about: str, accepts: bool, now: datetime) -> None:
    """Take the friend's answer to what was said last.

    :raises NothingToAnswer: the host has said nothing yet
    """
    row = queries_between.latest_row(about)
    if row is None:
        raise actions.NothingToAnswer(_("Your friend is still getting ready. Please wait a moment."))
    Disclosure.objects.filter(pk=row.pk).exclude(accepts=accepts).update(accepts=accepts, answered_at=now)


def withdraw(*, about: str, now: datetime) -> int:
    """Take back every yes of two friends, because they are no pair any more; return how many there were."""
    return Agreement.objects.filter(about=about, withdrawn_at=None).exclude(about="").update(withdrawn_at=now)


@transaction.atomic
def open_talk(*, conversation: Conversation, about: str, now: datetime) -> bool:
    """Open a talk of two friends under the words they agreed to; return whether this call opened it."""
    if not conversations.open_conversation(conversation=conversation, now=now):
        return False
    sides = {
        name: queries_between.yes_in_force(person=person, side=side, about=about)
        for name, person, side in (
            ("seeker", conversation.seeker, "friend"),
            ("supporter", conversation.supporter, "host"),
        )
    }
    frame = actions.kept_words(texts.newest("evening"), now=now)
    Terms.objects.get_or_create(conversation=conversation, defaults={"frame": frame, "at": now, **sides})
    return True


def forget(*, about: str) -> None:
    """Delete what was said about ties between two friends, because one of them erases everything."""
    Disclosure.objects.filter(about=about).exclude(about="").delete()
    Named.objects.filter(about=about).delete()
