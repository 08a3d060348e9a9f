"""Who sits beside a talk: one leads, a seat goes along with the evening, and a report does not empty it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from beenthere.boundaries.tests.builders import an_open_talk
from beenthere.conversations import actions as conversations
from beenthere.conversations import beside
from beenthere.evening.actions import report_and_block
from beenthere.matching import actions as matching
from beenthere.matching import queries as line
from beenthere.people import actions as people
from beenthere.people import queries as names
from beenthere.people.tests.builders import a_coordinator, a_member, a_supporter
from beenthere.safety.levels import actions, queries, registers
from tests.builders import EVENING, later

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def talk():
    opened = an_open_talk()
    for side in ("seeker", "supporter"):
        conversations.see(conversation_id=opened.pk, side=side, now=EVENING)
    return opened


def raise_to(talk, level):
    actions.set_level(conversation=talk, level=level, role="supporter", by=talk.supporter, now=EVENING)


def test_who_takes_the_lead_puts_the_other_in_the_background(talk):
    dee, eli = a_coordinator(), a_coordinator()
    actions.join(conversation=talk, person=dee, mode="lead", now=EVENING)
    actions.join(conversation=talk, person=eli, mode="lead", now=later(minutes=1))

    assert queries.modes(talk) == {(dee.pk, "background"), (eli.pk, "lead")}
    assert not beside.may_write((talk.pk, dee.pk))
    assert beside.may_write((talk.pk, eli.pk))
    assert queries.log_is_whole()


@pytest.mark.parametrize("mode", ["background", "lead"])
def test_the_seat_goes_along_to_the_new_talk_with_the_level(talk, mode):
    dee, visit = a_coordinator(), line.visit_of_conversation(talk)
    raise_to(talk, 3)
    actions.join(conversation=talk, person=dee, mode=mode, now=EVENING)
    conversations.see(conversation_id=talk.pk, side="seeker", now=later(minutes=5))
    conversations.notice_missing(now=later(minutes=5))
    fay = a_supporter(name="Fay", now=later(minutes=5))
    (offer,) = [one for one in matching.match(later(minutes=5)) if one.visit_id == visit.pk]
    matching.accept(offer_key=offer.key, supporter=fay, now=later(minutes=5))
    new = matching.begin_talk(offer=offer, now=later(minutes=5))

    conversations.open_conversation(conversation=new, now=later(minutes=6))

    assert queries.modes(talk) == set()
    assert queries.modes(new) == {(dee.pk, mode)}
    assert queries.log_is_whole()


def test_a_report_leaves_the_screen_to_who_sat_there_at_a3_and_to_nobody_who_comes_later(talk):
    dee, eli, now = a_coordinator(), a_coordinator(), timezone.now()
    raise_to(talk, 4)
    actions.join(conversation=talk, person=dee, mode="lead", now=now - timedelta(minutes=5))
    report_and_block(conversation=talk, side="seeker", reason="other", now=now)
    actions.join(conversation=talk, person=eli, mode="background", now=now + timedelta(seconds=5))

    assert beside.may_read((talk.pk, dee.pk))
    assert not beside.may_read((talk.pk, eli.pk))
    talk.refresh_from_db()
    assert queries.seats({(talk.pk, dee.pk)}, now=now + timedelta(minutes=61)) == {}
    assert [row.facts for row in queries.log.steps(talk) if row.what == "kept_seat"] == [{"person": dee.pk}]


def test_ann_reads_no_front_of_an_address(talk):
    dee = a_member()
    people.give_duty(person=dee, kind="on_call")
    front = dee.account.email.split("@")[0]
    actions.join(conversation=talk, person=dee, mode="lead", now=EVENING)

    shown = [
        *[one.name for one in beside.near(talk.pk)],
        *[one.name for one in queries.came_in(talk)],
        *[one["name"] for one in registers.export_levels(talk.seeker)["people_on_call_beside_a_talk"]],
        *names.shown_by_ids({dee.pk}).values(),
    ]

    assert set(shown) == {"Somebody"}
    assert front.lower() not in " ".join(shown).lower()
