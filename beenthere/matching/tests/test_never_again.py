"""Two people who were parted are never offered to each other again, whatever happens afterwards."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beenthere.evening.actions import report_and_block
from beenthere.kernel.refusals import Refused
from beenthere.matching import actions, rules
from beenthere.matching.models import Answer, Offer, Visit
from beenthere.matching.rules import SeekerFacts, SupporterFacts
from beenthere.matching.tests.builders import EVENING, a_talk, a_visit
from beenthere.people import actions as people
from beenthere.people.tests.builders import a_supporter

SLUGS = st.frozensets(st.sampled_from(["grief", "sleep", "shame"]))
SEEKERS = st.lists(
    st.builds(
        SeekerFacts,
        visit_id=st.integers(1, 50),
        person_id=st.integers(1, 6),
        entered_at=st.just(EVENING),
        topics=SLUGS,
        is_unsafe=st.booleans(),
        is_first=st.booleans(),
        apart_from=st.frozensets(st.integers(10, 14)),
        missed_by=st.frozensets(st.integers(10, 14)),
    ),
    max_size=6,
    unique_by=lambda seeker: seeker.visit_id,
)
SUPPORTERS = st.lists(
    st.builds(SupporterFacts, person_id=st.integers(10, 14), topics=SLUGS, rested_hours=st.none()),
    max_size=5,
    unique_by=lambda supporter: supporter.person_id,
)


@given(line=SEEKERS, supporters=SUPPORTERS)
def test_no_round_ever_pairs_two_who_are_apart(line, supporters):
    apart = {seeker.visit_id: seeker.apart_from for seeker in line}

    for pairing in rules.choose(line, supporters):
        assert pairing.supporter_id not in apart[pairing.visit_id]


DEEDS = st.lists(
    st.sampled_from(
        ["come", "leave", "round", "yes", "no", "miss", "bo here", "bo away", "kim here", "kim away", "not safe",
         "first"]
    ),
    max_size=25,
)  # fmt: skip


def did(deed, *, ann, bo, kim, now):
    """One deed of an evening; most of them end somewhere."""
    visit = Visit.objects.running().filter(person=ann).first()
    offer = Offer.objects.filter(answer=Answer.PENDING).first()
    if deed in ("come", "not safe"):
        a_visit(person=ann, now=now, is_unsafe=deed == "not safe")
    elif deed == "leave" and visit:
        actions.finish(visit=visit, now=now)
    elif deed == "first" and visit:
        actions.requeue_first(visit=visit, now=now)
    elif deed == "round":
        actions.match(now)
    elif deed in ("yes", "no") and offer:
        answer = actions.accept if deed == "yes" else actions.decline
        answer(offer_key=offer.key, supporter=offer.supporter, now=now)
    elif deed.endswith(("here", "away")):
        who = bo if deed.startswith("bo") else kim
        people.set_availability(supporter=who, is_available=deed.endswith("here"), now=now)


@pytest.mark.django_db
@pytest.mark.parametrize("side", ["seeker", "supporter"])
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds=DEEDS)
def test_after_a_report_no_evening_brings_the_two_together(side, deeds):
    with transaction.atomic():
        visit, bo, talk = a_talk()
        kim = a_supporter(name="Kim", topics=["sleep"])
        report_and_block(conversation=talk, side=side, reason="", now=EVENING)
        visit.refresh_from_db()
        actions.settle(visit=visit, now=EVENING)
        old = set(Offer.objects.values_list("pk", flat=True))
        now = EVENING
        for deed in deeds:
            now += timedelta(seconds=31 if deed == "miss" else 3)
            with suppress(Refused):
                did(deed, ann=visit.person, bo=bo, kim=kim, now=now)
            fresh = Offer.objects.exclude(pk__in=old)
            assert not fresh.filter(visit__person=visit.person, supporter=bo).exists()
        transaction.set_rollback(True)
