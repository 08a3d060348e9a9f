"""What is known about levels; nothing here returns a word of a talk."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from beenthere.conversations import queries as talks
from beenthere.conversations.models import Conversation
from beenthere.matching import queries as line
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.safety.levels import catalog, log, rules, whole
from beenthere.safety.models import Joining, LevelChange, Page, PageQuerySet, SafetyCheck, SafetyLog
from beenthere.safety.rules import WITHOUT_LINES


@dataclass(frozen=True)
class Standing:
    """Where a talk stands, for its supporter and the people on call."""

    level: int
    name: str
    do: tuple[str, ...]
    next_question: catalog.Question
    answers: dict[str, str]
    contradicts: bool
    has_dropped: bool = False


@dataclass(frozen=True)
class CameIn:
    """Somebody on call who came into a talk."""

    name: str
    since: datetime


def level_of(conversation: Conversation, *, locked: bool = False) -> int:
    """Return the level of a talk now; A0 when nobody has set one."""
    rows = LevelChange.objects.filter(conversation_id=conversation.pk)
    if locked:
        log.hold(conversation)
    last = rows.order_by("-id").values_list("level", flat=True).first()
    return last or 0


def is_grave(conversation: Conversation) -> bool:
    """Tell whether a talk goes on at A3 or A4."""
    return conversation.ended_at is None and level_of(conversation) >= rules.GRAVE


def level_before(conversation: Conversation) -> int:
    """Return the last level of the same evening before this talk; A0 when there was none, and between friends."""
    rows = LevelChange.objects.filter(conversation_id__in=_talks_before(conversation)).order_by("-id")
    return rows.values_list("level", flat=True).first() or 0


def seats_before(conversation: Conversation) -> list[Joining]:
    """Return who on call sits beside an earlier talk of the same evening, in the order of the talks."""
    rows = Joining.objects.filter(conversation_id__in=_talks_before(conversation), until=None)
    return list(rows.select_related("conversation", "person").order_by("conversation_id", "id"))


def _talks_before(conversation: Conversation) -> list[int]:
    """Return the earlier talks of the same evening, as ids; friends have none."""
    visit = None if conversation.is_of_friends else line.visit_of_conversation(conversation)
    return [pk for pk in line.talk_ids_of(visit) if pk < conversation.pk] if visit else []


def is_carried(conversation: Conversation) -> bool:
    """Tell whether a talk has taken up the level of the one before it."""
    return LevelChange.objects.filter(conversation_id=conversation.pk, role=rules.CARRIED).exists()


def highest(conversation: Conversation) -> int:
    """Return the highest level a talk ever had."""
    return LevelChange.objects.filter(conversation_id=conversation.pk).aggregate(top=Max("level"))["top"] or 0


def changes(conversation: Conversation) -> list[LevelChange]:
    """Return every change of a level, in order."""
    return list(LevelChange.objects.filter(conversation_id=conversation.pk).order_by("id"))


def last_check(conversation: Conversation) -> SafetyCheck | None:
    """Return the last answers to the plain questions."""
    return SafetyCheck.objects.filter(conversation_id=conversation.pk).order_by("-id").first()


def standing(conversation: Conversation) -> Standing:
    """Return the level, what to do now, and what to ask next."""
    level = catalog.levels()[level_of(conversation)]
    check = last_check(conversation)
    answers = dict(check.answers) if check else {}
    following = rules.next_question(answers)
    return Standing(
        level=level.level,
        name=level.name,
        do=level.do,
        next_question=next(one for one in catalog.questions() if one.slug == following),
        answers=answers,
        contradicts=rules.contradicts(answers),
        has_dropped=rules.calls_when_dropped(level.level) and "seeker" in talks.facts(conversation).missing,
    )


def words_in_reach(conversation: Conversation, *, now: datetime, since: datetime | None = None) -> bool:
    """Tell whether somebody on call, beside it ``since`` then, may be shown words of this talk now."""
    return rules.words_in_reach(
        is_of_friends=conversation.is_of_friends,
        ended_at=conversation.ended_at,
        ended_why=conversation.ended_why,
        level=level_of(conversation),
        now=now,
        since=since,
    )


def seats(places: Collection[tuple[int, int]], *, now: datetime) -> dict[tuple[int, int], bool]:
    """Return which of these people, as (talk, person), are beside the talk and on call now, and whether they lead."""
    rows = Joining.objects.filter(until=None, conversation_id__in={talk for talk, _person in places})
    asked = [
        row for row in rows.select_related("conversation") if (row.conversation_id, row.person_id) in places
    ]
    on_duty = {person.pk for person in people.on_call_people()} if asked else set()
    return {
        (row.conversation_id, row.person_id): row.mode == "lead"
        for row in asked
        if row.person_id in on_duty - {row.conversation.supporter_id}
        and words_in_reach(row.conversation, now=now, since=row.since)
    }


def modes(conversation: Conversation) -> set[tuple[int, str]]:
    """Return who is beside a talk now, as (person, mode)."""
    rows = Joining.objects.filter(conversation_id=conversation.pk, until=None)
    return set(rows.values_list("person_id", "mode"))


def seats_of_person(person: Person) -> list[Joining]:
    """Return every seat somebody on call has not left, in the order of the talks."""
    rows = Joining.objects.filter(person=person, until=None).select_related("conversation")
    return list(rows.order_by("conversation_id"))


def joinings(conversation: Conversation) -> list[Joining]:
    """Return the last time each of the people on call was beside a talk, in the order they came."""
    rows = Joining.objects.filter(conversation_id=conversation.pk).select_related("person__account")
    return list({row.person_id: row for row in rows.order_by("since", "id")}.values())


def came_in(conversation: Conversation) -> list[CameIn]:
    """Return who on call came into a talk and since when, for its seeker's own page."""
    rows = [] if conversation.is_of_friends else joinings(conversation)
    return [CameIn(people.shown_on_call(row.person), row.since) for row in rows]


