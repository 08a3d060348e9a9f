"""What may be asked about safety. Nothing here returns a word of a conversation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from beenthere.matching.models import Visit
from beenthere.notices import queries as ways
from beenthere.people import queries as people
from beenthere.people.models import Person
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


def is_service_open() -> bool:
    """Tell whether a human can be called; when not, the service says "closed"."""
    channels = [ways.channels_of(person) for person in people.on_call_people()]
    return rules.is_open(channels=channels, counts_in_app=settings.IS_DEMO)


def last_answer(visit: Visit) -> str:
    """Return the last answer to the direct question, empty when there is none."""
    row = SafetyAnswer.objects.filter(visit=visit).order_by("-at", "-id").first()
    return row.answer if row else ""


def should_show_lines(person: Person | None, *, now: datetime) -> bool:
    """Tell whether a seeker's pages show the lines because nobody on call answered in time."""
    if person is None:
        return False
    mine = Q(visit__person_id=person.pk) | Q(conversation__seeker_id=person.pk)
    return Page.objects.filter(mine, lines_shown_at__gt=now - rules.LINES_STAY).exists()


def open_pages() -> list[PageFacts]:
    """Return the pages nobody has acknowledged, the oldest first."""
    return [_facts(page) for page in _pages().open()]


def acknowledged_pages(*, since: datetime) -> list[PageFacts]:
    """Return the pages somebody took since then, the newest first."""
    return [_facts(page) for page in _pages().filter(acknowledged_at__gte=since).order_by("-acknowledged_at")]


def page_counts(*, since: datetime) -> dict[str, int]:
    """Return how many pages were opened since then, and how many were acknowledged in three minutes."""
    opened = list(Page.objects.filter(opened_at__gte=since).values_list("opened_at", "acknowledged_at"))
    in_time = timedelta(seconds=180)
    quick = [1 for opened_at, taken_at in opened if taken_at and taken_at - opened_at <= in_time]
    return {"opened": len(opened), "in_time": len(quick)}


def _pages() -> PageQuerySet:
    return Page.objects.select_related("visit", "conversation__supporter", "acknowledged_by")


def _facts(page: Page) -> PageFacts:
    talk = page.conversation
    return PageFacts(
        key=page.key,
        why=page.why,
        opened_at=page.opened_at,
        called=page.called,
        told=min(page.mark, rules.EVERYBODY),
        is_everybody_told=page.mark >= rules.EVERYBODY,
        lines_shown=page.lines_shown_at is not None,
        where="talk" if talk is not None else "line" if page.visit is not None else "gone",
        with_supporter=people.display_name(talk.supporter) if talk is not None else "",
        acknowledged_by=name_of(page.acknowledged_by),
        acknowledged_at=page.acknowledged_at,
    )


def name_of(person: Person | None) -> str:
    """Return what colleagues call somebody: the shown name, else the front of their address."""
    if person is None:
        return ""
    account = person.account
    return people.display_name(person) or (account.email.split("@")[0].title() if account else "")
