"""The moment of a talk: what rows and counters know of it, and what the words tell where they may be read."""

from dataclasses import replace
from datetime import datetime

from beenthere.companion import rules
from beenthere.companion.hearing import Heard
from beenthere.companion.models import CardEvent, Panel
from beenthere.companion.rules import Moment
from beenthere.conversations import queries as talks
from beenthere.conversations.models import Conversation
from beenthere.matching.models import Visit
from beenthere.people import queries as people
from beenthere.relief import queries as relief
from beenthere.safety import queries as safety
from beenthere.skills.queries import cards

LEVEL_OF_ANSWER = {"yes": 2, "not_sure": 1}


def moment_of(
    *,
    conversation: Conversation,
    panel: Panel,
    visit: Visit | None,
    now: datetime,
    heard: Heard | None = None,
) -> Moment:
    """Return the moment as rows and counters know it, and as the words tell where they may be read."""
    balance = talks.balance(conversation)
    profile = people.profile_of(conversation.supporter)
    touched = list(CardEvent.objects.filter(conversation=conversation).order_by("at", "id"))
    moment = Moment(
        intensity=relief.ratings(visit).get("before") if visit else None,
        need=visit.need if visit else "",
        emotions=rules.emotions_of(visit.topics if visit else []),
        level=LEVEL_OF_ANSWER.get(safety.last_answer(visit), 0) if visit else 0,
        minutes_left=talks.minutes_left(facts=talks.facts(conversation), now=now),
        seeker_messages=balance.seeker_messages,
        seeker_words=balance.seeker_words,
        supporter_messages=balance.supporter_messages,
        # Nobody read the words: what was said without asking is not yet something said back.
        reflections=0,
        is_read=heard is not None,
        modules=frozenset(profile.modules if profile else []),
        is_on_call_reachable=safety.is_service_open(),
        stories=sum(e.kind == "used" and e.slug in rules.STORIES for e in touched),
        declined_families=_declined(touched),
        dismissed=frozenset(e.slug for e in touched if e.kind == "dismissed"),
        pinned=_pinned(touched),
        worked=frozenset(e.slug for e in touched if e.kind == "used"),
    )
    moment = _with_words(moment, heard) if heard else moment
    if conversation.is_of_friends:
        # Between friends a story of one's own is welcome, and nobody has too much of the floor.
        moment = replace(moment, stories=0, talks_of_self=False, is_on_call_reachable=False)
    phase = panel.phase or rules.phase_of(moment)
    return Moment(**{**vars(moment), "phase": phase})


def _with_words(moment: Moment, heard: Heard) -> Moment:
    """Return the moment with what was heard; what the person said of themselves stays above any guess."""
    return replace(
        moment,
        emotions=moment.emotions | heard.emotions,
        need_maybe=heard.need_maybe,
        cue_level=heard.cue_level,
        asked_directly=heard.asked_directly,
        answered_no=heard.answered_no,
        advice_asked=heard.advice_asked,
        ideas_unwanted=heard.ideas_unwanted,
        contra=moment.contra | heard.contra,
        is_strained=heard.is_strained,
        talks_of_self=heard.talks_of_self,
        reflections=heard.reflections,
        hopeless_times=heard.hopeless_times,
        has_any_cue=heard.has_any_cue,
        stories=max(moment.stories, heard.stories),
        course=heard.course,
    )


def _declined(touched: list[CardEvent]) -> frozenset[str]:
    said_no = [e.slug for e in touched if e.kind == "dismissed" and e.reason == "declined"]
    return frozenset(cards()[slug].family for slug in said_no if slug in cards())


def _pinned(touched: list[CardEvent]) -> tuple[str, ...]:
    pinned: dict[str, None] = {}
    for event in touched:
        if event.kind == "pinned":
            pinned[event.slug] = None
        elif event.kind in ("unpinned", "dismissed"):
            pinned.pop(event.slug, None)
    return tuple(pinned)
