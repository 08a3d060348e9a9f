"""Rows of this room and of the people's, as the plain facts the rules decide on."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from beenthere.matching.models import Answer, Offer, Separation, Visit, VisitState
from beenthere.matching.rules import SeekerFacts, SupporterFacts
from beenthere.people import queries as people
from beenthere.people.models import SupporterProfile
from beenthere.people.rules import MOST_TALKS

DUAL_ROLE = "dual_role"


def line_facts(*, visits: Iterable[Visit]) -> list[SeekerFacts]:
    """Return what matching knows of some visits; four queries, however many there are."""
    listed = list(visits)
    apart, dual = _separations([visit.person_id for visit in listed])
    declined, missed = _past_answers([visit.pk for visit in listed])
    return [
        SeekerFacts(
            visit_id=visit.pk,
            person_id=visit.person_id,
            entered_at=visit.entered_at,
            topics=frozenset(visit.topics),
            avoided_topics=frozenset(visit.avoided_topics),
            need=visit.need,
            language=visit.language,
            is_unsafe=visit.is_unsafe,
            is_first=visit.is_first,
            is_demo=visit.is_demo,
            wants_demo=visit.wants_demo,
            apart_from=frozenset(apart[visit.person_id]) | _vanished_from(visit),
            dual_with=frozenset(dual[visit.person_id]),
            declined_by=frozenset(declined[visit.pk]),
            missed_by=frozenset(missed[visit.pk]),
        )
        for visit in listed
    ]


def _vanished_from(visit: Visit) -> frozenset[int]:
    """The supporter whose open conversation this seeker waits beside is not offered again."""
    if visit.conversation is None or visit.conversation.supporter_id is None:
        return frozenset()
    return frozenset({visit.conversation.supporter_id})


def _separations(person_ids: list[int]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    apart: dict[int, set[int]] = defaultdict(set)
    dual: dict[int, set[int]] = defaultdict(set)
    for row in Separation.objects.filter(seeker_id__in=person_ids):
        (dual if row.why == DUAL_ROLE else apart)[row.seeker_id].add(row.supporter_id)
    return apart, dual


def _past_answers(visit_ids: list[int]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    declined: dict[int, set[int]] = defaultdict(set)
    missed: dict[int, set[int]] = defaultdict(set)
    for row in Offer.objects.filter(visit_id__in=visit_ids, answer__in=[Answer.DECLINED, Answer.MISSED]):
        (declined if row.answer == Answer.DECLINED else missed)[row.visit_id].add(row.supporter_id)
    return declined, missed


def supporter_facts(*, now: datetime) -> list[SupporterFacts]:
    """Return what matching knows of every supporter who is here; three queries."""
    profiles = people.active_and_available()
    ids = [profile.person_id for profile in profiles]
    running, asked = _running_chats(ids)
    last = _last_accepted(ids)
    return [
        SupporterFacts(
            person_id=profile.person_id,
            topics=frozenset(profile.topics),
            refused_topics=frozenset(profile.refused_topics),
            preferred_needs=frozenset(profile.preferred_needs),
            languages=frozenset(profile.languages),
            is_approved=_stands(profile, now),
            is_available=profile.is_available,
            chat_limit=min(profile.chat_limit, MOST_TALKS),
            running_chats=running[profile.person_id],
            has_open_offer=profile.person_id in asked,
            rested_hours=_hours(last.get(profile.person_id), now),
            is_demo=profile.is_demo,
        )
        for profile in profiles
    ]


def _stands(profile: SupporterProfile, now: datetime) -> bool:
    """Tell whether every gate stands behind somebody now, also between two looks of the timer."""
    is_in_time = profile.gates_until is None or profile.gates_until > now
    return profile.standing == people.Standing.ACTIVE and is_in_time


def _running_chats(ids: list[int]) -> tuple[dict[int, int], set[int]]:
    running: dict[int, int] = defaultdict(int)
    asked: set[int] = set()
    held = Offer.objects.filter(supporter_id__in=ids).busy()
    for supporter_id, answer in held.values_list("supporter_id", "answer"):
        if answer == Answer.PENDING:
            asked.add(supporter_id)
        else:
            running[supporter_id] += 1
    return running, asked


def _last_accepted(ids: list[int]) -> dict[int, datetime]:
    accepted = Offer.objects.filter(supporter_id__in=ids, answer=Answer.ACCEPTED).order_by("answered_at")
    pairs = accepted.values_list("supporter_id", "answered_at")
    return {supporter_id: at for supporter_id, at in pairs if at is not None}  # the last one stays


def _hours(since: datetime | None, now: datetime) -> float | None:
    return None if since is None else (now - since).total_seconds() / 3600


def waiting_visits(*, now: datetime) -> list[Visit]:
    """Return the visits an offer may be made for: in line, and not away with their place kept."""
    waiting = Visit.objects.in_line().filter(state=VisitState.WAITING).select_related("conversation")
    return [visit for visit in waiting if visit.kept_until is None or visit.kept_until <= now]