def quoted_to(conversation: Conversation) -> list[CameIn]:
    """Return who on call was shown marked words of a talk and when, for its seeker's own page."""
    rows = SafetyLog.objects.filter(conversation_id=conversation.pk, what="quoted").order_by("id")
    names = people.shown_by_ids({row.facts["person"] for row in rows})
    return [CameIn(names.get(row.facts["person"]) or people.shown_on_call(None), row.at) for row in rows]


def asked_by(conversation: Conversation, *, person: Person) -> str:
    """Return who asked for this person on call: "button", "supporter", "seeker", or nothing; by the page they took."""
    about = Q(conversation_id=conversation.pk)
    visit = line.visit_of_conversation(conversation)
    pages = Page.objects.filter(about | Q(visit=visit) if visit else about)
    taken = pages.filter(acknowledged_by=person).order_by("-acknowledged_at", "-id").first()
    page = taken or pages.order_by("-opened_at", "-id").first()
    return rules.asked_by(page.why, role=_role_behind(conversation, page.why)) if page else ""


def _role_behind(conversation: Conversation, why: str) -> str:
    """Return who set the level that called; empty for a call about something else."""
    raised = LevelChange.objects.filter(conversation_id=conversation.pk).order_by("-id")
    return next((one.role for one in raised if rules.page_why(one.level) == why), "")


def opened_since(joining: Joining) -> bool:
    """Tell whether somebody on call has opened the talk since they joined it."""
    rows = SafetyLog.objects.filter(conversation_id=joining.conversation_id, what="opened")
    return rows.filter(at__gte=joining.since, facts__person=joining.person_id).exists()


def on_call_leads(conversation: Conversation, *, now: datetime) -> bool:
    """Tell whether somebody who is on call and was heard leads this talk, or led it when it ended."""
    at = conversation.ended_at or now
    rows = Joining.objects.filter(conversation_id=conversation.pk, mode="lead", since__lte=at)
    return any(_is_there(row, at=at) for row in rows.filter(Q(until=None) | Q(until__gt=at)))


def is_seated(conversation: Conversation, *, now: datetime) -> bool:
    """Tell whether somebody who is on call and was heard sits beside a talk."""
    rows = Joining.objects.filter(conversation_id=conversation.pk, until=None)
    return any(_is_there(row, at=now) for row in rows)


def _is_there(row: Joining, *, at: datetime) -> bool:
    return rules.is_heard(row.heard_at, at=at) and people.is_on_call(row.person)


def silent_leads(conversation: Conversation, *, now: datetime) -> list[int]:
    """Return who leads a talk, is not there any more, and was not called about since they were heard."""
    rows = Joining.objects.filter(conversation_id=conversation.pk, until=None, mode="lead")
    silent = [row for row in rows.select_related("person") if not _is_there(row, at=now)]
    return [row.person_id for row in silent if not _is_known_silent(row)]


def _is_known_silent(row: Joining) -> bool:
    known = SafetyLog.objects.filter(conversation_id=row.conversation_id, what="silent")
    return known.filter(facts__person=row.person_id, at__gte=row.heard_at or row.since).exists()


