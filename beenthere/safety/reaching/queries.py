"""What is known about how somebody is reached. Only ``way_of``, ``next_contact`` and ``decisions`` open sealed words."""

from dataclasses import dataclass
from datetime import datetime

from beenthere.conversations import queries as talks
from beenthere.conversations.models import Conversation, State
from beenthere.matching import queries as line
from beenthere.matching.models import Visit
from beenthere.people import queries as people
from beenthere.privacy import keys
from beenthere.safety.levels import queries as levels
from beenthere.safety.levels.queries import CameIn
from beenthere.safety.levels.rules import GRAVE
from beenthere.safety.models import NextContact, OtherWay, Page, SafetyLog, WelfareCheck
from beenthere.safety.queries import name_of
from beenthere.safety.reaching import rules
from beenthere.safety.reaching.words import HOW_WORDS

SHOWN = "way_shown"


@dataclass(frozen=True)
class Next:
    """The next contact as both see it; ``agrees`` is None until the seeker has answered."""

    when: str
    how: str
    is_none: bool
    agrees: bool | None
    is_settled: bool

    @property
    def how_words(self) -> str:
        """Return how, in words."""
        return str(HOW_WORDS.get(self.how, ""))


@dataclass(frozen=True)
class Decision:
    """What somebody on call decided, and why."""

    decided: str
    because: str
    by: str
    at: datetime


def subject_of(key: str) -> str:
    """Return whose key seals another way."""
    return f"other-way:{key}"


def has_way(conversation: Conversation) -> bool:
    """Tell whether the seeker of a talk left another way to be reached."""
    visit = line.visit_of_conversation(conversation)
    return visit is not None and OtherWay.objects.filter(visit=visit).exists()


def way_of(conversation: Conversation) -> str:
    """Return the other way to reach the seeker of a talk, for them and for the people on call; empty when there is none."""
    visit = line.visit_of_conversation(conversation)
    return way_of_visit(visit) if visit else ""


def way_of_visit(visit: Visit) -> str:
    """Return the other way that was left in an evening; empty when there is none."""
    row = OtherWay.objects.filter(visit=visit).first()
    if row is None:
        return ""
    try:
        return keys.unseal(subject=subject_of(row.key), place="way", sealed=row.words)
    except keys.KeyIsGone:
        return ""


@dataclass(frozen=True)
class Card:
    """What stands on a seeker's page of an open talk about reaching them."""

    may_leave: bool = False
    way: str = ""
    next: Next | None = None

    @property
    def is_shown(self) -> bool:
        """Tell whether there is anything to show."""
        return self.may_leave or bool(self.way) or self.next is not None


def card(conversation: Conversation) -> Card:
    """Return what the seeker of a talk is shown about being reached."""
    return Card(may_offer(conversation), way_of(conversation), next_contact(conversation))


def newest_contact(conversation: Conversation) -> NextContact | None:
    """Return the newest row of a talk's next contact."""
    return NextContact.objects.filter(conversation_id=conversation.pk).order_by("-id").first()


def next_contact(conversation: Conversation | None) -> Next | None:
    """Return the next contact of a talk, for the two who talk; None when nothing was noted, or its words were erased."""
    row = newest_contact(conversation) if conversation else None
    if row is None:
        return None
    when = when_of(row)
    if not when and not row.is_none:
        return None
    return Next(when, row.how, row.is_none, row.agrees, _is_settled(row))


def when_of(row: NextContact) -> str:
    """Return when a next contact is, in their words; empty when none is wanted, or the words of the talk were erased."""
    if row.when is None:
        return ""
    subject = talks.subject_of(row.conversation.key)
    try:
        return keys.unseal(subject=subject, place=place_of_next(row), sealed=row.when)
    except keys.KeyIsGone:
        return ""


def place_of_next(row: NextContact) -> str:
    """Return the place that the words of a next contact are sealed at."""
    return f"next:{row.key}"


def _is_settled(row: NextContact) -> bool:
    return rules.is_settled(is_none=row.is_none, agrees=row.agrees)


def asks_for_contact(conversation: Conversation) -> bool:
    """Tell whether a talk that ever stood at A3 has no next contact that stands."""
    row = newest_contact(conversation)
    is_settled = row is not None and _is_settled(row)
    return levels.highest(conversation) >= GRAVE and not is_settled


def why_not_close(conversation: Conversation, *, now: datetime) -> str:
    """Return why the supporter may not close yet: "recheck", "contact", "stay", or nothing."""
    row = newest_contact(conversation)
    return rules.why_not_close(
        levels.why_not_close(conversation, now=now),
        highest=levels.highest(conversation),
        is_settled=row is not None and _is_settled(row),
        seeker_is_gone="seeker" in talks.facts(conversation).missing,
    )


def may_offer(conversation: Conversation) -> bool:
    """Tell whether the seeker is asked for another way now."""
    return rules.may_offer(
        level=levels.level_of(conversation),
        is_of_friends=conversation.is_of_friends,
        is_open=conversation.state == State.OPEN,
    )


def is_out_of_reach(conversation: Conversation, *, now: datetime) -> bool:
    """Tell whether the seeker of a talk at A3 or A4 can not be reached at any of our pages."""
    known = rules.Whereabouts(
        level=levels.level_of(conversation),
        is_of_friends=conversation.is_of_friends,
        is_missing="seeker" in talks.facts(conversation).missing,
        ended_at=conversation.ended_at,
        is_elsewhere=_is_elsewhere(conversation),
    )
    return rules.is_out_of_reach(known, now=now)


def may_be_shown(page: Page, *, now: datetime) -> bool:
    """Tell whether a page shows the other way now."""
    talk = page.conversation
    return talk is not None and rules.may_be_shown(
        page.why,
        is_taken=page.acknowledged_at is not None,
        is_out_of_reach=is_out_of_reach(talk, now=now),
    )


def _is_elsewhere(conversation: Conversation) -> bool:
    """Tell whether the evening of a talk goes on in the line or in another talk."""
    visit = line.visit_of_conversation(conversation)
    if visit is None:
        return False
    return line.is_in_line(visit) or visit.conversation_id != conversation.pk


def was_shown(conversation: Conversation) -> bool:
    """Tell whether the other way was shown to somebody on call."""
    return SafetyLog.objects.filter(conversation_id=conversation.pk, what=SHOWN).exists()


def shown_to(conversation: Conversation) -> list[CameIn]:
    """Return who on call was shown the other way and when, for the seeker's own page."""
    rows = SafetyLog.objects.filter(conversation_id=conversation.pk, what=SHOWN).order_by("id")
    names = people.shown_by_ids({row.facts["person"] for row in rows})
    return [CameIn(names.get(row.facts["person"]) or people.shown_on_call(None), row.at) for row in rows]


def place_of(row: WelfareCheck) -> str:
    """Return the place that the reason of a decision is sealed at."""
    return f"welfare:{row.pk}"


def decisions(conversation: Conversation) -> list[Decision]:
    """Return what was decided on a welfare check and why, the newest first, for the people on call."""
    rows = WelfareCheck.objects.filter(conversation_id=conversation.pk).select_related("by__account")
    return [
        Decision(
            row.decided,
            keys.unseal(subject="service", place=place_of(row), sealed=row.because),
            name_of(row.by),
            row.at,
        )
        for row in rows.order_by("-id")
    ]
