"""Planning an evening, beginning it, and letting it be over."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from beenthere.boundaries import actions_between as boundaries
from beenthere.companion import actions as companion
from beenthere.conversations import actions as conversations
from beenthere.conversations.models import Conversation
from beenthere.friends import events, queries, rules, suggesting
from beenthere.friends.actions import not_safe
from beenthere.friends.models import EveningState, FriendEvening, Mode, Pair, Side
from beenthere.friends.pocket import forgetting as pocket
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotHere, OutOfStep, Refused
from beenthere.matching import actions as matching
from beenthere.people.models import Person
from beenthere.privacy import keys
from beenthere.relief import actions as relief
from beenthere.safety import actions as safety
from beenthere.skills import queries as skills

WHY_NOT_PLAN = {
    "mode": _("Please choose how you meet."),
    "past": _("Please choose an end that is still to come."),
    "far": _("Please choose a day in the next two months."),
    "short": _("Please give it a quarter of an hour at least."),
    "long": _("Please end it within twelve hours. You can plan another one."),
}


class NotReady(OutOfStep):
    """Two friends still have something to say or sign before an evening."""


class PlanIsUnclear(Refused):
    """A time or a way of meeting that can not be."""


def _require_ready(pair: Pair) -> None:
    if rules.waits_for(queries.facts(pair)):
        raise NotReady(_("Please finish the steps before this one. Both of you say yes first."))


@transaction.atomic
def plan_evening(
    *, pair: Pair, mode: str, planned_for: datetime, ends_at: datetime, now: datetime, language: str = ""
) -> FriendEvening:
    """Plan an evening; a pair has one at a time, so a second tab gets the first one's. No language said: the one they used last.

    :raises NotReady: the pair has ended, or not both have agreed
    :raises PlanIsUnclear: a time or a mode that can not be
    :raises UnknownChoice: a language that is not on the list
    """
    _require_ready(pair)
    if why := rules.why_not_plan(mode=mode, planned_for=planned_for, ends_at=ends_at, now=now):
        raise PlanIsUnclear(WHY_NOT_PLAN[why])
    if living := queries.living_evening(pair):
        return living
    language = language or queries.usual_language(pair)
    return _planned(
        pair=pair, language=language, mode=mode, planned_for=planned_for, ends_at=ends_at, made_at=now
    )


def _planned(*, pair: Pair, language: str, made_at: datetime, **fields: object) -> FriendEvening:
    try:
        with transaction.atomic():
            friend = queries.person_of(pair, Side.FRIEND)
            visit = matching.friend_visit(person=friend, language=language, now=made_at)
            evening = FriendEvening.objects.create(pair=pair, made_at=made_at, visit=visit, **fields)
            keys.make_key(subject=queries.subject_of(evening))
            return evening
    except IntegrityError:
        # Two tabs at the same moment: the first one's evening is everybody's.
        return FriendEvening.objects.filter(pair=pair).exclude(state=EveningState.OVER).get()


def write_plan(
    *, evening: FriendEvening, side: str, words: Mapping[str, str], cards: Sequence[str], now: datetime
) -> None:
    """Keep the host's plan, sealed; leaving it empty is fine.

    :raises NotHere: the friend's side
    :raises NotReady: the evening is over, or the pair has ended
    """
    if side != Side.HOST:
        raise NotHere
    if evening.pair.ended_at is not None:
        raise NotReady(_("You two are no pair here any more, so there is nothing left to plan."))
    if evening.state == EveningState.OVER:
        raise NotReady(_("This evening is over. You can look back at it."))
    said = {name: rules.tidy(words.get(name, "")) for name in rules.PLAN}
    place = f"plan:{evening.key}"
    sealed = keys.seal(
        subject=queries.subject_of(evening), place=place, words=json.dumps(said, ensure_ascii=False)
    )
    evening.plan = sealed if any(said.values()) else None
    evening.cards = rules.chosen_cards(cards, known=list(skills.cards()))
    evening.save(update_fields=["plan", "cards"])


@transaction.atomic
def check_in(
    *,
    evening: FriendEvening,
    side: str,
    distress: int | None,
    topics: Sequence[str],
    need: str,
    answer: str,
    now: datetime,
) -> None:
    """Keep what the friend said before an evening; each question may be skipped.

    "I am not safe" is kept and shows the lines; somebody of the service is called only by the friend's own yes.

    :raises NotHere: the host's side
    :raises NotReady: the evening is over
    :raises UnknownChoice: something is not on the list
    """
    if side != Side.FRIEND or evening.visit is None:
        raise NotHere
    if evening.state == EveningState.OVER:
        raise NotReady(_("This evening is over. You can look back at it."))
    matching.tell_friend(visit=evening.visit, topics=topics, need=need, is_unsafe=answer == "yes", now=now)
    relief.rate(visit=evening.visit, moment="before", value=distress, now=now)
    if answer:
        safety.record_answer(visit=evening.visit, answer=answer, now=now)
    if suggesting.may_be_unsafe(evening):
        announce(events.FriendMayBeUnsafe(evening_id=evening.pk))
    if answer in suggesting.UNSAFE:
        not_safe.tell_the_host(evening=evening, now=now)
    elif answer:
        not_safe.let_rest(evening=evening)


@transaction.atomic
def begin(*, evening: FriendEvening, now: datetime) -> bool:
    """Begin an evening, with its talk when it is a chat; return whether it was this call.

    :raises NotReady: the pair has ended, or not both have agreed
    """
    _require_ready(evening.pair)
    began = FriendEvening.objects.filter(pk=evening.pk, state=EveningState.PLANNED).update(
        state=EveningState.RUNNING, started_at=now
    )
    if began and evening.mode == Mode.CHAT:
        _open_talk(evening, now=now)
    evening.refresh_from_db()
    if began:
        announce(events.EveningBegan(evening_id=evening.pk))
    return bool(began)


@transaction.atomic
def begin_unasked(*, evening: FriendEvening, kinds: Collection[str], now: datetime) -> bool:
    """Let an evening have begun because a phone was used on it and nobody pressed the button; return whether it was this call.

    A chat waits for the press that opens its talk; that it began is noted all the same.
    """
    if not rules.has_begun(kinds=kinds, planned_for=evening.planned_for, now=now):
        return False
    state = EveningState.PLANNED if evening.mode == Mode.CHAT else EveningState.RUNNING
    planned = FriendEvening.objects.filter(pk=evening.pk, state=EveningState.PLANNED, started_at=None)
    began = planned.update(state=state, started_at=now)
    evening.refresh_from_db()
    if began:
        announce(events.EveningBegan(evening_id=evening.pk))
    return bool(began)


def _open_talk(evening: FriendEvening, *, now: datetime) -> Conversation:
    talk = conversations.begin(
        seeker=queries.person_of(evening.pair, Side.FRIEND),
        supporter=queries.person_of(evening.pair, Side.HOST),
        language=evening.visit.language if evening.visit else queries.usual_language(evening.pair),
        minutes=rules.minutes_until(ends_at=evening.ends_at, now=now),
        mode="friend",
        now=now,
    )
    FriendEvening.objects.filter(pk=evening.pk).update(conversation=talk)
    if evening.visit is not None:
        matching.follow_talk(visit=evening.visit, conversation=talk)
    boundaries.open_talk(conversation=talk, about=queries.about(evening.pair), now=now)
    for slug in evening.cards:
        companion.note(conversation=talk, slug=slug, kind="pinned", now=now)
    return talk


@transaction.atomic
def finish(*, evening: FriendEvening, now: datetime) -> bool:
    """Let an evening be over, and its talk with it; return whether it was this call."""
    over = FriendEvening.objects.filter(pk=evening.pk).exclude(state=EveningState.OVER)
    ended = over.update(state=EveningState.OVER, over_at=now)
    evening.refresh_from_db()
    if not ended:
        return False
    if evening.visit is not None:
        matching.friend_left(visit=evening.visit, now=now)
    if evening.conversation is not None:
        conversations.end(conversation=evening.conversation, side="", why="closed", now=now)
    announce(events.EveningOver(evening_id=evening.pk))
    return True


def call_off(*, evening: FriendEvening, now: datetime) -> None:
    """Let go of an evening because the pair ended; one that never began leaves no trace."""
    if evening.state == EveningState.PLANNED and evening.started_at is None:
        keys.destroy_key(subject=queries.subject_of(evening))
        FriendEvening.objects.filter(pk=evening.pk, state=EveningState.PLANNED).update(plan=None, cards=[])
        pocket.forget(evening=evening, now=now)
    finish(evening=evening, now=now)


def finish_long_past(*, now: datetime) -> int:
    """Let evenings be over whose end is long past, so that nobody has to tidy up; return how many."""
    past = FriendEvening.objects.exclude(state=EveningState.OVER).filter(ends_at__lte=now - rules.LONG_PAST)
    rows = past.select_related("visit", "conversation", "pair")
    return sum(finish(evening=evening, now=now) for evening in rows)


@transaction.atomic
def call_somebody(*, evening: FriendEvening, side: str, now: datetime) -> bool:
    """Call somebody of the service, by the friend's own press and nobody else's; return whether somebody is called.

    :raises NotHere: the host's side
    """
    if side != Side.FRIEND or evening.visit is None:
        raise NotHere
    return safety.let_call(visit=evening.visit, now=now) is not None


@transaction.atomic
def leave_fast(*, friend: Person, now: datetime) -> None:
    """End the talk of a friend who has to leave the page at once."""
    rows = FriendEvening.objects.filter(pair__friend=friend, state=EveningState.RUNNING)
    for evening in rows.select_related("conversation"):
        if evening.conversation is not None:
            conversations.end(conversation=evening.conversation, side="seeker", why="left", now=now)
