"""The strip beside Bo's talk asks every five seconds, and moves only when something is new: what he reads stays open."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from beenthere.boundaries.tests.builders import an_open_talk, signed_in
from beenthere.conversations import beside
from beenthere.people import actions as people
from beenthere.people.tests.builders import a_member
from beenthere.safety.levels import actions
from beenthere.safety.reaching import actions as reaching
from tests.builders import EVENING

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def talk():
    talk = an_open_talk()
    raised(talk, 3)
    return talk


def raised(talk, level):
    actions.set_level(conversation=talk, level=level, role="supporter", by=talk.supporter, now=EVENING)


def looks(bo, path):
    """One look; returns the status, and where the next look goes."""
    answer = bo.get(path)
    found = re.search(r'hx-get="([^"]+)"', answer.content.decode())
    return answer.status_code, found[1] if found else path


def noted(talk):
    reaching.note_next_contact(
        conversation=talk, when="tomorrow", how="here", is_none=False, by=talk.supporter, now=EVENING
    )


def test_a_strip_that_has_nothing_new_is_not_drawn_again(talk):
    bo = signed_in(Client(), talk.supporter)
    status, again = looks(bo, reverse("levels:strip", args=[talk.key]))
    assert (status, "seen=" in again) == (200, True)

    assert looks(bo, again)[0] == 204


@pytest.mark.parametrize("changes", [lambda talk: raised(talk, 4), noted], ids=["a level", "a contact"])
def test_what_is_new_is_drawn(talk, changes):
    bo = signed_in(Client(), talk.supporter)
    _status, again = looks(bo, reverse("levels:strip", args=[talk.key]))

    changes(talk)

    assert looks(bo, again)[0] == 200


def test_who_is_near_is_said_once_by_the_notice_and_not_by_the_strip_too(talk):
    dee = a_member()
    people.give_duty(person=dee, kind="on_call")
    actions.join(conversation=talk, person=dee, mode="lead", now=EVENING)

    strip = signed_in(Client(), talk.supporter).get(reverse("levels:strip", args=[talk.key])).content.decode()

    assert [one.mode for one in beside.near(talk.pk)] == ["lead"]
    assert "A3" in strip
    assert "on-call" not in strip
    assert "leads" not in strip.replace("takes the lead", "")