def is_left_alone(conversation: Conversation, *, now: datetime) -> bool:
    """Tell whether a grave talk goes on with nobody beside it and nobody called, though one had it."""
    pages = _pages_about(conversation)
    return rules.is_left_alone(
        level=level_of(conversation),
        is_called=pages.open().exclude(why__in=WITHOUT_LINES).exists(),
        is_seated=is_seated(conversation, now=now),
        since=_last_step(conversation, pages),
        now=now,
    )


def _last_step(conversation: Conversation, pages: PageQuerySet) -> datetime:
    rows = Joining.objects.filter(conversation_id=conversation.pk)
    known = rows.aggregate(since=Max("since"), heard=Max("heard_at"), until=Max("until")).values()
    taken = pages.aggregate(taken=Max("acknowledged_at"))["taken"]
    raised = LevelChange.objects.filter(conversation_id=conversation.pk).aggregate(at=Max("at"))["at"]
    steps: list[datetime] = [at for at in (taken, raised, *known) if at is not None]
    return max(steps)


def _pages_about(conversation: Conversation) -> PageQuerySet:
    visit = line.visit_of_conversation(conversation)
    about = Q(conversation_id=conversation.pk)
    return Page.objects.filter(about | Q(visit=visit) if visit else about)


def grave_and_running() -> list[Conversation]:
    """Return the running talks of the line that ever stood at A3 or A4."""
    graded = _graded(LevelChange.objects.all())
    return [talk for talk in talks.running() if talk.pk in graded and not talk.is_of_friends]


def why_not_close(conversation: Conversation, *, now: datetime) -> str:
    """Return why the supporter may not close yet: "recheck" or "stay", or nothing."""
    check = _last_recheck(conversation)
    closing = rules.Closing(
        level=level_of(conversation),
        rechecked_at=check.at if check else None,
        recheck_level=check.level if check else None,
        on_call_leads=on_call_leads(conversation, now=now),
    )
    return rules.why_not_close(closing, now)


def _last_recheck(conversation: Conversation) -> SafetyCheck | None:
    rows = SafetyCheck.objects.filter(conversation_id=conversation.pk, is_recheck=True).order_by("-id")
    return next((row for row in rows if rules.counts_as_recheck(row.answers)), None)


def is_in_a_heavy_talk(supporter: Person) -> bool:
    """Tell whether one of a supporter's running talks stands at A2 or above."""
    running = talks.running_of(person=supporter, side="supporter")
    return any(rules.is_heavy(level_of(talk)) for talk in running if not talk.is_of_friends)


def was_called(conversation: Conversation, *, about: str) -> bool:
    """Tell whether somebody was called about this loss: a side not heard since, or the end of the talk."""
    drops = SafetyLog.objects.filter(conversation_id=conversation.pk, what="dropped", facts__about=about)
    if about == rules.END:
        return drops.exists()
    seen_at = talks.last_seen_at(conversation=conversation, side=about)
    return drops.filter(at__gte=seen_at).exists() if seen_at else drops.exists()


def grave_and_lost() -> list[tuple[Conversation, str]]:
    """Return the running talks at A3 or A4 with a side that is gone, and which."""
    graded = _graded(LevelChange.objects.all())
    running = [talk for talk in talks.running() if talk.pk in graded]
    return [(talk, side) for talk in running for side in sorted(talks.facts(talk).missing)]


def grave_and_over(*, since: datetime) -> list[Conversation]:
    """Return the talks that ended since then and ever stood at A3 or A4."""
    ended = Conversation.objects.filter(ended_at__gte=since).order_by("ended_at")
    graded = _graded(LevelChange.objects.filter(conversation__in=ended))
    return list(ended.filter(pk__in=graded).select_related("seeker", "supporter"))


def _graded(rows: QuerySet[LevelChange]) -> set[int]:
    return set(rows.filter(level__gte=rules.GRAVE).values_list("conversation_id", flat=True))


def ticked(conversation: Conversation) -> dict[str, int]:
    """Return which steps of the emergency list were ticked, and by whom."""
    return {row.what: row.facts["person"] for row in log.steps(conversation) if row.what in rules.STEPS}


def log_is_whole() -> bool:
    """Tell whether every row of the safety log follows, none was cut off its end, and no page or decision is without its own."""
    return (
        whole.first_broken() is None
        and not whole.is_cut()
        and not whole.unlinked_pages()
        and not whole.changed_reasons()
    )


def role_of(person: Person) -> str:
    """Return in which role somebody on the staff changes a level; empty for others."""
    if people.is_on_call(person):
        return "on_call"
    return "coordinator" if people.is_coordinator(person) else ""
