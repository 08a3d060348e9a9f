"""Three sentences for the next hour: written, changed, forgotten."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.care import access, queries, rules
from beenthere.care.models import Sentences
from beenthere.kernel.refusals import Refused, TooMuch
from beenthere.people.models import Person

MOST_KEPT = 50


class NothingSaid(Refused):
    """None of the three sentences has a word in it."""


@transaction.atomic
def write_sentences(*, owner: Person, said: Mapping[str, str], now: datetime, key: str = "") -> Sentences:
    """Keep up to three sentences; with a key, those are changed.

    :raises NothingSaid: all three are empty
    :raises TooMuch: one is too long, or fifty are kept
    :raises NotHere: the key is somebody else's
    """
    words = {slug: rules.tidy(said.get(slug, "")) for slug in rules.SENTENCES}
    if not any(words.values()):
        raise NothingSaid(_("Please write at least one of the three. A few words are enough."))
    if any(len(text) > rules.SENTENCE_LIMIT for text in words.values()):
        raise TooMuch(_("That is too long for one sentence. Please use fewer words."))
    row = access.own_sentences(owner=owner, key=key) if key else _begun(owner, now)
    row.sealed = queries.seal_own(owner=owner, place=f"sentences:{row.key}", words=words)
    row.changed_at = now
    row.save()
    return row


def _begun(owner: Person, now: datetime) -> Sentences:
    if Sentences.objects.filter(owner=owner).count() >= MOST_KEPT:
        raise TooMuch(_("That is a lot of pages. Please erase one first."))
    return Sentences(owner=owner, made_at=now, changed_at=now)


def forget_sentences(*, owner: Person, key: str) -> None:
    """Forget three sentences.

    :raises NotHere: missing or somebody else's
    """
    access.own_sentences(owner=owner, key=key).delete()
