"""What may be asked about safety. Nothing here returns a word of a conversation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import F, Q

from beenthere.conversations.models import Conversation
from beenthere.matching import queries as line
from beenthere.matching.models import Visit, VisitState
from beenthere.notices import queries as ways
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.privacy import queries as privacy
from beenthere.safety import catalog, rules
from beenthere.safety.catalog import Line, Lines
from beenthere.safety.models import Page, PageQuerySet, SafetyAnswer

__all__ = ["Line", "Lines", "lines", "regions"]


@dataclass(frozen=True)
class PageFacts:
    """A page as facts, for the people on call and the board."""

    key: str
    why: str
    opened_at: datetime
    called: int
    told: int
    is_everybody_told: bool
    lines_shown: bool
    is_without_lines: bool
    where: str
    with_supporter: str
    acknowledged_by: str
    acknowledged_at: datetime | None


def lines(region: str = "") -> Lines:
    """Return the crisis lines of a region; an unknown one gets the local emergency number and a finder."""
    return catalog.lines(region or settings.TABLE.region)


def regions() -> list[Lines]:
    """Return every region there are lines for, by name."""
    return catalog.regions()


def is_service_open(*, besides: Person | None = None) -> bool:
    """Tell whether a human can be called, somebody other than ``besides``; when not, the service says "closed"."""
    others = [person for person in people.on_call_people() if person != besides]
    channels = [ways.channels_of(person) for person in others]
    return rules.is_open(channels=channels, counts_in_app=settings.IS_DEMO)


def last_answer(visit: Visit) -> str:
    """Return the last answer to the direct question, empty when there is none."""
    row = SafetyAnswer.objects.filter(visit=visit).order_by("-at", "-id").first()
    return row.answer if row else ""


def calling(visit: Visit) -> str:
    """Return the purpose of a friend's yes to calling somebody of the service in one evening."""
    return f"call-on-call:{visit.key}"


def may_page(*, visit: Visit | None, conversation: Conversation | None) -> bool:
    """Tell whether a human may be called about this visit or talk."""
    is_of_friends = conversation.is_of_friends if conversation is not None else False
    visit = visit or line.visit_of_conversation(conversation)
    is_of_friends = is_of_friends or (visit is not None and visit.state == VisitState.FRIEND)
    if not is_of_friends:
        return True
    said_yes = visit is not None and privacy.has_consented(person=visit.person, purpose=calling(visit))
    return rules.may_page(is_of_friends=True, said_yes=said_yes, is_open=is_service_open())


def call_of(visit: Visit) -> PageFacts | None:
    """Return the newest call for a human about a visit, one that waits before one that was taken; None when nobody was called."""
    rows = _pages().filter(visit=visit).order_by(F("acknowledged_at").desc(nulls_first=True), "-opened_at")
    page = rows.first()
    return facts_of(page) if page else None


def lines_call(person: Person | None, *, now: datetime) -> str:
    """Return how a seeker's pages show the lines while nobody on call has answered in time: "now", "also", or not at all."""
    if person is None:
        return ""
    theirs = Q(visit__person_id=person.pk) | Q(conversation__seeker_id=person.pk)
    waits = Page.objects.open().filter(theirs, lines_shown_at__gt=now - rules.LINES_STAY)
    return rules.lines_call(waits.values_list("why", flat=True))


def parties(page: Page) -> frozenset[int]:
    """Return who a page is about: the two who talk or talked, and from whom it is hidden; whatever duty they hold, they do not answer it."""
    visit = _there(page, "visit")
    ids = {
        page.hidden_from_id,
        visit.person_id if visit else None,
        *(pk for talk in talks_of(page) for pk in sides(talk)),
    }
    return frozenset(pk for pk in ids if pk is not None)


def talks_of(page: Page) -> set[Conversation]:
    """Return the talks a page is about: the one it was called from, and the one its evening is in now."""
    return {_there(page, "conversation"), _there(_there(page, "visit"), "conversation")} - {None}


def _there(row: Any, name: str) -> Any:
    """Return what a row points at; None when it was erased since the row was read."""
    try:
        return getattr(row, name, None)
    except ObjectDoesNotExist:
        return None


def sides(conversation: Conversation) -> frozenset[int]:
    """Return the two who talk; those who erased themselves are nobody any more."""
    both = (conversation.seeker_id, conversation.supporter_id)
    return frozenset(pk for pk in both if pk is not None)


def answerers(page: Page) -> list[Person]:
    """Return who is called about a page, in order: on call and no party; if every one is a party, the other coordinators."""
    about, on_call = parties(page), people.on_call_people()
    free = [person for person in on_call if person.pk not in about]
    if free or not on_call:
        return free
    return [person for person in people.coordinators() if person.pk not in about]


def open_pages(*, reader: Person | None = None) -> list[PageFacts]:
    """Return the pages nobody has acknowledged, the oldest first; what is about the reader is not for the reader."""
    return _for(reader, _pages().open())


def _for(reader: Person | None, pages: Iterable[Page]) -> list[PageFacts]:
    return [facts_of(page) for page in pages if reader is None or reader.pk not in parties(page)]


def emergency_number() -> str:
    """Return the number to call in danger here, or nothing where no region is set."""
    return next((line.phone for line in lines().emergency if line.phone), "")


def open_whys(person: Person) -> frozenset[str]:
    """Return why humans are being called about a seeker and nobody has answered yet."""
    theirs = Q(visit__person_id=person.pk) | Q(conversation__seeker_id=person.pk)
    return frozenset(Page.objects.open().filter(theirs).values_list("why", flat=True))


def page_of_now(visit: Visit | None) -> str:
    """Return the key of the last page about an evening, which follows it into its next talk; empty when there is none."""
    if visit is None:
        return ""
    about = (
        Q(visit=visit) | Q(conversation_id=visit.conversation_id) if visit.conversation_id else Q(visit=visit)
    )
    return Page.objects.filter(about).order_by("-id").values_list("key", flat=True).first() or ""


def acknowledged_pages(*, since: datetime, reader: Person | None = None) -> list[PageFacts]:
    """Return the pages somebody took since then, the newest first; what is about the reader is not for the reader."""
    return _for(reader, _pages().filter(acknowledged_at__gte=since).order_by("-acknowledged_at"))


def _pages() -> PageQuerySet:
    return Page.objects.select_related("visit__conversation", "conversation__supporter", "acknowledged_by")


def facts_of(page: Page) -> PageFacts:
    """Return a page as facts."""
    talk = page.conversation
    return PageFacts(
        key=page.key,
        why=page.why,
        opened_at=page.opened_at,
        called=page.called,
        told=min(page.mark, rules.EVERYBODY),
        is_everybody_told=page.mark >= rules.EVERYBODY,
        lines_shown=page.lines_shown_at is not None,
        is_without_lines=page.why in rules.WITHOUT_LINES,
        where="talk" if talk is not None else "line" if _there(page, "visit") is not None else "gone",
        with_supporter=people.display_name(talk.supporter) if talk and not talk.is_of_friends else "",
        acknowledged_by=name_of(page.acknowledged_by),
        acknowledged_at=page.acknowledged_at,
    )


def name_of(person: Person | None) -> str:
    """Return what colleagues call somebody: the shown name, else the front of their address."""
    return people.called(person)
