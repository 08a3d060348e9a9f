"""The directory of a deployment, a seeker's own entries, and a supporter's suggestion."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beenthere.boundaries import actions as boundaries
from beenthere.boundaries import queries as ties
from beenthere.care import access, queries, rules
from beenthere.care.events import EntrySuggested
from beenthere.care.models import DirectoryEntry, OwnEntry, Suggestion
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import Refused, TooMuch
from beenthere.kernel.wording import require_safe
from beenthere.people.models import Person
from beenthere.privacy import actions as privacy

MOST = {
    "name": 120,
    "about": 300,
    "reach": 200,
    "cost": 200,
    "waiting": 200,
    "first_sentence": 300,
    "source": 300,
}
FIELDS = tuple(MOST)
MUST = ("name", "about", "reach", "cost", "waiting", "source")
OWN_FIELDS = ("name", "reach", "cost", "waiting", "sentence")
MOST_OWN = 30


class EntryIsUnclear(Refused):
    """Something about an entry is missing or does not fit."""


@transaction.atomic
def write_entry(
    *, by: Person, said: Mapping[str, str], now: datetime, entry: DirectoryEntry | None = None
) -> DirectoryEntry:
    """Write or change an entry; writing it is also having checked it today.

    :raises EntryIsUnclear: a field is empty or too long
    :raises WordsAreUnsafe: words that this service does not show
    """
    words = {name: rules.one_line(said.get(name, "")) for name in FIELDS}
    for name, text in words.items():
        if name in MUST and not text:
            raise EntryIsUnclear(_("Please fill in each field. “Not known” is an answer too."))
        if len(text) > MOST[name]:
            raise EntryIsUnclear(_("That is too long. Please use fewer words."))
    require_safe(*words.values())
    row = entry or DirectoryEntry(made_at=now)
    for name, text in words.items():
        setattr(row, name, text)
    row.written_by, row.checked_on = by, now.date()
    row.save()
    privacy.record(actor=f"person:{by.key}", deed="directory entry written", about=row.key, now=now)
    return row


def check_entry(*, by: Person, entry: DirectoryEntry, now: datetime) -> None:
    """Note that somebody looked today whether an entry is still right."""
    DirectoryEntry.objects.filter(pk=entry.pk).update(checked_on=now.date(), written_by=by)


def remove_entry(*, by: Person, entry: DirectoryEntry, now: datetime) -> None:
    """Take an entry out of the directory; what seekers noted for themselves about it stays."""
    for row in OwnEntry.objects.filter(entry=entry).select_related("owner", "entry"):
        _unhook(row)
    entry.delete()
    privacy.record(actor=f"person:{by.key}", deed="directory entry removed", about=entry.key, now=now)


def _unhook(row: OwnEntry) -> None:
    """Let an own entry stand by itself, with what the directory said last."""
    kept = queries.own(row, row.owner)
    words = {name: getattr(kept, name) for name in OWN_FIELDS}
    row.entry = None
    row.sealed = queries.seal_own(owner=row.owner, place=f"own:{row.key}", words=words)
    row.save(update_fields=["entry", "sealed"])


@transaction.atomic
def keep_entry(
    *,
    owner: Person,
    said: Mapping[str, str],
    now: datetime,
    key: str = "",
    entry: DirectoryEntry | None = None,
) -> OwnEntry:
    """Keep somebody to turn to, with a first sentence; about an entry of the directory, or one's own.

    :raises EntryIsUnclear: there is no name, or the words are too long
    :raises TooMuch: thirty are kept already
    :raises NotHere: the key is somebody else's
    """
    words = {name: rules.one_line(said.get(name, "")) for name in OWN_FIELDS}
    row = access.own_entry(owner=owner, key=key) if key else _own_begun(owner, entry, now)
    if row.entry is None and not words["name"]:
        raise EntryIsUnclear(_("Please write a name, in your own words."))
    if any(len(text) > rules.LONG // 2 for text in words.values()):
        raise EntryIsUnclear(_("That is too long. Please use fewer words."))
    row.sealed = queries.seal_own(owner=owner, place=f"own:{row.key}", words=words)
    row.save()
    return row


def _own_begun(owner: Person, entry: DirectoryEntry | None, now: datetime) -> OwnEntry:
    if entry is not None and (known := OwnEntry.objects.filter(owner=owner, entry=entry).first()):
        return known
    if OwnEntry.objects.filter(owner=owner).count() >= MOST_OWN:
        raise TooMuch(_("That is a long list. Please take one off first."))
    return OwnEntry(owner=owner, entry=entry, at=now)


def forget_own(*, owner: Person, key: str) -> None:
    """Take somebody off one's own list.

    :raises NotHere: missing or somebody else's
    """
    access.own_entry(owner=owner, key=key).delete()


@transaction.atomic
def suggest(*, supporter: Person, talk_key: str, entry: DirectoryEntry, now: datetime) -> Suggestion:
    """Name an entry to the seeker of an open talk; the tie "I named somebody to you" is said with it.

    :raises NotHere: not this supporter's open talk
    """
    conversation = access.talk_of_supporter(supporter=supporter, key=talk_key)
    row, is_new = Suggestion.objects.get_or_create(
        entry=entry, conversation=conversation, defaults={"supporter": supporter, "at": now}
    )
    if is_new:
        standing = ties.latest_row(conversation)
        boundaries.disclose(
            supporter=supporter,
            conversation=conversation,
            kinds=rules.kinds_after_suggesting(standing.kinds if standing else ()),
            particulars=ties.particulars(standing) if standing else {},
            detail=gettext("Suggested tonight: %(name)s. You find it under “People to turn to”.")
            % {"name": entry.name},
            now=now,
        )
        announce(EntrySuggested(suggestion_id=row.pk))
    return row
